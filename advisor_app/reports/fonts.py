"""The embedded typeface: how wide its words are, and a glyph for every character."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from advisor_app.design import FONT_FILES
from advisor_app.paths import resource

REGULAR: Final = "SourceSans"
STRONG: Final = "SourceSans-Semibold"
UNKNOWN: Final = "⁇"  # stands in, visibly, for what the typeface cannot write

_STAND_INS: Final = {
    "✗": "×", "✘": "×", "✖": "×", "✔": "✓", "☒": "×", "●": "•", "○": "◌", "□": "☐", "▪": "•",
    "★": "*", "☆": "*", "‐": "-", "‑": "-", "\u2007": "\u00a0", "\u2009": "\u00a0",
    "\u202f": "\u00a0", "\t": " ", "\r": "\n", "\u2028": "\n", "\u2029": "\n",
}  # fmt: skip
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me"})


@cache
def _faces() -> dict[str, TTFont]:
    faces = {
        REGULAR: TTFont(REGULAR, str(resource("fonts", FONT_FILES["regular"]))),
        STRONG: TTFont(STRONG, str(resource("fonts", FONT_FILES["semibold"]))),
    }
    for face in faces.values():
        pdfmetrics.registerFont(face)
    return faces


def face(font: str) -> TTFont:
    """One of the embedded cuts."""
    return _faces()[font]


def ready() -> None:
    """Register the typeface, once a process."""
    _faces()


@cache
def coverage() -> frozenset[str]:
    """Every character that all the embedded cuts can write."""
    codes = [frozenset[int](face.face.charToGlyph) for face in _faces().values()]
    return frozenset(chr(code) for code in frozenset.intersection(*codes) if code >= 32)


@lru_cache(maxsize=20_000)
def width(word: str, font: str, size: float) -> float:
    """The width of a word in points."""
    return float(_faces()[font].stringWidth(word, size))


@lru_cache(maxsize=4_000)
def printable(text: str) -> str:
    """The text with a look-alike, or a visible sign, for what the typeface cannot write."""
    known = coverage()
    text = unicodedata.normalize("NFC", text)
    if known.issuperset(text):
        return text
    written = "".join(_written(char, known) for char in text)
    return re.sub(f"{UNKNOWN}+", UNKNOWN, written)


def _written(char: str, known: frozenset[str]) -> str:
    if char in known or char == "\n":
        return char
    if char in _STAND_INS:
        return _STAND_INS[char]
    if unicodedata.category(char) in _INVISIBLE:
        return ""
    plain = "".join(part for part in unicodedata.normalize("NFKD", char) if part in known)
    return plain or UNKNOWN
