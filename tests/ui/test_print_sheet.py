"""The print sheet, by keys, on real queues: what is chosen comes out, and trouble is told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from advisor_app import i18n
from tests.builders import answer_everything, make_draft
from tests.printers import paper
from tests.printers.cups import PRINTS, needs_cups
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
from ui import settings as choices
from ui.dialogs.print_sheet import PrintSheet

pytestmark = needs_cups
PATIENCE_MS = 60_000
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def draft(session):
    made = make_draft(session)[1]
    answer_everything(session, made)
    return made


@pytest.fixture
def report(window, tasks, draft):
    """The report on screen in the real window."""
    window.go("report", assessment_id=draft.id)
    tasks.wait_idle(30)
    return window.screen_shown


@pytest.fixture
def opened(report, tasks, qtbot, window):
    """Opens the print sheet by its key."""

    def press() -> PrintSheet:
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        qtbot.keyClick(report, Qt.Key.Key_P, CONTROL)
        sheet = QApplication.activeModalWidget()
        assert isinstance(sheet, PrintSheet)
        qtbot.waitUntil(sheet.isActiveWindow)
        tasks.wait_idle(30)
        return sheet

    return press


@pytest.fixture
def gate(cups):
    """Where a printer may be made to stand still."""
    place = cups.folder / "gate"
    os.mkfifo(place)
    yield place
    place.unlink()


def press(qtbot, key):
    qtbot.keyClick(QApplication.focusWidget(), key)


def closed(qtbot):
    """Wait until the sheet has closed by itself."""
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=PATIENCE_MS)


def until(qtbot, part):
    qtbot.waitUntil(part.isVisible, timeout=PATIENCE_MS)


def issued_pdf(session, draft, tmp_path) -> Path:
    """The report as the base keeps it."""
    file = tmp_path / "issued.pdf"
    (issued,) = session.documents.of(draft.id)
    file.write_bytes(session.documents.reprint(issued.id, "es"))
    return file


# --- On paper --------------------------------------------------------------------------------


def test_two_keys_print_the_issued_report_page_by_page(
    cups, opened, qtbot, window, session, draft, tmp_path
):
    cups.add_pdf_printer("Virtual")
    opened()
    press(qtbot, Qt.Key.Key_Return)
    closed(qtbot)
    (came_out,) = cups.printed()
    wanted = paper.pictures(issued_pdf(session, draft, tmp_path), tmp_path / "wanted")
    found = paper.pictures(came_out, tmp_path / "found")
    assert len(found) == len(wanted) >= 4
    for number, page in enumerate(found):
        unlike = [paper.difference(page, other) for other in wanted]
        assert unlike.index(min(unlike)) == number
        assert unlike[number] < 16
    assert paper.strongest_colour(found) > 60
    (issued,) = session.documents.of(draft.id)
    assert f"{issued.number}-v1-es" in cups.titles()
    assert "Panadería" not in cups.titles()


def test_everything_that_can_be_chosen_comes_out_of_a_real_queue(
    cups, opened, qtbot, session, draft, tmp_path
):
    cups.add_pdf_printer("Virtual")
    sheet = opened()
    press(qtbot, Qt.Key.Key_Tab)
    type_text(qtbot, QApplication.focusWidget(), "2")
    press(qtbot, Qt.Key.Key_Tab)
    type_text(qtbot, QApplication.focusWidget(), "1-3")
    press(qtbot, Qt.Key.Key_Tab)
    press(qtbot, Qt.Key.Key_Right)
    press(qtbot, Qt.Key.Key_Tab)
    press(qtbot, Qt.Key.Key_Right)
    assert sheet.paper.text() == "Salen 4 hojas."
    press(qtbot, Qt.Key.Key_Return)
    closed(qtbot)
    (came_out,) = cups.printed()
    found = paper.pictures(came_out, tmp_path / "found")
    wanted = paper.pictures(issued_pdf(session, draft, tmp_path), tmp_path / "wanted")
    assert len(found) == 4
    assert paper.strongest_colour(found) <= 1
    for sheets in (found[:2], found[2:]):
        pages = [half for one in sheets for half in paper.halves(one, wanted[0])]
        for number, page in enumerate(pages[:3]):
            unlike = [paper.difference(page, other) for other in wanted]
            assert unlike.index(min(unlike)) == number


def test_the_words_arrive_as_words(cups, opened, qtbot, session, draft, tmp_path):
    cups.add_printer("Oficina")
    opened()
    press(qtbot, Qt.Key.Key_Return)
    closed(qtbot)
    (came_out,) = cups.printed()
    assert paper.text(came_out) == paper.text(issued_pdf(session, draft, tmp_path))


def test_the_screen_then_shows_what_was_printed(
    cups, opened, qtbot, window, report, session, draft
):
    cups.add_printer("Oficina")
    opened()
    press(qtbot, Qt.Key.Key_Return)
    closed(qtbot)
    assert window.bar.state.whole() == "Enviado a la impresora"
    (issued,) = session.documents.of(draft.id)
    assert issued.number in report.view.pages.getAllText(0).text()


# --- Choosing --------------------------------------------------------------------------------


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
    assert [one.text() for one in ways] == ["Guardar PDF", "Página 1 al teléfono"]
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


# --- On the way ------------------------------------------------------------------------------


def start_printing(cups, opened, qtbot, does):
    cups.add_printer("Oficina", does)
    sheet = opened()
    press(qtbot, Qt.Key.Key_Return)
    until(qtbot, sheet.cancel_button)
    return sheet


def test_the_pages_are_counted(cups, opened, qtbot, gate, report):
    sheet = start_printing(cups, opened, qtbot, f"cat > /dev/null\ncat {gate}\n")
    count = report.view.pages.pageCount()
    last = f"Imprimiendo página {count} de {count}"
    qtbot.waitUntil(lambda: sheet.status.text() == last, timeout=PATIENCE_MS)
    assert sheet.progress.value() == sheet.progress.maximum() == count
    gate.write_bytes(b"")
    closed(qtbot)


def test_an_empty_tray_is_told_and_then_no_more(cups, opened, qtbot, gate):
    empty = 'echo "STATE: +media-empty-error" >&2\n'
    filled = 'echo "STATE: -media-empty-error" >&2\n'
    sheet = start_printing(cups, opened, qtbot, f"{empty}cat {gate}\n{filled}{PRINTS}cat {gate}\n")
    until(qtbot, sheet.notice)
    assert sheet.notice.text.text() == "La impresora no tiene papel."
    assert sheet.status.text() == "Esperando a la impresora"
    assert "la impresión sigue sola" in sheet.notice.advice.text()
    gate.write_bytes(b"")
    qtbot.waitUntil(sheet.notice.isHidden, timeout=PATIENCE_MS)
    gate.write_bytes(b"")
    closed(qtbot)
    assert len(cups.printed()) == 1


def test_cancel_takes_the_job_back_and_offers_it_again(cups, opened, qtbot, gate):
    sheet = start_printing(cups, opened, qtbot, f"cat {gate}\n{PRINTS}")
    qtbot.waitUntil(lambda: "Imprimiendo" in sheet.status.text(), timeout=PATIENCE_MS)
    sheet.cancel_button.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    until(qtbot, sheet.choices)
    assert sheet.notice.text.text() == "Se canceló la impresión."
    assert cups.run("lpstat", "-o") == b""
    assert cups.printed() == []
    cups.teach("Oficina", PRINTS)
    press(qtbot, Qt.Key.Key_Return)
    closed(qtbot)
    assert len(cups.printed()) == 1


def test_a_printer_that_goes_on_after_cancel_is_told(
    cups, opened, qtbot, gate, tmp_path, monkeypatch
):
    sheet = start_printing(cups, opened, qtbot, f"cat {gate}\n{PRINTS}")
    refuses = tmp_path / "bin" / "cancel"
    refuses.parent.mkdir()
    refuses.write_text("#!/bin/sh\necho 'cancel: cancel-job failed: Forbidden' >&2\nexit 1\n")
    refuses.chmod(0o755)
    monkeypatch.setenv("PATH", f"{refuses.parent}:{os.environ['PATH']}")
    sheet.cancel_button.click()
    until(qtbot, sheet.notice)
    assert sheet.notice.text.text() == "La impresión no se pudo cancelar."
    assert sheet.cancel_button.isEnabled()
    gate.write_bytes(b"")
    closed(qtbot)


def test_work_goes_on_while_the_printer_prints(cups, opened, qtbot, gate, window):
    start_printing(cups, opened, qtbot, f"cat {gate}\n{PRINTS}")
    press(qtbot, Qt.Key.Key_Escape)
    assert QApplication.activeModalWidget() is None
    window.go("today")
    gate.write_bytes(b"")
    qtbot.waitUntil(
        lambda: window.bar.state.whole() == "Enviado a la impresora", timeout=PATIENCE_MS
    )
    assert len(cups.printed()) == 1


def test_a_failure_after_the_sheet_is_gone_is_told_above_the_screen(
    cups, opened, qtbot, gate, window
):
    start_printing(cups, opened, qtbot, f"cat {gate}\n")
    press(qtbot, Qt.Key.Key_Escape)
    window.go("today")
    cups.run("lpadmin", "-x", "Oficina")
    qtbot.waitUntil(lambda: window.banner is not None, timeout=PATIENCE_MS)


def test_the_lid_can_be_closed_over_a_job(cups, opened, qtbot, gate, window):
    start_printing(cups, opened, qtbot, f"cat {gate}\n")
    window.close()
    assert not window.isVisible()
    assert b"Oficina" in cups.run("lpstat", "-o"), "the printing system has it, and goes on"


def test_a_queue_that_takes_nothing_leaves_all_as_it_was(cups, opened, qtbot, session, draft):
    cups.add_printer("Oficina")
    sheet = opened()
    cups.run("cupsreject", "Oficina")
    press(qtbot, Qt.Key.Key_Return)
    until(qtbot, sheet.notice)
    until(qtbot, sheet.choices)
    assert sheet.notice.text.text() == "La impresora no recibe trabajos."
    cups.run("cupsaccept", "Oficina")
    press(qtbot, Qt.Key.Key_Return)
    closed(qtbot)
    assert len(cups.printed()) == 1
    assert len(session.documents.of(draft.id)) == 1, "the same version, printed later"


def test_a_printer_that_vanishes_is_told(cups, opened, qtbot):
    cups.add_printer("Oficina")
    sheet = opened()
    cups.run("lpadmin", "-x", "Oficina")
    press(qtbot, Qt.Key.Key_Return)
    until(qtbot, sheet.notice)
    assert sheet.notice.text.text() == "La impresora ya no está en este equipo."
    until(qtbot, sheet.other_ways)


def test_a_printing_system_that_ends_is_told_and_found_again(cups, opened, qtbot, gate):
    sheet = start_printing(cups, opened, qtbot, f"cat {gate}\n")
    cups.stop(at_once=True)
    until(qtbot, sheet.again_button)
    assert sheet.notice.text.text() == "El sistema de impresión de este equipo no responde."
    cups.start()
    cups.add_printer("Oficina")  # it forgets young printers too when it is killed
    sheet.again_button.click()
    until(qtbot, sheet.choices)


# --- Gates -----------------------------------------------------------------------------------


def test_nothing_is_left_on_disk(cups, opened, qtbot, own_home):
    cups.add_printer("Oficina")
    opened()
    press(qtbot, Qt.Key.Key_Return)
    closed(qtbot)
    assert [file.name for file in own_home.rglob("*") if file.is_file()] == []


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
