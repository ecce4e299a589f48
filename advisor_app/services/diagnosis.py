"""Gathers what the diagnosis report says of an assessment from everything that is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from advisor_app.domain.visit import MODALITIES, ROLES, Modality, payable_hours
from advisor_app.reports.compose import Facts, Override, compose
from advisor_app.reports.content import CallPart, CommitmentPart, DiagnosisContent, SessionPart
from advisor_app.services.paper_parts import place_part

if TYPE_CHECKING:
    from advisor_app.domain.call import Call
    from advisor_app.domain.firm import Firm
    from advisor_app.services.assessment_view import Commitment, ResultView
    from advisor_app.services.visits import Participant, Visit


def draft_content(
    firm: Firm,
    advisor: str,
    outcome: ResultView,
    sessions: Sequence[tuple[Visit, Sequence[Participant]]],
    commitments: Sequence[Commitment],
    call: Call | None = None,
) -> DiagnosisContent:
    """The report's content, without a number; the moment is that of the last answer kept."""
    view, chosen = outcome.assessment, outcome.override
    planned = [visit.next_visit_on for visit, _people in sessions if visit.next_visit_on]
    return compose(
        Facts(
            firm=firm,
            place=place_part(firm),
            advisor=advisor,
            sessions=tuple(_session(visit, people) for visit, people in sessions),
            result=outcome.result,
            parameters=view.parameters,
            routing=outcome.routing,
            next_line=outcome.next_line,
            evidence=outcome.evidence,
            issued_at=view.closed_at or view.created_at,
            issued_at_offset=0,
            cost=outcome.cost,
            override=None
            if chosen is None
            else Override(chosen.line, chosen.reason, chosen.author, chosen.at.date()),
            commitments=tuple(CommitmentPart(one.what, one.who, one.due_on) for one in commitments),
            next_visit_on=planned[-1] if planned else None,
            call=None if call is None else CallPart(call.name, call.address),
        )
    )


def _session(visit: Visit, people: Sequence[Participant]) -> SessionPart:
    roles = Counter(person.role for person in people if person.role in ROLES)
    return SessionPart(
        started_at=visit.started_at,
        ended_at=visit.ended_at,
        offset_minutes=visit.started_at_offset,
        hours=None
        if visit.ended_at is None
        else payable_hours(visit.started_at, visit.ended_at, visit.break_minutes),
        place=visit.place,
        modality=MODALITIES[Modality(visit.modality)],
        people=tuple((ROLES[role], count) for role, count in roles.items()),
    )
