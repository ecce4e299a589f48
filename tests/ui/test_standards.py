"""Choosing what a firm is compared with: proposals with their reason, one touch to begin."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from advisor_app.domain.gap import GapAnswer, State
from advisor_app.services.errors import ConsentNeeded
from tests.builders import consent, make_firm
from tests.spreadsheet import panela
from tests.ui.hands import expose
from ui.screens.standards import StandardsScreen


@pytest.fixture
def firm(session):
    made = make_firm(session)
    consent(session, made)
    session.firms.save(replace(made, sector="aquaculture", target_market="united_states"))
    return made


@pytest.fixture
def screen(qtbot, context, session):
    made = StandardsScreen(context)
    expose(qtbot, made)
    return made


@pytest.fixture
def opened(screen, firm, tasks):
    screen.open(firm_id=firm.id)
    tasks.wait_idle()
    return screen


def test_the_lists_of_the_sector_and_market_come_with_their_reason(opened, session, firm):
    proposed = {one.standard: one for one in session.gaps.proposals(firm.id)}
    assert "bap_farm_3_1" in proposed
    assert set(proposed) <= set(opened.rows)
    row = opened.rows["bap_farm_3_1"]
    assert proposed["bap_farm_3_1"].reason.es in row.accessibleName() + row.accessibleDescription()


def test_the_space_bar_begins_a_proposed_list(opened, session, firm, navigator, qtbot, tasks):
    row = opened.rows["bap_farm_3_1"]
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Space)
    tasks.wait_idle()
    (begun,) = session.gaps.of_firm(firm.id)
    assert begun.standard.id == "bap_farm_3_1"
    assert navigator.visited == [("gap", {"assessment_id": begun.id})]


def test_what_was_begun_stands_first_with_how_far_it_is(screen, session, firm, tasks, navigator):
    begun = session.gaps.start(firm.id, "codex_haccp")
    code = begun.standard.requirements[0].code
    session.gaps.answer(begun.id, GapAnswer(code, State.COMPLIES))
    screen.open(firm_id=firm.id)
    tasks.wait_idle()
    assert next(iter(screen.rows)) == begun.id
    assert "preliminar" in screen.rows[begun.id].accessibleName()
    screen.rows[begun.id].click()
    assert navigator.visited == [("gap", {"assessment_id": begun.id})]
    session.gaps.close(begun.id)
    screen.open(firm_id=firm.id)
    tasks.wait_idle()
    screen.rows[begun.id].click()
    assert navigator.visited[-1] == ("gap_result", {"assessment_id": begun.id})


def test_any_other_list_can_be_added(opened, session, firm, navigator, tasks, qtbot):
    opened.add_button.click()
    assert navigator.said == ["Elija una norma."]
    opened.others.set_value("iso_27001")
    opened.add_button.click()
    tasks.wait_idle()
    assert [view.standard.id for view in session.gaps.of_firm(firm.id)] == ["iso_27001"]


def test_without_authorization_nothing_begins_and_it_says_so(screen, session, tasks, navigator):
    bare = make_firm(session)
    screen.open(firm_id=bare.id)
    tasks.wait_idle()
    next(iter(screen.rows.values())).click()
    tasks.wait_idle()
    assert session.gaps.of_firm(bare.id) == []
    assert isinstance(navigator.errors[0], ConsentNeeded)


def test_a_list_is_named_with_its_edition(opened):
    named = [opened.others.itemText(n) for n in range(opened.others.count())]
    assert any("ISO 9001" in name and "2015" in name for name in named)
    assert any("ISO 9001" in name and "2026" in name for name in named)


def test_an_own_list_stands_in_the_screen_and_begins_with_one_touch(
    screen, session, firm, tasks, navigator
):
    session.lists.install(panela.FILE)
    screen.open(firm_id=firm.id)
    tasks.wait_idle()
    row = screen.own.rows["panela_propia"]
    assert row.accessibleName() == ("Norma propia: panela de trapiche, Lista propia, versión 1.0")
    row.click()
    tasks.wait_idle()
    (begun,) = session.gaps.of_firm(firm.id)
    assert begun.standard.id == "panela_propia"
    screen.open(firm_id=firm.id)
    tasks.wait_idle()
    assert "lista propia, versión 1.0 · en curso" in screen.rows[begun.id].accessibleName()
    assert screen.own.rows == {}  # one goes on with it above
