"""The items of an interview as a list that narrows while one types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from advisor_app.domain.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

CODE = Qt.ItemDataRole.UserRole
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item as the list shows it.

    Attributes:
        key: what tells it from the others where the code alone does not.
    """

    code: str
    text: str
    state: str
    key: str = ""

    @property
    def shown(self) -> str:
        """The whole line."""
        return f"{self.code}  {self.text}" + (f"  · {self.state}" if self.state else "")


class ItemListModel(QAbstractListModel):
    """Items whose code or words contain all that was typed, accents or not."""

    def __init__(self, rows: Sequence[ItemRow], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: list[tuple[ItemRow, str]] = []
        self._shown: list[ItemRow] = []
        self.show_rows(rows)

    def show_rows(self, rows: Sequence[ItemRow], typed: str = "") -> None:
        """Other rows, narrowed to what was typed."""
        self._all = [(row, fold(row.shown)) for row in rows]
        self.narrow(typed)

    def narrow(self, typed: str) -> None:
        """Keep what fits; ``3.2`` finds D3.2."""
        words = fold(typed).split()
        self.beginResetModel()
        self._shown = [row for row, text in self._all if all(word in text for word in words)]
        self.endResetModel()

    def code(self, index: QModelIndex) -> str | None:
        """The item of a row, by its key or else its code."""
        value = self.data(index, CODE)
        return None if value is None else str(value)

    def place_of(self, key: str) -> QModelIndex:
        """Where a row stands, by its key or else its code; nowhere when it is not shown."""
        for number, row in enumerate(self._shown):
            if key == (row.key or row.code):
                return self.index(number, 0)
        return QModelIndex()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:  # noqa: ANN401 - Qt's signature
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        row = self._shown[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return row.shown
        return (row.key or row.code) if role == CODE else None
