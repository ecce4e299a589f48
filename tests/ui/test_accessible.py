"""What another program is told about a widget, and that what it does to it counts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from advisor_app.domain.places import shipped_places
from tests.ui.hands import expose
from ui.forms.bindings import (
    CiiuBinding,
    DateBinding,
    FigureBinding,
    ListBinding,
    NitBinding,
    NoteBinding,
    PlaceBinding,
    TextBinding,
)
from ui.forms.group_tabs import GroupTabs
from ui.widgets.basic import Column, button, label
from ui.widgets.choice import ChoiceGroup, ChoiceList
from ui.widgets.ciiu_edit import CiiuEdit
from ui.widgets.date import DateEdit
from ui.widgets.field import Field
from ui.widgets.icons import IconLabel
from ui.widgets.key_button import KeyButton
from ui.widgets.ladder import LadderView
from ui.widgets.level_row import LevelRow, TickBox
from ui.widgets.money import MoneyEdit
from ui.widgets.municipality_edit import MunicipalityEdit
from ui.widgets.nit_edit import NitEdit
from ui.widgets.note_edit import NoteEdit
from ui.widgets.radar import RadarView
from ui.widgets.secret import SecretEdit

Role = QAccessible.Role


def told(widget: QWidget) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    return found


def name_of(widget: QWidget) -> str:
    return told(widget).text(QAccessible.Text.Name)


def fill_in(widget: QWidget, text: str) -> None:
    """As a program does that sets the text of a field."""
    field = told(widget)
    length = field.textInterface().characterCount()
    field.editableTextInterface().replaceText(0, length, text)


@pytest.fixture
def page(qtbot):
    made = QWidget()
    QVBoxLayout(made)

    def show(*widgets: QWidget) -> QWidget:
        for widget in widgets:
            made.layout().addWidget(widget)
        expose(qtbot, made, 600, 500)
        return made

    return show


# What it is


@pytest.mark.parametrize(
    ("make", "role"),
    [
        (LadderView, Role.Graphic),
        (RadarView, Role.Graphic),
        (lambda: IconLabel("done"), Role.Client),
        (lambda: LevelRow(3), Role.RadioButton),
        (lambda: TickBox(0), Role.CheckBox),
        (lambda: GroupTabs(["Quién es"]).tabs[0], Role.RadioButton),
        (lambda: button("Guardar"), Role.Button),
    ],
)
def test_a_widget_is_told_as_what_it_is(qtbot, make, role):
    widget = make()
    qtbot.addWidget(widget.window())
    assert told(widget).role() is role


def test_the_main_window_is_told_as_a_window(window):
    assert told(window).role() is Role.Window
    assert "Hoy" in name_of(window)


def test_each_answer_keeps_its_name_and_tells_its_question(page):
    group = ChoiceGroup([("nit", "NIT"), ("cc", "Cédula")])
    page(Field("Identificación", group))
    assert [name_of(one) for one in group.buttons.values()] == ["NIT", "Cédula"]
    for one in group.buttons.values():
        assert told(one).text(QAccessible.Text.Description) == "Identificación"


def test_every_eye_says_which_field_it_shows(page):
    first, second = SecretEdit(), SecretEdit()
    page(Field("Contraseña", first), Field("Otra vez", second))
    assert name_of(first.reveal) != name_of(second.reveal)
    assert name_of(first.reveal).endswith("Contraseña")


def test_the_rail_says_where_one_is(window):
    today, firms = window.rail.buttons["today"], window.rail.buttons["firms"]
    assert told(today).role() is Role.Button
    assert told(today).text(QAccessible.Text.Description) == "Aquí está"
    assert told(firms).text(QAccessible.Text.Description) != "Aquí está"


def test_a_scroll_bar_that_is_gone_can_be_asked_for(page):
    column = Column()
    for number in range(30):
        column.add(label(str(number)))
    page(column)
    asked = told(column)
    last = asked.childCount() - 1
    column.hide()
    assert asked.child(last) is None or asked.child(last).isValid()
    assert asked.child(last + 50) is None


# What is done to it


@pytest.mark.parametrize("action", ["Press", "Toggle"])
def test_a_switch_that_is_turned_over_counts_as_clicked(page, qtbot, action):
    group = ChoiceGroup([("yes", "Sí"), ("no", "No")])
    row, tick, key, box = LevelRow(2), TickBox(0), KeyButton("O", "Observado"), QCheckBox("Pedido")
    key.setCheckable(True)
    page(group, row, tick, key, box)
    for signal, switch in (
        (group.chosen, group.buttons["no"]),
        (row.picked, row),
        (tick.told, tick),
        (key.clicked, key),
        (box.clicked, box),
    ):
        with qtbot.waitSignal(signal):
            told(switch).actionInterface().doAction(action)


def test_a_pressed_button_leaves_the_field_being_typed_in(page, qtbot):
    line, save = QLineEdit(), button("Guardar")
    page(line, save)
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_A)
    with qtbot.waitSignals([line.editingFinished, save.clicked], order="strict"):
        told(save).actionInterface().doAction("Press")


def test_a_button_that_is_off_can_not_be_pressed(page, qtbot):
    save = button("Guardar")
    page(save)
    save.setEnabled(False)
    assert "Press" not in told(save).actionInterface().actionNames()
    with qtbot.assertNotEmitted(save.clicked, wait=50):
        told(save).actionInterface().doAction("Press")


def test_a_row_of_a_list_box_can_be_chosen_without_opening_it(page, qtbot):
    box = ChoiceList([("sas", "S.A.S."), ("ltda", "Ltda.")], empty="Elija")
    page(box)
    row = told(box).child(0).child(2)
    assert row.text(QAccessible.Text.Name) == "Ltda."
    with qtbot.waitSignal(box.chosen) as heard:
        row.actionInterface().doAction("Toggle")
    assert heard.args == ["ltda"]
    assert box.value() == "ltda"
    with qtbot.assertNotEmitted(box.chosen):
        box.set_value("sas")


FIELDS = {
    "text": (QLineEdit, lambda field: TextBinding(field, "a"), "Ñandú SAS", {"a": "Ñandú SAS"}),
    "list": (QLineEdit, lambda field: ListBinding(field, "a"), "pan, té", {"a": ("pan", "té")}),
    "note": (NoteEdit, lambda field: NoteBinding(field, "a"), "Vía mala", {"a": "Vía mala"}),
    "money": (MoneyEdit, lambda field: FigureBinding(field, "a"), "2 millones", {"a": 2_000_000}),
    "nit": (
        NitEdit,
        lambda field: NitBinding(field, "a", "b"),
        "900.123.456-8",
        {"a": "900123456", "b": "8"},
    ),
    "ciiu": (CiiuEdit, lambda field: CiiuBinding(field, "a"), "0121", {"a": "0121"}),
    "place": (
        lambda: MunicipalityEdit(shipped_places()),
        lambda field: PlaceBinding(field, "a"),
        "silvia",
        {"a": "19743"},
    ),
}


@pytest.mark.parametrize("has_focus", [False, True], ids=["from afar", "with the focus"])
@pytest.mark.parametrize("kind", FIELDS)
def test_what_another_program_writes_is_taken(page, kind, has_focus):
    make, bind, text, expected = FIELDS[kind]
    editor, other = make(), QLineEdit()
    field = Field("Dato", editor)
    taken: list[dict[str, object]] = []
    bind(field).edited.connect(taken.append)
    page(field, other)
    (editor if has_focus else other).setFocus()
    fill_in(editor, text)
    if has_focus:
        other.setFocus()
    assert taken
    assert {key: _plain(value) for key, value in taken[-1].items()} == expected


def _plain(value: object) -> object:
    return int(value) if isinstance(value, Decimal) else value


def test_a_day_that_another_program_writes_is_taken(page):
    editor, other = DateEdit(), QLineEdit()
    field = Field("Próxima visita", editor)
    taken: list[dict[str, object]] = []
    DateBinding(field, "a").edited.connect(taken.append)
    page(field, other)
    other.setFocus()
    fill_in(editor.line, "3 dic 2026")
    assert [str(one["a"]) for one in taken] == ["2026-12-03"]


def test_showing_a_record_is_no_writing(page):
    editor = MunicipalityEdit(shipped_places())
    field = Field("Municipio", editor)
    taken: list[object] = []
    PlaceBinding(field, "a").edited.connect(taken.append)
    page(field, QLineEdit())
    editor.set_value("19743")
    assert editor.text() == "Silvia (Cauca)"
    assert not taken
