"""The three commitments of page 1."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt

from advisor_app.domain import clock, highlights
from advisor_app.domain.plan import Status
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


def test_the_first_actions_of_the_plan_are_proposed_with_their_name_and_day(
    screen, qtbot, tasks, session, draft
):
    first, second, *_rest = session.plans.of_firm(draft.firm_id).carried
    due = clock.today() + timedelta(days=40)
    session.plans.edit(draft.firm_id, first.id, {"responsible": "Rosa Ñáñez", "due_on": due})
    screen.open(assessment_id=draft.id)
    tasks.wait_idle()
    type_text(qtbot, screen.rows[0].who, "Jhon")
    assert [row.what.text() for row in screen.rows] == ["", "", ""], "nothing comes unasked"
    assert screen.propose_button.text() == "Proponer según el plan"
    qtbot.keyClick(screen.rows[0].who, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    tasks.wait_idle()
    assert screen.rows[0].what.text() == "", "it is not empty"
    assert session.assessments.commitments(draft.id) == [
        Commitment(first.title[:160], "Rosa Ñáñez", due),
        Commitment(second.title[:160], "", second.due_on),
    ]


def test_a_proposal_says_that_it_is_one_until_it_is_changed(screen, qtbot, tasks):
    screen.propose_button.click()
    said = [row.what_field.message.text() for row in screen.rows]
    assert all(text.startswith("Es una propuesta del plan") for text in said)
    type_text(qtbot, screen.rows[0].what, "x")
    assert [bool(row.what_field.message.text()) for row in screen.rows] == [False, True, True]
    tasks.wait_idle()


def test_what_is_agreed_already_is_not_proposed_again(screen, tasks, session, draft):
    titles = [one.title for one in session.plans.of_firm(draft.firm_id).carried]
    session.assessments.set_commitments(draft.id, [Commitment(titles[1])])
    screen.open(assessment_id=draft.id)
    tasks.wait_idle()
    screen.propose_button.click()
    tasks.wait_idle()
    shown = [row.what.text() for row in screen.rows]
    assert shown == [titles[1], titles[0], titles[2]]


def test_a_day_of_the_plan_that_has_passed_is_not_promised(screen, tasks, session, draft):
    first = session.plans.of_firm(draft.firm_id).carried[0]
    past = clock.today() - timedelta(days=9)
    session.plans.edit(draft.firm_id, first.id, {"starts_on": past, "due_on": past})
    screen.open(assessment_id=draft.id)
    tasks.wait_idle()
    screen.propose_button.click()
    tasks.wait_idle()
    kept = {one.what: one.due_on for one in session.assessments.commitments(draft.id)}
    assert kept[first.title] is None


def test_without_a_plan_each_of_the_three_gaps_proposes_one(screen, tasks, session, draft):
    while carried := session.plans.of_firm(draft.firm_id).carried:
        for one in carried:
            session.plans.edit(draft.firm_id, one.id, {"status": Status.CANCELLED})
    screen.open(assessment_id=draft.id)
    tasks.wait_idle()
    screen.propose_button.click()
    result = session.assessments.result(draft.id).result
    assert [row.what.text() for row in screen.rows] == [
        gap.item.action.es for gap in highlights.gaps(result)
    ]
    assert all(row.what_field.message.text().startswith("Es una propuesta;") for row in screen.rows)
    tasks.wait_idle()


def test_full_rows_are_told(screen, tasks, session, draft, navigator):
    session.assessments.set_commitments(draft.id, [Commitment(one) for one in "ABC"])
    screen.open(assessment_id=draft.id)
    tasks.wait_idle()
    screen.propose_button.click()
    assert [row.what.text() for row in screen.rows] == ["A", "B", "C"]
    assert navigator.said[-1].startswith("No hay nada que proponer")


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
