"""Returning a diagnosis: a note, remarks question by question, and what is refused."""

from __future__ import annotations

import pytest

from advisor_app.sync import local
from tests.builders import answer_everything, make_draft
from tests.ui.hands import expose, type_text
from ui.screens.send_back import SendBackScreen


@pytest.fixture
def screen(qtbot, context, tasks, session):
    view = make_draft(session)[1]
    answer_everything(session, view)
    session.assessments.close(view.id)
    session._workspace.write(lambda c: local.put(c, "role", "coordinator")).result()
    made = SendBackScreen(context)
    expose(qtbot, made)
    made.open(assessment_id=view.id)
    tasks.wait_idle()
    return made


def test_a_remark_is_added_by_keys_and_goes_with_the_note(qtbot, tasks, session, navigator, screen):
    type_text(qtbot, screen.note, "Revise una")
    screen.question.setCurrentIndex(screen.question.findData("D1.1"))
    type_text(qtbot, screen.remark, "Falta el acta")
    screen.add_button.click()
    assert screen.remarks == {"D1.1": "Falta el acta"}
    screen.send_button.click()
    tasks.wait_idle()
    (review,) = session.reviews.open()
    assert (review.note, review.remarks) == ("Revise una", 1)
    assert navigator.visited == [("returned", {"review_id": review.id})]


def test_a_remark_without_its_question_is_not_lost(qtbot, tasks, session, screen):
    type_text(qtbot, screen.remark, "Falta el acta")
    screen.send_button.click()
    tasks.wait_idle()
    assert session.reviews.open() == []
    assert screen.question_field.error
    assert screen.remark.text() == "Falta el acta"


def test_returning_without_a_word_is_refused(tasks, session, screen):
    screen.send_button.click()
    tasks.wait_idle()
    assert session.reviews.open() == []
    assert screen.note_field.error == "Escriba una nota o una observación."
