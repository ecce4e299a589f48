"""The report: preview, paper, file and picture."""

from __future__ import annotations

import os
import stat
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QFileDialog

from advisor_app.domain.errors import AdvisorError
from tests.builders import answer_everything, make_draft, make_session
from tests.ui.hands import expose
from ui.printing import PagePrinter, Pages, hand_over, letter_printer, takes_files
from ui.screens.report import ReportScreen


@pytest.fixture
def session(context, tmp_path):
    made = make_session(tmp_path / "workspace")
    context.session = made
    yield made
    context.tasks.close()
    made.close()


@pytest.fixture
def draft(session):
    made = make_draft(session)[1]
    answer_everything(session, made)
    return made


@pytest.fixture
def screen(qtbot, context, tasks, draft):
    made = ReportScreen(context)
    expose(qtbot, made)
    made.open(assessment_id=draft.id)
    tasks.wait_idle(30)
    return made


def file_dialog(qtbot):
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    return dialog


def choose(qtbot, tasks, path):
    """The user picks a place in the dialog that is open."""
    dialog = file_dialog(qtbot)
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    tasks.wait_idle(30)


def text_of(screen):
    pages = screen.view.pages
    return pages.getAllText(0).text()


def test_the_pages_are_shown_from_memory(screen):
    assert screen.view.pages.pageCount() >= 4
    assert screen.view.model.rowCount() == screen.view.pages.pageCount()
    assert "Panadería Ñandú" in text_of(screen)
    assert screen.title() == "Panadería Ñandú"


def test_the_language_of_the_report_is_not_that_of_the_window(screen, tasks, qtbot):
    assert "Su empresa" in text_of(screen)
    qtbot.mouseClick(screen.language.buttons["en"], Qt.MouseButton.LeftButton)
    tasks.wait_idle(30)
    assert "Your firm" in text_of(screen)
    assert screen.save_button.text() == "Guardar PDF"


def test_a_small_page_leads_to_the_page(screen, qtbot):
    screen.view.list.setCurrentIndex(screen.view.model.index(2, 0))
    qtbot.waitUntil(lambda: screen.view.paper.pageNavigator().currentPage() == 2)


def test_the_list_of_pages_is_a_sound_model(screen):
    tester = QAbstractItemModelTester(
        screen.view.model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    index = tester.model().index(0, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Página 1"


def test_save_writes_the_issued_report_where_the_user_chose(
    screen, tasks, qtbot, tmp_path, session, draft, navigator
):
    screen.save_pdf()
    assert "panaderia-nandu-" in file_dialog(qtbot).selectedFiles()[0]
    place = tmp_path / "usb" / "informe.pdf"
    place.parent.mkdir()
    choose(qtbot, tasks, place)
    assert place.read_bytes().startswith(b"%PDF")
    (issued,) = session.documents.of(draft.id)
    assert issued.number in text_of(screen)
    assert navigator.said[-1] == "Guardado en usb"
    assert sorted(path.name for path in place.parent.iterdir()) == ["informe.pdf"]


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="root and Windows may write anywhere"
)
def test_a_folder_that_takes_nothing_is_told(screen, tasks, qtbot, tmp_path, navigator):
    closed = tmp_path / "closed"
    closed.mkdir(mode=stat.S_IRUSR | stat.S_IXUSR)
    screen.save_pdf()
    choose(qtbot, tasks, closed / "informe.pdf")
    assert "no hay permiso" in navigator.errors[-1].message


def test_a_folder_that_is_gone_is_told_and_offered_again(screen, tasks, qtbot, tmp_path, navigator):
    screen.save_pdf()
    choose(qtbot, tasks, tmp_path / "gone" / "informe.pdf")
    assert "carpeta ya no está" in navigator.errors[-1].message
    assert "sigue completo" in navigator.errors[-1].advice
    navigator.retry()
    file_dialog(qtbot).reject()


def test_the_first_page_goes_to_the_telephone_as_a_picture(screen, tasks, qtbot, tmp_path):
    from PIL import Image

    screen.save_png()
    place = tmp_path / "hoja.png"
    choose(qtbot, tasks, place)
    with Image.open(place) as picture:
        assert picture.format == "PNG"
        assert picture.width == 1280
        assert picture.height == pytest.approx(1280 * 11 / 8.5, abs=2)
        assert picture.getpixel((3, 3)) == (255, 255, 255)


def test_ctrl_s_and_ctrl_p_are_the_two_actions(screen, qtbot):
    qtbot.keyClick(screen, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    file_dialog(qtbot).reject()
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    qtbot.keyClick(screen, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QPrintDialog)
    dialog.reject()


def test_printing_to_a_file_writes_the_report_itself(screen, tasks, tmp_path):
    printer = letter_printer()
    printer.setOutputFileName(str(tmp_path / "impreso.pdf"))
    screen._print_on(printer)
    tasks.wait_idle(30)
    assert (tmp_path / "impreso.pdf").read_bytes().startswith(b"%PDF")


def test_pages_are_painted_where_files_are_not_taken(screen, qtbot, tmp_path):
    printer = letter_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "painted.pdf"))
    printer.setResolution(100)
    painting = PagePrinter(screen.view.pages, printer, screen)
    progress = []
    painting.progressed.connect(lambda done, of: progress.append((done, of)))
    with qtbot.waitSignal(painting.finished):
        painting.start()
    count = screen.view.pages.pageCount()
    assert progress[-1] == (count, count)
    painted = Pages(screen)
    painted.show_pdf((tmp_path / "painted.pdf").read_bytes())
    assert painted.pageCount() == count


