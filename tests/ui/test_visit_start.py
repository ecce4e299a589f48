"""A visit begins: where, why and with whom; then the interview."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from advisor_app.domain.visit import Outcome
from tests.builders import consent, make_draft, make_firm, rated
from tests.ui.hands import expose, type_text
from ui.screens.visit_start import VisitStartScreen


@pytest.fixture
def screen(qtbot, context, session):
    made = VisitStartScreen(context)
    expose(qtbot, made)
    return made


@pytest.fixture
def firm(session):
    made = make_firm(session)
    consent(session, made)
    return made


def show(screen, tasks, firm):
    screen.open(firm_id=firm.id)
    tasks.wait_idle()


def start(screen, tasks):
    screen.start_button.click()
    tasks.wait_idle()


def test_the_representative_is_there_unless_somebody_says_otherwise(screen, tasks, firm):
    show(screen, tasks, firm)
    assert screen.title() == "Panadería Ñandú · visita 1"
    assert [row.name.text() for row in screen.people.rows] == ["José Peña"]
    assert screen.modality.value() == "in_person"
    assert screen.purpose.text() == "Diagnóstico de madurez en calidad"
    assert not screen.pending.isVisible()


def test_the_visit_keeps_place_purpose_and_people(screen, tasks, session, firm, qtbot, navigator):
    show(screen, tasks, firm)
    type_text(qtbot, screen.visit_place, "Finca La Ñapa")
    qtbot.keyClick(screen.people.rows[0].name, Qt.Key.Key_Return)
    assert screen.people.rows[1].role.hasFocus()
    screen.people.rows[1].role.set_value("production")
    type_text(qtbot, screen.people.rows[1].name, "Inés Ñáñez")
    start(screen, tasks)
    visit = session.visits.open_visit(firm.id)
    assert (visit.place, visit.purpose) == ("Finca La Ñapa", "Diagnóstico de madurez en calidad")
    people = session.visits.participants(visit.id)
    assert [(p.role, p.name) for p in people] == [
        ("owner", "José Peña"),
        ("production", "Inés Ñáñez"),
    ]
    assert len(session.people.of_firm(firm.id)) == 2
    assert navigator.said == ["Visita empezada"]


def test_without_conditions_they_are_asked_before_the_interview(screen, tasks, firm, navigator):
    show(screen, tasks, firm)
    start(screen, tasks)
    assert navigator.visited == [
        ("firm_form", {"firm_id": firm.id, "group": "conditions", "then": "interview"})
    ]


def test_with_conditions_the_interview_begins_at_once(screen, tasks, session, firm, navigator):
    session.firms.save(replace(firm, conditions={"has_employees": True}))
    show(screen, tasks, firm)
    start(screen, tasks)
    view = session.assessments.of_firm(firm.id)[0]
    assert view.form == "short"
    assert navigator.visited == [("interview", {"assessment_id": view.id})]


def test_the_second_visit_opens_on_what_is_pending(screen, tasks, session, navigator):
    firm = make_firm(session)
    visit, view = make_draft(session, firm)
    session.assessments.answer(view.id, rated("D1.1", 2, "declared"), visit.id)
    session.visits.finish(visit.id, Outcome.PARTIAL, notes="Traer el plano de la planta")
    show(screen, tasks, firm)
    pending = screen.pending_text.text()
    assert "Visita 1, " in pending
    assert "Parcial" in pending
    assert "Traer el plano de la planta" in pending
    assert "Al diagnóstico le faltan " in pending
    assert screen.visit_place.text() == "Planta"
    start(screen, tasks)
    assert navigator.visited == [("interview", {"assessment_id": view.id})]
    assert session.visits.open_visit(firm.id).number == 2


def test_without_the_authorization_no_visit_begins_and_no_name_is_asked(
    screen, tasks, session, navigator
):
    firm = make_firm(session)
    show(screen, tasks, firm)
    assert screen.notice.isVisible()
    assert not screen.start_button.isEnabled()
    assert not screen.people.rows[0].name.isVisible()
    screen.consent_button.click()
    assert navigator.visited == [("consent", {"firm_id": firm.id})]


def test_an_open_visit_is_gone_on_with(screen, tasks, session, firm, navigator):
    session.visits.start(firm.id)
    show(screen, tasks, firm)
    assert screen.notice.text.text() == "La visita 1 sigue abierta."
    assert not screen.start_button.isEnabled()
    screen.resume_button.click()
    assert navigator.visited == [("firm", {"firm_id": firm.id})]


def test_a_row_can_be_taken_away(screen, tasks, firm):
    show(screen, tasks, firm)
    screen.people.add_button.click()
    assert len(screen.people.rows) == 2
    screen.people.rows[0].remove.click()
    assert len(screen.people.rows) == 1
    assert screen.people.participants() == [("worker", "", None)]


def test_another_name_is_another_person(screen, tasks, session, firm, qtbot):
    show(screen, tasks, firm)
    assert screen.people.participants()[0][2] == session.people.of_firm(firm.id)[0].id
    type_text(qtbot, screen.people.rows[0].name, "!")
    assert screen.people.participants()[0][2] is None


def test_a_visit_that_was_not_made_is_recorded_as_such(screen, tasks, firm, navigator):
    show(screen, tasks, firm)
    screen.nobody_button.click()
    assert navigator.visited == [("visit_end", {"firm_id": firm.id})]


def test_ctrl_enter_begins_the_visit(screen, tasks, session, firm, qtbot):
    show(screen, tasks, firm)
    screen.visit_place.setFocus()
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(screen.visit_place, Qt.Key.Key_Return, control)
    tasks.wait_idle()
    assert session.visits.open_visit(firm.id) is not None
