"""What is wrong in which cell of a spreadsheet, one row each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from advisor_app.domain.grid import SHOWN
from advisor_app.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from advisor_app.domain.grid import Problem

_Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()


class ProblemTable(QAbstractTableModel):
    """The cell and its problem, as many as can be read."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Problem] = ()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show these instead of what was there."""
        self.beginResetModel()
        self._rows = problems[:SHOWN]
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else 2

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> str | None:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (_("Celda"), _("Qué hay que corregir"))[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        if not index.isValid():
            return None
        problem = self._rows[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return str(problem)
        if role == Qt.ItemDataRole.DisplayRole:
            return problem.text if index.column() else problem.place.replace("!", " · ")
        return None
