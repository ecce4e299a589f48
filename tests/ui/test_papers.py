"""The papers of a visit: one row each, opened with a key."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from advisor_app.domain import clock
from advisor_app.domain.document import ATTENDANCE, CONSENT, DIAGNOSIS, PLAN, VISIT_RECORD
from advisor_app.domain.signature import Method
from advisor_app.domain.visit import Outcome
from tests.builders import answer_everything, make_draft, make_firm
from tests.services.signing import signing
from tests.ui.hands import expose
from ui.screens.papers import PapersScreen
from ui.widgets.row_button import RowButton


@pytest.fixture
def still():
    made = clock.FixedClock(datetime(2026, 11, 23, 13, 10, tzinfo=UTC))
    clock.use(made)
    return made


@pytest.fixture
def screen(qtbot, context, session, still):
    made = PapersScreen(context)
    expose(qtbot, made)
    return made


@pytest.fixture
def visit(session, still):
    made, view = make_draft(session)
    answer_everything(session, view, visit_id=made.id)
    still.tick(timedelta(hours=2))
    return session.visits.finish(made.id, Outcome.DONE)


def show(screen, tasks, visit):
    screen.open(visit_id=visit.id)
    tasks.wait_idle()


def told(row):
    return row.name.text(), row.detail.text(), row.aside.text()


def test_every_paper_of_the_visit_has_its_row(screen, tasks, session, visit):
    show(screen, tasks, visit)
    assert list(screen.rows) == [DIAGNOSIS, VISIT_RECORD, ATTENDANCE, PLAN, CONSENT]
    number = f"{session.advisor.device_code}-2026-A0001"
    record = told(screen.rows[VISIT_RECORD])
    assert record == ("Acta de visita", f"{number} · versión 1", "Sin firmar")
    assert "Recibe su número" in screen.rows[DIAGNOSIS].detail.text()
    assert screen.heading.text() == "Visita 1 cerrada"
    assert screen.facts.text() == "23 de noviembre de 2026 · Realizada · 2,00 horas"


def test_enter_shows_the_record(screen, tasks, visit, navigator, qtbot):
    show(screen, tasks, visit)
    assert screen.show_button.hasFocus()
    qtbot.keyClick(screen.show_button, Qt.Key.Key_Space)
    assert navigator.visited == [("report", {"kind": VISIT_RECORD, "subject_id": visit.id})]


def test_two_gaps_of_a_visit_have_a_row_each_that_opens_it(
    screen, tasks, session, visit, navigator
):
    made = [session.gaps.start(visit.firm_id, one, visit.id) for one in ("iso_14001", "fsma_us")]
    show(screen, tasks, visit)
    rows = [
        one
        for one in screen.findChildren(RowButton)
        if one.name.text().startswith("Informe de brecha: ")
    ]
    for row in rows:
        row.click()
    opened = [where["subject_id"] for _route, where in navigator.visited]
    assert sorted(opened) == sorted(gap.id for gap in made)


def test_a_row_opens_its_paper(screen, tasks, visit, navigator):
    show(screen, tasks, visit)
    screen.rows[CONSENT].click()
    assert navigator.visited == [("report", {"kind": CONSENT, "subject_id": visit.firm_id})]
    screen.firm_button.click()
    assert navigator.visited[-1] == ("firm", {"firm_id": visit.firm_id})


def test_all_papers_are_printed_at_once(screen, tasks, visit, qtbot):
    show(screen, tasks, visit)
    qtbot.keyClick(screen, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    tasks.wait_idle(30)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    assert dialog.windowTitle() == "Imprimir lo de la visita 1"
    dialog.reject()


def test_a_signed_paper_says_so(screen, tasks, session, visit):
    show(screen, tasks, visit)
    record = session.documents.of(visit.id, VISIT_RECORD)[0]
    session.signatures.sign(record.id, signing(Method.REFUSED))
    screen.open(visit_id=visit.id)
    tasks.wait_idle()
    assert screen.rows[VISIT_RECORD].aside.text() == "Firmado"


def test_a_visit_that_was_not_made_has_its_record_alone(screen, tasks, session):
    firm = make_firm(session)
    unmade = session.visits.record_unmade(firm.id, Outcome.WEATHER, reason="Se cayó el puente")
    show(screen, tasks, unmade)
    assert list(screen.rows) == [VISIT_RECORD]


def test_a_visit_that_goes_on_has_a_list_and_no_record(screen, tasks, session):
    visit, _view = make_draft(session)
    show(screen, tasks, visit)
    assert screen.heading.text() == "Visita 1"
    assert VISIT_RECORD not in screen.rows
    assert ATTENDANCE in screen.rows
    assert not screen.show_button.isVisible()
    assert screen.first_focus() is screen.rows[DIAGNOSIS]
