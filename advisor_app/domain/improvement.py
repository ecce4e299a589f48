"""The smallest set of answers whose improvement reaches a goal; exact, not a guess.

Each dimension contributes ``weight x (its score - the limit)`` and the contributions add up, so
the best result for every number of changes is found dimension by dimension and then combined
(docs/rules.md, "What would change the line").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from advisor_app.domain.figures import half_up

if TYPE_CHECKING:
    from advisor_app.domain.answers import Answer
    from advisor_app.domain.maturity import DimensionResult, MaturityResult
    from advisor_app.domain.parameters import ScoringParameters


@dataclass(frozen=True, slots=True)
class Goal:
    """What a result must reach; ``mandatory`` items must be among the changes."""

    score: Decimal
    core_minimum: Decimal | None = None
    confidence: Decimal = Decimal(0)
    mandatory: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Raised:
    """An item as it would be after its improvement."""

    level: int
    trust: Decimal


@dataclass(frozen=True, slots=True)
class _Choice:
    """A set of changes: what it adds to the score and to the confidence, above the limits."""

    score: Fraction
    trust: Fraction
    codes: tuple[str, ...]

    def plus(self, other: _Choice) -> _Choice:
        return _Choice(self.score + other.score, self.trust + other.trust, self.codes + other.codes)


_NOTHING = _Choice(Fraction(0), Fraction(0), ())
_Fronts = dict[int, list[_Choice]]  # the best choices by their number of changes


def fewest_items(
    result: MaturityResult,
    parameters: ScoringParameters,
    goal: Goal,
    raised: Mapping[str, Raised],
) -> tuple[str, ...] | None:
    """The codes of a smallest set of changes that reaches the goal; None when none does."""
    if not goal.mandatory <= raised.keys():
        return None
    dimensions = [d for d in result.dimensions if d.state != "not_applicable"]

    def attempt(*, both: bool) -> _Choice | None:
        search = _Search(parameters, goal, raised, both=both)
        fronts = _combined([search.of(dimension) for dimension in dimensions], both=both)
        return _first_reached(fronts, both=both)

    # Confidence rarely decides: look for the best score first, and weigh both only if it does.
    best = attempt(both=False)
    if best is not None and best.trust < 0:
        best = attempt(both=True)
    return None if best is None else best.codes


def _first_reached(fronts: _Fronts, *, both: bool) -> _Choice | None:
    """The best choice among those of fewest changes that reach the limits."""
    for count in sorted(fronts):
        reached = [c for c in fronts[count] if c.score >= 0 and (c.trust >= 0 or not both)]
        if reached:
            return max(reached, key=lambda choice: choice.score)
    return None


class _Search:
    """The best choices within each dimension."""

    def __init__(
        self,
        parameters: ScoringParameters,
        goal: Goal,
        raised: Mapping[str, Raised],
        *,
        both: bool,
    ) -> None:
        self._parameters = parameters
        self._goal = goal
        self._raised = raised
        self._both = both
        self._score = _exact_limit(goal.score, parameters.rounding.score)
        self._trust = _exact_limit(goal.confidence, parameters.rounding.confidence)

    def of(self, entry: DimensionResult) -> _Fronts:
        """The choices of one dimension worth combining with those of the others."""
        fronts: _Fronts = {}
        for (count, seen), sums in self._sums(entry).items():
            for total in sums:
                choice = self._valued(entry, seen, total)
                if choice is not None:
                    fronts.setdefault(count, []).append(choice)
        return {count: _undominated(found, both=self._both) for count, found in fronts.items()}

    def _sums(self, entry: DimensionResult) -> dict[tuple[int, int], list[_Choice]]:
        """Sums of weighted levels and trust, by number of changes and weight seen."""
        start, seen = _NOTHING, 0
        for item in entry.items:
            if item.answer is not None and item.substantiated is not None:
                weight = item.item.weight
                trust = weight * self._trust_of(item.answer)
                start = start.plus(_Choice(Fraction(weight * item.substantiated), trust, ()))
                seen += weight
        states = {(0, seen): [start]}
        for item in entry.items:
            code, weight = item.item.code, item.item.weight
            if code not in self._raised:
                continue
            level, trust = self._raised[code].level, Fraction(self._raised[code].trust)
            extra = weight
            if item.answer is not None and item.substantiated is not None:
                level, trust = level - item.substantiated, trust - self._trust_of(item.answer)
                extra = 0
            step = _Choice(Fraction(weight * level), weight * trust, (code,))
            states = self._taken(states, step, extra, must=code in self._goal.mandatory)
        return states

    def _taken(
        self,
        states: Mapping[tuple[int, int], list[_Choice]],
        step: _Choice,
        extra: int,
        *,
        must: bool,
    ) -> dict[tuple[int, int], list[_Choice]]:
        """The states after one more item: with it and, unless it is a must, without."""
        after: dict[tuple[int, int], list[_Choice]] = {}
        for (count, seen), choices in states.items():
            if not must:
                after.setdefault((count, seen), []).extend(choices)
            with_it = (choice.plus(step) for choice in choices)
            after.setdefault((count + 1, seen + extra), []).extend(with_it)
        return {key: _undominated(choices, both=self._both) for key, choices in after.items()}

    def _trust_of(self, answer: Answer) -> Fraction:
        return Fraction(self._parameters.trust(answer.level or 0, answer.evidence))

    def _valued(self, entry: DimensionResult, seen: int, total: _Choice) -> _Choice | None:
        """What the choice contributes; None when this dimension alone breaks the goal."""
        asked = sum(item.item.weight for item in entry.items if not item.is_na)
        coverage = half_up(Fraction(seen, asked), self._parameters.rounding.coverage)
        core, weight = entry.dimension.core, entry.dimension.weight
        if seen == 0 or coverage < self._parameters.coverage_minimum:
            return None if core else replace(_NOTHING, codes=total.codes)
        exact = total.score / seen
        shown = half_up(exact, self._parameters.rounding.score)
        if core and self._goal.core_minimum is not None and shown < self._goal.core_minimum:
            return None
        trust = total.trust / seen - self._trust
        return _Choice(weight * (exact - self._score), weight * trust, total.codes)


def _exact_limit(limit: Decimal, places: int) -> Fraction:
    """The least exact value that is shown, rounded half up, as at least the limit."""
    unit = 10**places
    return Fraction(2 * ceil(Fraction(limit) * unit) - 1, 2 * unit)


def _combined(parts: Sequence[_Fronts], *, both: bool) -> _Fronts:
    """The best choices over all dimensions."""
    fronts: _Fronts = {0: [_NOTHING]}
    for position, part in enumerate(parts, 1):
        enough = -sum((_least_trust(other) for other in parts[position:]), Fraction(0))
        sums: _Fronts = {}
        for count, choices in fronts.items():
            for more, others in part.items():
                found = sums.setdefault(count + more, [])
                found.extend(choice.plus(other) for choice in choices for other in others)
        # trust beyond what the rest can take away makes no difference
        fronts = {
            count: _undominated((_clipped(c, enough) for c in choices), both=both)
            for count, choices in sums.items()
        }
    return fronts


def _least_trust(part: _Fronts) -> Fraction:
    return min((c.trust for choices in part.values() for c in choices), default=Fraction(0))


def _clipped(choice: _Choice, enough: Fraction) -> _Choice:
    return choice if choice.trust <= enough else replace(choice, trust=enough)


def _undominated(choices: Iterable[_Choice], *, both: bool) -> list[_Choice]:
    """Without the choices that another one beats in the score (and, if both, in the trust)."""
    ordered = sorted(choices, key=lambda c: (c.score, c.trust), reverse=True)
    kept = ordered[:1]
    for choice in ordered[1:] if both else ():
        if choice.trust > kept[-1].trust:
            kept.append(choice)
    return kept
