"""The light in the bar: whether the office has this work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QPushButton, QWidget

from advisor_app.i18n import _
from ui.models import exchange_words as words
from ui.widgets.icons import set_icon

if TYPE_CHECKING:
    from ui.exchange_keeper import ExchangeKeeper, Light

_SPOKEN: Final = ("done", "trouble", "look")


class ExchangeLight(QPushButton):
    """Picture and word that follow the keeper of the exchange; pressing it leads there."""

    def __init__(self, keeper: ExchangeKeeper, parent: QWidget | None = None) -> None:
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
            said = words.heading(self._keeper)
            self.setText(words.short(self._keeper))
            self.setAccessibleName(_("Oficina: {state}").format(state=said))
            self.setToolTip(_("Intercambio con la oficina: {state}").format(state=said))
            if light != self._light or self.icon().isNull():
                set_icon(self, *words.ICONS[light])
            if light != self._light and light in _SPOKEN:
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))
        self._light = light
