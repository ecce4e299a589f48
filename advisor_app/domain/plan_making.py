"""A plan from what was found and what was told by hand: the second is laid over the first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from advisor_app.domain import ids
from advisor_app.domain.actions import WEIGHED, Action, FindingRef, Plan, Terms, Weights
from advisor_app.domain.plan import (
    OPEN,
    Blocks,
    Status,
    Weighed,
    carried,
    cofinancing,
    due_on,
    in_order,
    is_quick_win,
    priority,
    quadrant,
)
from advisor_app.domain.text import fold
from advisor_app.domain.topics import shipped_topics
from advisor_app.i18n import catalog

if TYPE_CHECKING:
    from datetime import date

    from advisor_app.domain.call import Call
    from advisor_app.domain.plan_findings import Finding, Rules
    from advisor_app.domain.standard import Effort

_RANK: Final[Mapping[Blocks, int]] = {"law": 0, "standard": 1, "": 2}
_SMALL, _MIDDLE = 2, 3
_OWN: Final = {"severity": 2, "impact": 2, "urgency": 1, "effort": 2}
_WHOLE: Final = 100


@dataclass(frozen=True, slots=True)
class Kept:
    """What lies in the base of one action.

    Attributes:
        values: the fields that were told by hand; the others follow the rules.
        findings: what it was for when it was last written.
        removed: it was taken out of the plan, with its findings.
    """

    id: str
    action_key: str
    values: Mapping[str, Any]
    findings: tuple[FindingRef, ...] = ()
    removed: bool = False

    @property
    def status(self) -> Status | None:
        """How far it is; None when nobody chose it."""
        return self.values.get("status")


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything that a plan is made from.

    Attributes:
        findings: what is open today.
        refresh: a finding that an action was for, as it stands today.
    """

    firm_id: str
    kept: Sequence[Kept]
    findings: Sequence[Finding]
    refresh: Callable[[FindingRef], FindingRef]
    terms: Terms
    call: Call | None


@dataclass
class _Draft:
    """An action before its place in the plan is known."""

    id: str
    key: str
    kept: Kept | None = None
    found: list[Finding] = field(default_factory=list["Finding"])


def action_id(firm_id: str, key: str, number: int) -> str:
    """The one row that everybody's edit of a proposed action goes to."""
    return ids.answer_id(firm_id, f"action/{key}/{number}")


def plan_of(sources: Sources, rules: Rules) -> Plan:
    """The plan in its order, with what waits and who would pay."""
    made = [_action(draft, sources, rules) for draft in _drafts(sources)]
    still = _in_order([one for one in made if one.is_open], rules)
    ended = sorted((one for one in made if not one.is_open), key=_ended_order)
    hours = {one.id: one.hours for one in still}
    now, later = carried(hours.items(), sources.terms.hours, rules.parameters)
    full = len(now) >= rules.parameters.most_open
    waits = "full" if full else "hours"
    by_id = {one.id: one for one in still}
    actions = (*(by_id[each] for each in now), *ended)
    call = sources.call
    paid = [one for one in actions if one.status is not Status.CANCELLED]
    return Plan(
        firm_id=sources.firm_id,
        actions=actions,
        waiting=tuple(replace(by_id[each], waits=waits) for each in later),
        cofinancing=cofinancing(
            Decimal(sum(map(_eligible, paid))),
            Decimal(sum((one.cost or 0) - _eligible(one) for one in paid)),
            call.rate if call and call.rate is not None else rules.parameters.rate,
            Decimal(call.cap if call and call.cap is not None else rules.parameters.cap),
        ),
        terms=sources.terms,
        hours_used=sum(hours[each] for each in now),
        call=call if call and (call.rate is not None or call.cap is not None) else None,
        warnings=_warnings(actions, sources.terms, rules.lang),
    )


def moved(plan: Plan, action_id: str, place: int) -> dict[str, int]:
    """The positions to keep so that an open action stands at a place; the others follow."""
    order = [one.id for one in (*plan.carried, *plan.waiting)]
    by_hand = {one.id for one in (*plan.carried, *plan.waiting) if one.position is not None}
    order.remove(action_id)
    order.insert(place, action_id)
    return {each: n for n, each in enumerate(order) if each in by_hand or each == action_id}


def _drafts(sources: Sources) -> list[_Draft]:
    """Each finding goes to the action that names it, else to an open one of its kind."""
    drafts: list[_Draft] = []
    by_place: dict[tuple[str, str], _Draft] = {}
    by_key: dict[str, _Draft] = {}
    removed: set[tuple[str, str]] = set()
    known: defaultdict[str, int] = defaultdict(int)
    for kept in sources.kept:
        if kept.removed:
            removed.update(ref.place for ref in kept.findings)
        elif kept.status is not None:
            draft = _Draft(kept.id, kept.action_key, kept)
            drafts.append(draft)
            by_place.update({ref.place: draft for ref in kept.findings})
            if kept.action_key and kept.status in OPEN:
                by_key.setdefault(kept.action_key, draft)
        else:
            continue  # an edit that was taken back: the proposal as it was
        known[kept.action_key] += 1
    for finding in sources.findings:
        if finding.ref.place in removed and finding.ref.place not in by_place:
            continue
        draft = by_place.get(finding.ref.place) or by_key.get(finding.key)
        if draft is None:
            number = known[finding.key]
            draft = _Draft(action_id(sources.firm_id, finding.key, number), finding.key)
            by_key[finding.key] = draft
            drafts.append(draft)
        draft.found.append(finding)
    return drafts


