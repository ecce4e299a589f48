"""Which service line of the programme fits a firm, and every condition that decided it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor_app.domain.maturity import MaturityResult
    from advisor_app.domain.parameters import CertificationRule, ScoringParameters

Value = Decimal | int | str | bool | None


class ServiceLine(StrEnum):
    """The line that a firm is routed to after its diagnosis."""

    TRAINING = "training"  # formación
    TECHNICAL_ASSISTANCE = "technical_assistance"  # asistencia técnica
    CERTIFICATION = "certification"  # apoyo a certificaciones
    UNCLASSIFIED = "unclassified"  # sin clasificar: completar


@dataclass(frozen=True, slots=True)
class Gap:
    """How far the firm is from its target standard: readiness in percent, blocking findings."""

    readiness: Decimal
    blocking: int


@dataclass(frozen=True, slots=True)
class ConditionCheck:
    """One condition of a rule: the firm's value beside the limit."""

    key: str
    actual: Value
    limit: Value
    met: bool


@dataclass(frozen=True, slots=True)
class RuleCheck:
    """One rule and whether all its conditions are met."""

    rule: str
    met: bool
    conditions: tuple[ConditionCheck, ...]


@dataclass(frozen=True, slots=True)
class Routing:
    """The line, the rule that gave it, and how every rule came out."""

    line: ServiceLine
    rule: str
    certification_candidate: bool
    checks: tuple[RuleCheck, ...]
    leveling_module: bool

    def check(self, rule: str) -> RuleCheck:
        """How one rule came out; KeyError when there is none."""
        for entry in self.checks:
            if entry.rule == rule:
                return entry
        raise KeyError(rule)


_LINES = {
    "RT0": ServiceLine.UNCLASSIFIED,
    "RT2": ServiceLine.CERTIFICATION,
    "RT3": ServiceLine.CERTIFICATION,
    "RT4": ServiceLine.TECHNICAL_ASSISTANCE,
    "RT5": ServiceLine.TECHNICAL_ASSISTANCE,
    "RT6": ServiceLine.TRAINING,
}
GAP_CONDITIONS = frozenset({"gap_readiness", "gap_blocking"})


def route(
    result: MaturityResult, parameters: ScoringParameters, gap: Gap | None, commitment: bool
) -> Routing:
    """The service line of a result: the first rule that holds (docs/rules.md, "Routing")."""
    certification = [_certification(result, rule, gap) for rule in parameters.routing.certification]
    checks = [
        _rule("RT0", _is("preliminary", result.preliminary, True)),
        *certification,
        _assistance(result, parameters),
        _leveling(result, parameters, commitment),
    ]
    last = RuleCheck("RT6", not any(check.met for check in checks), ())
    checks.append(last)
    decisive = next(check.rule for check in checks if check.met)
    return Routing(
        line=_LINES[decisive],
        rule=decisive,
        certification_candidate=gap is None
        and decisive != "RT0"
        and any(_holds_but_for_the_gap(check) for check in certification),
        checks=tuple(checks),
        leveling_module=decisive == "RT5",
    )


def _certification(result: MaturityResult, rule: CertificationRule, gap: Gap | None) -> RuleCheck:
    conditions = [
        _is("form", result.form, rule.form),
        _at_least("S", result.S, rule.score),
        *([] if rule.level is None else [_at_least("level", result.level, rule.level)]),
        _at_least("core_minimum", result.core_minimum, rule.core_minimum),
        *(_at_least(code, result.substantiated(code), level) for code, level in rule.items.items()),
        _at_most("critical_open", len(result.critical_open), 0),
        _at_most("critical_unverified", len(result.critical_unverified), 0),
        _at_most("legal_alerts", len(result.legal_alerts), 0),
        _at_least("confidence", result.confidence, rule.confidence),
        _at_least("gap_readiness", None if gap is None else gap.readiness, rule.readiness),
        _at_most("gap_blocking", None if gap is None else gap.blocking, rule.blocking),
    ]
    return _rule(rule.rule, *conditions)


def _assistance(result: MaturityResult, parameters: ScoringParameters) -> RuleCheck:
    rules = parameters.routing
    return _rule(
        "RT4",
        _at_least("S", result.S, rules.assistance_score),
        _at_least("level", result.level, rules.assistance_level),
    )


def _leveling(result: MaturityResult, parameters: ScoringParameters, commitment: bool) -> RuleCheck:
    rules, total = parameters.routing, result.S
    below = total is not None and total < rules.leveling_below
    return _rule(
        "RT5",
        _at_least("S", total, rules.leveling_from),
        ConditionCheck("S_below", total, rules.leveling_below, below),
        _is("commitment", commitment, True),
    )


def _holds_but_for_the_gap(check: RuleCheck) -> bool:
    return all(c.met for c in check.conditions if c.key not in GAP_CONDITIONS)


def _rule(rule: str, *conditions: ConditionCheck) -> RuleCheck:
    return RuleCheck(rule, all(condition.met for condition in conditions), conditions)


def _is(key: str, actual: Value, limit: Value) -> ConditionCheck:
    return ConditionCheck(key, actual, limit, actual == limit)


def _at_least(key: str, actual: Decimal | int | None, limit: Decimal | int) -> ConditionCheck:
    return ConditionCheck(key, actual, limit, actual is not None and actual >= limit)


def _at_most(key: str, actual: Decimal | int | None, limit: Decimal | int) -> ConditionCheck:
    return ConditionCheck(key, actual, limit, actual is not None and actual <= limit)
