"""Answers saved as a workbook from the result of a gap and of a diagnosis."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QApplication, QFileDialog

from advisor_app.domain.errors import AdvisorError
from tests.builders import answer_everything, consent, make_draft, make_firm
from tests.ui.hands import expose
from ui.screens.gap_result import GapResultScreen
from ui.screens.result import ResultScreen


@pytest.fixture
def gap_result(qtbot, context, session, tasks):
    firm = make_firm(session)
    consent(session, firm)
    gap = session.gaps.start(firm.id, "codex_haccp")
    return _opened(GapResultScreen(context), gap.id, qtbot, tasks)


@pytest.fixture
def result(qtbot, context, session, tasks):
    draft = make_draft(session)[1]
    answer_everything(session, draft)
    return _opened(ResultScreen(context), draft.id, qtbot, tasks)


def _opened(screen, assessment_id, qtbot, tasks):
    expose(qtbot, screen)
    screen.open(assessment_id=assessment_id)
    tasks.wait_idle()
    return screen


def export(screen, tasks, path):
    screen.export_button.click()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    name = dialog.selectedFiles()[0].rpartition("/")[2]
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    tasks.wait_idle()
    return name


def test_a_gap_is_saved_where_the_user_says(gap_result, tasks, tmp_path, navigator):
    name = export(gap_result, tasks, tmp_path / "b.xlsx")
    assert name == "panaderia-nandu-haccp-del-codex.xlsx"
    assert navigator.said == ["Preparando el libro de Excel…", f"Guardado en {tmp_path.name}"]
    book = load_workbook(io.BytesIO((tmp_path / "b.xlsx").read_bytes()))
    assert book.sheetnames == ["Resumen", "Capítulos", "Requisitos"]


def test_a_diagnosis_is_saved_where_the_user_says(result, tasks, tmp_path):
    assert export(result, tasks, tmp_path / "d.xlsx") == "panaderia-nandu-diagnostico.xlsx"
    book = load_workbook(io.BytesIO((tmp_path / "d.xlsx").read_bytes()))
    assert book.sheetnames == ["Resumen", "Dimensiones", "Respuestas"]


def test_a_place_that_takes_no_file_is_explained(result, tasks, tmp_path, navigator):
    export(result, tasks, tmp_path / "nada" / "d.xlsx")
    (error,) = navigator.errors
    assert isinstance(error, AdvisorError)
    assert "ya no está" in error.message
