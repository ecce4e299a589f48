"""The print sheet: what it offers, what it refuses, and that everybody can use it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from advisor_app import i18n
from tests.printers.cups import needs_cups
from tests.ui.gates import (
    button_is_clipped,
    controls,
    is_in_sight,
    is_tab_stop,
    label_is_clipped,
    name_of,
    tab_stop,
    tab_walk,
)
from tests.ui.hands import type_text
from tests.ui.printing.hands import closed, press
from ui import settings as choices

pytestmark = needs_cups


def test_what_was_chosen_is_chosen_again(cups, opened, qtbot, window):
    cups.add_printer("Oficina")
    cups.add_printer("Usual")
    sheet = opened()
    sheet.choices.printer.set_value("Oficina")
    for group, key in (("grey", "grey"), ("per_sheet", "2"), ("sides", "2")):
        getattr(sheet.choices, group).set_value(key)
    sheet.print_button.click()
    closed(qtbot)
    wish = opened().choices.wish()
    assert (wish.printer.name, wish.copies, wish.pages) == ("Oficina", 1, ())
    assert (wish.grey, wish.per_sheet, wish.two_sided) == (True, 2, True)
    kept = (window.context.session.folder / choices.FILE_NAME).read_text()
    assert "Oficina" not in kept


def test_two_sides_are_offered_only_by_a_printer_that_can(cups, opened):
    cups.add_pdf_printer("Virtual")
    cups.add_printer("Oficina")
    sheet = opened()
    assert sheet.choices.sides.isVisible()
    sheet.choices.printer.set_value("Virtual")
    assert not sheet.choices.sides.isVisible()
    assert not sheet.choices.wish().two_sided


def test_pages_that_do_not_exist_are_told_and_nothing_is_issued(
    cups, opened, qtbot, session, draft
):
    cups.add_printer("Oficina")
    sheet = opened()
    sheet.choices.wanted_pages.setFocus()
    type_text(qtbot, sheet.choices.wanted_pages, "3-40")
    press(qtbot, Qt.Key.Key_Return)
    assert "páginas 1 a" in sheet.choices.pages_field.error
    assert sheet.choices.wanted_pages.hasFocus()
    sheet.close()
    assert session.documents.of(draft.id) == []
    assert cups.printed() == []


@pytest.mark.parametrize("written", ["0", "100", "", "dos", "-1", "1.5", "9" * 5000])
def test_copies_that_cannot_be_are_told(cups, opened, qtbot, written):
    cups.add_printer("Oficina")
    sheet = opened()
    sheet.choices.copies.setText(written)
    sheet.print_button.click()
    assert sheet.choices.copies_field.error == "Escriba un número de 1 a 99."
    assert sheet.choices.copies.hasFocus()


def test_the_arrow_keys_count_copies(cups, opened, qtbot):
    cups.add_printer("Oficina")
    sheet = opened()
    for key, count in ((Qt.Key.Key_Up, 2), (Qt.Key.Key_Down, 1), (Qt.Key.Key_Down, 1)):
        qtbot.keyClick(sheet.choices.copies, key)
        assert sheet.choices.wish().copies == count


def test_a_printer_says_what_is_the_matter_before_it_is_used(cups, opened):
    cups.add_printer("Oficina")
    cups.run("cupsdisable", "Oficina")
    sheet = opened()
    assert sheet.choices.printer.currentText() == "Oficina · detenida"
    assert "Reanúdela" in sheet.choices.printer_field.message.text()


def test_without_a_printer_there_are_other_ways(cups, opened, report, qtbot):
    sheet = opened()
    assert "ninguna impresora" in sheet.nothing.text.text()
    ways = [one for one in sheet.other_ways.findChildren(QAbstractButton) if one.isVisible()]
    assert [one.text() for one in ways] == ["Guardar PDF", "Entregar de otra forma"]
    ways[0].click()
    dialog = QApplication.activeModalWidget()
    assert dialog.windowTitle() == "Guardar el informe en PDF"
    dialog.reject()


def test_a_printer_that_is_plugged_in_now_is_found(cups, opened, tasks):
    sheet = opened()
    cups.add_printer("Nueva")
    sheet.again_button.click()
    tasks.wait_idle()
    assert sheet.choices.isVisible()
    assert sheet.choices.wish().printer.name == "Nueva"


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("percent", [100, choices.TEXT_PERCENT.choices[-1]])
def test_everything_has_a_name_and_room(cups, opened, settings, lang, percent, tasks, qtbot):
    cups.add_printer("Centro_de_acopio_de_la_vereda_La_Laguna")
    i18n.set_language(lang)
    settings.set(choices.LANGUAGE, lang)
    settings.set(choices.TEXT_PERCENT, percent)
    tasks.wait_idle(30)
    sheet = opened()
    assert [one for one in controls(sheet) if not name_of(one)] == []
    labels = [one for one in sheet.findChildren(QLabel) if one.isVisible()]
    buttons = [one for one in sheet.findChildren(QAbstractButton) if one.isVisible()]
    qtbot.waitUntil(lambda: not any(map(label_is_clipped, labels)))
    assert [one.text() for one in buttons if button_is_clipped(one)] == []
    assert sheet.column.horizontalScrollBar().maximum() == 0
    expected = {tab_stop(one) for one in controls(sheet) if is_tab_stop(one)}
    visited = []
    for one in tab_walk(len(expected) + 5):
        visited.append(tab_stop(one))
        assert is_in_sight(one)
    assert len(visited) == len(expected)
    assert set(visited) == expected
