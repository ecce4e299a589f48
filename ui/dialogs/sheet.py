"""A dialog of the window: a title, a column of content, and buttons at its foot."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.basic import Column, button, label


class Sheet(QDialog):
    """Opens over the window and is freed when it closes; Esc closes it.

    Attributes:
        head: the row of the title.
        column: takes the content.
        foot: takes the buttons, the first one the main one.
    """

    def __init__(self, title: str, parent: QWidget, *, width: int = 640, height: int = 520) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setModal(True)
        space = theme.look().space
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, space(20), 0, 0)
        whole.setSpacing(0)
        self.head = head = QHBoxLayout()
        head.setContentsMargins(space(24), 0, space(24), 0)
        self.heading = label(title, "title")
        head.addWidget(self.heading, 1)
        whole.addLayout(head)
        self.column = Column()
        whole.addWidget(self.column, 1)
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(space(24), space(8), space(24), space(20))
        self.foot.setSpacing(space(8))
        self.foot.addStretch(1)
        whole.addLayout(self.foot)
        self.resize(
            min(space(width), parent.window().width() - space(32)),
            min(space(height), parent.window().height() - space(32)),
        )

    def add_button(self, made: QPushButton) -> QPushButton:
        """Put a button at the foot."""
        self.foot.addWidget(made)
        return made

    def add_close(self, text: str) -> QPushButton:
        """The button that closes the sheet, chosen by Enter."""
        made = self.add_button(button(text, "primary", clicked=self.accept))
        made.setDefault(True)
        return made
