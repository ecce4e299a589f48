"""How easily a Spanish text is read: the Fernández-Huerta score, 60 and up is plain."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"[a-záéíóúüñ]+|\d[\d.,/-]*", re.IGNORECASE)
_STRONG = "aeoáéóíú"
_WEAK = "iuüy"


def fernandez_huerta(sentences: Iterable[str]) -> float:
    """206.84 - 60 syllables a word - 1.02 words a sentence."""
    parts = [part for text in sentences for part in re.split(r"[.:;?!]+(?:\s|$)", text)]
    counted = [words for part in parts if (words := _WORD.findall(part))]
    words = [word for part in counted for word in part]
    syllables = sum(map(syllable_count, words))
    return 206.84 - 60 * syllables / len(words) - 1.02 * len(words) / len(counted)


def syllable_count(word: str) -> int:
    """The syllables of a Spanish word; a figure counts two for each group of digits."""
    if word[0].isdigit():
        return 2 * len(re.findall(r"\d+", word))
    text = re.sub(r"(q|g)u(?=[eiéí])", r"\1", word.lower())
    nuclei = 0
    before = ""
    for number, char in enumerate(text):
        vowel = char in _STRONG or (char in _WEAK and not _consonant_y(text, number))
        # two strong vowels part; a weak one joins its neighbour, whichever comes first
        if vowel and not (before in _WEAK + _STRONG and before and _join(before, char)):
            nuclei += 1
        before = char if vowel else ""
    return max(nuclei, 1)


def _join(before: str, char: str) -> bool:
    if before in "íú" or char in "íú":
        return False
    return before in _WEAK or char in _WEAK


def _consonant_y(text: str, number: int) -> bool:
    return text[number] == "y" and number + 1 < len(text) and text[number + 1] in _STRONG + _WEAK
