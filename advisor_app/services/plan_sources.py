"""What a firm's assessments leave to do, and how earlier findings stand today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from advisor_app.domain.gap import State
from advisor_app.domain.market import short_name
from advisor_app.domain.plan_findings import Finding, Rules, cost_ref, of_cost, of_gap, of_maturity
from advisor_app.i18n import catalog

if TYPE_CHECKING:
    from advisor_app.domain.actions import FindingRef
    from advisor_app.services.assessment_view import ResultView
    from advisor_app.services.assessments import Assessments
    from advisor_app.services.gaps import Gaps, GapView

_MET = (State.COMPLIES, State.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Found:
    """The open findings, and the way to see an earlier one as it stands today."""

    findings: tuple[Finding, ...]
    refresh: Callable[[FindingRef], FindingRef]


def found_at(
    assessments: Assessments, gaps: Gaps, firm_id: str, targets: tuple[str, ...], rules: Rules
) -> Found:
    """Everything that the latest diagnosis and the latest assessment of each list leave open."""
    diagnoses, views = assessments.of_firm(firm_id), gaps.of_firm(firm_id)
    latest = _latest(views)
    findings: list[Finding] = []
    result = assessments.result(diagnoses[0].id) if diagnoses else None
    if result is not None:
        findings += of_maturity(result.assessment.id, result.result, rules)
        if result.cost is not None:
            findings += of_cost(result.assessment.id, result.cost, rules)
    for view in latest.values():
        is_target = not targets or view.standard.id in targets
        findings += of_gap(view.id, view.result, rules, is_target=is_target)
    by_id = {view.id: latest[_identity(view)] for view in views}
    return Found(tuple(findings), lambda ref: _refreshed(ref, by_id, result, rules.lang))


def _identity(view: GapView) -> tuple[str, str, str, str | None]:
    return (view.standard.family, view.scope.kind, view.scope.identity, view.group_id)


def _latest(views: list[GapView]) -> dict[tuple[str, str, str, str | None], GapView]:
    """The last one of each list and scope; the views come with the last first."""
    found: dict[tuple[str, str, str, str | None], GapView] = {}
    for view in views:
        found.setdefault(_identity(view), view)
    return found


def _refreshed(
    ref: FindingRef, views: dict[str, GapView], result: ResultView | None, lang: str
) -> FindingRef:
    _ = catalog(lang).text
    if ref.source == "gap" and ref.assessment_id in views:
        view = views[ref.assessment_id]
        if not view.standard.has(ref.item):
            return replace(ref, list_name=short_name(view.standard).in_(lang), title=ref.item)
        point = view.standard.requirement(ref.item)
        return replace(
            ref,
            list_name=short_name(view.standard).in_(lang),
            title=point.title.in_(lang),
            action=point.action.in_(lang),
            closed=view.states.get(ref.item) in _MET,
        )
    if ref.source == "maturity" and result is not None:
        items = {one.item.code: one for one in result.result.items}
        if ref.item in items:
            one = items[ref.item]
            return replace(
                ref,
                list_name=_("Diagnóstico de madurez"),
                title=one.item.question.in_(lang),
                action=one.item.action.in_(lang),
                closed=one.is_na or (one.substantiated or 0) >= (ref.target or 1),
            )
    if ref.source == "cost":
        return cost_ref(ref, lang)
    return ref
