"""The bar at the foot of a screen: ways out at the left, the one main action at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from ui import theme
from ui.widgets.basic import label

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class Foot(QFrame):
    """Always in sight, however long the screen is.

    Attributes:
        words: what is said between the ways out and the main action.
    """

    def __init__(
        self, ways: Sequence[QPushButton], main: QPushButton, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "foot")
        space = theme.look().space
        self.words = label("", "soft")
        self._row = QHBoxLayout(self)
        self._row.setSpacing(space(8))
        for way in ways:
            self._row.addWidget(way)
        self._row.addWidget(self.words, 1)
        self._row.addWidget(main)
        self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        look = theme.look()
        side = max(look.space(24), (self.width() - look.content_width) // 2)
        self._row.setContentsMargins(side, look.space(8), side, look.space(12))
