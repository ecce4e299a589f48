"""The three commitments of page 1."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from advisor_app.services.assessment_view import Commitment
from tests.builders import answer_everything, make_draft
from tests.ui.hands import expose, type_text
from ui.screens.commitments import CommitmentsScreen


@pytest.fixture
def draft(session):
    made = make_draft(session)[1]
    answer_everything(session, made, 2)
    return made


@pytest.fixture
def screen(qtbot, context, tasks, draft):
    made = CommitmentsScreen(context)
    expose(qtbot, made)
    made.open(assessment_id=draft.id)
    tasks.wait_idle()
    return made


def test_what_who_and_when_are_kept_as_they_are_left(screen, qtbot, tasks, session, draft):
    row = screen.rows[0]
    type_text(qtbot, row.what, "Pesar y anotar lo que se bota")
    type_text(qtbot, row.who, "Jhon Peña")
    type_text(qtbot, row.due.line, "15/12/2026")
    qtbot.keyClick(row.due.line, Qt.Key.Key_Tab)
    screen.leave()
    tasks.wait_idle()
    agreed = [Commitment("Pesar y anotar lo que se bota", "Jhon Peña", date(2026, 12, 15))]
    assert session.assessments.commitments(draft.id) == agreed


def test_a_date_that_does_not_exist_is_told_beside_the_field(screen, qtbot):
    row = screen.rows[0]
    row.due.line.setFocus()
    type_text(qtbot, row.due.line, "31/02/2026")
    row.due.settle()
    assert row.due.problem()


def test_proposals_fill_only_the_empty_rows(screen, qtbot, tasks, session, draft):
    type_text(qtbot, screen.rows[0].what, "Lo que dijo el dueño")
    screen.propose_button.click()
    tasks.wait_idle()
    kept = [one.what for one in session.assessments.commitments(draft.id)]
    assert kept[0] == "Lo que dijo el dueño"
    assert len(kept) == 3
    assert all(kept)


def test_an_empty_row_is_no_commitment(screen, qtbot, tasks, session, draft):
    type_text(qtbot, screen.rows[1].who, "Alguien")
    screen.leave()
    tasks.wait_idle()
    assert session.assessments.commitments(draft.id) == []


def test_what_was_agreed_is_shown_again(screen, tasks, session, draft):
    session.assessments.set_commitments(draft.id, [Commitment("Uno"), Commitment("Dos", "Eva")])
    screen.open(assessment_id=draft.id)
    tasks.wait_idle()
    assert [row.what.text() for row in screen.rows] == ["Uno", "Dos", ""]
    assert screen.rows[1].who.text() == "Eva"


def test_done_returns_to_the_result(screen, draft, navigator):
    screen.done_button.click()
    assert navigator.visited == [("result", {"assessment_id": draft.id})]
