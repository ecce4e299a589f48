"""What a group comes to: its own list, and every part that has to be seen (docs/rules.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from advisor_app.domain.figures import half_up
from advisor_app.domain.gap import State

if TYPE_CHECKING:
    from advisor_app.domain.gap import GapResult
    from advisor_app.domain.gap_parameters import GapParameters
    from advisor_app.domain.schemes import Verdict


@dataclass(frozen=True, slots=True)
class Judged:
    """A list with what its scheme would decide.

    Attributes:
        preliminary: too little was seen, of it or of what is shared with it, to say so.
    """

    result: GapResult
    verdict: Verdict
    parameters: GapParameters
    preliminary: bool

    @property
    def passes(self) -> bool | None:
        """Whether it complies; None while too little was seen to say so."""
        return None if self.preliminary else self.verdict.passes

    @property
    def seen(self) -> tuple[int, int]:
        """The weight that was seen and the weight that applies."""
        weights, result = self.parameters.weights, self.result
        points = result.applicable()
        seen = sum(weights[one.severity] for one in points if result.state(one.code) is not None)
        return seen, sum(weights[one.severity] for one in points)


@dataclass(frozen=True, slots=True)
class Failure:
    """A point and in how many of the parts it was seen failing, wholly or in part."""

    code: str
    count: int
    seen: int


@dataclass(frozen=True, slots=True)
class GroupResult:
    """The figures of a group.

    Attributes:
        passes: None while something is missing that could still decide.
        central: what the group's own list came to.
        wanted, seen: how many parts have to be seen, and how many were seen enough.
        complying, failing: how many of them do, and do not.
        coverage: of all lists together, in percent by weight; None where nothing applies.
        blocking: points that block, of all lists that were begun.
        failures: what fails most often, first.
    """

    passes: bool | None
    central: bool | None
    wanted: int
    seen: int
    complying: int
    failing: int
    coverage: Decimal | None
    blocking: int
    failures: tuple[Failure, ...]


def judge(central: Judged, parts: Sequence[Judged]) -> GroupResult:
    """The result of a group with the parts that have to be seen; their order does not matter."""
    said = [part.passes for part in parts]
    weighed, whole = (
        sum(pair) for pair in zip(*(one.seen for one in (central, *parts)), strict=True)
    )
    return GroupResult(
        passes=_all_of([central.passes, *said]) if parts else _all_of([central.passes, None]),
        central=central.passes,
        wanted=len(parts),
        seen=sum(not part.result.preliminary for part in parts),
        complying=said.count(True),
        failing=said.count(False),
        coverage=half_up(Fraction(100 * weighed, whole), 1) if whole else None,
        blocking=sum(len(one.result.blocking) for one in (central, *parts) if one.result.answers),
        failures=_failures(parts),
    )


def _all_of(said: Sequence[bool | None]) -> bool | None:
    if False in said:
        return False
    return None if None in said else True


def _failures(parts: Sequence[Judged]) -> tuple[Failure, ...]:
    """The points that fail anywhere, the most frequent first, then as the list has them."""
    if not parts:
        return ()
    failing: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for part in parts:
        for code, state in part.result.answers.items():
            if state is not State.NOT_APPLICABLE:
                seen[code] += 1
                failing[code] += state is not State.COMPLIES
    order = [one.code for one in parts[0].result.standard.requirements]
    ranked = sorted((code for code in order if failing[code]), key=lambda code: -failing[code])
    return tuple(Failure(code, failing[code], seen[code]) for code in ranked)
