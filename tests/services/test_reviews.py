"""A diagnosis is returned with remarks, corrected as a new version, and looked at by both sides."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from advisor_app.domain.errors import InvalidRecord
from advisor_app.server.access import Role
from advisor_app.services.reviews import NotCoordinator
from advisor_app.sync import local
from tests.builders import answer_everything, make_draft, make_session, rated
from tests.sync.meeting import Meeting
from tests.sync.world import Office


def become(session, role: str) -> None:
    session._workspace.write(lambda c: local.put(c, "role", role)).result()


@pytest.fixture
def meeting(tmp_path) -> Iterator[Meeting]:
    """An advisor and a coordinator, with a closed diagnosis that both have."""
    office = Office("ana", "coordina", role=Role.COORDINATOR)
    sessions = {
        "ana": make_session(tmp_path / "a", "Ana Ruiz"),
        "coordina": make_session(tmp_path / "c", "Clara Coordina"),
    }
    become(sessions["coordina"], "coordinator")
    yield Meeting(office, sessions)
    for session in sessions.values():
        session.close()
    office.close()


@pytest.fixture
def ana(meeting):
    return meeting.sessions["ana"]


@pytest.fixture
def coordina(meeting):
    return meeting.sessions["coordina"]


@pytest.fixture
def closed(meeting, ana):
    view = make_draft(ana)[1]
    answer_everything(ana, view, 3)
    ana.assessments.close(view.id)
    meeting.exchange("ana", "coordina")
    return view


@pytest.fixture
def returned(meeting, closed, coordina):
    review_id = coordina.reviews.send_back(
        closed.id, "Revise estas dos", {"D1.1": "¿Vio el acta?", "D1.2": "Falta la fecha"}
    )
    meeting.exchange("coordina", "ana")
    return review_id


def test_a_returned_diagnosis_comes_to_the_advisor_as_a_task(returned, ana, coordina):
    (task,) = ana.reviews.open()
    assert (task.firm_name, task.state, task.remarks) == ("Panadería Ñandú", "returned", 2)
    assert (task.note, task.returned_by) == ("Revise estas dos", "Clara Coordina")
    assert ana.exchange.state().returned == 1
    assert coordina.exchange.state().returned == 0


def test_correcting_begins_with_the_same_answers_and_leaves_the_closed_one(returned, closed, ana):
    corrected = ana.assessments.get(ana.reviews.correct(returned))
    assert (corrected.is_open, corrected.current_item) == (True, "D1.1")
    before = ana.assessments.get(closed.id)
    assert not before.is_open
    assert corrected.answers == before.answers
    assert (corrected.instrument, corrected.parameters) == (before.instrument, before.parameters)
    assert ana.reviews.correct(returned) == corrected.id  # goes on where it was


def test_both_sides_see_the_same_differences_and_the_coordinator_accepts(
    meeting, returned, ana, coordina
):
    draft = ana.reviews.correct(returned)
    ana.assessments.answer(draft, rated("D1.1", 2, "observed"))
    ana.assessments.answer(draft, rated("D2.1", 5, "verified"))
    ana.reviews.reply(returned, "D1.1", "No había acta")
    ana.assessments.close(draft)
    meeting.exchange("ana", "coordina")
    (review,) = coordina.reviews.open()
    assert (review.state, review.corrected_id) == ("corrected", draft)
    seen = coordina.reviews.differences(returned)
    assert seen == ana.reviews.differences(returned)
    assert [one.code for one in seen] == ["D1.1", "D1.2", "D2.1"]
    first, untouched, changed = seen
    assert first.before.startswith("Nivel: 3, ")
    assert first.after.startswith("Nivel: 2, ")
    assert (first.remark, first.reply) == ("¿Vio el acta?", "No había acta")
    assert untouched.before == untouched.after
    assert (changed.remark, changed.after.endswith("Verificado")) == ("", True)
    coordina.reviews.accept(returned)
    meeting.exchange("coordina", "ana")
    assert ana.reviews.open() == coordina.reviews.open() == []


def test_a_correction_can_be_returned_again(meeting, returned, ana, coordina):
    draft = ana.reviews.correct(returned)
    ana.assessments.close(draft)
    meeting.exchange("ana", "coordina")
    second = coordina.reviews.send_back(draft, "Todavía falta", {})
    assert [one.id for one in coordina.reviews.open()] == [second]


def test_nothing_is_returned_without_a_word_nor_while_it_is_open_nor_by_anybody(
    closed, ana, coordina
):
    with pytest.raises(InvalidRecord):
        coordina.reviews.send_back(closed.id, " ", {"D1.1": ""})
    with pytest.raises(NotCoordinator):
        ana.reviews.send_back(closed.id, "Nota", {})
    draft = make_draft(coordina)[1]
    with pytest.raises(InvalidRecord):
        coordina.reviews.send_back(draft.id, "Nota", {})
    assert coordina.reviews.open() == []


def test_only_who_coordinates_accepts(returned, ana):
    assert not ana.reviews.may_return()
    with pytest.raises(NotCoordinator):
        ana.reviews.accept(returned)
