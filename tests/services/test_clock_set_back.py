"""A laptop whose clock jumps back: what was said last still holds, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from advisor_app.domain import clock
from advisor_app.domain.consent import ConsentKind
from advisor_app.domain.visit import Outcome
from advisor_app.services.errors import ConsentNeeded
from advisor_app.services.session import Session
from tests.builders import answer_everything, consent, make_draft, make_firm, make_session, rated

YEAR = timedelta(days=365)


@pytest.fixture
def still() -> clock.FixedClock:
    made = clock.FixedClock(datetime(2026, 11, 22, 15, 30, tzinfo=UTC))
    clock.use(made)
    return made


@pytest.fixture
def session(tmp_path: Path, still: clock.FixedClock) -> Iterator[Session]:
    opened = make_session(tmp_path / "workspace")
    yield opened
    opened.close()


def test_answers_given_before_and_after_are_all_kept(
    session: Session, still: clock.FixedClock
) -> None:
    visit, draft = make_draft(session)
    session.assessments.answer(draft.id, rated("D1.1", 4), visit.id, "D1.2")
    still.tick(-YEAR)
    session.assessments.answer(draft.id, rated("D1.2", 2), visit.id, "D1.3")
    session.assessments.answer(draft.id, rated("D1.1", 3), visit.id, "D1.3")
    view = session.assessments.get(draft.id)
    assert {code: answer.level for code, answer in view.answers.items()} == {"D1.1": 3, "D1.2": 2}
    assert view.current_item == "D1.3"


def test_an_authorization_withdrawn_after_the_jump_is_withdrawn(
    session: Session, still: clock.FixedClock
) -> None:
    firm = make_firm(session)
    consent(session, firm)
    still.tick(-YEAR)
    signer = replace(session.people.new(firm.id), name="José Peña", role="owner")
    session.consents.give(firm.id, signer, {ConsentKind.DATA: False}, "spoken")
    assert session.consents.of_firm(firm.id).data is False
    with pytest.raises(ConsentNeeded):
        session.assessments.open_or_start(firm.id, None)
    still.tick(timedelta(minutes=1))
    session.consents.give(firm.id, signer, {ConsentKind.DATA: True}, "spoken")
    assert session.consents.of_firm(firm.id).data is True


def test_a_visit_that_ends_before_it_began_ends_all_the_same(
    session: Session, still: clock.FixedClock
) -> None:
    firm = make_firm(session)
    consent(session, firm)
    first = session.visits.start(firm.id)
    still.tick(-YEAR)
    ended = session.visits.finish(first.id, Outcome.DONE)
    assert ended.worked == timedelta(0)
    second = session.visits.start(firm.id)
    assert session.visits.open_visit(firm.id) == second
    assert [visit.number for visit in session.visits.of_firm(firm.id)] == [1, 2]


def test_a_diagnosis_after_the_jump_is_the_last_one(
    session: Session, still: clock.FixedClock
) -> None:
    visit, draft = make_draft(session)
    answer_everything(session, draft, level=2)
    session.assessments.close(draft.id)
    still.tick(-YEAR)
    later = session.assessments.open_or_start(draft.firm_id, visit.id)
    answer_everything(session, later, level=4)
    outcome = session.assessments.close(later.id)
    assert session.assessments.of_firm(draft.firm_id)[0].id == later.id
    (row,) = session.firms.list()
    assert row.level == outcome.result.level == 3


def test_documents_keep_their_order_and_numbers(session: Session, still: clock.FixedClock) -> None:
    visit, draft = make_draft(session)
    answer_everything(session, draft)
    first = session.documents.issue(draft.id)
    still.tick(-timedelta(hours=3))
    session.assessments.answer(draft.id, rated("D1.1", 5), visit.id)
    second = session.documents.issue(draft.id)
    assert (second.number, second.version) == (first.number, 2)
    assert session.documents.of(draft.id)[0] == second
