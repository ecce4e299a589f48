"""Printing where printers take no files: pages are painted, and the window lives on meanwhile."""

from __future__ import annotations

import time
from functools import partial

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from advisor_app.domain.printing import Printer, Progress, Stage, Wish
from advisor_app.services import printing
from tests.builders import answer_everything, make_draft
from tests.equipment import needs
from tests.printers import paper
from ui import painted_job
from ui.dialogs.print_sheet import PrintSheet
from ui.painted_job import PaintedJob

PRINTER = Printer("Oficina", "Oficina", two_sided=True)
PATIENCE_MS = 60_000


@pytest.fixture
def document(session, tmp_path):
    """A whole report, and how it is shown as pictures."""
    view = make_draft(session)[1]
    answer_everything(session, view)
    file = tmp_path / "report.pdf"
    file.write_bytes(session.documents.preview(view.id, "es"))
    return file


def onto(file, wish, _make=painted_job.printer_for) -> QPrinter:
    """A printer whose paper is a file, as fine as an office printer's."""
    made = _make(wish)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(file))
    made.setResolution(300)
    return made


@pytest.fixture
def paint(tasks, document, tmp_path, qtbot, window):
    """Paints the document; how it went, and the pages that came out."""
    heard: list[Progress] = []

    def do(**wishes):
        out = tmp_path / "painted.pdf"
        wish = Wish(PRINTER, **wishes)
        job = PaintedJob(tasks, [document.read_bytes()], wish, window, partial(onto, out))
        job.progressed.connect(heard.append)
        with qtbot.waitSignal(job.ended, timeout=PATIENCE_MS) as end:
            job.start("A595-2026-0001")
        return [*heard, *end.args], paper.pictures(out, tmp_path / "painted")

    return do


@needs("pdftoppm")
def test_every_page_is_painted_as_it_is(paint, document, tmp_path):
    heard, painted = paint()
    wanted = paper.pictures(document, tmp_path / "wanted")
    count = len(wanted)
    assert heard[:-1] == [Progress(Stage.PRINTING, n, count) for n in range(1, count + 1)]
    assert heard[-1] == Progress(Stage.DONE, count, count)
    for number, page in enumerate(painted):
        unlike = [paper.difference(page, other) for other in wanted]
        assert unlike.index(min(unlike)) == number
        assert unlike[number] < 16


@needs("pdftoppm")
def test_wishes_are_met_by_ourselves(paint, document, tmp_path):
    _heard, painted = paint(pages=(1, 2, 3), per_sheet=2, grey=True, copies=2)
    assert len(painted) == 4
    assert all(sheet.width > sheet.height for sheet in painted)
    assert paper.strongest_colour(painted) <= 1
    wanted = paper.pictures(document, tmp_path / "wanted")
    halves = [half for sheet in painted[:2] for half in paper.halves(sheet, wanted[0])]
    for number, page in enumerate(halves[:3]):
        unlike = [paper.difference(page, other) for other in wanted]
        assert unlike.index(min(unlike)) == number


@needs("pdftoppm")
def test_each_copy_on_both_sides_begins_on_a_new_sheet(paint):
    _heard, painted = paint(pages=(1, 2, 3), two_sided=True, copies=2)
    assert len(painted) == 8
    for back in (painted[3], painted[7]):
        assert back.convert("L").getextrema()[0] > 250, "an empty back"


def test_the_window_has_its_turn_between_strips(paint):
    turns: list[float] = []
    clock = QTimer()
    clock.setInterval(0)
    clock.timeout.connect(lambda: turns.append(time.perf_counter()))
    clock.start()
    heard, _pages = paint(pages=(1, 2))
    clock.stop()
    assert heard[-1].stage is Stage.DONE
    assert len(turns) > 2 * 12, "a dozen turns a page"


def test_a_job_that_is_taken_back_paints_no_more(tasks, document, tmp_path, qtbot, window):
    out = tmp_path / "painted.pdf"
    job = PaintedJob(tasks, [document.read_bytes()], Wish(PRINTER), window, partial(onto, out))
    heard: list[Progress] = []
    job.progressed.connect(heard.append)
    job.progressed.connect(lambda told: told.side == 2 and job.cancel())
    with qtbot.waitSignal(job.ended, timeout=PATIENCE_MS) as end:
        job.start("A595-2026-0001")
    assert end.args[0].stage is Stage.CANCELLED
    assert heard[-1].side == 2


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_does_not_begin_is_told(tasks, document, tmp_path, qtbot, window):
    nowhere = partial(onto, tmp_path / "no such folder" / "painted.pdf")
    job = PaintedJob(tasks, [document.read_bytes()], Wish(PRINTER), window, nowhere)
    with qtbot.waitSignal(job.failed, timeout=PATIENCE_MS) as failed:
        job.start("A595-2026-0001")
    assert failed.args[0].message == "No se pudo empezar a imprimir."
    assert "sigue completo" in failed.args[0].advice


def test_the_same_sheet_prints_by_painting(
    window, tasks, session, qtbot, monkeypatch, tmp_path, document
):
    out = tmp_path / "painted.pdf"
    monkeypatch.setattr(printing, "takes_files", lambda: False)
    monkeypatch.setattr(painted_job, "printers", lambda: [PRINTER])
    monkeypatch.setattr(painted_job, "printer_for", partial(onto, out))
    (firm,) = session.firms.list()
    (view,) = session.assessments.of_firm(firm.id)
    window.go("report", assessment_id=view.id)
    tasks.wait_idle(30)
    window.screen_shown.print_report()
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, PrintSheet)
    sheet.print_button.click()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=PATIENCE_MS)
    assert out.read_bytes().startswith(b"%PDF")
    assert window.bar.state.whole() == "Enviado a la impresora"
