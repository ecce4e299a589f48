"""The interview over full disks, second visits and both rounds."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from advisor_app.domain.answers import Evidence
from advisor_app.domain.errors import AdvisorError
from advisor_app.domain.instrument import Profile
from tests.builders import answer_everything, make_draft
from tests.ui.interviewer import Interviewer


@pytest.fixture
def draft(session):
    return make_draft(session)[1]


@pytest.fixture
def advisor(qtbot, context, tasks, draft):
    return Interviewer(qtbot, context, tasks, draft.id)


@pytest.fixture
def full(qtbot, context, tasks, session):
    assessment = make_draft(session, form="full")[1]
    session.assessments.set_profile(
        assessment.id, Profile("agroindustry_food", {"has_employees": True})
    )
    return Interviewer(qtbot, context, tasks, assessment.id)


def answer_the_rest(advisor, keys="2 Enter"):
    while advisor.screen.view.is_asking:
        advisor.presses(keys)


# Safe on disk


def test_typing_ahead_loses_no_key_and_mixes_none(advisor):
    advisor.types_ahead("3 6 o Enter 1 Enter 4 v Enter s Enter 2 Enter")
    items = [item.code for item in advisor.screen.flow.items][:5]
    kept = [advisor.kept[code] for code in items]
    assert [answer.level for answer in kept] == [3, 1, 4, None, 2]
    assert [answer.evidence for answer in kept] == [
        Evidence.OBSERVED,
        Evidence.DECLARED,
        Evidence.VERIFIED,
        None,
        Evidence.DECLARED,
    ]


def test_a_choice_is_kept_even_before_enter(advisor, qtbot):
    advisor.presses("2")
    qtbot.waitUntil(lambda: "D1.1" in advisor.kept)
    assert advisor.item == "D1.1"


def test_a_draft_reopens_exactly_where_it_stood(qtbot, context, tasks, advisor):
    advisor.presses("2 Enter 3 o Enter 1 Enter")
    stood = advisor.item
    again = Interviewer(qtbot, context, tasks, advisor.assessment_id)
    assert again.item == stood
    again.presses("Left")
    assert again.level_shown == 1


def test_a_second_visit_goes_on_with_what_is_pending_and_signs_its_own(
    qtbot, context, tasks, session, advisor
):
    advisor.presses("2 Enter")
    view = session.assessments.get(advisor.assessment_id)
    session.visits.finish(view.visit_id, "partial", reason="Se hizo tarde")
    second = session.visits.start(view.firm_id, place="Bodega")
    again = Interviewer(qtbot, context, tasks, advisor.assessment_id)
    assert again.item == "D1.3"
    again.presses("2 Enter")
    assert again.screen.loaded.visit_id == second.id
    assert set(again.kept) == {"D1.1", "D1.3"}


class FullDisk:
    """Answers as the disk would when it is full, until there is room."""

    def __init__(self, monkeypatch, session):
        self._real = session.assessments.answer
        self.is_full = True
        monkeypatch.setattr(session.assessments, "answer", self.answer)

    def answer(self, *args):
        if self.is_full:
            raise AdvisorError("El disco está lleno.", advice="Nada se perdió. Libere espacio.")
        self._real(*args)


def test_a_full_disk_keeps_the_answer_on_the_screen_and_nothing_moves_on(
    advisor, session, monkeypatch, qtbot
):
    disk = FullDisk(monkeypatch, session)
    advisor.types_ahead("3 o Enter 1 Enter")
    view = advisor.screen.view
    assert advisor.item == "D1.1"
    assert (advisor.level_shown, advisor.kept) == (3, {})
    assert view.trouble.isVisible()
    assert "disco está lleno" in view.trouble.text.text()
    disk.is_full = False
    qtbot.mouseClick(view.retry, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: advisor.item == "D1.3")
    assert not view.trouble.isVisible()
    assert advisor.kept["D1.1"].level == 3


def test_a_closed_diagnosis_can_be_looked_through_and_not_changed(
    qtbot, context, tasks, session, draft
):
    answer_everything(session, draft)
    session.assessments.close(draft.id)
    advisor = Interviewer(qtbot, context, tasks, draft.id)
    advisor.opens("D1.1")
    trouble = advisor.screen.view.trouble
    assert "está cerrado" in trouble.text.text()
    assert not advisor.screen.view.retry.isVisible()
    advisor.presses("1 Right")
    assert advisor.item == "D1.3"
    assert session.assessments.get(draft.id).answers["D1.1"].level == 3


# Rounds


def test_after_the_core_questions_there_is_a_result_and_a_choice(advisor, navigator):
    answer_the_rest(advisor)
    pause = advisor.screen.view.pause
    assert pause.isVisible()
    assert pause.text.text() == "Ya hay un resultado. ¿Seguimos?"
    advisor.presses("r")
    assert navigator.visited[-1][0] == "result"


def test_going_on_asks_nothing_twice(advisor):
    answer_the_rest(advisor)
    core = set(advisor.kept)
    advisor.presses("Enter")
    asked = []
    while advisor.screen.view.is_asking:
        asked.append(advisor.item)
        advisor.presses("2 Enter")
    assert core.isdisjoint(asked)
    assert len(set(asked)) == len(asked)
    assert len(core) + len(asked) == advisor.screen.flow.total
    assert advisor.screen.view.pause.text.text() == "Terminamos las preguntas."


def test_the_last_answer_can_be_undone_from_the_pause(advisor):
    answer_the_rest(advisor)
    advisor.presses("Ctrl+Z")
    assert advisor.screen.view.is_asking
    assert len(advisor.screen.flow.pending) == 1


def test_back_from_the_pause_shows_the_last_question(advisor):
    answer_the_rest(advisor)
    advisor.presses("Back")
    assert advisor.screen.view.is_asking


def test_keys_of_answers_do_nothing_during_the_pause(advisor):
    answer_the_rest(advisor)
    kept = advisor.kept
    advisor.presses("5 v n s a")
    assert advisor.kept == kept
