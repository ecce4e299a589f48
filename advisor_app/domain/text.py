"""A text in both languages, and folding for searches that ignore accents."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass


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
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))
