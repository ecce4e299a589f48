"""How mature a firm's quality is: scores, level, caps and how sure the result is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from advisor_app.domain.answers import Answer, AnswerState
from advisor_app.domain.figures import half_up

if TYPE_CHECKING:
    from advisor_app.domain.instrument import Dimension, Form, Instrument, Item, Profile
    from advisor_app.domain.parameters import CapRule, ScoringParameters

DimensionState = Literal["scored", "not_applicable", "insufficient"]
Band = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One item shown to the firm and what came of it; ``counts`` when it enters the sum."""

    item: Item
    answer: Answer | None
    substantiated: int | None
    counts: bool

    @property
    def unverified(self) -> bool:
        """Not seen, or not answered yet: both lower the completeness."""
        return not self.counts and not self.is_na

    @property
    def is_na(self) -> bool:
        return self.answer is not None and self.answer.state is AnswerState.NA

    @property
    def discounted(self) -> bool:
        """Said higher than the evidence bears."""
        said = self.answer.level if self.answer is not None else None
        return said is not None and self.substantiated is not None and self.substantiated < said


@dataclass(frozen=True, slots=True)
class DimensionResult:
    """One dimension's score; ``coverage`` is 1 where nothing applies."""

    dimension: Dimension
    state: DimensionState
    score: Decimal | None
    exact: Fraction | None
    coverage: Decimal
    items: tuple[ItemResult, ...]


@dataclass(frozen=True, slots=True)
class Cap:
    """A rule that limited the level, and what set it off (a score under ``below``)."""

    rule: str
    what: str
    limit: int
    below: Decimal | None = None


@dataclass(frozen=True, slots=True)
class MaturityResult:
    """The whole result, with every input that it came from."""

    instrument: Instrument
    form: Form
    profile: Profile
    dimensions: tuple[DimensionResult, ...]
    S: Decimal | None
    P: Decimal | None
    level_base: int | None
    level: int | None
    caps: tuple[Cap, ...]
    critical_open: tuple[str, ...]
    critical_unverified: tuple[str, ...]
    na_critical: tuple[str, ...]
    completeness: Decimal
    confidence: Decimal | None
    confidence_band: Band
    discounted: tuple[str, ...]
    preliminary: bool
    legal_alerts: tuple[str, ...]
    on_the_way: bool

    @property
    def evidence_discounts(self) -> int:
        """How many answers were said higher than their evidence bears."""
        return len(self.discounted)

    @property
    def items(self) -> tuple[ItemResult, ...]:
        """All items shown, in order."""
        return tuple(entry for dimension in self.dimensions for entry in dimension.items)

    @property
    def answers(self) -> dict[str, Answer]:
        """The answers that this result rests on."""
        return {entry.item.code: entry.answer for entry in self.items if entry.answer is not None}

    @property
    def core_minimum(self) -> Decimal | None:
        """The lowest score among the core dimensions; None when none is scored."""
        scores = [d.score for d in self.dimensions if d.dimension.core and d.score is not None]
        return min(scores, default=None)

    def dimension(self, code: str) -> DimensionResult:
        """The result of one dimension; KeyError when there is none."""
        for entry in self.dimensions:
            if entry.dimension.code == code:
                return entry
        raise KeyError(code)

    def substantiated(self, code: str) -> int | None:
        """The substantiated level of one item; None when it was not rated or is not asked."""
        for entry in self.items:
            if entry.item.code == code:
                return entry.substantiated
        return None


def score(
    instrument: Instrument,
    parameters: ScoringParameters,
    profile: Profile,
    form: Form,
    answers: Mapping[str, Answer],
) -> MaturityResult:
    """The result of a firm's answers (docs/rules.md, "Scoring"); others are ignored."""
    shown = instrument.applicable(profile, form)
    results = {item.code: _item_result(item, answers.get(item.code), parameters) for item in shown}
    dimensions = tuple(
        _dimension_result(d, [results[i.code] for i in d.items if i.code in results], parameters)
        for d in instrument.dimensions
    )
    entries = [entry for dimension in dimensions for entry in dimension.items]
    total = _weighted(dimensions)
    score_shown = None if total is None else half_up(total, parameters.rounding.score)
    base = None if score_shown is None else _base_level(score_shown, len(instrument.scale))
    critical = [entry for entry in entries if entry.item.is_critical(profile.sector)]
    caps = () if base is None else tuple(_caps(parameters, form, base, dimensions, critical))
    completeness = half_up(_completeness(dimensions) * 100, parameters.rounding.completeness)
    confidence = _confidence(dimensions, parameters)
    alert = parameters.routing.alert
    return MaturityResult(
        instrument=instrument,
        form=form,
        profile=profile,
        dimensions=dimensions,
        S=score_shown,
        P=None if score_shown is None else _index(score_shown, instrument, parameters),
        level_base=base,
        level=None if base is None else min([base, *(cap.limit for cap in caps)]),
        caps=caps,
        critical_open=_codes(e for e in critical if e.substantiated == 1),
        critical_unverified=_codes(e for e in critical if e.unverified),
        na_critical=_codes(e for e in critical if e.is_na),
        completeness=completeness,
        confidence=confidence,
        confidence_band=_band(confidence, parameters),
        discounted=_codes(e for e in entries if e.discounted),
        preliminary=_is_preliminary(dimensions, completeness, parameters),
        legal_alerts=_codes(
            e
            for e in entries
            if e.item.code in alert.items and _at_most(e.substantiated, alert.item_level)
        ),
        on_the_way=any(cap.rule == "T7" for cap in caps),
    )


