"""The light in the bar: whether this work exists twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QPushButton, QWidget

from advisor_app.i18n import _
from ui import theme
from ui.models import copy_words as words
from ui.widgets.icons import set_icon

if TYPE_CHECKING:
    from ui.copy_keeper import CopyKeeper, Light

_LARGE: Final = 1.4
_SPOKEN: Final = ("twice", "same_disk", "trouble")


class CopyLight(QPushButton):
    """Picture and word that follow the keeper of the copies; pressing it leads to them."""

    def __init__(self, keeper: CopyKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "quiet")
        self.setAutoDefault(False)
        self._keeper = keeper
        self._light: Light = keeper.light
        keeper.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        light = self._keeper.light
        self.setVisible(bool(light))
        if light:
            text = words.heading(self._keeper)
            self.setText(text if theme.look().growth < _LARGE else words.short(self._keeper))
            self.setAccessibleName(text)
            self.setToolTip(_("Segunda copia: {state}").format(state=text))
            set_icon(self, *words.ICONS[light])
            if light != self._light and light in _SPOKEN:
                self._speak(text)
        self._light = light

    def _speak(self, text: str) -> None:
        """Have a screen reader say what has come of a copy."""
        event = QAccessibleAnnouncementEvent(self, text)
        QAccessible.updateAccessibility(event)
