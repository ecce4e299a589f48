"""Differences settled in the window: by keys, with a reason, taken back, one after the other."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from advisor_app.domain import ids
from tests.builders import make_draft, make_firm, rated
from tests.ui.differences import WHO, add_answers, add_difference
from tests.ui.hands import expose, type_text
from ui.screens.conflicts import ConflictsScreen
from ui.screens.firm import FirmScreen


@pytest.fixture
def draft(session):
    visit, view = make_draft(session)
    for code in ("D1.1", "D1.2", "D2.1"):
        session.assessments.answer(view.id, rated(code, 2, "declared"), visit.id)
    return view


@pytest.fixture
def show(qtbot, context, tasks):
    def showing(**params):
        made = ConflictsScreen(context)
        expose(qtbot, made)
        made.open(**params)
        tasks.wait_idle()
        return made

    return showing


def texts(widget) -> str:
    return " | ".join(one.text() for one in widget.findChildren(QLabel) if not one.isHidden())


def press(qtbot, tasks, screen, key):
    qtbot.keyClick(screen.focusWidget() or screen, key)
    tasks.wait_idle()


def test_nothing_to_settle_is_said_with_what_would_be_here(session, show):
    screen = show()
    assert screen.empty.isVisible()
    assert screen.card is None


def test_both_values_stand_side_by_side_with_who_when_and_where(session, draft, show):
    add_answers(session, draft, "D1.1")
    screen = show()
    said = texts(screen.card)
    item = draft.instrument.item("D1.1")
    assert f"Respuesta · D1.1 · {item.question.es}" in said
    assert item.levels[1].es in said
    assert item.levels[3].es in said
    assert f"{WHO} · 20/11/2026" in said
    assert "este computador" in said
    assert "otro computador" in said
    assert "declared" not in said


def test_what_both_say_alike_is_told_once(session, draft, show):
    same = {"state": "rated", "level": 3}
    about = ("answer", ids.answer_id(draft.id, "D1.1"))
    sides = (same | {"evidence": "declared"}, same | {"evidence": "observed"})
    add_difference(session, draft.firm_id, about, sides)
    assert texts(show().card).count(draft.instrument.item("D1.1").levels[2].es) == 1


def test_one_key_settles_it_and_the_next_one_comes_up(qtbot, tasks, session, draft, show):
    first, second = add_answers(session, draft, "D1.1", "D1.2")
    screen = show()
    assert screen.focusWidget() is screen.card.keep_button
    assert screen.card.difference.id == first
    press(qtbot, tasks, screen, Qt.Key.Key_2)
    assert screen.card.difference.id == second
    assert screen.focusWidget() is screen.card.keep_button
    press(qtbot, tasks, screen, Qt.Key.Key_1)
    assert screen.empty.isVisible()
    assert {one.id: one.choice for one in session.conflicts.settled()} == {
        first: "lost",
        second: "kept",
    }


def test_a_reason_is_chosen_or_typed_and_digits_in_it_choose_nothing(
    qtbot, tasks, session, draft, show
):
    add_answers(session, draft, "D1.1")
    screen = show()
    quick = next(one for one in screen.card.findChildren(QPushButton) if "confirmó" in one.text())
    quick.click()
    assert screen.card.reason.text() == "Lo confirmó la empresa"
    screen.card.reason.setFocus()
    type_text(qtbot, screen.card.reason, " el 12")
    tasks.wait_idle()
    assert len(session.conflicts.open()) == 1
    screen.card.take_button.setFocus()
    press(qtbot, tasks, screen, Qt.Key.Key_Space)
    (settled,) = session.conflicts.settled()
    assert (settled.choice, settled.reason) == ("lost", "Lo confirmó la empresa el 12")


def test_the_last_choice_is_taken_back_and_comes_up_again(qtbot, tasks, session, draft, show):
    first, _second = add_answers(session, draft, "D1.1", "D1.2")
    screen = show()
    press(qtbot, tasks, screen, Qt.Key.Key_1)
    assert screen.undone.isVisible()
    qtbot.keyClick(screen.card.keep_button, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    tasks.wait_idle()
    assert screen.card.difference.id == first
    assert not screen.undone.isVisible()
    assert len(session.conflicts.open()) == 2


def test_all_of_a_firm_are_settled_at_once(tasks, session, draft, show):
    add_answers(session, draft, "D1.1", "D1.2", "D2.1")
    other = make_firm(session, legal_name="Trapiche La Unión", nit="900123456", nit_dv="8")
    add_difference(
        session, other.id, ("firm", other.id), ({"target_market": "Cali"}, {"target_market": "EE"})
    )
    screen = show(firm_id=draft.firm_id)
    at_once = next(one for one in screen.findChildren(QPushButton) if "en las 3" in one.text())
    at_once.click()
    tasks.wait_idle()
    assert screen.card.difference.firm_name == "Trapiche La Unión"
    assert [one.choice for one in session.conflicts.settled()] == ["lost"] * 3


def test_it_begins_with_the_firm_that_was_asked_for_and_any_other_one_can_be_chosen(
    tasks, session, draft, show
):
    add_answers(session, draft, "D1.1", "D1.2")
    screen = show(firm_id=draft.firm_id)
    second = screen.rows[0]
    second.click()
    tasks.wait_idle()
    assert screen.card.difference.about.startswith("D1.2")


def test_what_settled_itself_is_folded_with_the_value_that_lost(session, draft, show):
    add_difference(
        session,
        draft.firm_id,
        ("firm", draft.firm_id),
        ({"target_market": "Alemania"}, {"target_market": "Bogotá"}),
        "auto",
    )
    screen = show()
    (folded,) = screen.folded
    assert screen.empty.isVisible()
    folded.head.click()
    assert "No quedó: Mercado objetivo: Bogotá" in texts(folded)


def test_a_value_that_changed_meanwhile_is_said(session, draft, show):
    add_answers(session, draft, "D1.1")
    session.assessments.answer(draft.id, rated("D1.1", 5, "verified"))
    told = texts(show().card)
    assert "El dato cambió después" in told
    assert ".;" not in told


def test_the_firm_tells_how_many_wait(qtbot, context, tasks, navigator, session, draft):
    add_answers(session, draft, "D1.1", "D1.2")
    firm = FirmScreen(context)
    expose(qtbot, firm)
    firm.open(firm_id=draft.firm_id)
    tasks.wait_idle()
    rows = firm.findChildren(QPushButton)
    next(one for one in rows if "2 diferencias" in one.accessibleName()).click()
    assert navigator.visited == [("conflicts", {"firm_id": draft.firm_id})]
