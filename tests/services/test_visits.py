"""Visits have an outcome of their own; a draft goes on over several of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from advisor_app.domain import clock
from advisor_app.domain.errors import InvalidRecord
from advisor_app.domain.visit import Outcome
from advisor_app.services.errors import Closed, ConsentNeeded
from advisor_app.services.session import Session
from advisor_app.services.visits import Participant
from tests.builders import consent, make_draft, make_firm


@pytest.fixture
def still() -> clock.FixedClock:
    made = clock.FixedClock(datetime(2026, 11, 20, 14, 0, tzinfo=UTC))
    clock.use(made)
    return made


def test_visits_of_a_firm_are_numbered(session: Session) -> None:
    firm = make_firm(session)
    first = session.visits.start(firm.id)
    session.visits.finish(first.id, Outcome.NO_SHOW, reason="Cerrado por luto")
    second = session.visits.start(firm.id)
    assert [v.number for v in session.visits.of_firm(firm.id)] == [1, 2]
    assert session.visits.open_visit(firm.id) == second


def test_hours_are_start_to_end_less_the_breaks(session: Session, still: clock.FixedClock) -> None:
    visit = session.visits.start(make_firm(session).id)
    still.tick(timedelta(hours=3))
    ended = session.visits.finish(visit.id, Outcome.DONE, break_minutes=20)
    assert ended.worked == timedelta(hours=2, minutes=40)


def test_a_clock_set_back_gives_no_negative_hours(
    session: Session, still: clock.FixedClock
) -> None:
    visit = session.visits.start(make_firm(session).id)
    still.tick(timedelta(days=-2))
    assert session.visits.finish(visit.id, Outcome.DONE).worked == timedelta(0)


def test_an_outcome_other_than_done_needs_a_reason(session: Session) -> None:
    visit = session.visits.start(make_firm(session).id)
    with pytest.raises(InvalidRecord) as caught:
        session.visits.finish(visit.id, Outcome.REFUSED)
    assert "reason" in caught.value.problems
    assert session.visits.get(visit.id).is_open


def test_the_next_visit_is_not_in_the_past_and_breaks_fit(
    session: Session, still: clock.FixedClock
) -> None:
    visit = session.visits.start(make_firm(session).id)
    still.tick(timedelta(minutes=30))
    with pytest.raises(InvalidRecord) as caught:
        session.visits.finish(
            visit.id, Outcome.DONE, next_visit_on=date(2026, 11, 1), break_minutes=45
        )
    assert set(caught.value.problems) == {"next_visit_on", "break_minutes"}


def test_an_ended_visit_does_not_change(session: Session) -> None:
    visit = session.visits.start(make_firm(session).id)
    ended = session.visits.finish(visit.id, Outcome.DONE)
    with pytest.raises(Closed):
        session.visits.update(ended)
    with pytest.raises(Closed):
        session.visits.finish(visit.id, Outcome.DONE)


def test_names_of_people_wait_for_the_consent_and_roles_do_not(session: Session) -> None:
    firm = make_firm(session)
    with pytest.raises(ConsentNeeded):
        session.visits.start(firm.id, participants=(Participant("owner", "Rosa"),))
    assert session.visits.of_firm(firm.id) == []
    visit = session.visits.start(firm.id, participants=(Participant("owner"),))
    consent(session, firm)
    session.visits.add_participant(visit.id, Participant("quality", "Rosa"))
    met = {(p.role, p.name) for p in session.visits.participants(visit.id)}
    assert met == {("owner", ""), ("quality", "Rosa")}


def test_today_shows_drafts_planned_visits_and_what_waits(session: Session) -> None:
    visit, assessment = make_draft(session)
    session.visits.finish(visit.id, Outcome.DONE, next_visit_on=clock.today())
    today = session.visits.today()
    assert [d.assessment_id for d in today.drafts] == [assessment.id]
    assert [p.firm_id for p in today.planned] == [visit.firm_id]
    assert today.firms == 1
    assert session.visits.pending_changes() > 0
