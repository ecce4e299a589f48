"""Rows under headings, as one list to walk through: the arrow keys pass over the headings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

KEY: Final = Qt.ItemDataRole.UserRole
ROW: Final = Qt.ItemDataRole.UserRole + 1
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class HeadedRow:
    """A heading, or something under it.

    Attributes:
        key: what tells it from the others; nothing for a heading.
    """

    text: str
    key: str = ""

    @property
    def is_heading(self) -> bool:
        """Whether it only names what follows."""
        return not self.key

    @property
    def spoken(self) -> str:
        """The row for a screen reader."""
        return self.text


Row = TypeVar("Row", bound=HeadedRow)


class HeadedModel(QAbstractListModel, Generic[Row]):
    """The rows; headings can't be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """Other rows; where the same stand at the same places, the place in the list stays."""
        same = [row.key or row.text for row in rows] == [row.key or row.text for row in self._rows]
        if same and rows:
            self._rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 0))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def place_of(self, key: str) -> QModelIndex:
        """Where a row stands; nowhere when it is none of them."""
        keys = [row.key for row in self._rows]
        return self.index(keys.index(key), 0) if key and key in keys else QModelIndex()

    def first(self) -> QModelIndex:
        """The first row that can be chosen; nowhere when there is none."""
        return self.place_of(next((row.key for row in self._rows if row.key), ""))

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if index.isValid() and self._rows[index.row()].is_heading:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:  # noqa: ANN401 - Qt's signature
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == KEY:
            return row.key
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        return row.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None
