"""What was chosen by keys in the print sheet comes out of a real queue."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.printers import paper
from tests.printers.cups import needs_cups
from tests.ui.hands import type_text
from tests.ui.printing.hands import closed, press

pytestmark = needs_cups


def issued_pdf(session, draft, tmp_path) -> Path:
    """The report as the base keeps it."""
    file = tmp_path / "issued.pdf"
    (issued,) = session.documents.of(draft.id)
    file.write_bytes(session.documents.reprint(issued.id, "es"))
    return file


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


def test_nothing_is_left_on_disk(cups, opened, qtbot, own_home):
    cups.add_printer("Oficina")
    opened()
    press(qtbot, Qt.Key.Key_Return)
    closed(qtbot)
    assert [file.name for file in own_home.rglob("*") if file.is_file()] == []
