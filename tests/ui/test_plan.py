"""The improvement plan in the window: its order, its edits, its bars, and the way back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton

from advisor_app.domain.call import Call
from advisor_app.domain.document import PLAN
from advisor_app.domain.gap import GapAnswer, State
from tests.builders import answer_everything, consent, make_draft, make_firm
from tests.ui.hands import expose, type_text, write_over
from ui.forms.call_card import CallCard
from ui.models.headed_rows import KEY, ROW

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
WEEK = timedelta(days=7)


@pytest.fixture
def firm(session):
    """A firm whose list leaves more to do than it can carry at once."""
    made = make_firm(session)
    consent(session, made)
    gap = session.gaps.start(made.id, "globalgap_ifa_v6_fv")
    for one in gap.standard.requirements[:30]:
        session.gaps.answer(gap.id, GapAnswer(one.code, State.FAILS))
    return made


@pytest.fixture
def screen(window, firm, tasks):
    window.go("plan", firm_id=firm.id)
    tasks.wait_idle()
    return window.screen_shown


@pytest.fixture
def plan(session, firm):
    return lambda: session.plans.of_firm(firm.id)


@pytest.fixture
def press(qtbot, screen, tasks):
    def pressed(key, held=Qt.KeyboardModifier.NoModifier, where=None):
        qtbot.keyClick(where or screen.first_focus(), key, held)
        tasks.wait_idle()

    return pressed


def choose(tasks, editor, key):
    editor.set_value(key)
    editor.activated.emit(editor.currentIndex())
    tasks.wait_idle()


def rows(screen):
    return [screen.model.index(n, 0).data(ROW) for n in range(screen.model.rowCount())]


def chosen(screen):
    return screen.list.currentIndex().data(KEY)


def test_the_plan_stands_in_its_order_with_what_waits_and_why(screen, plan):
    shown = plan()
    assert shown.waiting
    ids = [row.action.id for row in rows(screen) if row.action]
    assert ids == [one.id for one in (*shown.carried, *shown.waiting)]
    assert chosen(screen) == ids[0]
    waiting = rows(screen)[-1]
    assert "Espera" in waiting.spoken
    assert f"En espera · {len(shown.waiting)}" in [row.text for row in rows(screen)]


def test_what_is_typed_is_stored_when_its_field_is_left(screen, plan, qtbot, tasks):
    write_over(qtbot, tasks, screen.panel.responsible, "Ana Ñúñez")
    write_over(qtbot, tasks, screen.panel.cost, "2 millones")
    first = plan().action(chosen(screen))
    assert (first.responsible, first.cost) == ("Ana Ñúñez", 2_000_000)
    assert "Ana Ñúñez" in screen.list.currentIndex().data(ROW).aside


def test_what_is_being_typed_goes_to_its_own_action_when_another_is_chosen(
    screen, plan, qtbot, tasks
):
    mine, other = chosen(screen), screen.model.actions[1].id
    screen.panel.responsible.setFocus()
    type_text(qtbot, screen.panel.responsible, "Luis")
    screen.list.setCurrentIndex(screen.model.place_of(other))
    tasks.wait_idle()
    assert (plan().action(mine).responsible, plan().action(other).responsible) == ("Luis", "")
    assert screen.panel.responsible.text() == ""


def test_what_was_done_to_another_firm_s_plan_is_not_taken_back(
    window, session, screen, plan, press, qtbot, tasks
):
    write_over(qtbot, tasks, screen.panel.responsible, "Ana")
    other = make_firm(session, legal_name="Otra", nit="", nit_dv="")
    consent(session, other)
    gap = session.gaps.start(other.id, "iso_9001_2015")
    session.gaps.answer(gap.id, GapAnswer("9.2.1", State.FAILS))
    window.go("plan", firm_id=other.id)
    tasks.wait_idle()
    press("Z", CTRL, window.screen_shown.first_focus())
    assert plan().actions[0].responsible == "Ana"


def test_edits_are_taken_back_one_after_the_other(screen, plan, press, qtbot, tasks):
    before = plan()
    write_over(qtbot, tasks, screen.panel.responsible, "Ana")
    write_over(qtbot, tasks, screen.panel.support, "El consultor")
    press("Z", CTRL)
    assert plan().actions[0].responsible == "Ana"
    assert plan().actions[0].support == ""
    press("Z", CTRL)
    assert plan().actions == before.actions
    assert not screen.undo_button.isEnabled()


def test_an_action_is_moved_in_the_order(screen, plan, press):
    first, second = (one.id for one in screen.model.actions[:2])
    press(Qt.Key.Key_Down, CTRL)
    assert [one.id for one in plan().carried[:2]] == [second, first]
    assert chosen(screen) == first
    press(Qt.Key.Key_Up, CTRL)
    assert [one.id for one in plan().carried[:2]] == [first, second]


def test_the_arrows_move_a_bar_by_weeks_and_stretch_it(screen, plan, press):
    action = plan().action(chosen(screen))
    press("L")
    assert screen.timeline.isVisible()
    press(Qt.Key.Key_Right)
    moved = plan().action(action.id)
    assert (moved.starts_on, moved.due_on) == (action.starts_on + WEEK, action.due_on + WEEK)
    press(Qt.Key.Key_Right, SHIFT)
    longer = plan().action(action.id)
    assert (longer.starts_on, longer.due_on) == (moved.starts_on, moved.due_on + WEEK)
    press("Z", CTRL)
    press("Z", CTRL)
    assert plan().action(action.id).due_on == action.due_on


@pytest.mark.parametrize("end", [False, True])
def test_a_bar_is_pulled_by_its_middle_or_by_its_end(screen, plan, press, qtbot, tasks, end):
    action = plan().action(chosen(screen))
    press("L")
    line = screen.timeline
    bar = line.bar_of(action, line.visualRect(screen.model.place_of(action.id)))
    start = QPoint(bar.right() - 3, bar.center().y()) if end else bar.center()
    pull = QPoint(60, 0)
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(line.viewport(), left, pos=start)
    qtbot.mouseMove(line.viewport(), start + pull)
    qtbot.mouseRelease(line.viewport(), left, pos=start + pull)
    tasks.wait_idle()
    days = timedelta(days=line.days_of(60))
    moved = plan().action(action.id)
    assert days
    assert moved.due_on == action.due_on + days
    assert moved.starts_on == action.starts_on + (timedelta() if end else days)


def test_the_firm_adds_an_action_of_its_own_and_takes_one_out(screen, plan, press, qtbot, tasks):
    press("N")
    assert screen.own.hasFocus()
    press(Qt.Key.Key_Return, where=screen.own)
    assert "Escriba" in screen.own_field.error
    type_text(qtbot, screen.own, "Cambiar la báscula")
    press(Qt.Key.Key_Return, where=screen.own)
    added = plan().action(chosen(screen))
    assert added.title == "Cambiar la báscula"
    press(Qt.Key.Key_Delete)
    assert not plan().has(added.id)
    assert chosen(screen)
    press("Z", CTRL)
    assert plan().has(added.id)


def test_a_wrong_date_is_said_at_its_field_and_not_lost(screen, plan, qtbot, tasks):
    action = plan().action(chosen(screen))
    early = action.starts_on - timedelta(days=30)
    write_over(qtbot, tasks, screen.panel.due_on.line, early.strftime("%d/%m/%Y"))
    field = screen.panel.fields["due_on"]
    assert "anterior" in field.error
    assert plan().action(action.id).due_on == action.due_on
    for other in (screen.model.actions[1].id, action.id):
        screen.list.setCurrentIndex(screen.model.place_of(other))
        tasks.wait_idle()
    assert screen.panel.due_on.value() == early
    assert screen.unsaved()
    begin = early - timedelta(days=10)
    write_over(qtbot, tasks, screen.panel.starts_on.line, begin.strftime("%d/%m/%Y"))
    told = plan().action(action.id)
    assert (told.starts_on, told.due_on) == (begin, early)
    assert not field.error
    assert not screen.unsaved()


def test_what_is_no_date_is_said_and_stands_there_when_one_comes_back(screen, plan, qtbot, tasks):
    action = plan().action(chosen(screen))
    write_over(qtbot, tasks, screen.panel.due_on.line, "31/02/2027")
    assert "no existe" in screen.panel.fields["due_on"].error
    for other in (screen.model.actions[1].id, action.id):
        screen.list.setCurrentIndex(screen.model.place_of(other))
        tasks.wait_idle()
    assert screen.panel.due_on.line.text() == "31/02/2027"
    assert "no existe" in screen.panel.fields["due_on"].error
    assert plan().action(action.id).due_on == action.due_on


def test_another_impact_asks_for_its_reason(screen, plan, qtbot, tasks):
    action = plan().action(chosen(screen))
    other = 1 if action.impact != 1 else 2
    choose(tasks, screen.panel.more.weights["impact"], str(other))
    assert "10 letras" in screen.panel.fields["impact_reason"].error
    write_over(
        qtbot, tasks, screen.panel.responsible, "Ana"
    )  # what is right is stored all the same
    assert plan().action(action.id).responsible == "Ana"
    assert plan().action(action.id).impact == action.impact
    write_over(qtbot, tasks, screen.panel.more.reason, "El cliente ya lo acepta")
    assert plan().action(action.id).impact == other
    assert not screen.panel.fields["impact_reason"].error


def test_who_would_certify_must_not_advise(screen, plan, qtbot, tasks):
    write_over(qtbot, tasks, screen.panel.support, "Icontec")
    write_over(qtbot, tasks, screen.terms.hours, "40")
    write_over(qtbot, tasks, screen.terms.certifier, "Icontec")
    assert (plan().terms.hours, plan().terms.certifier) == (40, "Icontec")
    assert screen.warning.isVisible()
    assert "Icontec" in screen.warning.text.text()


def test_an_empty_plan_says_where_actions_come_from(window, session, tasks, qtbot):
    firm = make_firm(session)
    consent(session, firm)
    window.go("firm", firm_id=firm.id)
    tasks.wait_idle()
    qtbot.keyClick(window.screen_shown.first_focus(), "P")
    tasks.wait_idle()
    assert window.screen_shown.route == "plan"
    assert window.screen_shown.places.currentIndex() == 1


@pytest.mark.parametrize("route", ["firm", "gap_result", "result"])
def test_the_plan_is_one_button_away(window, firm, session, tasks, qtbot, route):
    gap = session.firms.history(firm.id)[0].ref if route == "gap_result" else ""
    draft = make_draft(session, make_firm(session, nit="900123456", nit_dv="8"))[1]
    answer_everything(session, draft)
    params = {
        "firm": {"firm_id": firm.id},
        "gap_result": {"assessment_id": gap},
        "result": {"assessment_id": draft.id},
    }[route]
    window.go(route, **params)
    tasks.wait_idle()
    (way,) = [
        one
        for one in window.screen_shown.findChildren(QPushButton)
        if one.text() == "Plan de mejora" and one.isVisible()
    ]
    qtbot.mouseClick(way, Qt.MouseButton.LeftButton)
    tasks.wait_idle()
    assert window.screen_shown.route == "plan"


def test_a_key_leads_to_the_document(screen, press, monkeypatch, firm):
    gone = []
    monkeypatch.setattr(screen.context, "go", lambda route, **params: gone.append((route, params)))
    press("I")
    assert gone == [("report", {"kind": PLAN, "subject_id": firm.id})]


def test_a_call_tells_its_share_and_its_cap_and_the_plan_names_it(
    qtbot, context, session, tasks, screen, plan
):
    card = CallCard(context)
    expose(qtbot, card)
    card.read()
    tasks.wait_idle()
    write_over(qtbot, tasks, card.rate, "60")
    assert "nombre" in card.fields["name"].error
    write_over(qtbot, tasks, card.name, "Cosecha")
    write_over(qtbot, tasks, card.address, "https://ejemplo.co")
    write_over(qtbot, tasks, card.cap, "1 millón")
    told = Call("Cosecha", "https://ejemplo.co", rate=Decimal("0.6"), cap=1_000_000)
    assert session.calls.last() == told
    write_over(qtbot, tasks, card.rate, "160")
    assert "100" in card.fields["rate"].error
    assert session.calls.last() == told
    card.close()
    screen.window().activateWindow()
    qtbot.waitUntil(screen.window().isActiveWindow)
    write_over(qtbot, tasks, screen.panel.cost, "2 millones")
    assert plan().cofinancing.support == 1_000_000
    assert "según Cosecha" in screen.summary.text()


def test_a_call_told_anew_keeps_what_it_co_finances(qtbot, context, session, tasks):
    call = Call("Cosecha", "https://ejemplo.co", rate=Decimal("0.6"), cap=40_000_000)
    session.calls.save(call)
    card = CallCard(context)
    expose(qtbot, card)
    card.read()
    tasks.wait_idle()
    write_over(qtbot, tasks, card.name, "Siembra")
    assert session.calls.last() == replace(call, name="Siembra")
