"""A visit ends: with its outcome, its hours, and the next one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt

from advisor_app.domain import clock
from advisor_app.domain.visit import Outcome
from advisor_app.services.assessment_view import Commitment
from tests.builders import answer_everything, consent, make_draft, make_firm
from tests.ui.hands import expose, type_text
from ui.screens.visit_end import VisitEndScreen


@pytest.fixture
def at_eight():
    still = clock.FixedClock(datetime(2026, 11, 23, 13, 10, tzinfo=UTC))
    clock.use(still)
    return still


@pytest.fixture
def screen(qtbot, context, session, at_eight):
    made = VisitEndScreen(context)
    expose(qtbot, made)
    return made


@pytest.fixture
def firm(session, at_eight):
    made = make_firm(session)
    consent(session, made)
    return made


@pytest.fixture
def visit(session, firm, at_eight):
    made = session.visits.start(firm.id, place="Planta")
    at_eight.tick(timedelta(hours=3, minutes=30))
    return made


def show(screen, tasks, **params):
    screen.open(**params)
    tasks.wait_idle()
    screen.first_focus().setFocus()


def save(screen, tasks):
    screen.save_button.click()
    tasks.wait_idle()


def test_a_done_visit_needs_one_button(screen, tasks, session, visit, navigator):
    show(screen, tasks, visit_id=visit.id)
    assert screen.title() == "Panadería Ñandú · cerrar la visita"
    assert not screen.reason_field.isVisible()
    save(screen, tasks)
    ended = session.visits.get(visit.id)
    assert ended.outcome is Outcome.DONE
    assert navigator.visited == [("papers", {"visit_id": visit.id})]


def test_the_hours_are_shown_without_the_breaks(screen, tasks, session, visit, qtbot):
    show(screen, tasks, visit_id=visit.id)
    assert screen.hours.text() == (
        "De 8:10\u00a0a.\u00a0m. a 11:40\u00a0a.\u00a0m., sin las pausas: 3,50 horas."
    )
    screen.break_minutes.setFocus()
    screen.break_minutes.selectAll()
    type_text(qtbot, screen.break_minutes, "30")
    qtbot.keyClick(screen.break_minutes, Qt.Key.Key_Tab)
    assert screen.hours.text().endswith("3,00 horas.")
    save(screen, tasks)
    assert session.visits.get(visit.id).break_minutes == 30


def test_one_key_chooses_the_outcome_and_a_reason_is_asked(screen, tasks, session, visit, qtbot):
    show(screen, tasks, visit_id=visit.id)
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_6)
    assert screen.outcome.value() == Outcome.WEATHER
    save(screen, tasks)
    assert screen.reason_field.error == "Escriba en pocas palabras qué pasó."
    assert screen.reason.hasFocus()
    assert session.visits.get(visit.id).is_open
    type_text(qtbot, screen.reason, "La quebrada se llevó la vía")
    save(screen, tasks)
    ended = session.visits.get(visit.id)
    assert ended.outcome is Outcome.WEATHER
    assert ended.outcome_reason == "La quebrada se llevó la vía"


def test_a_digit_in_a_text_is_a_digit(screen, tasks, visit, qtbot):
    show(screen, tasks, visit_id=visit.id)
    screen.notes.setFocus()
    type_text(qtbot, screen.notes, "a las 3")
    assert screen.notes.value() == "a las 3"
    assert screen.outcome.value() == Outcome.DONE


def test_notes_and_the_next_visit_are_kept(screen, tasks, session, visit, qtbot):
    show(screen, tasks, visit_id=visit.id)
    type_text(qtbot, screen.notes, "Traer la báscula")
    type_text(qtbot, screen.next_visit.line, "15/12/2026")
    assert screen.unsaved()
    save(screen, tasks)
    ended = session.visits.get(visit.id)
    assert (ended.notes, ended.next_visit_on) == ("Traer la báscula", date(2026, 12, 15))


@pytest.mark.parametrize("typed", ["30/2/2027", "cuando llueva"])
def test_a_day_that_does_not_exist_is_refused(screen, tasks, session, visit, qtbot, typed):
    show(screen, tasks, visit_id=visit.id)
    type_text(qtbot, screen.next_visit.line, typed)
    save(screen, tasks)
    assert screen.next_field.error.startswith("Esa fecha no existe.")
    assert session.visits.get(visit.id).is_open


def test_a_next_visit_in_the_past_is_refused(screen, tasks, session, visit, qtbot):
    show(screen, tasks, visit_id=visit.id)
    type_text(qtbot, screen.next_visit.line, "1/1/2020")
    save(screen, tasks)
    assert screen.next_field.error == "La próxima visita debe ser hoy o después."
    assert session.visits.get(visit.id).is_open


def test_breaks_longer_than_the_visit_are_refused(screen, tasks, session, visit, qtbot):
    show(screen, tasks, visit_id=visit.id)
    screen.break_minutes.selectAll()
    type_text(qtbot, screen.break_minutes, "900")
    save(screen, tasks)
    assert screen.break_field.error == "Las pausas no pueden durar más que la visita."


def test_a_no_show_is_recorded_without_a_visit(screen, tasks, session, firm, qtbot, navigator):
    show(screen, tasks, firm_id=firm.id)
    assert screen.heading.text() == "No hubo visita"
    assert not screen.outcome.buttons[Outcome.DONE].isVisible()
    assert not screen.save_button.isEnabled()
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_1)
    assert screen.outcome.value() is None
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_3)
    save(screen, tasks)
    assert session.visits.of_firm(firm.id) == []
    type_text(qtbot, screen.reason, "Nadie abrió")
    save(screen, tasks)
    (made,) = session.visits.of_firm(firm.id)
    assert made.outcome is Outcome.NO_SHOW
    assert session.assessments.of_firm(firm.id) == []
    assert navigator.visited == [("papers", {"visit_id": made.id})]


def test_a_no_show_is_recorded_before_any_authorization(screen, tasks, session, qtbot, at_eight):
    firm = make_firm(session)
    show(screen, tasks, firm_id=firm.id)
    qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_4)
    type_text(qtbot, screen.reason, "No quieren por ahora")
    save(screen, tasks)
    assert session.visits.of_firm(firm.id)[0].outcome is Outcome.REFUSED


def test_a_visit_that_ended_elsewhere_says_so(screen, tasks, session, visit, navigator):
    show(screen, tasks, visit_id=visit.id)
    session.visits.finish(visit.id, Outcome.DONE)
    save(screen, tasks)
    assert "ya terminó" in navigator.errors[0].message


def test_not_yet_leaves_the_visit_open(screen, tasks, session, visit, navigator):
    show(screen, tasks, visit_id=visit.id)
    screen.back_button.click()
    assert navigator.backs == 1
    assert session.visits.get(visit.id).is_open


def test_ctrl_enter_closes_the_visit(screen, tasks, session, visit, qtbot):
    show(screen, tasks, visit_id=visit.id)
    screen.notes.setFocus()
    qtbot.keyClick(screen.notes, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    tasks.wait_idle()
    assert not session.visits.get(visit.id).is_open


def test_what_was_done_and_found_is_proposed_for_the_record(screen, tasks, session, firm, at_eight):
    visit, view = make_draft(session, firm)
    answer_everything(session, view, level=2, visit_id=visit.id)
    session.assessments.set_commitments(view.id, [Commitment("Pesar cada bulto")])
    show(screen, tasks, visit_id=visit.id)
    asked, promised = screen.activities.value().splitlines()
    assert asked == "Diagnóstico de madurez: 25 preguntas; quedó completo."
    assert promised == "1 compromiso acordado."
    first, *rest = screen.findings.value().splitlines()
    assert first.startswith("Su empresa está en el escalón 2")
    assert [line.partition(":")[0] for line in rest] == ["Por mejorar"] * 3
    assert not screen.unsaved()


def test_what_the_advisor_writes_stands_in_the_record(screen, tasks, session, visit, qtbot):
    show(screen, tasks, visit_id=visit.id)
    screen.activities.set_value("")
    type_text(qtbot, screen.activities, "Recorrido por la planta")
    type_text(qtbot, screen.findings, "No se pesa")
    type_text(qtbot, screen.remarks, "Quieren una báscula")
    assert screen.unsaved()
    save(screen, tasks)
    record = session.documents.content(visit.id, "visit_record")
    told = (record.activities, record.findings, record.remarks)
    assert told == ("Recorrido por la planta", "No se pesa", "Quieren una báscula")


def test_what_was_written_is_kept_when_the_end_is_put_off(screen, tasks, session, visit, qtbot):
    show(screen, tasks, visit_id=visit.id)
    type_text(qtbot, screen.remarks, "Quieren una báscula")
    assert screen.leave()
    tasks.wait_idle()
    kept = session.visits.get(visit.id)
    assert (kept.is_open, kept.remarks, kept.activities) == (True, "Quieren una báscula", "")
    show(screen, tasks, visit_id=visit.id)
    assert screen.remarks.value() == "Quieren una báscula"
    assert not screen.unsaved()


def test_a_visit_that_was_not_made_asks_for_no_activities(screen, tasks, firm):
    show(screen, tasks, firm_id=firm.id)
    assert not screen.record_card.isVisible()
