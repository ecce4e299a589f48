"""A small number, such as how many copies: typed, or changed by the arrow keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from advisor_app.i18n import _

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent

_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class CountEdit(QLineEdit):
    """A whole number from 1 on; Up and Down change it by one.

    Signals:
        changed: something else is written.
    """

    changed = Signal()

    def __init__(self, most: int, parent: QWidget | None = None) -> None:
        super().__init__("1", parent)
        self._most = most
        self.textChanged.connect(self.changed)

    def value(self) -> int:
        """The number; 0 where none is written that will do."""
        written = self.text().strip()
        count = int(written) if written.isdecimal() and len(written) < 6 else 0
        return count if count <= self._most else 0

    def problem(self) -> str:
        """What is wrong, or nothing."""
        said = _("Escriba un número de 1 a {most}.")
        return "" if self.value() else said.format(most=self._most)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.setText(str(min(max(self.value() + step, 1), self._most)))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()  # what is typed takes its place
