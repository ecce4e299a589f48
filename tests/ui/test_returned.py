"""Returned diagnoses in the window: corrected, replied to, looked at and accepted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from advisor_app.sync import local
from tests.builders import answer_everything, make_draft, rated
from tests.ui.hands import expose, write_over
from ui.screens.interview import InterviewScreen
from ui.screens.result import ResultScreen
from ui.screens.returned import ReturnedScreen


@pytest.fixture
def closed(session):
    view = make_draft(session)[1]
    answer_everything(session, view)
    session.assessments.close(view.id)
    become(session, "coordinator")
    return view


@pytest.fixture
def review_id(session, closed):
    return session.reviews.send_back(closed.id, "Revise", {"D1.1": "¿Vio el acta?"})


@pytest.fixture
def show(qtbot, context, tasks, session):
    def showing(kind=ReturnedScreen, **params):
        made = kind(context)
        expose(qtbot, made)
        made.open(**params)
        tasks.wait_idle()
        return made

    return showing


def become(session, role):
    session._workspace.write(lambda c: local.put(c, "role", role)).result()


def texts(widget) -> str:
    return " | ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def test_nothing_returned_is_said(show):
    assert show().empty.isVisible()


def test_the_task_tells_note_and_remarks_and_one_key_begins_the_correction(
    qtbot, tasks, session, navigator, review_id, show
):
    screen = show()
    said = texts(screen)
    assert "Revise" in said
    assert "Observación: ¿Vio el acta?" in said
    assert screen.focusWidget() is screen.main_button
    qtbot.keyClick(screen.main_button, Qt.Key.Key_Space)
    tasks.wait_idle()
    (review,) = session.reviews.open()
    assert navigator.visited == [("interview", {"assessment_id": review.corrected_id})]


def test_a_reply_is_kept_as_it_is_left(qtbot, tasks, session, review_id, show):
    screen = show()
    write_over(qtbot, tasks, screen.replies["D1.1"], "Sí, el de mayo")
    assert session.reviews.differences(review_id)[0].reply == "Sí, el de mayo"


def test_the_coordinator_sees_before_and_now_and_accepts(tasks, session, review_id, show):
    draft = session.reviews.correct(review_id)
    session.assessments.answer(draft, rated("D1.1", 1))
    session.assessments.close(draft)
    screen = show(review_id=review_id)
    assert "Ahora" in texts(screen)
    assert screen.main_button.text() == "Aceptar"
    screen.main_button.click()
    tasks.wait_idle()
    assert session.reviews.open() == []


def test_only_a_closed_diagnosis_has_the_button_and_only_for_who_coordinates(
    session, navigator, closed, show
):
    result = show(ResultScreen, assessment_id=closed.id)
    result.return_button.click()
    assert navigator.visited == [("send_back", {"assessment_id": closed.id})]
    draft = make_draft(session)[1]
    assert not show(ResultScreen, assessment_id=draft.id).return_button.isVisible()
    become(session, "advisor")
    assert not show(ResultScreen, assessment_id=closed.id).return_button.isVisible()


def test_the_remark_stands_beside_its_question_while_it_is_corrected(session, review_id, show):
    interview = show(InterviewScreen, assessment_id=session.reviews.correct(review_id))
    assert interview.view.remark.isVisible()
    assert interview.view.remark.text() == "Observación: ¿Vio el acta?"
    assert "¿Vio el acta?" in interview.view.spoken
    interview.open(session.reviews.open()[0].corrected_id, "D1.3")
    interview.context.tasks.wait_idle()
    assert not interview.view.remark.isVisible()