def fake_lp(folder, monkeypatch, code=0):
    """A printing system that keeps what it is given."""
    program = folder / "lp"
    program.write_text(f'#!/bin/sh\necho "$@" > {folder}/words\ncat > {folder}/job\nexit {code}\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


class NamedPrinter:
    """A printer of CUPS, as far as handing a file over needs one."""

    def printerName(self):  # noqa: N802 - Qt's name
        return "Oficina"

    def outputFileName(self):  # noqa: N802 - Qt's name
        return ""

    def copyCount(self):  # noqa: N802 - Qt's name
        return 2

    def fromPage(self):  # noqa: N802 - Qt's name
        return 1

    def toPage(self):  # noqa: N802 - Qt's name
        return 3


@pytest.mark.skipif(sys.platform == "win32", reason="there is no CUPS on Windows")
def test_cups_is_given_the_file_itself_through_a_pipe(tmp_path, monkeypatch):
    fake_lp(tmp_path, monkeypatch)
    assert takes_files(NamedPrinter())
    hand_over(b"%PDF-1.7 whole", NamedPrinter(), "informe")
    assert (tmp_path / "job").read_bytes() == b"%PDF-1.7 whole"
    assert (tmp_path / "words").read_text().split() == [
        "-d", "Oficina", "-n", "2", "-t", "informe", "-P", "1-3",
    ]  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="there is no CUPS on Windows")
def test_a_printer_that_refuses_is_told(tmp_path, monkeypatch):
    fake_lp(tmp_path, monkeypatch, code=1)
    with pytest.raises(AdvisorError, match="no recibió el informe"):
        hand_over(b"%PDF", NamedPrinter(), "informe")


def test_the_making_can_be_given_up_and_taken_up_again(screen, tasks):
    screen._prepare()
    assert screen.cancel_button.isVisible()
    assert not screen.save_button.isEnabled()
    screen.cancel_button.click()
    tasks.wait_idle(30)
    assert screen.again_button.isVisible()
    screen.again_button.click()
    tasks.wait_idle(30)
    assert screen.view.isVisible()


def test_the_preview_leaves_no_file_behind(screen, own_home):
    left = [path for path in own_home.rglob("*") if path.is_file()]
    assert [path for path in left if path.suffix in {".pdf", ".png"}] == []
    assert not any((own_home / "tmp").iterdir())
