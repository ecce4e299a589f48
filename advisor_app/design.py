"""The colours, type sizes and measures that the window and the paper share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

FONT_FAMILY: Final = "Source Sans Pro"
FONT_FILES: Final[Mapping[str, str]] = {
    "regular": "SourceSansPro-Regular.ttf",
    "semibold": "SourceSansPro-Semibold.ttf",
    "bold": "SourceSansPro-Bold.ttf",
    "italic": "SourceSansPro-It.ttf",
}


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme, as ``#RRGGBB``.

    Every text colour keeps a contrast of at least 4.5 on ``paper`` and on ``raised``.

    Attributes:
        paper: the ground of a screen or a page.
        raised: cards, fields and lists above it.
        ink: text.
        soft_ink: text of second rank.
        line: hairlines and borders.
        accent: the one primary action, and focus.
        on_accent: text on ``accent``.
        levels: maturity levels 1 to 5, always shown with number and name.
        on_level: text on a level's colour.
    """

    paper: str
    raised: str
    ink: str
    soft_ink: str
    line: str
    accent: str
    on_accent: str
    attention: str
    danger: str
    info: str
    levels: tuple[str, str, str, str, str]
    on_level: str

    def level(self, number: int) -> str:
        """The colour of a maturity level, 1 to 5."""
        return self.levels[number - 1]


@dataclass(frozen=True, slots=True)
class TypeScale:
    """Sizes of type in points, from the smallest to the largest."""

    caption: float
    body: float
    answer: float
    owner: float
    title: float
    question: float
    figure: float

    def larger(self, factor: float) -> TypeScale:
        """The same scale for eyes or light that ask for more."""
        sizes = (self.caption, self.body, self.answer, self.owner)
        return TypeScale(
            *(size * factor for size in (*sizes, self.title, self.question, self.figure))
        )


LIGHT: Final = Palette(
    paper="#FBFAF7",
    raised="#FFFFFF",
    ink="#1C2420",
    soft_ink="#55605A",
    line="#DDD9CF",
    accent="#14623F",
    on_accent="#FFFFFF",
    attention="#8A5A00",
    danger="#A4262C",
    info="#0B5394",
    levels=("#B3261E", "#B35C00", "#7A6A00", "#1B6E3C", "#0B5394"),
    on_level="#FFFFFF",
)
DARK: Final = Palette(
    paper="#161A18",
    raised="#1F2522",
    ink="#ECF1EE",
    soft_ink="#A9B5AE",
    line="#36403B",
    accent="#5FC08F",
    on_accent="#0C1F15",
    attention="#E6B450",
    danger="#F28B82",
    info="#8AB4F8",
    levels=("#F28B82", "#F0A35E", "#D3C04C", "#6CC48F", "#8AB4F8"),
    on_level="#121614",
)
SUN: Final = Palette(
    paper="#FFFFFF",
    raised="#FFFFFF",
    ink="#000000",
    soft_ink="#202020",
    line="#000000",
    accent="#00432A",
    on_accent="#FFFFFF",
    attention="#5C3A00",
    danger="#7A0010",
    info="#003A73",
    levels=("#7A0010", "#703400", "#4A4000", "#00432A", "#003A73"),
    on_level="#FFFFFF",
)
PALETTES: Final[Mapping[str, Palette]] = {"light": LIGHT, "dark": DARK, "sun": SUN}

TYPE: Final = TypeScale(caption=9, body=11, answer=13, owner=14, title=16, question=22, figure=30)
SUN_FACTOR: Final = 13 / 11  # outdoors everything is one step larger
LARGEST: Final = 2.0  # how much larger text gets, whatever asks for it

RADIUS: Final = 6
TARGET: Final = 44  # smallest side of anything to tap, in pixels
FOCUS_RING: Final = 2
CONTENT_WIDTH: Final = 960


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two ``#RRGGBB`` colours, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
