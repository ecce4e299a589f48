"""Blank forms from the window: chosen, printed, saved; and the way to bring them in."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication, QFileDialog

from tests.builders import make_firm
from tests.ui.hands import expose
from ui.dialogs.print_sheet import PrintSheet
from ui.screens.paper_forms import PaperFormsScreen


@pytest.fixture
def screen(qtbot, context, session, tasks):
    made = PaperFormsScreen(context)
    expose(qtbot, made)
    made.open()
    tasks.wait_idle(30)
    return made


def text_of(pdf):
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def choose(group, key, tasks):
    group.buttons[key].click()
    tasks.wait_idle(30)


def test_the_first_round_for_any_sector_is_ready_at_once(screen):
    assert screen.pages.text().startswith("6 páginas tamaño carta · código IMC 1.1-C-")
    assert screen.print_button.isEnabled()
    assert "Qué preguntas aplican" in text_of(screen._form.pdf)


def test_another_choice_makes_another_form(screen, tasks):
    choose(screen.round, "rest", tasks)
    choose(screen.language, "en", tasks)
    screen.sector.set_value("tourism")
    screen.sector.chosen.emit("tourism")
    tasks.wait_idle(30)
    text = text_of(screen._form.pdf)
    assert "Second round" in text
    assert "Tourism" in text
    assert screen.pages.text().endswith("código IMC 1.1-R")


def test_the_form_is_saved_where_the_user_chose(screen, tasks, tmp_path, navigator):
    screen.save_button.click()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    assert dialog.selectedFiles()[0].endswith("-es.pdf")
    path = tmp_path / "formulario.pdf"
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    tasks.wait_idle(30)
    assert path.read_bytes() == screen._form.pdf
    assert navigator.said == [f"Guardado en {tmp_path.name}"]


def test_a_place_that_cannot_be_written_to_is_told(screen, tasks, tmp_path, navigator):
    screen.save_button.click()
    dialog = QApplication.activeModalWidget()
    dialog.fileSelected.emit(str(tmp_path / "no" / "formulario.pdf"))
    dialog.reject()
    tasks.wait_idle(30)
    assert "la carpeta ya no está" in navigator.errors[0].message


def test_printing_opens_the_print_sheet(screen, tasks):
    screen.print_button.click()
    tasks.wait_idle(30)
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, PrintSheet)
    sheet.reject()


def test_the_form_of_a_firm_bears_its_name(screen, session, tasks, navigator):
    firm = make_firm(session)
    screen.open(firm_id=firm.id)
    tasks.wait_idle(30)
    assert not screen.sector.isVisible()
    assert screen.title() == "Panadería Ñandú · formularios en papel"
    assert "Panadería Ñandú" in text_of(screen._form.pdf)
    screen.transcribe_button.click()
    assert navigator.visited == [("paper_visit", {"firm_id": firm.id})]


def test_without_a_firm_it_is_looked_for_first(screen, navigator):
    assert not screen.transcribe_button.isVisible()
    screen.firms_button.click()
    assert navigator.visited == [("firms", {})]


def test_leaving_waits_for_no_form(screen, tasks):
    screen.round.buttons["full"].click()
    assert screen.leave()
    tasks.wait_idle(30)
    assert not screen.print_button.isEnabled()


def test_from_here_the_formats_of_the_firm_are_near(screen, session, tasks, navigator):
    firm = make_firm(session)
    screen.open(firm_id=firm.id)
    tasks.wait_idle(30)
    screen.formats_button.click()
    assert navigator.visited == [("formats", {"firm_id": firm.id})]
