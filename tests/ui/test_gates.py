"""The gates see what they are there for."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from tests.ui.gates import (
    button_is_clipped,
    controls,
    has_a_hole,
    hides_its_text,
    is_tab_stop,
    label_is_clipped,
    name_of,
    tab_stop,
    tab_walk,
)
from tests.ui.hands import expose
from ui.widgets.basic import button, label
from ui.widgets.choice import ChoiceGroup


@pytest.fixture
def page(qtbot):
    made = QWidget()
    QVBoxLayout(made)

    def show(*widgets: QWidget) -> QWidget:
        for widget in widgets:
            made.layout().addWidget(widget)
        expose(qtbot, made, 600, 400)
        widgets[0].setFocus()
        return made

    return show


def test_a_button_without_a_word_has_no_name(page):
    nameless, named = QPushButton(), button("Guardar")
    page(nameless, named)
    assert [name_of(one) for one in (nameless, named)] == ["", "Guardar"]


def test_a_list_box_is_named_by_its_description_alone(page):
    box = QComboBox()
    box.addItem("Panela")
    page(box)
    assert not name_of(box)
    box.setAccessibleDescription("Sector")
    assert name_of(box) == "Sector"


def test_a_text_without_room_is_clipped(page):
    narrow, low = QLabel("Asociación de productores"), label("palabra " * 40)
    tight = button("Registrar una empresa")
    page(narrow, low, tight)
    assert not any(map(label_is_clipped, (narrow, low)))
    narrow.setFixedWidth(40)
    low.setFixedHeight(20)
    tight.setFixedWidth(40)
    assert all(map(label_is_clipped, (narrow, low)))
    assert button_is_clipped(tight)


def test_a_label_that_is_told_otherwise_hides_its_text(page):
    state = QLabel("Guardado")
    page(state)
    assert not hides_its_text(state)
    state.setAccessibleName("estado")
    assert hides_its_text(state)


def test_a_field_that_swallows_tab_stops_the_walk(page):
    swallower = QPlainTextEdit()
    window = page(button("Uno"), swallower, button("Dos"))
    expected = {tab_stop(one) for one in controls(window) if is_tab_stop(one)}
    assert set(map(tab_stop, tab_walk(10))) != expected
    swallower.setTabChangesFocus(True)
    swallower.clear()
    swallower.setFocus()
    assert set(map(tab_stop, tab_walk(10))) == expected


def test_the_answers_of_a_group_are_one_stop(page):
    group = ChoiceGroup([("a", "Sí"), ("b", "No"), ("c", "No sé")])
    window = page(group, button("Guardar"))
    assert len({tab_stop(one) for one in controls(window)}) == 2
    assert len(list(tab_walk(10))) == 2


@pytest.mark.parametrize("text", ["Quedan {n}", "Firma: None", "None", "%(n)s", "{}"])
def test_a_hole_is_seen(text):
    assert has_a_hole(text)


@pytest.mark.parametrize("text", ["None yet", "27,4 %", "100 % de lo visto"])
def test_plain_words_have_no_hole(text):
    assert not has_a_hole(text)
