"""What to say first about a result: its two strengths and its three gaps.

A strength is an item whose evidence bears level 3 or more; the best two come first by level, then
by how well it was seen, then by weight, from two dimensions. A firm without any gets the items it
has begun (level 2), marked as beginnings.

A gap is an item below level 3. Critical items at level 1 come first, then the lowest level, then
core dimensions, then weight, one from each dimension before a second from any. A firm without gaps
gets its lowest items, marked as next steps: their consequence is not true for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from advisor_app.domain.answers import Evidence

if TYPE_CHECKING:
    from advisor_app.domain.instrument import Dimension, Item
    from advisor_app.domain.maturity import DimensionResult, ItemResult, MaturityResult
    from advisor_app.domain.text import Text

SOLID: Final = 3  # from here on a practice is written, known and kept
STRENGTHS: Final = 2
GAPS: Final = 3
_TOP: Final = 5
_SEEN: Final = {Evidence.VERIFIED: 2, Evidence.OBSERVED: 1}


@dataclass(frozen=True, slots=True)
class Strength:
    """Something the firm does; ``solid`` from level 3 up, else only begun."""

    dimension: Dimension
    item: Item
    level: int
    solid: bool

    @property
    def today(self) -> Text:
        """What is done, in the words of its level."""
        return self.item.levels[self.level - 1]


@dataclass(frozen=True, slots=True)
class Weakness:
    """Something to improve; ``missing`` below level 3, else the next step of a good practice."""

    dimension: Dimension
    item: Item
    level: int
    missing: bool

    @property
    def today(self) -> Text:
        """How it is now, in the words of its level."""
        return self.item.levels[self.level - 1]

    @property
    def next_level(self) -> Text:
        """How it would be one level up."""
        return self.item.levels[self.level]


def strengths(result: MaturityResult) -> tuple[Strength, ...]:
    """At most two, best first; empty when everything is at level 1."""
    found = [s for part in result.dimensions if (s := best_of(part, result)) is not None]
    begun = [s for s in found if s.level > 1]
    begun.sort(key=lambda s: _strength_order(s, result))
    return tuple(begun[:STRENGTHS])


def gaps(result: MaturityResult) -> tuple[Weakness, ...]:
    """At most three, the most urgent first."""
    found = [_weakness(part, entry) for part in result.dimensions for entry in _improvable(part)]
    found.sort(key=lambda gap: _gap_order(gap, result))
    return tuple(_spread(found, lambda gap: gap.dimension.code)[:GAPS])


def best_of(part: DimensionResult, result: MaturityResult) -> Strength | None:
    """The best item of a dimension; None when nothing of it was rated."""
    rated = [
        Strength(part.dimension, entry.item, level, solid=level >= SOLID)
        for entry in part.items
        if (level := _level(entry)) is not None
    ]
    return min(rated, key=lambda s: _strength_order(s, result), default=None)


def worst_of(part: DimensionResult, result: MaturityResult) -> Weakness | None:
    """The item of a dimension to improve first; None when all is at the top or unseen."""
    found = [_weakness(part, entry) for entry in _improvable(part)]
    return min(found, key=lambda gap: _gap_order(gap, result), default=None)


def _improvable(part: DimensionResult) -> Iterable[ItemResult]:
    return (entry for entry in part.items if (_level(entry) or _TOP) < _TOP)


def _weakness(part: DimensionResult, entry: ItemResult) -> Weakness:
    level = entry.substantiated or 1
    return Weakness(part.dimension, entry.item, level, missing=level < SOLID)


def _level(entry: ItemResult) -> int | None:
    return entry.substantiated if entry.counts else None


def _strength_order(strength: Strength, result: MaturityResult) -> tuple[int, ...]:
    answer = result.answers.get(strength.item.code)
    evidence = answer.evidence if answer is not None else None
    seen = _SEEN.get(evidence, 0) if evidence is not None else 0
    return (-strength.level, -seen, -strength.item.weight, -strength.dimension.weight)


def _gap_order(gap: Weakness, result: MaturityResult) -> tuple[int, ...]:
    critical = gap.item.is_critical(result.profile.sector)
    return (
        0 if critical and gap.level == 1 else 1,
        gap.level,
        0 if gap.dimension.core else 1,
        0 if critical else 1,
        -gap.item.weight,
        -gap.dimension.weight,
    )


def _spread(found: Sequence[Weakness], group: Callable[[Weakness], str]) -> list[Weakness]:
    """In the same order, but the first of each group before any second one."""
    seen: set[str] = set()
    first: list[Weakness] = []
    rest: list[Weakness] = []
    for gap in found:
        (rest if group(gap) in seen else first).append(gap)
        seen.add(group(gap))
    return first + rest
