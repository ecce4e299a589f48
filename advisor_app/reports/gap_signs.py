"""The signs beside the words of a gap report; they differ by shape, for eyes and grey printers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from advisor_app.design import LIGHT
from advisor_app.reports.blocks import Decoration
from advisor_app.reports.figures import Tick
from advisor_app.reports.look import ListItem

if TYPE_CHECKING:
    from advisor_app.reports.blocks import Artwork, Block
    from advisor_app.reports.pen import Pen
    from advisor_app.reports.words import Words

_RADIUS: Final = 0.42  # of a disc, as a part of the line's height
_ARM: Final = 0.4  # of a cross or a dash, as a part of the radius


class Cross:
    """A cross in a disc."""

    def __init__(self, size: float) -> None:
        self.tall = size

    def paint(self, pen: Pen, left: float, bottom: float, wide: float) -> None:
        radius = self.tall * _RADIUS
        x, y, arm = left + radius, bottom + radius, radius * _ARM
        pen.circle((x, y), radius, fill=LIGHT.danger)
        for rise in (arm, -arm):
            pen.line((x - arm, y - rise), (x + arm, y + rise), "#FFFFFF", radius / 4)


class Half:
    """A ring, its lower half filled."""

    def __init__(self, size: float) -> None:
        self.tall = size

    def paint(self, pen: Pen, left: float, bottom: float, wide: float) -> None:
        radius = self.tall * _RADIUS
        x, y = left + radius, bottom + radius
        turns = [math.pi * (1 + step / 12) for step in range(13)]
        below = [(x + radius * math.cos(turn), y + radius * math.sin(turn)) for turn in turns]
        pen.circle((x, y), radius - 0.4, stroke=LIGHT.attention)
        pen.path(below, fill=LIGHT.attention)


class Ring:
    """An empty ring, or one with a dash."""

    def __init__(self, size: float, *, dashed: bool = False) -> None:
        self.tall = size
        self._dashed = dashed

    def paint(self, pen: Pen, left: float, bottom: float, wide: float) -> None:
        radius = self.tall * _RADIUS
        x, y, arm = left + radius, bottom + radius, radius * _ARM
        pen.circle((x, y), radius - 0.4, stroke=LIGHT.soft_ink)
        if self._dashed:
            pen.line((x - arm, y), (x + arm, y), LIGHT.soft_ink, radius / 4)


def state_sign(state: str, size: float) -> Artwork:
    """The sign of what was found about a point."""
    if state == "NA":
        return Ring(size, dashed=True)
    return {"C": Tick, "P": Half, "N": Cross}.get(state, Ring)(size)


def check_sign(holds: bool | None, size: float) -> Artwork:
    """The sign of a condition: met, not met, not known."""
    return {True: Tick, False: Cross, None: Ring}[holds](size)


def signed(sign: Artwork, words: Words) -> Block:
    """A sign and, beside it, the words that say the same, for a cell of a table."""
    made = ListItem(words, Decoration(sign), sign.tall + 2)
    made.tree = list(words.elements())
    return made
