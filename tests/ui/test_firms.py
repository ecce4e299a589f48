"""The list of firms: found while typing, filtered, opened by key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.builders import make_draft, make_firm
from tests.ui.hands import expose, type_text
from ui.models.firm_table import Column
from ui.screens.firms import FirmsScreen


@pytest.fixture
def three(session):
    """Three firms in two departments; the first has a diagnosis under way."""
    cafe = make_firm(session, legal_name="Café Ñambí", nit="999000101", nit_dv="0")
    make_draft(session, cafe)
    make_firm(session, legal_name="Textiles Galeras", divipola="52001", sector="fashion")
    make_firm(session, legal_name="Laboratorio Combeima", id_type="none", nit="", nit_dv="",
              divipola="73001", sector="laboratory")  # fmt: skip
    return cafe


@pytest.fixture
def screen(qtbot, context, session, tasks):
    made = FirmsScreen(context)
    expose(qtbot, made)
    made.open()
    tasks.wait_idle()
    made.search.setFocus()
    return made


def names(screen):
    table = screen.table
    return [table.data(table.index(row, Column.NAME)) for row in range(table.rowCount())]


def reread(screen, tasks):
    screen.open()
    tasks.wait_idle()


def test_an_empty_list_invites_to_the_first_firm(screen, qtbot, navigator):
    assert screen.empty.isVisible()
    assert not screen.search.isVisible()
    qtbot.keyClick(screen, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert navigator.visited == [("firm_form", {})]


def test_typing_narrows_the_list_whatever_the_accents(three, screen, qtbot):
    assert len(names(screen)) == 3
    type_text(qtbot, screen.search, "cafe nambi")
    assert names(screen) == ["Café Ñambí"]
    assert screen.count.text() == "1 de 3 empresas"
    screen.search.clear()
    type_text(qtbot, screen.search, "Ibagué")
    assert names(screen) == ["Laboratorio Combeima"]


def test_a_nit_is_found_with_or_without_dots(three, screen, qtbot):
    type_text(qtbot, screen.search, "999.000.1")
    assert names(screen) == ["Café Ñambí"]


def test_filters_add_up_and_are_taken_away_together(three, screen):
    assert screen.department.findText("Tolima") > 0
    screen.department.set_value("Cauca")
    screen.department.chosen.emit("Cauca")
    assert names(screen) == ["Café Ñambí"]
    screen.state.set_value("new")
    screen.state.chosen.emit("new")
    assert names(screen) == []
    assert screen.nothing.isVisible()
    assert screen.nothing.text.text() == "Ninguna empresa pasa estos filtros"
    screen.clear_button.click()
    assert len(names(screen)) == 3
    assert not screen.clear_button.isVisible()


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("draft", ["Café Ñambí"]),
        ("new", ["Laboratorio Combeima", "Textiles Galeras"]),
        ("diagnosed", []),
        ("pdet", ["Café Ñambí"]),
    ],
)
def test_a_state_is_one_of_the_filters(three, screen, state, found):
    screen.state.set_value(state)
    screen.state.chosen.emit(state)
    assert names(screen) == found


def test_a_search_without_result_says_what_was_searched(three, screen, qtbot):
    type_text(qtbot, screen.search, "ñame")
    assert screen.nothing.text.text() == "Ninguna empresa coincide con «ñame»"


def test_enter_opens_the_first_firm_found(three, screen, qtbot, navigator):
    type_text(qtbot, screen.search, "cafe")
    qtbot.keyClick(screen.search, Qt.Key.Key_Return)
    assert navigator.visited == [("firm", {"firm_id": three.id})]


def test_the_arrows_lead_into_the_list_and_out_again(three, screen, qtbot, navigator):
    qtbot.keyClick(screen.search, Qt.Key.Key_Down)
    assert screen.view.hasFocus()
    qtbot.keyClick(screen.view, Qt.Key.Key_Down)
    qtbot.keyClick(screen.view, Qt.Key.Key_Up)
    qtbot.keyClick(screen.view, Qt.Key.Key_Up)
    assert screen.search.hasFocus()
    qtbot.keyClick(screen.search, Qt.Key.Key_Down)
    qtbot.keyClick(screen.view, Qt.Key.Key_Return)
    assert navigator.visited == [("firm", {"firm_id": three.id})]


def test_a_click_opens_the_firm_under_it(three, screen, qtbot, navigator):
    place = screen.view.visualRect(screen.table.index(0, 0)).center()
    qtbot.mouseClick(screen.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert navigator.visited == [("firm", {"firm_id": three.id})]


def test_n_in_the_list_registers_and_in_the_search_is_a_letter(three, screen, qtbot, navigator):
    type_text(qtbot, screen.search, "n")
    assert screen.search.text() == "n"
    assert navigator.visited == []
    screen.view.setFocus()
    qtbot.keyClick(screen.view, Qt.Key.Key_N)
    assert navigator.visited == [("firm_form", {})]


def test_a_firm_registered_elsewhere_appears_and_the_chosen_one_stays(
    three, screen, session, tasks
):
    screen.view.choose_row(1)
    chosen = screen.view.firm_id()
    make_firm(session, legal_name="Antes de todas")
    reread(screen, tasks)
    assert names(screen)[0] == "Antes de todas"
    assert screen.view.firm_id() == chosen


def test_a_narrow_window_leaves_out_sector_and_visit(three, screen, qtbot):
    screen.resize(620, 600)
    qtbot.waitUntil(lambda: screen.view.isColumnHidden(Column.SECTOR))
    assert screen.view.isColumnHidden(Column.VISIT)
    assert not screen.view.isColumnHidden(Column.LEVEL)
