"""Which points ask for the same: those of one topic, and those of two editions of a standard."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from advisor_app.domain.editions_file import shipped_editions
from advisor_app.domain.topics import shipped_topics

if TYPE_CHECKING:
    from advisor_app.domain.editions import EditionMaps
    from advisor_app.domain.topics import Topics


@dataclass(frozen=True, slots=True)
class SamePoints:
    """Asks both."""

    topics: Topics
    maps: EditionMaps

    def same_as(self, standard_id: str, code: str) -> tuple[tuple[str, str], ...]:
        """The points of other lists that ask for the same: list and code."""
        found = (*self.topics.same_as(standard_id, code), *self.maps.same_as(standard_id, code))
        return tuple(dict.fromkeys(found))

    def items_of(self, standard_id: str, code: str) -> tuple[str, ...]:
        """The questions of the diagnosis that ask for the same."""
        return self.topics.items_of(standard_id, code)

    def asks_more(self, standard_id: str, code: str, than: tuple[str, str]) -> bool:
        """Whether a point asks for more than the same one of the edition before."""
        return self.maps.asks_more(standard_id, code, than)


@cache
def shipped_same() -> SamePoints:
    """What the program's own files say, loaded once, when it is first asked for."""
    return SamePoints(shipped_topics(), shipped_editions())