def _action(draft: _Draft, sources: Sources, rules: Rules) -> Action:
    found = sorted(draft.found, key=lambda one: (_RANK[one.blocks], -one.severity, -one.impact))
    told = dict(draft.kept.values) if draft.kept else {}
    proposed = _proposed(draft.key, found, rules.lang)
    values: dict[str, Any] = proposed | told
    values.setdefault("title", "")
    values.setdefault("expected_result", "")
    blocks: Blocks = found[0].blocks if found else ""
    if not found and draft.kept:
        values["title"] = values["title"] or _remembered(draft.kept, sources, rules.lang)
    ruled = Weights(**{name: proposed[name] for name in WEIGHED})
    weighed = _weigh(draft.key, values, blocks)
    status = values.pop("status", Status.PENDING)
    start = values.pop("starts_on", None) or rules.today
    due = values.pop("due_on", None) or due_on(
        weighed, _effort(weighed.effort), start, rules.today, rules.parameters
    )
    if status in (Status.DONE, Status.VERIFIED):
        values["advance"] = _WHOLE
    after = values.pop("after", rules.parameters.after.get(draft.key, ()))
    return Action(
        id=draft.id,
        firm_id=sources.firm_id,
        action_key=draft.key,
        starts_on=start,
        due_on=due,
        status=status,
        after=tuple(after),
        priority=priority(weighed, rules.parameters),
        quadrant=quadrant(weighed, rules.parameters),
        quick_win=is_quick_win(weighed, rules.today, rules.parameters),
        blocks=blocks,
        hours=rules.parameters.support_hours[weighed.effort],
        findings=_refs(draft, sources),
        ruled=ruled,
        by_hand=frozenset(told).intersection((*WEIGHED, "after")),
        kept=draft.kept is not None,
        **values,
    )


def _proposed(key: str, found: Sequence[Finding], lang: str) -> dict[str, Any]:
    """The words of the topic, or of the only finding; and the gravest of each figure."""
    if not found:
        return dict(_OWN)
    title, expected = found[0].action, found[0].expected
    if len(found) > 1 and shipped_topics().has(key):
        topic = shipped_topics().topic(key)
        title, expected = topic.action.in_(lang), topic.expected.in_(lang)
    return {
        "title": title,
        "expected_result": expected,
        "severity": max(one.severity for one in found),
        "impact": max(one.impact for one in found),
        "urgency": max(one.urgency for one in found),
        "effort": max(one.effort for one in found),
    }


def _remembered(kept: Kept, sources: Sources, lang: str) -> str:
    """What to call an action whose findings are all in order by now."""
    if len(kept.findings) > 1 and shipped_topics().has(kept.action_key):
        return shipped_topics().topic(kept.action_key).action.in_(lang)
    known = [sources.refresh(ref) for ref in kept.findings]
    return next((ref.action or ref.title for ref in known), "")


def _refs(draft: _Draft, sources: Sources) -> tuple[FindingRef, ...]:
    still = {one.ref.place: one.ref for one in draft.found}
    earlier = draft.kept.findings if draft.kept else ()
    before = [sources.refresh(ref) for ref in earlier if ref.place not in still]
    return (*still.values(), *before)


def _weigh(code: str, values: Mapping[str, Any], blocks: Blocks) -> Weighed:
    return Weighed(
        code, values["severity"], values["impact"], values["urgency"], values["effort"], blocks,
        values.get("cost"), _told_days(values),
    )  # fmt: skip


def _told_days(values: Mapping[str, Any]) -> int | None:
    start, due = values.get("starts_on"), values.get("due_on")
    return (due - start).days if start and due else None


def _effort(scale: int) -> Effort:
    return "S" if scale <= _SMALL else "M" if scale == _MIDDLE else "L"


def _in_order(actions: Sequence[Action], rules: Rules) -> list[Action]:
    """By the rule, but what somebody put at a place stands there."""
    codes = {one.id: f"{one.action_key or '~'}|{one.id}" for one in actions}
    by_name: defaultdict[str, list[str]] = defaultdict(list)
    for one in actions:
        by_name[one.name].append(codes[one.id])
    weighed = [
        Weighed(
            codes[one.id], one.severity, one.impact, one.urgency, one.effort, one.blocks, one.cost,
            after=tuple(code for name in one.after for code in by_name.get(name, ())),
        )
        for one in actions
    ]  # fmt: skip
    by_code = {codes[one.id]: one for one in actions}
    ruled = [by_code[one.code] for one in in_order(weighed, rules.parameters)]
    placed = [one for one in ruled if one.position is None]
    by_hand = [one for one in ruled if one.position is not None]
    for one in sorted(by_hand, key=lambda one: one.position or 0):
        placed.insert(one.position or 0, one)
    return placed


def _ended_order(one: Action) -> tuple[bool, date, str]:
    return (one.status is Status.CANCELLED, one.due_on, one.id)


def _eligible(one: Action) -> int:
    """What of its cost the programme could share; all of it unless told otherwise."""
    if one.funding in ("firm", "other"):
        return 0
    cost = one.cost or 0
    return cost if one.eligible_cost is None else min(one.eligible_cost, cost)


def _warnings(actions: Sequence[Action], terms: Terms, lang: str) -> tuple[str, ...]:
    _, certifier = catalog(lang).text, fold(terms.certifier).strip()
    if not certifier:
        return ()
    named = [one for one in actions if one.is_open and certifier in fold(one.support)]
    if not named:
        return ()
    text = _(
        "{body} certificaría a la empresa y también la apoya en: {titles}. Quien certifica puede "
        "formar, pero no asesorar ni hacer la auditoría interna: elija otro apoyo."
    )
    titles = "; ".join(one.title.rstrip(".") for one in named)
    return (text.format(body=terms.certifier.strip(), titles=titles),)
