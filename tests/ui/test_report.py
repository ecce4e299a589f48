"""The report: preview, paper, file and picture."""

from __future__ import annotations

import os
import stat
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QFileDialog

from tests.builders import answer_everything, make_draft
from tests.ui.hands import expose
from ui.dialogs.hand_over import PICTURE
from ui.dialogs.print_sheet import PrintSheet
from ui.screens.report import ReportScreen


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

    screen.hand_over_by(PICTURE)
    tasks.wait_idle(30)
    place = tmp_path / "hoja.png"
    choose(qtbot, tasks, place)
    with Image.open(place) as picture:
        assert picture.format == "PNG"
        assert picture.width == 1280
        assert picture.height == pytest.approx(1280 * 11 / 8.5, abs=2)
        assert picture.getpixel((3, 3)) == (255, 255, 255)


def test_ctrl_s_and_ctrl_p_are_the_two_actions(screen, qtbot, tasks):
    qtbot.keyClick(screen, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    file_dialog(qtbot).reject()
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    qtbot.keyClick(screen, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, PrintSheet)
    tasks.wait_idle()
    dialog.reject()


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
