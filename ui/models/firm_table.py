"""The list of firms as a table that stays quick with ten thousand of them."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from advisor_app import formats
from advisor_app.domain.explain import level_name
from advisor_app.i18n import _, language
from ui.models import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advisor_app.services.firms import FirmRow

DETAIL: Final = int(Qt.ItemDataRole.UserRole)
LEVEL: Final = DETAIL + 1

_Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()


class Column(IntEnum):
    """What each column tells."""

    NAME = 0
    PLACE = 1
    SECTOR = 2
    VISIT = 3
    LEVEL = 4


class FirmTable(QAbstractTableModel):
    """Rows as the search left them, in its order; each cell has a first and a second line."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sectors = dict(words.sectors())
        self._rows: Sequence[FirmRow] = ()

    def show_rows(self, rows: Sequence[FirmRow]) -> None:
        """Show these firms instead of what was there."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, index: _Index) -> FirmRow | None:
        """The firm of a cell."""
        return self._rows[index.row()] if index.isValid() else None

    def position_of(self, firm_id: str) -> int | None:
        """The row a firm is in."""
        return next((n for n, row in enumerate(self._rows) if row.id == firm_id), None)

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> str | None:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (_("Empresa"), _("Municipio"), _("Sector"), _("Última visita"), _("Nivel"))[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index)
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._first_line(row, index.column())
        if role == DETAIL:
            return self._second_line(row, index.column())
        if role == LEVEL:
            return row.level
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._spoken(row, index.column())
        return None

    def _first_line(self, row: FirmRow, column: int) -> str:
        if column == Column.NAME:
            return row.name
        if column == Column.PLACE:
            return row.municipality
        if column == Column.SECTOR:
            return self._sectors.get(row.sector, row.sector)
        if column == Column.VISIT:
            return formats.short_date(row.last_visit, language()) if row.last_visit else ""
        if row.level is not None:
            return f"{row.level} {level_name(row.level, language())}"
        return _("En curso") if row.status == "draft" else _("Sin diagnóstico")

    def _second_line(self, row: FirmRow, column: int) -> str:
        if column == Column.NAME:
            return row.nit_shown
        if column == Column.LEVEL and row.level is not None and row.status == "draft":
            return _("Otro en curso")
        return row.department if column == Column.PLACE else ""

    def _spoken(self, row: FirmRow, column: int) -> str:
        lines = (self._first_line(row, column), self._second_line(row, column))
        return ", ".join(line for line in lines if line)
