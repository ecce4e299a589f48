"""Six in the morning: what waits, what comes, what was last."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import shiboken6

from advisor_app.domain import clock
from advisor_app.domain.delivery import Channel
from advisor_app.domain.market import short_name
from advisor_app.domain.visit import Outcome
from tests.builders import consent, make_draft, make_firm, rated
from tests.ui.hands import expose
from ui.screens.today import TodayScreen
from ui.widgets.row_button import RowButton

MORNING = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)  # six o'clock in Colombia


@pytest.fixture
def at_six():
    still = clock.FixedClock(MORNING)
    clock.use(still)
    return still


@pytest.fixture
def screen(qtbot, context, session, at_six):
    made = TodayScreen(context)
    expose(qtbot, made)
    return made


def show(screen, tasks):
    screen.open()
    tasks.wait_idle()
    return [row.accessibleName() for row in screen.findChildren(RowButton) if row.isVisible()]


def test_it_greets_by_name_and_hour(screen, tasks, at_six):
    show(screen, tasks)
    assert screen.greeting.text() == "Buenos días, Lucía"
    assert screen.day.text() == "23 de noviembre de 2026"
    at_six.tick(timedelta(hours=8))
    show(screen, tasks)
    assert screen.greeting.text() == "Buenas tardes, Lucía"
    at_six.tick(timedelta(hours=6))
    show(screen, tasks)
    assert screen.greeting.text() == "Buenas noches, Lucía"


def test_an_empty_workspace_offers_one_first_step(screen, tasks, navigator):
    show(screen, tasks)
    assert screen.empty.isVisible()
    assert screen.first_step.hasFocus()
    screen.first_step.click()
    assert navigator.visited == [("firm_form", {"firm_id": None})]


def test_a_draft_comes_first_and_goes_on_where_it_stood(screen, session, tasks, navigator):
    visit, view = make_draft(session)
    session.assessments.answer(view.id, rated("D1.1", 2), visit.id, "D1.2")
    rows = show(screen, tasks)
    assert rows[0].startswith("Panadería Ñandú, El Tambo (Cauca) · 1 respuesta · hoy, 6:00")
    screen.findChildren(RowButton)[0].click()
    tasks.wait_idle()
    assert navigator.visited == [("interview", {"assessment_id": view.id})]


def test_a_list_that_was_begun_goes_on_in_the_list(screen, session, tasks, navigator):
    firm = make_firm(session)
    consent(session, firm)
    gap = session.gaps.start(firm.id, "codex_haccp")
    rows = show(screen, tasks)
    assert f"{short_name(gap.standard).es} · 0 respuestas" in rows[0]
    screen.findChildren(RowButton)[0].click()
    tasks.wait_idle()
    assert navigator.visited == [("gap", {"assessment_id": gap.id})]


def test_documents_that_wait_to_be_handed_over_are_told(screen, session, tasks, navigator):
    _visit, view = make_draft(session)
    assert not any("document" in row for row in show(screen, tasks))
    issued = session.documents.issue(view.id)
    session.deliveries.queue(issued.id, Channel.PAPER_BY_HAND, "es")
    session.deliveries.queue(issued.id, Channel.PAPER_BY_HAND, "en")
    (row,) = [row for row in show(screen, tasks) if "documentos esperan" in row]
    assert row.startswith("2 documentos esperan")
    button = next(b for b in screen.findChildren(RowButton) if b.accessibleName() == row)
    button.click()
    assert navigator.visited == [("pending", {})]


def test_a_draft_without_an_open_visit_begins_one(screen, session, tasks, navigator):
    visit, _view = make_draft(session)
    session.visits.finish(visit.id, Outcome.PARTIAL, reason="Faltó tiempo")
    show(screen, tasks)
    screen.findChildren(RowButton)[0].click()
    tasks.wait_idle()
    assert navigator.visited == [("visit_start", {"firm_id": visit.firm_id})]


def test_a_planned_visit_says_its_day(screen, session, tasks, navigator, at_six):
    firm = make_firm(session)
    visit = session.visits.start(firm.id)
    at_six.tick(timedelta(minutes=30))
    tomorrow = clock.today() + timedelta(days=1)
    session.visits.finish(visit.id, Outcome.DONE, next_visit_on=tomorrow)
    rows = show(screen, tasks)
    assert rows[0] == "Panadería Ñandú, El Tambo (Cauca), Mañana"
    screen.findChildren(RowButton)[0].click()
    assert navigator.visited == [("firm", {"firm_id": firm.id})]


def test_rows_that_say_the_same_stay_where_they_are(screen, session, tasks):
    _visit, view = make_draft(session)

    def row():
        show(screen, tasks)
        (visible,) = [one for one in screen.findChildren(RowButton) if one.isVisible()]
        return visible

    before = row()
    before.setFocus()
    assert row() is before
    session.assessments.answer(view.id, rated("D1.1", 2))
    after = row()
    assert after is not before
    assert after.hasFocus()


def test_what_changes_elsewhere_shows_at_once(window, session, tasks, qtbot):
    make_firm(session, legal_name="Café La Palma")
    qtbot.waitUntil(
        lambda: any(row.name.text() == "Café La Palma" for row in window.findChildren(RowButton))
    )
    assert not window.screen_shown.empty.isVisible()


def test_a_screen_that_is_gone_right_after_its_rows_came_does_nothing_more(
    context, tasks, session, qapp, at_six
):
    passing = TodayScreen(context)
    passing.open()
    tasks.wait_idle()
    passing.open()
    passing._show(session.visits.today())
    shiboken6.delete(passing)
    tasks.wait_idle()
    qapp.processEvents()