def _item_result(item: Item, answer: Answer | None, parameters: ScoringParameters) -> ItemResult:
    if answer is None or answer.state is not AnswerState.RATED or answer.level is None:
        return ItemResult(item, answer, None, counts=False)
    borne = parameters.substantiated(answer.level, answer.evidence)
    return ItemResult(item, answer, borne, counts=True)


def _dimension_result(
    dimension: Dimension, entries: list[ItemResult], parameters: ScoringParameters
) -> DimensionResult:
    items = tuple(entries)
    seen = sum(entry.item.weight for entry in items if entry.counts)
    unseen = sum(entry.item.weight for entry in items if entry.unverified)
    if seen + unseen == 0:
        return DimensionResult(dimension, "not_applicable", None, None, Decimal(1), items)
    coverage = half_up(Fraction(seen, seen + unseen), parameters.rounding.coverage)
    if seen == 0 or coverage < parameters.coverage_minimum:
        return DimensionResult(dimension, "insufficient", None, None, coverage, items)
    exact = Fraction(sum(e.item.weight * (e.substantiated or 0) for e in items), seen)
    shown = half_up(exact, parameters.rounding.score)
    return DimensionResult(dimension, "scored", shown, exact, coverage, items)


def _weighted(dimensions: Iterable[DimensionResult]) -> Fraction | None:
    scored = [(d.dimension.weight, d.exact) for d in dimensions if d.exact is not None]
    if not scored:
        return None
    total = Fraction(sum(weight * exact for weight, exact in scored))
    return total / sum(weight for weight, _ in scored)


def _base_level(shown: Decimal, top: int) -> int:
    return min(max(int(half_up(shown, 0)), 1), top)


def _index(shown: Decimal, instrument: Instrument, parameters: ScoringParameters) -> Decimal:
    steps = len(instrument.scale) - 1
    return half_up(Fraction(shown - 1) * 100 / steps, parameters.rounding.index)


def _completeness(dimensions: Iterable[DimensionResult]) -> Fraction:
    seen, whole = Fraction(0), 0
    for entry in dimensions:
        if entry.state == "not_applicable":
            continue
        rated = sum(e.item.weight for e in entry.items if e.counts)
        asked = sum(e.item.weight for e in entry.items if not e.is_na)
        seen += entry.dimension.weight * Fraction(rated, asked)
        whole += entry.dimension.weight
    return seen / whole if whole else Fraction(0)


def _confidence(
    dimensions: Iterable[DimensionResult], parameters: ScoringParameters
) -> Decimal | None:
    trust, whole = Fraction(0), 0
    for entry in dimensions:
        if entry.state != "scored":
            continue
        weights, sums = 0, Fraction(0)
        for item in entry.items:
            if item.answer is not None and item.answer.level is not None and item.counts:
                weight = item.item.weight
                weights += weight
                sums += weight * Fraction(parameters.trust(item.answer.level, item.answer.evidence))
        trust += entry.dimension.weight * sums / weights
        whole += entry.dimension.weight
    return half_up(trust / whole, parameters.rounding.confidence) if whole else None


def _band(confidence: Decimal | None, parameters: ScoringParameters) -> Band:
    limits = parameters.confidence
    if confidence is None or confidence < limits.medium_from:
        return "low"
    return "high" if confidence >= limits.high_from else "medium"


def _is_preliminary(
    dimensions: Iterable[DimensionResult], completeness: Decimal, parameters: ScoringParameters
) -> bool:
    core_unseen = any(d.dimension.core and d.state == "insufficient" for d in dimensions)
    return core_unseen or completeness < parameters.completeness_minimum


def _codes(entries: Iterable[ItemResult]) -> tuple[str, ...]:
    return tuple(entry.item.code for entry in entries)


def _at_most(level: int | None, limit: int) -> bool:
    return level is not None and level <= limit


def _caps(
    parameters: ScoringParameters,
    form: Form,
    base: int,
    dimensions: tuple[DimensionResult, ...],
    critical: list[ItemResult],
) -> Iterable[Cap]:
    """All caps that fired: dimensions in order, critical items, then the rest."""
    rules = {rule.rule: rule for rule in parameters.caps}
    for entry in dimensions:
        rule = rules["T1" if entry.dimension.core else "T2"]
        if _is_below(entry, rule):
            yield Cap(rule.rule, entry.dimension.code, rule.limit, rule.below)
    failing = rules["T3"]
    for entry in critical:
        if _at_most(entry.substantiated, failing.item_level or 0):
            yield Cap(failing.rule, entry.item.code, failing.limit)
    for name in ("T4", "T5", "T6", "T7"):
        rule = rules[name]
        what = _whole_cap(rule, form, base, dimensions)
        if what is not None:
            yield Cap(rule.rule, what, rule.limit, rule.below)


def _whole_cap(
    rule: CapRule, form: Form, base: int, dimensions: tuple[DimensionResult, ...]
) -> str | None:
    """What set off a cap on the whole result; None when it did not fire."""
    if rule.form is not None:
        return f"{rule.form}_form" if form == rule.form else None
    if base < rule.base_from:
        return None
    looked_at = [
        d for d in dimensions if not rule.dimensions or d.dimension.code in rule.dimensions
    ]
    if not any(_is_below(entry, rule) for entry in looked_at):
        return None
    return f"{'/'.join(rule.dimensions) or 'dim'}<{rule.below}"


def _is_below(entry: DimensionResult, rule: CapRule) -> bool:
    return entry.score is not None and rule.below is not None and entry.score < rule.below
