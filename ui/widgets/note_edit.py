"""A text of several lines that says when it was left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent


class NoteEdit(QPlainTextEdit):
    """Room for a few sentences; Tab goes on to the next field.

    Signals:
        committed: the user left the field after changing it.
    """

    committed = Signal()

    def __init__(self, parent: QWidget | None = None, *, lines: int = 3) -> None:
        super().__init__(parent)
        self._told = ""
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._hear)
        self._lines = lines
        self._measure()

    def value(self) -> str:
        """The text, without blanks around it."""
        return self.toPlainText().strip()

    def set_value(self, text: str) -> None:
        """Show a text; ``committed`` stays silent."""
        self._told = text
        self.setPlainText(text)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._settle()

    def _hear(self) -> None:
        if not self.hasFocus():
            self._settle()

    def _settle(self) -> None:
        if self.value() != self._told:
            self._told = self.value()
            self.committed.emit()

    def _measure(self) -> None:
        if hasattr(self, "_lines"):  # the style is set before the field is made
            look = theme.look()
            line = QFontMetrics(look.font(look.type.body)).lineSpacing()
            self.setFixedHeight(line * self._lines + look.space(24))
