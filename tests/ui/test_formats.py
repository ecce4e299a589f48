"""Formats from the window: found, ticked, looked at, printed and saved."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from advisor_app.domain.format import shipped_formats
from tests.builders import answer_everything, make_draft, make_firm
from tests.ui.hands import expose, type_text
from ui.dialogs.print_sheet import PrintSheet
from ui.models.headed_rows import ROW
from ui.screens.formats import FormatsScreen


@pytest.fixture
def firm(session):
    return make_firm(session, sector="agro_primary")


@pytest.fixture
def screen(qtbot, context, session, tasks, firm):
    made = FormatsScreen(context)
    expose(qtbot, made)
    made.open(firm_id=firm.id)
    tasks.wait_idle(30)
    return made


def texts(screen):
    model = screen.model
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def wait_for_pages(qtbot, screen, count):
    qtbot.waitUntil(
        lambda: screen.view is not None and screen.view.pages.pageCount() == count, timeout=10_000
    )


def saved(screen, tasks, tmp_path):
    screen.save_button.click()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    path = tmp_path / "formatos.pdf"
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    tasks.wait_idle(30)
    return path


def test_the_list_begins_with_what_is_made_for_the_sector(screen):
    shown = texts(screen)
    assert shown[:2] == ["De su sector", "Aplicación de agroquímicos y abonos"]
    assert "Para cualquier empresa" in shown
    assert shown.index("De otros sectores") > shown.index("Pedido del cliente")
    assert len(shown) == len(shipped_formats()) + 3
    assert screen.title() == "Panadería Ñandú · formatos para empezar"


def test_nothing_can_be_printed_before_something_is_ticked(screen):
    assert screen.empty.isVisible()
    for one in (screen.print_button, screen.save_button, screen.clear_button):
        assert not one.isEnabled()
    screen.print_formats()
    assert QApplication.activeModalWidget() is None


def test_the_space_bar_ticks_and_the_pages_appear_in_the_order_of_the_ticks(
    qtbot, screen, tasks, tmp_path
):
    qtbot.keyClick(screen.list, Qt.Key.Key_Down)
    qtbot.keyClick(screen.list, Qt.Key.Key_Space)
    qtbot.keyClick(screen.list, Qt.Key.Key_Up)
    qtbot.keyClick(screen.list, Qt.Key.Key_Space)
    assert screen.count.text() == "2 formatos marcados"
    wait_for_pages(qtbot, screen, 2)
    pages = PdfReader(io.BytesIO(saved(screen, tasks, tmp_path).read_bytes())).pages
    assert "Cosecha por lote de la finca" in pages[0].extract_text()
    assert "Aplicación de agroquímicos" in pages[1].extract_text()
    assert all("Panadería Ñandú" in page.extract_text() for page in pages)


def test_a_touch_ticks_and_another_takes_the_tick_away(qtbot, screen):
    place = screen.list.visualRect(screen.model.index(2, 0)).center()
    qtbot.mouseClick(screen.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert len(screen.model.ticked) == 1
    qtbot.mouseClick(screen.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert screen.model.ticked == ()
    assert screen.count.text() == "Ninguno marcado"


def test_a_search_without_accents_finds_and_keeps_the_ticks(qtbot, screen):
    screen.model.tick(["complaint_log"])
    type_text(qtbot, screen.search, "capacitacion")
    assert texts(screen) == ["Para cualquier empresa", "Capacitación: plan y asistencia"]
    type_text(qtbot, screen.search, " zzz")
    assert screen.nothing.isVisible()
    screen.search.clear()
    assert screen.list.isVisible()
    assert screen.model.ticked == ("complaint_log",)


def test_who_comes_from_an_action_finds_its_format_ticked(qtbot, screen, tasks, firm):
    screen.open(firm_id=firm.id, action_key="complaints")
    tasks.wait_idle(30)
    assert (
        screen.model.ticked == ("complaint_log", "satisfaction_survey")[: len(screen.model.ticked)]
    )
    assert "complaint_log" in screen.model.ticked
    assert screen.list.currentIndex().data() == "Cuaderno de quejas"


def test_the_first_formats_of_the_plan_are_ticked_already(qtbot, screen, session, tasks, firm):
    _visit, view = make_draft(session, firm)
    answer_everything(session, view, 2)
    screen.open(firm_id=firm.id)
    tasks.wait_idle(30)
    assert texts(screen)[0] == "Del plan de mejora"
    rows = [screen.model.index(row, 0).data(ROW).key for row in (1, 2, 3)]
    assert screen.model.ticked == tuple(rows)
    wait_for_pages(qtbot, screen, 3)


def test_another_language_makes_the_pages_again(qtbot, screen, tasks, tmp_path):
    screen.model.tick(["complaint_log"])
    screen.language.buttons["en"].click()
    wait_for_pages(qtbot, screen, 1)
    text = PdfReader(saved(screen, tasks, tmp_path)).pages[0].extract_text()
    assert "Complaint log" in text


def test_printing_opens_the_print_sheet(qtbot, screen, tasks):
    screen.model.tick(["complaint_log", "order_form"])
    wait_for_pages(qtbot, screen, 2)
    screen.print_button.click()
    tasks.wait_idle(30)
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, PrintSheet)
    sheet.reject()


def test_a_place_that_cannot_be_written_to_is_told(qtbot, screen, tasks, tmp_path, navigator):
    screen.model.tick(["complaint_log"])
    wait_for_pages(qtbot, screen, 1)
    saved(screen, tasks, tmp_path / "no")
    assert "la carpeta ya no está" in navigator.errors[0].message


def test_without_a_firm_the_formats_are_nameless(qtbot, screen, tasks, tmp_path):
    screen.open()
    tasks.wait_idle(30)
    assert texts(screen)[0] == "Todos los formatos"
    assert screen.title() == "Formatos para empezar"
    screen.model.tick(["order_form"])
    wait_for_pages(qtbot, screen, 1)
    text = PdfReader(saved(screen, tasks, tmp_path)).pages[0].extract_text()
    assert "Empresa: ____" in text


def test_leaving_waits_for_no_pages(qtbot, screen, tasks):
    screen.model.tick(["complaint_log"])
    assert screen.leave()
    tasks.wait_idle(30)
    assert screen.view is None
