"""A line to type a word into, and a list that narrows to what has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListView, QVBoxLayout, QWidget

from ui import theme
from ui.models.item_list import ItemListModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from ui.models.item_list import ItemRow


class FindList(QWidget):
    """Type, see the list narrow, press Enter; the arrows move in the list all the while.

    Signals:
        picked: the key of the row that was taken.
    """

    picked = Signal(str)

    def __init__(self, rows: Sequence[ItemRow] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ItemListModel(rows, self)
        self.typed = QLineEdit()
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(theme.look().target)
        self.setFocusProxy(self.typed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.look().space(8))
        column.addWidget(self.typed)
        column.addWidget(self.list, 1)
        self.typed.textChanged.connect(self._narrow)
        self.typed.installEventFilter(self)
        self.list.activated.connect(self._pick)
        self.list.clicked.connect(self._pick)
        self._select(0)

    def name(self, line: str, rows: str, hint: str) -> None:
        """What screen readers call the line and the list, and what the empty line says."""
        self.typed.setAccessibleName(line)
        self.typed.setPlaceholderText(hint)
        self.list.setAccessibleName(rows)

    def show_rows(self, rows: Sequence[ItemRow]) -> None:
        """Other rows."""
        self.model.show_rows(rows, self.typed.text())
        self._select(0)

    @property
    def chosen(self) -> str:
        """The key of the row that Enter would take; empty where none is chosen."""
        return self.model.code(self.list.currentIndex()) or ""

    def choose(self, key: str) -> None:
        """Show every row, this one chosen; none where it is not there."""
        self.typed.clear()
        index = self.model.place_of(key)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and self._steers(event):  # type: ignore[arg-type]  # a key event
            return True
        return super().eventFilter(watched, event)

    def _steers(self, event: QKeyEvent) -> bool:
        row = self.list.currentIndex().row()
        if event.key() == Qt.Key.Key_Down:
            self._select(row + 1)
        elif event.key() == Qt.Key.Key_Up:
            self._select(row - 1)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._pick(self.list.currentIndex())
        else:
            return False
        return True

    def _narrow(self, typed: str) -> None:
        self.model.narrow(typed)
        self._select(0)

    def _select(self, row: int) -> None:
        last = self.model.rowCount() - 1
        self.list.setCurrentIndex(self.model.index(max(0, min(row, last)), 0))

    def _pick(self, index: QModelIndex) -> None:
        code = self.model.code(index)
        if code is not None:
            self.picked.emit(code)
