"""What users saved in a simulation, and what may have become of it.

Each value is a word that is written once. It is not lost where it is current, where a person finds
it (a conflict, or set aside on a laptop), or where somebody who saw it wrote over it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

_WORD = re.compile(r"\bv\d+\b")

Place = tuple[str, str, str]
"""A table, a row and a field."""


def words_in(text: object) -> set[str]:
    """The words of the simulation in a text."""
    return set(_WORD.findall(text)) if isinstance(text, str) else set()


@dataclass(slots=True)
class Saved:
    """Every word that was saved, where, and by which later ones it was overwritten.

    Attributes:
        seen: for each row that somebody deleted, the words that were in it before their eyes.
        gone: firms that were joined to others.
        deleted: the rows that somebody deleted, as long as no machine was brought back.
    """

    places: dict[str, Place] = field(default_factory=dict)
    over: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    seen: defaultdict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    deleted: set[tuple[str, str]] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    _count: int = 0

    def word(self) -> str:
        """Another word."""
        self._count += 1
        return f"v{self._count}"

    def write(self, place: Place, before: object, value: object) -> None:
        """Somebody saved a value where another one, or none, stood before their eyes."""
        for word in words_in(value):
            self.places[word] = place
            for other in words_in(before):
                self.over[other].add(word)

    def delete(self, entity: str, record_id: str, row: Iterable[object]) -> None:
        """Somebody deleted a row that looked like this."""
        self.deleted.add((entity, record_id))
        for value in row:
            self.seen[entity, record_id] |= words_in(value)

    def joined(self, loser: str) -> None:
        """A firm was joined to another one: what is in it was seen by who said so."""
        self.gone.add(loser)

    def brought_back(self, alive: set[str]) -> None:
        """A machine was brought back from a backup: what is nowhere else went with its disk."""
        known = {word for word in self.places if self._leads_to(word, alive)}
        self.places = {word: at for word, at in self.places.items() if word in known}
        for word, later in self.over.items():
            self.over[word] = later & known
        self.deleted.clear()

    def _leads_to(self, word: str, alive: set[str]) -> bool:
        """Whether a word is somewhere, or one that was written over it."""
        return word in alive or any(self._leads_to(later, alive) for later in self.over[word])

    def lost(self, current: set[tuple[str, Place]], kept: set[str]) -> list[tuple[str, Place]]:
        """The words that nobody finds again, and that nobody wrote over knowing them."""
        return [
            (word, place)
            for word, place in self.places.items()
            if (word, place) not in current and word not in kept and not self.over[word]
        ]
