"""Find one of many rows by a word of it, and take it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.find_list import FindList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.models.item_list import ItemRow


class FindRow(QDialog):
    """A list over the window; use ``open()``.

    Signals:
        picked: the key of the row that was taken.
    """

    picked = Signal(str)

    def __init__(self, title: str, rows: Sequence[ItemRow], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.found = FindList(rows)
        self.typed, self.list, self.model = self.found.typed, self.found.list, self.found.model
        space = theme.look().space
        column = QVBoxLayout(self)
        column.setContentsMargins(space(16), space(16), space(16), space(16))
        column.addWidget(self.found)
        self.resize(space(720), min(space(460), parent.window().height() - space(32)))
        self.found.picked.connect(self._take)

    def _take(self, key: str) -> None:
        self.accept()
        self.picked.emit(key)
