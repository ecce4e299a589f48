"""What would change a firm's level or line: the evidence that decides, the fewest answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from advisor_app.domain.answers import Answer, AnswerState
from advisor_app.domain.improvement import Goal, Raised, fewest_items
from advisor_app.domain.maturity import ItemResult, MaturityResult, score
from advisor_app.domain.routing import GAP_CONDITIONS, Gap, RuleCheck, ServiceLine, route

if TYPE_CHECKING:
    from advisor_app.domain.parameters import CertificationRule, ScoringParameters

_RANK = {
    ServiceLine.UNCLASSIFIED: 0,
    ServiceLine.TRAINING: 1,
    ServiceLine.TECHNICAL_ASSISTANCE: 2,
    ServiceLine.CERTIFICATION: 3,
}
_CLOSED_GAP = Gap(Decimal(100), 0)
_Measure = Callable[[MaturityResult], tuple[int, bool]]


@dataclass(frozen=True, slots=True)
class PendingEvidence:
    """Evidence that, once shown, could change the line or the level.

    Attributes:
        item: the item's code.
        reason: ``unsupported`` when the level said is above what the evidence bears,
            ``not_seen`` when the item was not seen.
        changes: what it could change, alone or together with the others.
    """

    item: str
    reason: Literal["unsupported", "not_seen"]
    changes: Literal["line", "level"]


@dataclass(frozen=True, slots=True)
class Change:
    """One answer to improve; ``from_level`` is None when the item was not seen."""

    item: str
    from_level: int | None
    to_level: int


@dataclass(frozen=True, slots=True)
class NextLine:
    """The fewest answers whose improvement leads to the next better line.

    Attributes:
        line: the next line.
        rule: the rule that would give it.
        changes: the answers to improve; empty when only the conditions below are missing.
        needs_gap: the gap to the target standard must be measured or closed first.
        needs_full_form: the rest of the questions must be answered first.
        readiness: the readiness that the rule asks of the gap, in percent.
        commitment_is_enough: a documented order alone would lead there.
    """

    line: ServiceLine
    rule: str
    changes: tuple[Change, ...]
    needs_gap: bool = False
    needs_full_form: bool = False
    commitment_is_enough: bool = False
    readiness: Decimal | None = None


def fewest_changes(
    result: MaturityResult, parameters: ScoringParameters, gap: Gap | None, commitment: bool
) -> NextLine | None:
    """How to reach the next better line; None when there is none or the result is preliminary."""
    line = route(result, parameters, gap, commitment).line
    if line is ServiceLine.TRAINING:
        return _to_assistance(result, parameters, commitment)
    if line is ServiceLine.TECHNICAL_ASSISTANCE:
        return _to_certification(result, parameters, gap)
    return None


def decisive_evidence(
    result: MaturityResult,
    parameters: ScoringParameters,
    gap: Gap | None,
    commitment: bool,
    at_most: int | None = None,
) -> tuple[PendingEvidence, ...]:
    """The evidence worth asking for before leaving, what changes the line first.

    Each piece changes the line (or else the level) alone, or belongs to the first group that
    does so together (docs/rules.md, "Decisive evidence").
    """
    trial = _Trial(result, parameters, gap, commitment)
    found: dict[str, Literal["line", "level"]] = {}
    for kind, measure in (("line", trial.line_rank), ("level", trial.level)):
        for code in trial.decisive(measure):
            found.setdefault(code, "line" if kind == "line" else "level")
    limit = parameters.targets.decisive_evidence if at_most is None else at_most
    return tuple(
        PendingEvidence(code, trial.reason(code), changes)
        for code, changes in list(found.items())[:limit]
    )


class _Trial:
    """A result re-scored with pending evidence shown."""

    def __init__(
        self,
        result: MaturityResult,
        parameters: ScoringParameters,
        gap: Gap | None,
        commitment: bool,
    ) -> None:
        self._result = result
        self._parameters = parameters
        self._gap = gap
        self._commitment = commitment
        self._entries = {e.item.code: e for e in result.items if e.discounted or e.unverified}
        self._shown = {code: self._as_shown(entry) for code, entry in self._entries.items()}
        self._alone = {code: self._with([code]) for code in self._entries}
        self._order = sorted(self._entries, key=self._gain, reverse=True)

    def reason(self, code: str) -> Literal["unsupported", "not_seen"]:
        return "not_seen" if self._entries[code].unverified else "unsupported"

    def line_rank(self, result: MaturityResult) -> tuple[int, bool]:
        """How good the line is; a candidate for certification stands above its line."""
        routing = route(result, self._parameters, self._gap, self._commitment)
        return _RANK[routing.line], routing.certification_candidate

    def level(self, result: MaturityResult) -> tuple[int, bool]:
        return result.level or 0, False

    def decisive(self, measure: _Measure) -> list[str]:
        """The pieces that improve the measure: each alone, or the first group that does."""
        now = measure(self._result)
        alone = [code for code in self._order if measure(self._alone[code]) > now]
        return alone or self._group(measure, now)

    def _group(self, measure: _Measure, now: tuple[int, bool]) -> list[str]:
        group: list[str] = []
        for code in self._order:
            group.append(code)
            if measure(self._with(group)) > now:
                break
        else:
            return []
        for code in list(group):
            rest = [other for other in group if other != code]
            if measure(self._with(rest)) > now:
                group = rest
        return group

    def _gain(self, code: str) -> Decimal:
        return (self._alone[code].S or Decimal(0)) - (self._result.S or Decimal(0))

    def _with(self, codes: list[str]) -> MaturityResult:
        shown = {code: self._shown[code] for code in codes}
        return _rescored(self._result, self._parameters, shown)

    def _as_shown(self, entry: ItemResult) -> Answer:
        said = entry.answer.level if entry.answer is not None else None
        level = said or _target(entry, self._result, self._parameters, 1)
        return _improved(entry, level, self._parameters)


def _to_assistance(
    result: MaturityResult, parameters: ScoringParameters, commitment: bool
) -> NextLine | None:
    rules = parameters.routing
    limit = rules.leveling_from if commitment else rules.assistance_score

    def reached(after: MaturityResult) -> bool:
        routed = route(after, parameters, None, commitment)
        return _RANK[routed.line] >= _RANK[ServiceLine.TECHNICAL_ASSISTANCE]

    way = _fewest(result, parameters, Goal(limit), {}, reached)
    if way is None:
        return None
    return NextLine(
        ServiceLine.TECHNICAL_ASSISTANCE,
        "RT5" if commitment else "RT4",
        way.changes,
        commitment_is_enough=result.S is not None and rules.leveling_from <= result.S,
    )


def _to_certification(
    result: MaturityResult, parameters: ScoringParameters, gap: Gap | None
) -> NextLine | None:
    found: list[tuple[int, NextLine]] = []
    for rule in parameters.routing.certification:
        way = _certifying(result, parameters, rule)
        if way is None:
            continue
        blocked = gap is None or gap.readiness < rule.readiness or gap.blocking > rule.blocking
        full = result.form != rule.form
        line = NextLine(
            ServiceLine.CERTIFICATION,
            rule.rule,
            way.changes,
            needs_gap=blocked,
            needs_full_form=full,
            readiness=rule.readiness,
        )
        found.append((way.rounds, line))
    # answers alone first, then single raises, then the fewest; else the rule named first
    best = min(found, key=lambda f: (f[1].needs_gap, f[0], len(f[1].changes)), default=None)
    return None if best is None else best[1]


@dataclass(frozen=True, slots=True)
class _Way:
    """Changes that reach a goal, and how often each had to be raised at most."""

    rounds: int
    changes: tuple[Change, ...]


def _certifying(
    result: MaturityResult, parameters: ScoringParameters, rule: CertificationRule
) -> _Way | None:
    least = dict.fromkeys((*result.critical_open, *result.critical_unverified), 2)
    least |= dict.fromkeys(result.legal_alerts, parameters.routing.alert.item_level + 1)
    for code, level in rule.items.items():
        if (result.substantiated(code) or 0) < level:
            least[code] = max(level, least.get(code, 0))

    def reached(after: MaturityResult) -> bool:
        check = route(after, parameters, _CLOSED_GAP, False).check(rule.rule)
        return _met_but_for(check, "form")

    goal = Goal(rule.score, rule.core_minimum, rule.confidence)
    return _fewest(result, parameters, goal, least, reached)


def _met_but_for(check: RuleCheck, key: str) -> bool:
    ignored = GAP_CONDITIONS | {key}
    return all(c.met for c in check.conditions if c.key not in ignored)


def _fewest(
    result: MaturityResult,
    parameters: ScoringParameters,
    goal: Goal,
    least: Mapping[str, int],
    reached: Callable[[MaturityResult], bool],
) -> _Way | None:
    """The changes, at their first targets or, where those are too low, raised again."""
    entries = {entry.item.code: entry for entry in result.items if not entry.is_na}
    goal = replace(goal, mandatory=frozenset(least))
    for rounds in range(1, parameters.targets.top + 1):
        levels = {
            code: max(_target(entry, result, parameters, rounds), least.get(code, 0))
            for code, entry in entries.items()
        }
        raised = {
            code: Raised(level, parameters.trust(level, parameters.evidence_for(level)))
            for code, level in levels.items()
            if level > (entries[code].substantiated or 0)
        }
        codes = fewest_items(result, parameters, goal, raised)
        if codes is not None:
            chosen = {code: levels[code] for code in entries if code in codes}
            changes = _settled(result, parameters, chosen, least, rounds, reached)
            return None if changes is None else _Way(rounds, changes)
    return None


def _settled(
    result: MaturityResult,
    parameters: ScoringParameters,
    chosen: dict[str, int],
    least: Mapping[str, int],
    rounds: int,
    reached: Callable[[MaturityResult], bool],
) -> tuple[Change, ...] | None:
    """The chosen changes, proved by scoring again, none raised higher than it must be."""
    entries = {entry.item.code: entry for entry in result.items}

    def holds(levels: Mapping[str, int]) -> bool:
        shown = {c: _improved(entries[c], level, parameters) for c, level in levels.items()}
        return reached(_rescored(result, parameters, shown))

    if not holds(chosen):
        return None
    for code in chosen:
        for earlier in range(1, rounds):
            target = _target(entries[code], result, parameters, earlier)
            lower = chosen | {code: max(target, least.get(code, 0))}
            if holds(lower):
                chosen = lower
                break
    return tuple(Change(code, entries[code].substantiated, level) for code, level in chosen.items())


def _target(
    entry: ItemResult, result: MaturityResult, parameters: ScoringParameters, rounds: int
) -> int:
    """The level to aim at: the next one, and at least the standard one where it matters most."""
    targets = parameters.targets
    core = result.instrument.dimension(entry.item.dimension).core
    important = core or entry.item.is_critical(result.profile.sector)
    floor = targets.important if important else targets.other
    level = entry.substantiated
    if level is None:
        level, rounds = floor, rounds - 1
    for _ in range(rounds):
        level = max(level + targets.step, targets.important if important else 0)
    return min(level, targets.top)


def _improved(entry: ItemResult, level: int, parameters: ScoringParameters) -> Answer:
    evidence = parameters.evidence_for(level)
    if entry.answer is None:
        return Answer(entry.item.code, AnswerState.RATED, level, evidence)
    return replace(entry.answer, state=AnswerState.RATED, level=level, evidence=evidence)


def _rescored(
    result: MaturityResult, parameters: ScoringParameters, shown: Mapping[str, Answer]
) -> MaturityResult:
    answers = result.answers | dict(shown)
    return score(result.instrument, parameters, result.profile, result.form, answers)
