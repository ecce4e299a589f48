"""Bringing a list in: every wrong cell in a table, or what would be installed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from advisor_app.services import list_files
from tests.builders import consent, make_firm
from tests.spreadsheet import panela
from tests.spreadsheet.breaking import saved, with_cell
from tests.ui.hands import expose
from ui.dialogs.bring_list import BringList
from ui.dialogs.question import Question
from ui.screens.standards import StandardsScreen


@pytest.fixture
def screen(qtbot, context, session, tasks):
    context.session = session
    firm = make_firm(session)
    consent(session, firm)
    made = StandardsScreen(context)
    expose(qtbot, made)
    made.open(firm_id=firm.id)
    tasks.wait_idle()
    return made


def choose(path: Path) -> None:
    """Answer the file dialog that is open."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.reject()


def bring(screen, tasks, path: Path) -> BringList:
    screen.own.bring_button.click()
    choose(path)
    tasks.wait_idle()
    (sheet,) = screen.findChildren(BringList)
    return sheet


def test_a_good_list_is_shown_first_and_installed_by_a_second_touch(
    screen, session, tasks, navigator
):
    sheet = bring(screen, tasks, panela.FILE)
    assert sheet.name.text() == "Norma propia: panela de trapiche"
    assert sheet.facts.text() == "Versión 1.0 · 30 requisitos en 6 secciones"
    assert "falta el inglés" in sheet.notes.text()
    assert session.lists.own() == []
    sheet.install_button.click()
    tasks.wait_idle()
    assert [one.id for one in session.lists.own()] == ["panela_propia"]
    assert navigator.said == ["Instalada: Norma propia: panela de trapiche, versión 1.0"]
    assert "panela_propia" in screen.own.rows


def test_the_wrong_cells_stand_in_a_table_and_the_corrected_file_is_read_again(
    screen, session, tasks, tmp_path
):
    file = tmp_path / "lista.xlsx"
    file.write_bytes(with_cell("Requisitos", "C14", "X"))
    sheet = bring(screen, tasks, file)
    model = sheet.problems.model()
    told = [model.index(0, column).data() for column in (0, 1)]
    assert told == ["Requisitos · C14", "«X» no existe en «Gravedad»; use C, M, m o R"]
    assert model.rowCount() == 1
    assert not sheet.install_button.isVisible()
    file.write_bytes(saved(panela.workbook()))
    sheet.again_button.click()
    tasks.wait_idle()
    assert sheet.install_button.isVisible()
    assert not sheet.problems.isVisible()
    sheet.close_button.click()
    assert session.lists.own() == []


def test_a_file_that_is_no_list_is_refused_in_a_sentence(screen, tasks, tmp_path):
    file = tmp_path / "lista.xlsx"
    file.write_bytes(b"codigo;titulo")
    sheet = bring(screen, tasks, file)
    assert "no es un libro de Excel" in sheet.outcome.text.text()
    assert not sheet.problems.isVisible()
    sheet.reject()


def test_a_list_that_is_there_already_has_nothing_to_install(screen, session, tasks):
    session.lists.install(panela.FILE)
    sheet = bring(screen, tasks, panela.FILE)
    assert not sheet.install_button.isVisible()
    assert "ya está instalada" in sheet.outcome.text.text()
    sheet.reject()


def test_closing_while_it_is_checked_installs_nothing(screen, session, tasks):
    screen.own.bring_button.click()
    choose(panela.FILE)
    (sheet,) = screen.findChildren(BringList)
    sheet.reject()
    tasks.wait_idle()
    assert session.lists.own() == []


@pytest.mark.parametrize("key", [None, "codex_haccp"])
def test_a_list_or_the_blank_template_is_saved(screen, tasks, tmp_path, key, navigator):
    screen.own.which.set_value(key)
    screen.own.save_button.click()
    file = tmp_path / "lista.xlsx"
    choose(file)
    tasks.wait_idle()
    assert navigator.said == [f"Guardado en {tmp_path.name}"]
    if key:
        assert list_files.read_file(file).raw["id"] == key
    else:
        assert file.stat().st_size > 5_000


def test_an_own_list_is_taken_away_after_a_question(screen, session, tasks, navigator):
    session.lists.install(panela.FILE)
    screen._read()
    tasks.wait_idle()
    assert not screen.own.remove_button.isVisible()
    screen.own.which.set_value("panela_propia")
    screen.own.which.chosen.emit("panela_propia")
    screen.own.remove_button.click()
    (question,) = screen.findChildren(Question)
    question.yes_button.click()
    tasks.wait_idle()
    assert session.lists.own() == []
    assert "panela_propia" not in screen.own.rows
    assert navigator.said == ["Lista quitada"]


def test_the_table_of_problems_is_walked_by_keyboard(screen, tasks, tmp_path, qtbot):
    file = tmp_path / "lista.xlsx"
    file.write_bytes(with_cell("Lista", "B2", "Con Espacio"))
    sheet = bring(screen, tasks, file)
    sheet.problems.setFocus()
    qtbot.keyClick(sheet.problems, Qt.Key.Key_Down)
    index = sheet.problems.currentIndex()
    assert index.data(Qt.ItemDataRole.AccessibleTextRole).startswith("Lista!B2: ")
    sheet.reject()
