"""Two editions of one standard side by side: which clause became which, what is new, what is gone.

Editions without a map, as own lists are, are paired by topics and equal numbers, to be confirmed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor_app.domain.cross import Same
    from advisor_app.domain.standard import Requirement, Standard
    from advisor_app.domain.text import Text


class Change(StrEnum):
    """What became of a clause in the newer edition."""

    SAME = "same"
    WIDER = "wider"
    MOVED = "moved"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Clauses:
    """Clauses of the older edition, and those of the newer one that ask for the same.

    Attributes:
        what: what is different, in our words.
        confirm: from memory; shown as «por confirmar».
    """

    older: tuple[str, ...]
    newer: tuple[str, ...]
    change: Change
    what: Text | None = None
    confirm: bool = False


@dataclass(frozen=True, slots=True)
class EditionMap:
    """What became of each clause of one list in another.

    Attributes:
        confirm: the map as a whole is still to be confirmed with the published standard.
        until_confirm: so is the day until which the older edition holds.
        dates: what else is known of the transition, beside the days that the lists tell.
    """

    older: str
    newer: str
    confirm: bool
    until_confirm: bool
    source: Text
    dates: tuple[Text, ...]
    clauses: tuple[Clauses, ...]


@dataclass(frozen=True, slots=True)
class EditionMaps:
    """Every map."""

    every: tuple[EditionMap, ...]

    def between(self, older: str, newer: str) -> EditionMap | None:
        """The map from one list to the other."""
        return next((one for one in self.every if (one.older, one.newer) == (older, newer)), None)

    def same_as(self, standard_id: str, code: str) -> tuple[tuple[str, str], ...]:
        """The clauses that a clause became, or came from."""
        return tuple(self._beside(standard_id, code))

    def asks_more(self, standard_id: str, code: str, than: tuple[str, str]) -> bool:
        """Whether a clause asks for more than this one of the edition before."""
        return any(
            one.newer == standard_id and one.older == than[0] and pair.change is Change.WIDER
            for one in self.every
            for pair in one.clauses
            if code in pair.newer and than[1] in pair.older
        )

    def _beside(self, standard_id: str, code: str) -> Iterator[tuple[str, str]]:
        for one in self.every:
            for pair in one.clauses:
                if one.newer == standard_id and code in pair.newer:
                    yield from ((one.older, each) for each in pair.older)
                elif one.older == standard_id and code in pair.older:
                    yield from ((one.newer, each) for each in pair.newer)


@dataclass(frozen=True, slots=True)
class Pair:
    """What stands on one line of a comparison: points of the older and of the newer edition."""

    older: tuple[Requirement, ...]
    newer: tuple[Requirement, ...]
    change: Change
    what: Text | None
    confirm: bool


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the newer edition, or of the older one where it has no place in the newer."""

    title: Text
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two editions, chapter by chapter.

    Attributes:
        confirm, until_confirm, dates: as in the map.
    """

    older: Standard
    newer: Standard
    chapters: tuple[Chapter, ...]
    confirm: bool
    until_confirm: bool
    dates: tuple[Text, ...]

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Every line, in the order of the chapters."""
        return tuple(chain.from_iterable(one.pairs for one in self.chapters))

    def count(self, change: Change) -> int:
        """How many lines are of this kind."""
        return sum(one.change is change for one in self.pairs)


def compare(older: Standard, newer: Standard, maps: EditionMaps, same: Same) -> Comparison:
    """The newer edition in its order, what is gone after what stood before it."""
    known = maps.between(older.id, newer.id)
    mapped = [_within(one, older, newer) for one in known.clauses] if known else []
    clauses = [one for one in mapped if one.older or one.newer]
    clauses += _unmapped(older, newer, clauses, same)
    pairs = [_pair(one, older, newer) for one in _in_order(clauses, older, newer)]
    return Comparison(
        older,
        newer,
        _chapters(pairs, older, newer),
        known.confirm if known else True,
        known.until_confirm if known else False,
        known.dates if known else (),
    )


def _within(one: Clauses, older: Standard, newer: Standard) -> Clauses:
    """What is left of a line of the map in these versions of the lists."""
    before = tuple(code for code in one.older if older.has(code))
    after = tuple(code for code in one.newer if newer.has(code))
    if (before, after) == (one.older, one.newer):
        return one
    return Clauses(before, after, kind_of(before, after, one.change), one.what, confirm=True)


def kind_of(before: Sequence[str], after: Sequence[str], change: Change) -> Change:
    """What a line says whose clauses stand on one side only, or on both."""
    if before and after:
        return change
    return Change.GONE if before else Change.NEW


def _unmapped(
    older: Standard, newer: Standard, clauses: Sequence[Clauses], same: Same
) -> list[Clauses]:
    """The points that no map names: by their topic, else by their number, else alone."""
    named = {code for one in clauses for code in one.older}
    taken = {code for one in clauses for code in one.newer}
    left = [one.code for one in older.requirements if one.code not in named]
    free = {one.code: None for one in newer.requirements if one.code not in taken}
    met = {code: _same_in(newer, code, free, same.same_as(older.id, code)) for code in left}
    for code in met.values():
        free.pop(code, None)
    found: list[Clauses] = []
    for code in left:
        match = met[code] or (code if code in free else "")
        free.pop(match, None)
        change = Change.GONE if not match else Change.SAME if match == code else Change.MOVED
        found.append(Clauses((code,), (match,) if match else (), change, confirm=True))
    return found + [Clauses((), (code,), Change.NEW, confirm=True) for code in free]


def _same_in(
    newer: Standard, code: str, free: Mapping[str, None], same: Sequence[tuple[str, str]]
) -> str:
    """The point of the newer list on the same topic; of two, the one of the same number."""
    found = [each for list_id, each in same if list_id == newer.id and each in free]
    return code if code in found else next(iter(found), "")


def _in_order(clauses: Sequence[Clauses], older: Standard, newer: Standard) -> list[Clauses]:
    after = {one.code: place for place, one in enumerate(newer.requirements)}
    before = {one.code: place for place, one in enumerate(older.requirements)}
    stays = {
        before[code]: after[one.newer[0]] for one in clauses if one.newer for code in one.older
    }

    def key(one: Clauses) -> tuple[int, int]:
        if one.newer:
            return after[one.newer[0]], -1
        place = before[one.older[0]]
        earlier = [at for at in stays if at < place]
        return (stays[max(earlier)] if earlier else -1), place

    return sorted(clauses, key=key)


def _pair(one: Clauses, older: Standard, newer: Standard) -> Pair:
    before = tuple(older.requirement(code) for code in one.older)
    after = tuple(newer.requirement(code) for code in one.newer)
    confirm = one.confirm or any(each.confirm for each in (*before, *after))
    return Pair(before, after, one.change, one.what, confirm)


def _chapters(pairs: Sequence[Pair], older: Standard, newer: Standard) -> tuple[Chapter, ...]:
    """Each chapter once; what is gone stands in the newer chapter of the same key, if there is."""
    titles = {one.key: one.title for one in (*older.sections, *newer.sections)}
    inside: dict[str, list[Pair]] = {}
    for one in pairs:
        inside.setdefault((one.newer or one.older)[0].section, []).append(one)
    return tuple(Chapter(titles[key], tuple(found)) for key, found in inside.items())
