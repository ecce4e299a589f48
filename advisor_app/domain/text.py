"""A text in both languages, and folding for searches that ignore accents."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

_LATIN_MARKS: Final = re.compile("[\u0300-\u034e\u0350-\u036f]+")


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Spanish and in English."""

    es: str
    en: str

    def in_(self, lang: str) -> str:
        """The words in ``es`` or ``en``."""
        return self.en if lang == "en" else self.es


def fold(text: str) -> str:
    """Lower case without accents, for matching what was typed in a hurry."""
    lower = text.casefold()
    if lower.isascii():
        return lower
    plain = _LATIN_MARKS.sub("", unicodedata.normalize("NFKD", lower))
    if plain.isascii():
        return plain
    return "".join(char for char in plain if not unicodedata.combining(char))
