"""A job is told of while it goes, can be taken back, and never fails in silence."""

from __future__ import annotations

import os

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.printers.cups import PRINTS, needs_cups
from tests.ui.printing.hands import PATIENCE_MS, closed, press, until

pytestmark = needs_cups


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
