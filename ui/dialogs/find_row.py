"""Find one of many rows by a word of it, and take it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QListView, QVBoxLayout, QWidget

from ui import theme
from ui.models.item_list import ItemListModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from ui.models.item_list import ItemRow


class FindRow(QDialog):
    """Type, see the list narrow, press Enter; use ``open()``.

    Signals:
        picked: the code of the row that was taken.
    """

    picked = Signal(str)

    def __init__(self, title: str, rows: Sequence[ItemRow], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.model = ItemListModel(rows, self)
        self.typed = QLineEdit()
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        space = theme.look().space
        column = QVBoxLayout(self)
        column.setContentsMargins(space(16), space(16), space(16), space(16))
        column.setSpacing(space(8))
        column.addWidget(self.typed)
        column.addWidget(self.list)
        self.resize(space(720), min(space(460), parent.window().height() - space(32)))
        self.typed.textChanged.connect(self._narrow)
        self.typed.installEventFilter(self)
        self.list.activated.connect(self._pick)
        self.list.clicked.connect(self._pick)
        self._select(0)

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
            self.accept()
            self.picked.emit(code)
