"""What was made at the desk lies with the papers of the visit that it follows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from advisor_app.domain import clock
from advisor_app.domain.document import GAP_REPORT, PLAN
from advisor_app.domain.gap import GapAnswer, State
from advisor_app.domain.visit import Outcome
from advisor_app.services.gaps import GapView
from advisor_app.services.session import Session
from advisor_app.services.visits import Visit
from tests.builders import consent, make_firm


@pytest.fixture
def still() -> clock.FixedClock:
    made = clock.FixedClock(datetime(2026, 11, 20, 13, 0, tzinfo=UTC))
    clock.use(made)
    return made


def at_desk(session: Session, firm_id: str, standard: str) -> GapView:
    gap = session.gaps.start(firm_id, standard)
    code = gap.standard.requirements[0].code
    session.gaps.answer(gap.id, GapAnswer(code, State.FAILS))
    return gap


def visited(session: Session, still: clock.FixedClock, firm_id: str) -> Visit:
    """A visit in which nobody was met."""
    still.tick(timedelta(days=1))
    visit = session.visits.start(firm_id)
    return session.visits.finish(visit.id, Outcome.NO_SHOW, reason="No había nadie")


def papers(session: Session, visit: Visit, kind: str) -> list[str]:
    found = session.documents.papers_of_visit(visit.id)
    return [one.subject_id for one in found if one.kind == kind]


def test_each_is_printed_with_the_visit_before_it(
    session: Session, still: clock.FixedClock
) -> None:
    firm = make_firm(session)
    consent(session, firm)
    early = at_desk(session, firm.id, "iso_9001_2026")
    first = visited(session, still, firm.id)
    still.tick(timedelta(days=1))
    between = at_desk(session, firm.id, "iso_14001")
    session.gaps.start(firm.id, "iso_45001")  # opened, and nothing answered
    second = visited(session, still, firm.id)
    still.tick(timedelta(days=1))
    late = at_desk(session, firm.id, "iso_27001")
    assert set(papers(session, first, GAP_REPORT)) == {early.id, between.id}
    assert papers(session, second, GAP_REPORT) == [late.id]
    assert papers(session, second, PLAN) == [firm.id]


def test_what_is_answered_in_a_later_visit_belongs_there_alone(
    session: Session, still: clock.FixedClock
) -> None:
    firm = make_firm(session)
    consent(session, firm)
    first = visited(session, still, firm.id)
    gap = at_desk(session, firm.id, "iso_9001_2026")
    still.tick(timedelta(days=1))
    visit = session.visits.start(firm.id)
    code = gap.standard.requirements[1].code
    session.gaps.answer(gap.id, GapAnswer(code, State.COMPLIES), visit_id=visit.id)
    assert papers(session, first, GAP_REPORT) == []
    assert papers(session, visit, GAP_REPORT) == [gap.id]
