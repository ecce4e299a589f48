"""A line of text whose room never changes, whatever it says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QWidget

from ui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_WRAP = int(Qt.TextFlag.TextWordWrap)


class SteadyLabel(QLabel):
    """Says a hint softly, or with attention, in a room measured for the longest text.

    At the largest size of text the room is as high as what is said.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("role", "soft")
        self._every: tuple[str, ...] = ()
        self._measured: object = None

    def reserve(self, every: Sequence[str]) -> None:
        """Keep room for the longest of these texts."""
        if tuple(every) != self._every:
            self._every = tuple(every)
            self._measured = None
            self._measure()

    def say(self, text: str, *, urgent: bool = False) -> None:
        """Another text; an urgent one stands out."""
        role = "attention" if urgent else "soft"
        if self.property("role") != role:
            theme.set_role(self, role)
        if text != self.text():
            self.setText(text)
            self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()

    def _measure(self) -> None:
        look = theme.look()
        every = (self.text(),) if look.is_crowded else self._every  # then there is none to spare
        if self._measured == (self.width(), look, every):
            return
        self._measured = (self.width(), look, every)
        metrics = QFontMetrics(look.font(look.type.body, semibold=True))
        room = QRect(0, 0, self.width(), 10_000)
        heights = [metrics.boundingRect(room, _WRAP, text).height() for text in every]
        self.setFixedHeight(max(heights, default=metrics.height()) + 2)
