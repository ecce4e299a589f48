"""What a diagnosis, a list of requirements and the cost of failures leave to do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from advisor_app import formats
from advisor_app.domain.actions import FindingRef
from advisor_app.domain.explain import cost_line_name
from advisor_app.domain.gap import State
from advisor_app.domain.market import short_name
from advisor_app.domain.plan import Blocks, effort_of, urgency_of
from advisor_app.domain.topics import shipped_topics
from advisor_app.i18n import catalog

if TYPE_CHECKING:
    from datetime import date

    from advisor_app.domain.gap import GapResult
    from advisor_app.domain.instrument import Dimension
    from advisor_app.domain.maturity import ItemResult, MaturityResult
    from advisor_app.domain.plan_parameters import PlanParameters
    from advisor_app.domain.quality_cost import QuickCost
    from advisor_app.domain.standard import Requirement, Standard

SOLID: Final = 3
TOP: Final = 5
_BY_LAW: Final = frozenset({"legal", "sgsst", "invima", "ica_bpa"})
_SEVERITY: Final = {"C": 5, "M": 4, "m": 2, "R": 1}
_IMPACT: Final = {"C": 5, "M": 4, "m": 3, "R": 1}
_OPEN: Final = (State.PARTIAL, State.FAILS)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to put in order, and what would do it.

    Attributes:
        key: the kind of action; findings of one key are closed by one action.
        action, expected: what to do and how one sees that it is done.
    """

    ref: FindingRef
    key: str
    action: str
    expected: str
    severity: int
    impact: int
    urgency: int
    effort: int
    blocks: Blocks = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """By which numbers, on which day and in which language findings are read."""

    parameters: PlanParameters
    today: date
    lang: str


def kind_of_point(list_id: str, code: str) -> str:
    """The kind of action that closes a point of a list: its topic, or one of its own."""
    return shipped_topics().topic_of(list_id, code) or f"{list_id}:{code}"


def kind_of_item(code: str) -> str:
    """The kind of action that raises a question of the diagnosis."""
    return shipped_topics().of_item(code) or f"item:{code}"


def target_of(entry: ItemResult, dimension: Dimension, sector: str) -> int:
    """The level to reach next: one more, and at least 3 for what is critical or core."""
    following = (entry.substantiated or 1) + 1
    must = entry.item.is_critical(sector) or dimension.core
    return min(max(following, SOLID if must else 0), TOP)


def of_maturity(assessment_id: str, result: MaturityResult, rules: Rules) -> list[Finding]:
    """Every rated question below its target; not what belongs to the private protocol."""
    return [
        _of_item(assessment_id, entry, part.dimension, result, rules)
        for part in result.dimensions
        for entry in part.items
        if entry.counts
        and (entry.substantiated or TOP) < TOP
        and entry.item.confidential_alert is None
    ]


def of_gap(
    assessment_id: str, result: GapResult, rules: Rules, *, is_target: bool
) -> list[Finding]:
    """Every point that was seen and does not comply."""
    blocking = frozenset(result.blocking)
    return [
        _of_point(assessment_id, result.standard, one, rules, _blocks(result.standard, is_target)
                  if one.code in blocking else "")
        for one in result.standard.requirements
        if result.answers.get(one.code) in _OPEN
    ]  # fmt: skip


def of_cost(assessment_id: str, cost: QuickCost, rules: Rules) -> list[Finding]:
    """The dearest kind of failure."""
    known = [line for line in cost.lines if line.amount]
    if not known:
        return []
    top, lang = max(known, key=lambda line: line.amount or 0), rules.lang
    _ = catalog(lang).text
    name, amount = cost_line_name(top.key, lang), formats.pesos(top.amount or 0, lang)
    ref = cost_ref(FindingRef(assessment_id, top.key, "cost"), lang)
    return [
        Finding(
            ref,
            "product_cost",
            ref.action,
            _("La cuenta «{name}» baja de {amount} al mes.").format(name=name, amount=amount),
            severity=2,
            impact=4,
            urgency=1,
            effort=effort_of("M", rules.parameters),
        )
    ]


def cost_ref(ref: FindingRef, lang: str) -> FindingRef:
    """A line of the cost of failures in the words of the plan."""
    _, name = catalog(lang).text, cost_line_name(ref.item, lang)
    action = _("Atacar la causa de la falla que más cuesta: {name}.").format(name=name.lower())
    return replace(ref, list_name=_("Costo de las fallas"), title=name, action=action)


def _of_item(
    assessment_id: str,
    entry: ItemResult,
    dimension: Dimension,
    result: MaturityResult,
    rules: Rules,
) -> Finding:
    _, lang, item = catalog(rules.lang).text, rules.lang, entry.item
    target = target_of(entry, dimension, result.profile.sector)
    low = (entry.substantiated or 1) < SOLID
    critical = low and item.is_critical(result.profile.sector)
    heavy = item.weight >= 2
    return Finding(
        FindingRef(assessment_id, item.code, "maturity", _("Diagnóstico de madurez"),
                   item.question.in_(lang), item.action.in_(lang), target),
        kind_of_item(item.code),
        item.action.in_(lang),
        _("Nivel {n}: {words}").format(n=target, words=item.levels[target - 1].in_(lang)),
        severity=5 if critical else 3 if low and dimension.core else 2,
        impact=5 if critical else 4 if dimension.core else 3 if heavy else 2,
        urgency=1,
        effort=effort_of(item.effort, rules.parameters),
        blocks="law" if item.code in result.legal_alerts else "",
    )  # fmt: skip


def _of_point(
    assessment_id: str, standard: Standard, one: Requirement, rules: Rules, blocks: Blocks
) -> Finding:
    _, lang = catalog(rules.lang).text, rules.lang
    shown = one.evidence[0].in_(lang) if one.evidence else one.title.in_(lang)
    name, action = short_name(standard).in_(lang), one.action.in_(lang)
    return Finding(
        FindingRef(assessment_id, one.code, "gap", name, one.title.in_(lang), action),
        kind_of_point(standard.id, one.code),
        action,
        _("El punto {code} cumple y se puede mostrar: {evidence}").format(
            code=one.code, evidence=shown
        ),
        severity=_SEVERITY[one.severity],
        impact=5 if blocks else _IMPACT[one.severity],
        urgency=urgency_of(standard.valid_to, rules.today, rules.parameters),
        effort=effort_of(one.effort, rules.parameters),
        blocks=blocks,
    )  # fmt: skip


def _blocks(standard: Standard, is_target: bool) -> Blocks:
    if standard.scheme in _BY_LAW:
        return "law"
    return "standard" if is_target else ""
