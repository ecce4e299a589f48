"""The register of a group as a list that stays quick with two thousand members."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from advisor_app.domain import explain_group
from advisor_app.i18n import _, language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advisor_app.services.group_view import PartRow

_Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()


class PartList(QAbstractListModel):
    """One line for each part that still belongs to the group."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[PartRow] = ()

    def show_rows(self, rows: Sequence[PartRow]) -> None:
        """Show these parts instead of what was there."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, index: _Index) -> PartRow | None:
        """The part of a line."""
        return self._rows[index.row()] if index.isValid() else None

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index)
        spoken = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if row is None or role not in spoken:
            return None
        drawn = _("en la muestra") if row.chosen and not row.chosen.absence else ""
        words = (row.part.shown, explain_group.part_facts(row.part, language()), drawn)
        return " · ".join(word for word in words if word)
