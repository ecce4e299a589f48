"""The lights in the bar: whether this work exists twice, and whether the office has it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QPushButton, QWidget

from advisor_app.i18n import _
from ui import theme
from ui.models import copy_words, exchange_words
from ui.widgets.icons import set_icon

if TYPE_CHECKING:
    from ui.copy_keeper import CopyKeeper
    from ui.exchange_keeper import ExchangeKeeper

_LARGE: Final = 1.4


@dataclass(frozen=True, slots=True)
class Said:
    """How it stands, in words.

    Attributes:
        text: for the bar, ``name``: for a screen reader.
        whole: one sentence that says it all.
    """

    text: str
    name: str
    tip: str
    whole: str


@dataclass(frozen=True, slots=True)
class Signs:
    """What a light shows.

    Attributes:
        icons: picture and colour of each state.
        spoken: the states that a screen reader tells of by itself.
        say: gives the words.
    """

    icons: Mapping[str, tuple[str, str]]
    spoken: tuple[str, ...]
    say: Callable[[], Said]


class Light(QPushButton):
    """Picture and word that follow a keeper; hidden where it has nothing to say."""

    def __init__(
        self, keeper: CopyKeeper | ExchangeKeeper, signs: Signs, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "quiet")
        self.setAutoDefault(False)
        self._keeper = keeper
        self._signs = signs
        self._light: str = keeper.light
        keeper.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        light, signs = self._keeper.light, self._signs
        self.setVisible(bool(light))
        if light:
            said = signs.say()
            self.setText(said.text)
            self.setAccessibleName(said.name)
            self.setToolTip(said.tip)
            if light != self._light or self.icon().isNull():
                set_icon(self, *signs.icons[light])
            if light != self._light and light in signs.spoken:
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said.whole))
        self._light = light


def copy_light(keeper: CopyKeeper, parent: QWidget | None = None) -> Light:
    """Whether this work exists twice."""

    def say() -> Said:
        whole = copy_words.heading(keeper)
        text = whole if theme.look().growth < _LARGE else copy_words.short(keeper)
        return Said(text, whole, _("Segunda copia: {state}").format(state=whole), whole)

    spoken = ("twice", "same_disk", "trouble")
    return Light(keeper, Signs(copy_words.ICONS, spoken, say), parent)


def exchange_light(keeper: ExchangeKeeper, parent: QWidget | None = None) -> Light:
    """Whether the office has this work."""

    def say() -> Said:
        whole = exchange_words.heading(keeper)
        name = _("Oficina: {state}").format(state=whole)
        tip = _("Intercambio con la oficina: {state}").format(state=whole)
        return Said(exchange_words.short(keeper), name, tip, whole)

    spoken = ("done", "trouble", "look")
    return Light(keeper, Signs(exchange_words.ICONS, spoken, say), parent)
