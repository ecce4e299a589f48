"""What a firm's assessments leave to do, and how earlier findings stand today."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from advisor_app.domain.gap import State
from advisor_app.domain.market import short_name
from advisor_app.domain.plan_findings import Finding, Rules, cost_ref, of_cost, of_gap, of_maturity
from advisor_app.domain.same import shipped_same
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
    standing = _standing(views)
    findings: list[Finding] = []
    result = assessments.result(diagnoses[0].id) if diagnoses else None
    if result is not None:
        findings += of_maturity(result.assessment.id, result.result, rules)
        if result.cost is not None:
            findings += of_cost(result.assessment.id, result.cost, rules)
    for one in {each.mine.id: each for each in standing.values()}.values():
        is_target = not targets or one.mine.standard.id in targets
        found = of_gap(one.mine.id, one.mine.result, rules, is_target=is_target)
        findings += [each for each in found if one.decides(each.ref.item)[0] is one.mine]
    return Found(tuple(findings), lambda ref: _refreshed(ref, standing, result, rules.lang))


@dataclass(frozen=True, slots=True)
class _Standing:
    """The last assessment of an edition, and the last one of any edition of that standard."""

    mine: GapView
    last: GapView

    def decides(self, item: str) -> tuple[GapView, tuple[str, ...]]:
        """Where a point is looked up today: in the last edition once it is answered there.

        What the last edition no longer has is looked up there once enough of it was seen.
        """
        last = self.last
        if last is not self.mine:
            same = shipped_same().same_as(self.mine.standard.id, item)
            codes = tuple(code for list_id, code in same if list_id == last.standard.id) or (item,)
            is_gone = not last.standard.has(codes[0]) and not last.result.preliminary
            if is_gone or all(code in last.answers for code in codes):
                return last, codes
        return self.mine, (item,)


def _standing(views: Sequence[GapView]) -> dict[str, _Standing]:
    """How each assessment stands today; the views come with the last first."""
    found: dict[str, _Standing] = {}
    mine: dict[tuple[object, ...], GapView] = {}
    last: dict[tuple[object, ...], GapView] = {}
    for view in views:
        part = (view.scope.kind, view.scope.identity, view.group_id)
        newest = last.setdefault((view.standard.family, *part), view)
        found[view.id] = _Standing(mine.setdefault((view.standard.id, *part), view), newest)
    return found


def _refreshed(
    ref: FindingRef, standing: dict[str, _Standing], result: ResultView | None, lang: str
) -> FindingRef:
    _ = catalog(lang).text
    if ref.source == "gap" and ref.assessment_id in standing:
        view, codes = standing[ref.assessment_id].decides(ref.item)
        if not view.standard.has(codes[0]):
            return replace(ref, list_name=short_name(view.standard).in_(lang), title=ref.item)
        point = view.standard.requirement(codes[0])
        return replace(
            ref,
            list_name=short_name(view.standard).in_(lang),
            title=point.title.in_(lang),
            action=point.action.in_(lang),
            closed=all(view.states.get(code) in _MET for code in codes),
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
