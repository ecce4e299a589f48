"""The plan's place among the documents, and the plan as any document tells it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, cast

import sqlalchemy as sa

from advisor_app import formats
from advisor_app.domain import clock
from advisor_app.domain.firm import Firm
from advisor_app.domain.plan import Status
from advisor_app.domain.text import Text
from advisor_app.i18n import LANGUAGES
from advisor_app.reports.plan_content import (
    ActionPart,
    AnsweredPart,
    ClosesPart,
    PlanContent,
    PlanPart,
    SharesPart,
)
from advisor_app.schema import tables
from advisor_app.services.assessments import GAP, MATURITY, of_visit
from advisor_app.services.documents import Subject
from advisor_app.services.paper_parts import firm_part
from advisor_app.services.visit_gaps import gaps_of_visit
from advisor_app.store import records

if TYPE_CHECKING:
    from advisor_app.domain.actions import Action, FindingRef, Plan
    from advisor_app.services.evidence_rows import Piece
    from advisor_app.services.plans import Plans
    from advisor_app.services.session import Advisor
    from advisor_app.store.workspace import Workspace


class PlanSource:
    """Gathers the improvement plan of a firm."""

    def __init__(self, workspace: Workspace, plans: Plans, advisor: Callable[[], Advisor]) -> None:
        self._workspace = workspace
        self._plans = plans
        self._advisor = advisor

    def subject(self, subject_id: str) -> Subject:
        return Subject(subject_id)

    def of_visit(self, visit_id: str) -> list[str]:
        """The firm, where the visit worked on what its plan answers."""
        with self._workspace.read() as c:
            visit = records.one(c, tables.visit, visit_id)
            worked = [*of_visit(c, visit_id), *gaps_of_visit(c, visit_id)]
        if visit is None or not worked:
            return []
        firm_id = cast("str", visit["firm_id"])
        return [firm_id] if self._plans.of_firm(firm_id).actions else []

    def about(self, _subject_id: str) -> str:
        return ""

    def draft(self, subject_id: str) -> PlanContent:
        with self._workspace.read() as c:
            row = records.one(c, tables.firm, subject_id)
            on = plan_day(c, subject_id)
        assert row is not None  # noqa: S101 - the plan of a firm that is there is asked for
        return PlanContent(
            firm=firm_part(records.value_of(Firm, row)),
            advisor=self._advisor().name,
            on=on,
            plan=plan_part(self._plans, subject_id, on),
            issued_at=datetime.combine(on, time(12), UTC),
            issued_at_offset=0,
            answers=self._answers(subject_id),
        )

    def is_settled(self, subject_id: str, since: datetime) -> bool:
        """Never by itself: an answer or an action may change it."""
        return False

    def _answers(self, firm_id: str) -> tuple[AnsweredPart, ...]:
        """The assessments whose findings the plan closes."""
        es, en = ([*_refs(self._plans.of_firm(firm_id, lang))] for lang in LANGUAGES)
        names = {ref.assessment_id: ref.list_name for ref in en}
        named = {ref.assessment_id: Text(ref.list_name, names[ref.assessment_id]) for ref in es}
        t = tables.assessment
        with self._workspace.read() as c:
            rows = records.many(c, t, (t.c.id.in_(named),), ("created_at", "id"))
        return tuple(AnsweredPart(named[row["id"]], _day(row["created_at"])) for row in rows)


def plan_day(c: sa.Connection, firm_id: str) -> date:
    """The day of the last visit or assessment, so that a plan printed later says the same."""
    v, a = tables.visit, tables.assessment
    begun = sa.select(sa.func.max(v.c.started_at)).where(v.c.firm_id == firm_id)
    made = sa.select(sa.func.max(a.c.created_at)).where(
        a.c.firm_id == firm_id, a.c.kind.in_((MATURITY, GAP))
    )
    moments = [one for one in (c.execute(begun).scalar(), c.execute(made).scalar()) if one]
    return max(map(_day, moments), default=clock.today())


def plan_part(plans: Plans, firm_id: str, on: date) -> PlanPart:
    """The plan in both languages at once."""
    es, en = (plans.of_firm(firm_id, lang, on) for lang in LANGUAGES)
    terms, money, proofs = es.terms, es.cofinancing, plans.proofs(es)
    paid = [one for one in es.actions if one.status is not Status.CANCELLED]
    return PlanPart(
        actions=tuple(_action(one, en.action(one.id), proofs) for one in es.actions),
        waiting=tuple(_action(one, en.action(one.id), proofs) for one in es.waiting),
        shares=SharesPart(
            money.cost,
            money.eligible,
            money.support,
            money.firm,
            money.capped,
            sum(one.cost is None for one in paid),
            es.call.name if es.call else "",
        ),
        hours_used=es.hours_used,
        hours=terms.hours,
        warnings=tuple(Text(*pair) for pair in zip(es.warnings, en.warnings, strict=True)),
    )


def _action(es: Action, en: Action, proofs: Mapping[str, Piece]) -> ActionPart:
    proof = proofs.get(es.closing_attachment_id or "")
    return ActionPart(
        title=Text(es.title, en.title),
        expected=Text(es.expected_result, en.expected_result),
        starts_on=es.starts_on,
        due_on=es.due_on,
        priority=es.priority,
        quick_win=es.quick_win,
        blocks=es.blocks,
        responsible=es.responsible,
        support=es.support,
        cost=es.cost,
        funding=es.funding if es.funding in ("programme", "firm", "other") else "",
        state=es.status.value,
        advance=es.advance,
        closes=tuple(map(_closes, es.findings, en.findings)),
        waits=es.waits,
        proof=es.closing_note,
        verified_on=es.verified_on,
        verified_by=es.verified_by,
        shown="" if proof is None else "photo" if proof.is_picture else "paper",
        caption=proof.caption if proof else "",
    )


def _closes(es: FindingRef, en: FindingRef) -> ClosesPart:
    return ClosesPart(Text(es.list_name, en.list_name), es.item, Text(es.title, en.title))


def _refs(plan: Plan) -> Iterator[FindingRef]:
    """Whatever the plan closes, but the costs, which have no list."""
    for one in (*plan.actions, *plan.waiting):
        yield from (ref for ref in one.findings if ref.assessment_id and ref.source != "cost")


def _day(moment: str) -> date:
    return formats.local(datetime.fromisoformat(moment), clock.offset_minutes()).date()
