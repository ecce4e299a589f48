"""The bricks: fields that say what is wrong, figures and dates as people write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QDate
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QCalendarWidget, QLineEdit

from tests.ui.hands import expose, type_text
from ui.widgets.basic import Column
from ui.widgets.choice import ChoiceGroup, ChoiceList
from ui.widgets.date import DateEdit, parse_date
from ui.widgets.field import Field
from ui.widgets.icons import icon
from ui.widgets.money import MoneyEdit, NumberEdit, parse_figure


@pytest.mark.parametrize(
    ("written", "figure"),
    [
        ("", None),
        ("1234567", "1234567"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("$ 9.814.500", "9814500"),
        ("80 millones", "80000000"),
        ("1,5 millones", "1500000"),
        ("2 mil millones", "2000000000"),
        ("350 mil", "350000"),
        ("3,5", "3.5"),
        ("3.5", "3.5"),
        ("12.500", "12500"),
    ],
)
def test_a_figure_is_understood_as_people_write_it(written, figure):
    assert parse_figure(written) == (None if figure is None else Decimal(figure))


@pytest.mark.parametrize("written", ["mucho", "12a", "1-2", "mil", "1.2.3,4,5"])
def test_what_is_no_figure_is_refused(written):
    with pytest.raises(ValueError):  # noqa: PT011 - its text is for nobody
        parse_figure(written)


@pytest.mark.parametrize(
    "written", ["3/11/2026", "3-11-26", "3 nov 2026", "3 de noviembre", "2026-11-03", "ayer"]
)
def test_a_date_is_understood_as_people_write_it(written):
    assert parse_date(written, date(2026, 11, 4)) == date(2026, 11, 3)


def test_money_shows_its_thousands_when_left(qtbot):
    money, other = MoneyEdit(), QLineEdit()
    column = Column()
    column.add(money)
    column.add(other)
    expose(qtbot, column)
    money.setFocus()
    type_text(qtbot, money, "80 millones")
    with qtbot.waitSignal(money.changed):
        other.setFocus()
    assert money.text() == "$\u00a080.000.000"
    assert money.value() == Decimal(80_000_000)


def test_a_number_that_is_none_says_so(qtbot):
    number = NumberEdit()
    qtbot.addWidget(number)
    type_text(qtbot, number, "señal")
    assert number.value() is None
    assert "1.250.000" in number.problem()


def test_an_impossible_date_says_so(qtbot):
    edit = DateEdit()
    qtbot.addWidget(edit)
    type_text(qtbot, edit.line, "31/02/2026")
    assert edit.value() is None
    assert edit.problem()


def test_a_field_names_its_editor_and_tells_its_error_to_a_screen_reader(qtbot):
    field = Field("Nombre de la empresa", QLineEdit(), "Como aparece en el RUT")
    qtbot.addWidget(field)
    field.set_error("Escriba el nombre.")
    seen = QAccessible.queryAccessibleInterface(field.editor)
    assert seen.text(QAccessible.Text.Name) == "Nombre de la empresa"
    assert seen.text(QAccessible.Text.Description) == "Escriba el nombre."
    field.set_error(None)
    assert seen.text(QAccessible.Text.Description) == "Como aparece en el RUT"
    assert not field.error


def test_one_of_a_few_is_chosen_once_and_can_be_unchosen(qtbot):
    group = ChoiceGroup([("yes", "Sí"), ("no", "No")], "¿Exporta?")
    qtbot.addWidget(group)
    assert group.value() is None
    with qtbot.waitSignal(group.chosen) as told:
        group.buttons["no"].click()
    assert told.args == ["no"]
    group.set_value(None)
    assert group.value() is None


def test_every_icon_can_be_drawn(qapp):
    from advisor_app.paths import resource

    for file in sorted(resource("icons").glob("*.svg")):
        if "-" not in file.stem:
            assert not icon(file.stem).pixmap(24).isNull(), file.stem


def test_a_day_can_be_picked_from_the_calendar(qtbot):
    edit = DateEdit()
    expose(qtbot, edit, 400, 80)
    edit.set_value(date(2026, 11, 3))
    edit.pick.click()
    calendar = edit.findChild(QCalendarWidget)
    qtbot.waitUntil(calendar.isVisible)
    with qtbot.waitSignal(edit.changed):
        calendar.clicked.emit(QDate(2026, 11, 20))
    assert edit.value() == date(2026, 11, 20)
    qtbot.waitUntil(lambda: edit.findChild(QCalendarWidget) is None)


@pytest.mark.parametrize("written", ["mañana mismo", "31/02/2026", "3", "99/99", "3 xyz"])
def test_what_is_no_date_is_refused(written):
    with pytest.raises(ValueError):  # noqa: PT011 - its text is for nobody
        parse_date(written, date(2026, 11, 4))


def test_a_date_field_that_is_left_tells_its_day_once(qtbot):
    edit, other = DateEdit(), QLineEdit()
    column = Column()
    column.add(edit)
    column.add(other)
    expose(qtbot, column)
    edit.setFocus()
    type_text(qtbot, edit.line, "3 nov 2026")
    with qtbot.waitSignal(edit.changed):
        other.setFocus()
    assert edit.line.text() == "03/11/2026"
    assert not edit.problem()


def test_a_list_tells_the_key_of_the_row_that_was_chosen(qtbot):
    box = ChoiceList([("cacao", "Cacao"), ("panela", "Panela")], empty="Elija")
    expose(qtbot, box, 300, 80)
    assert box.value() is None
    with qtbot.waitSignal(box.chosen) as told:
        qtbot.keyClick(box, "P")
    assert told.args == ["panela"]
    box.set_value("cacao")
    assert box.currentText() == "Cacao"


def test_a_figure_above_what_can_be_is_told(qtbot):
    money = MoneyEdit(most=Decimal(1_000_000))
    qtbot.addWidget(money)
    money.set_value(2_000_000)
    assert "1.000.000" in money.problem()
    money.set_value(None)
    assert money.text() == ""
    assert not money.problem()
