"""A plan whose disk takes nothing, or that changes underneath: nothing is lost without a word."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from advisor_app.domain.consent import ConsentKind
from advisor_app.domain.gap import GapAnswer, State
from tests.builders import consent, make_firm, make_session
from tests.disks import disk, dying_disk, fill
from tests.ui.hands import expose, type_text, write_over
from ui.models.headed_rows import KEY
from ui.screens.plan import PlanScreen

CTRL = Qt.KeyboardModifier.ControlModifier
LIST = "codex_haccp"
FULL = "El disco está lleno"


def firm_with_plan(session):
    firm = make_firm(session)
    consent(session, firm)
    gap = session.gaps.start(firm.id, LIST)
    for one in gap.standard.requirements[:5]:
        session.gaps.answer(gap.id, GapAnswer(one.code, State.FAILS))
    return firm


@pytest.fixture
def firm(session):
    return firm_with_plan(session)


@pytest.fixture
def screen(window, firm, tasks):
    window.go("plan", firm_id=firm.id)
    tasks.wait_idle()
    return window.screen_shown


@pytest.fixture
def press(qtbot, screen, tasks):
    def pressed(key, held=Qt.KeyboardModifier.NoModifier):
        qtbot.keyClick(screen.first_focus(), key, held)
        tasks.wait_idle()

    return pressed


@pytest.fixture
def stored(session, firm):
    return lambda action_id: session.plans.of_firm(firm.id).action(action_id)


@pytest.fixture
def said(window):
    return window.bar.state.text


def chosen(screen):
    return screen.list.currentIndex().data(KEY)


def planning(place, qtbot, context, tasks):
    """A workspace on a disk of its own, with its plan open."""
    session = context.session = make_session(place / "workspace")
    firm = firm_with_plan(session)
    screen = PlanScreen(context)
    expose(qtbot, screen)
    screen.open(firm_id=firm.id)
    tasks.wait_idle()
    return session, firm, screen


def write_until_refused(qtbot, tasks, navigator, line):
    """Write until the disk takes no more, its journal may have room; what was written last."""
    number = 0
    while not navigator.errors:
        number += 1
        write_over(qtbot, tasks, line, f"Ana {number}")
    return f"Ana {number}"


# --- a disk that takes nothing ---------------------------------------------------------------


def test_edits_without_room_stay_and_are_all_stored_once_there_is(
    qtbot, context, tasks, navigator, tmp_path
):
    with disk(tmp_path / "small", 8) as place:
        session, firm, screen = planning(place, qtbot, context, tasks)
        mine, other = (one.id for one in screen.model.actions[:2])
        ballast = fill(place)
        last = write_until_refused(qtbot, tasks, navigator, screen.panel.responsible)
        assert FULL in navigator.errors[-1].message
        screen.list.setCurrentIndex(screen.model.place_of(other))
        write_over(qtbot, tasks, screen.panel.support, "Sena")
        write_over(qtbot, tasks, screen.terms.certifier, "Icontec")
        assert screen.unsaved()
        screen.list.setCurrentIndex(screen.model.place_of(mine))
        tasks.wait_idle()
        assert screen.panel.responsible.text() == last
        assert screen.terms.certifier.text() == "Icontec"
        ballast.unlink()
        navigator.retry()
        tasks.wait_idle()
        plan = session.plans.of_firm(firm.id)
        assert (plan.action(mine).responsible, plan.action(other).support) == (last, "Sena")
        assert plan.terms.certifier == "Icontec"
        assert not screen.unsaved()
        context.session = None
        session.close()


def test_what_is_stored_after_all_is_not_written_over_by_trying_again(
    qtbot, context, tasks, navigator, tmp_path
):
    with disk(tmp_path / "small", 8) as place:
        session, firm, screen = planning(place, qtbot, context, tasks)
        mine = chosen(screen)
        ballast = fill(place)
        write_until_refused(qtbot, tasks, navigator, screen.panel.responsible)
        ballast.unlink()
        write_over(qtbot, tasks, screen.panel.responsible, "Luis")
        navigator.retry()
        tasks.wait_idle()
        assert session.plans.of_firm(firm.id).action(mine).responsible == "Luis"
        context.session = None
        session.close()


def test_an_action_of_ones_own_without_room_stays_written_and_is_added_once(
    qtbot, context, tasks, navigator, tmp_path
):
    with disk(tmp_path / "small", 8) as place:
        session, firm, screen = planning(place, qtbot, context, tasks)
        ballast = fill(place)
        write_until_refused(qtbot, tasks, navigator, screen.panel.responsible)
        before = len(session.plans.of_firm(firm.id).actions)
        qtbot.keyClick(screen.first_focus(), "N")
        type_text(qtbot, screen.own, "Cambiar la báscula")
        qtbot.keyClick(screen.own, Qt.Key.Key_Return)
        tasks.wait_idle()
        assert FULL in navigator.errors[-1].message
        assert screen.own.text() == "Cambiar la báscula"
        assert screen.unsaved()
        ballast.unlink()
        qtbot.keyClick(screen.own, Qt.Key.Key_Return)
        tasks.wait_idle()
        actions = session.plans.of_firm(firm.id).actions
        assert len(actions) == before + 1
        assert [one.title for one in actions].count("Cambiar la báscula") == 1
        context.session = None
        session.close()


def test_what_a_dying_disk_refuses_is_told_and_the_edits_before_are_safe(
    qtbot, context, tasks, navigator, tmp_path
):
    with dying_disk(tmp_path / "dying") as (place, die):
        session, firm, screen = planning(place, qtbot, context, tasks)
        mine = chosen(screen)
        write_over(qtbot, tasks, screen.panel.support, "Sena")
        die()
        last = write_until_refused(qtbot, tasks, navigator, screen.panel.responsible)
        assert "El disco no aceptó los datos" in navigator.errors[-1].message
        assert session.plans.of_firm(firm.id).action(mine).support == "Sena"
        assert screen.panel.responsible.text() == last
        assert screen.unsaved()
        context.session = None
        session.close()


# --- a plan that changes underneath ----------------------------------------------------------


def test_a_field_that_only_has_the_keyboard_shows_what_is_told_elsewhere_and_keeps_it(
    screen, session, firm, stored, press, tasks, qtbot
):
    mine = chosen(screen)
    screen.panel.responsible.setFocus()
    session.plans.edit(firm.id, mine, {"responsible": "Luis"})
    qtbot.waitUntil(lambda: screen.panel.responsible.text() == "Luis")
    screen.first_focus().setFocus()
    tasks.wait_idle()
    assert stored(mine).responsible == "Luis"
    press("Z", CTRL)
    assert stored(mine).responsible == "Luis"


def test_what_is_written_meanwhile_stays_with_a_word_and_the_other_comes_back(
    screen, session, stored, press, tasks, qtbot, said
):
    mine = chosen(screen)
    screen.panel.responsible.setFocus()
    type_text(qtbot, screen.panel.responsible, "Ana")
    session.plans.edit(screen.editing.firm_id, mine, {"responsible": "Luis"})
    qtbot.waitUntil(lambda: "«Responsable» cambió en otra parte" in said())
    screen.first_focus().setFocus()
    tasks.wait_idle()
    assert stored(mine).responsible == "Ana"
    press("Z", CTRL)
    assert stored(mine).responsible == "Luis"


def test_ones_own_words_are_not_taken_for_those_of_another(screen, tasks, qtbot, said):
    line = screen.panel.responsible
    line.setFocus()
    type_text(qtbot, line, "Ana")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    type_text(qtbot, line, " Ruiz")  # before the first word is on disk
    tasks.wait_idle()
    assert line.text() == "Ana Ruiz"
    assert "otra parte" not in said()


def test_taking_back_leaves_what_was_told_elsewhere_since_then(
    screen, session, stored, press, tasks, qtbot, said
):
    mine = chosen(screen)
    write_over(qtbot, tasks, screen.panel.responsible, "Ana")
    session.plans.edit(screen.editing.firm_id, mine, {"responsible": "Luis", "cost": 900_000})
    tasks.wait_idle()
    press("Z", CTRL)
    assert (stored(mine).responsible, stored(mine).cost) == ("Luis", 900_000)
    assert "quedó como está" in said()


def test_an_action_removed_elsewhere_goes_with_a_word_and_is_not_brought_back(
    screen, session, firm, tasks, qtbot, said
):
    mine, other = (one.id for one in screen.model.actions[:2])
    screen.panel.responsible.setFocus()
    type_text(qtbot, screen.panel.responsible, "Ana")
    session.plans.remove(firm.id, mine)
    qtbot.waitUntil(lambda: chosen(screen) == other)
    assert "ya no está en el plan" in said()
    screen.first_focus().setFocus()
    tasks.wait_idle()
    plan = session.plans.of_firm(firm.id)
    assert not plan.has(mine)
    assert plan.action(other).responsible == ""
    assert not screen.unsaved()


@pytest.mark.parametrize("act", ["write", "shift", "step", "remove"])
def test_an_action_removed_before_the_window_heard_of_it_is_told(
    screen, session, firm, tasks, qtbot, window, act
):
    tasks.failed.connect(window.explain)  # as the program does
    mine = chosen(screen)
    session.plans.remove(firm.id, mine)
    if act == "write":
        screen.panel.told.emit("responsible", "Ana")
    elif act == "shift":
        screen.timeline.shifted.emit(mine, 7, 7)
    elif act == "step":
        qtbot.keyClick(screen.first_focus(), Qt.Key.Key_Down, CTRL)
    else:
        qtbot.keyClick(screen.first_focus(), Qt.Key.Key_Delete)
    tasks.wait_idle()
    assert not session.plans.of_firm(firm.id).has(mine)
    assert not screen.unsaved()
    assert act == "step" or window.banner is not None


def test_a_finding_that_is_answered_or_closed_underneath_leaves_a_chosen_action_alone(
    screen, session, firm, stored, tasks, qtbot, said
):
    mine = chosen(screen)
    write_over(qtbot, tasks, screen.panel.responsible, "Ana")
    gap = session.gaps.start(firm.id, LIST)
    for one in gap.standard.requirements:
        session.gaps.answer(gap.id, GapAnswer(one.code, State.COMPLIES))
    session.gaps.close(gap.id)
    qtbot.waitUntil(lambda: len(screen.model.actions) == 1)
    assert chosen(screen) == mine
    assert stored(mine).responsible == "Ana"
    assert "ya está en orden" in screen.panel.closes.text()


def test_an_authorization_taken_back_meanwhile_is_told_and_what_was_written_is_kept_later(
    screen, session, firm, stored, tasks, qtbot, window
):
    mine = chosen(screen)
    signer = replace(session.people.new(firm.id), name="José Peña", role="owner")
    session.consents.give(firm.id, signer, {ConsentKind.DATA: False}, "spoken")
    write_over(qtbot, tasks, screen.panel.responsible, "Ana")
    assert "autorización" in window.banner.text.text()
    assert screen.unsaved()
    session.consents.give(firm.id, signer, {ConsentKind.DATA: True}, "spoken")
    screen.editing.retry()
    tasks.wait_idle()
    assert stored(mine).responsible == "Ana"


def test_nothing_waits_for_an_action_that_was_removed_with_a_wrong_value(
    screen, stored, tasks, qtbot
):
    early = stored(chosen(screen)).starts_on - timedelta(days=30)
    write_over(qtbot, tasks, screen.panel.due_on.line, early.strftime("%d/%m/%Y"))
    assert screen.unsaved()
    screen.panel.remove_button.click()
    tasks.wait_idle()
    assert not screen.unsaved()
    write_over(qtbot, tasks, screen.panel.due_on.line, "31/02/2027")
    assert screen.unsaved()
    screen.panel.remove_button.click()
    tasks.wait_idle()
    assert not screen.unsaved()
