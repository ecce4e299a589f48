"""What came out of a printer is noted with its proof; what did not, with the reason."""

from __future__ import annotations

import hashlib

from PySide6.QtCore import Qt

from advisor_app.domain.delivery import Channel, DeliveryState
from advisor_app.services import entry
from tests.printers.cups import needs_cups
from tests.ui.hands import type_text
from tests.ui.printing.hands import PATIENCE_MS, closed, press, until
from tests.ui.printing.test_on_the_way import start_printing

pytestmark = needs_cups


def deliveries_of(session, draft):
    (issued,) = session.documents.of(draft.id)
    return session.deliveries.of_document(issued.id)


def test_a_printed_report_is_noted_with_its_job_and_copies(
    cups, opened, qtbot, tasks, session, draft
):
    cups.add_printer("Oficina")
    sheet = opened()
    sheet.choices.copies.selectAll()
    type_text(qtbot, sheet.choices.copies, "2")
    press(qtbot, Qt.Key.Key_Return)
    closed(qtbot)
    tasks.wait_idle(30)
    (made,) = deliveries_of(session, draft)
    assert (made.channel, made.state, made.lang) == (Channel.PRINT, DeliveryState.HANDED, "es")
    pdf = session.documents.reprint(made.document_id, "es")
    assert made.proof.sha256 == hashlib.sha256(pdf).hexdigest()
    assert made.proof.copies == 2
    assert made.proof.job
    assert made.proof.pages is not None
    assert made.proof.pages >= 4


def test_a_job_that_failed_leaves_the_reason(cups, opened, qtbot, tasks, session, draft):
    cups.add_printer("Oficina", "cat > /dev/null\nexit 1\n")
    cups.run("lpadmin", "-p", "Oficina", "-o", "printer-error-policy=abort-job")
    sheet = opened()
    press(qtbot, Qt.Key.Key_Return)
    until(qtbot, sheet.notice)
    tasks.wait_idle(30)
    (made,) = deliveries_of(session, draft)
    assert (made.channel, made.state) == (Channel.PRINT, DeliveryState.FAILED)
    assert made.reason == "La impresora no pudo imprimir el documento."


def test_a_job_that_was_taken_back_is_no_delivery(cups, opened, qtbot, gate, tasks, session, draft):
    sheet = start_printing(cups, opened, qtbot, f"cat {gate}\n")
    sheet.cancel_button.click()
    qtbot.waitUntil(sheet.choices.isVisible, timeout=PATIENCE_MS)
    tasks.wait_idle(30)
    assert deliveries_of(session, draft) == []


def test_a_job_that_ends_after_the_workspace_was_locked_and_opened_again_is_noted(
    cups, opened, qtbot, gate, window, draft, monkeypatch
):
    session, tasks = window.context.open_session, window.context.tasks
    monkeypatch.setattr(type(session), "is_demo", False)
    start_printing(cups, opened, qtbot, f"cat {gate}\n")
    window.lock()
    tasks.wait_idle(30)
    again = entry.open_demo(session.folder)
    window.entered(again)
    tasks.wait_idle(30)
    gate.write_bytes(b"")
    qtbot.waitUntil(lambda: bool(deliveries_of(again, draft)), timeout=PATIENCE_MS)
    (made,) = deliveries_of(again, draft)
    assert (made.channel, made.state) == (Channel.PRINT, DeliveryState.HANDED)
