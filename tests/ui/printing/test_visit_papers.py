"""Everything of a visit printed at once, from the firm's page, by keys."""

from __future__ import annotations

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog

from advisor_app.domain.delivery import Channel
from advisor_app.domain.visit import Outcome
from tests.builders import answer_everything, make_draft, make_firm
from tests.printers import paper
from tests.printers.cups import needs_cups
from ui.dialogs.print_sheet import PrintSheet

CONTROL = Qt.KeyboardModifier.ControlModifier
PATIENCE_MS = 60_000


@pytest.fixture
def visit(session):
    """A visit in which a diagnosis was made, and that is over."""
    made, view = make_draft(session)
    answer_everything(session, view)
    return session.visits.finish(made.id, Outcome.DONE)


@pytest.fixture
def ask(window, tasks, qtbot, visit):
    """Opens the print sheet from the firm's page."""

    def press() -> PrintSheet:
        window.go("firm", firm_id=visit.firm_id)
        tasks.wait_idle()
        qtbot.keyClick(window.screen_shown, Qt.Key.Key_P, CONTROL)
        tasks.wait_idle(30)
        sheet = QApplication.activeModalWidget()
        assert isinstance(sheet, PrintSheet)
        return sheet

    return press


def closed(qtbot):
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=PATIENCE_MS)


@needs_cups
def test_all_papers_of_a_visit_are_one_job_under_their_numbers(
    cups, ask, qtbot, tasks, session, visit, tmp_path
):
    cups.add_printer("Oficina")
    sheet = ask()
    assert sheet.heading.text() == "Imprimir lo de la visita 1"
    papers = session.documents.papers_of_visit(visit.id)
    names = [tick.text().partition(" · ")[0] for tick in sheet.choices.ticks]
    assert names == [one.title for one in papers]
    assert {"Informe de diagnóstico", "Acta de visita"} <= set(names)
    assert not sheet.choices.wanted_pages.isVisible()
    qtbot.keyClick(sheet.choices.printer, Qt.Key.Key_Return)
    closed(qtbot)
    (came_out,) = cups.printed()
    issued = [session.documents.of(one.subject_id, one.kind)[0] for one in papers]
    written = ""
    for one in issued:
        file = tmp_path / f"{one.number}.pdf"
        file.write_bytes(session.documents.reprint(one.id, "es"))
        written += paper.text(file)
    assert paper.text(came_out) == written
    assert " ".join(f"{one.number}-v1-es" for one in issued) in cups.titles()
    tasks.wait_idle(30)
    noted = [session.deliveries.of_document(one.id) for one in issued]
    assert [[made.channel for made in found] for found in noted] == [[Channel.PRINT]] * len(issued)


@needs_cups
def test_only_what_is_ticked_is_printed(cups, ask, qtbot):
    cups.add_printer("Oficina")
    sheet = ask()
    for tick in sheet.choices.ticks[1:]:
        tick.click()
    said = sheet.paper.text()
    sheet.print_button.click()
    closed(qtbot)
    (came_out,) = cups.printed()
    assert said == f"Salen {len(PdfReader(came_out).pages)} hojas."


@needs_cups
def test_nothing_ticked_is_told(cups, ask, qtbot, session, visit):
    cups.add_printer("Oficina")
    sheet = ask()
    for tick in sheet.choices.ticks:
        tick.click()
    sheet.print_button.click()
    assert sheet.choices.documents_note.text() == "Marque al menos un documento."
    assert sheet.choices.ticks[0].hasFocus()
    (view,) = session.assessments.of_firm(visit.firm_id)
    assert session.documents.of(view.id) == []


@needs_cups
def test_without_a_printer_all_goes_into_one_file(
    cups, ask, tasks, tmp_path, window, session, visit
):
    sheet = ask()
    (save,) = (one for one in sheet.other_ways.findChildren(QAbstractButton) if one.isVisible())
    save.click()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    place = tmp_path / "usb" / "visita.pdf"
    place.parent.mkdir()
    dialog.fileSelected.emit(str(place))
    dialog.reject()
    tasks.wait_idle(30)
    assert window.bar.state.whole() == "Guardado en usb"
    said = " ".join(" ".join(page.extract_text() for page in PdfReader(place).pages).split())
    papers = session.documents.papers_of_visit(visit.id)
    for one in papers:
        (issued,) = session.documents.of(one.subject_id, one.kind)
        assert issued.number in said
        (made,) = session.deliveries.of_document(issued.id)
        assert made.channel is Channel.FILE
        assert made.proof.size == place.stat().st_size
    outline = [one for one in PdfReader(place).outline if not isinstance(one, list)]
    assert len(outline) == len(papers), "a bookmark for each"


def test_a_firm_without_papers_offers_none(window, tasks, session, qtbot):
    firm = make_firm(session)
    window.go("firm", firm_id=firm.id)
    tasks.wait_idle()
    shown = window.screen_shown.findChildren(QAbstractButton)
    assert "Imprimir la visita" not in [one.text() for one in shown]
    qtbot.keyClick(window.screen_shown, Qt.Key.Key_P, CONTROL)
    tasks.wait_idle()
    assert QApplication.activeModalWidget() is None
