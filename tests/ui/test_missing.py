"""Everything that is missing, in one list."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from advisor_app.domain.answers import Answer, AnswerState
from tests.builders import answer_everything, make_draft, rated
from tests.ui.hands import expose
from ui.models.headed_rows import KEY
from ui.models.missing_list import MissingModel
from ui.screens.missing import MissingScreen


@pytest.fixture
def draft(session):
    return make_draft(session)[1]


@pytest.fixture
def screen(qtbot, context):
    made = MissingScreen(context)
    expose(qtbot, made)
    return made


def opened(screen, tasks, draft):
    screen.open(assessment_id=draft.id)
    tasks.wait_idle()
    return [screen.model.data(screen.model.index(row, 0)) for row in range(screen.model.rowCount())]


def codes(screen):
    model = screen.model
    return [c for row in range(model.rowCount()) if (c := model.index(row, 0).data(KEY))]


def test_an_empty_diagnosis_misses_every_question(screen, tasks, draft):
    rows = opened(screen, tasks, draft)
    asked = draft.instrument.applicable(draft.profile, "short")
    assert rows[0] == f"Por responder · {len(asked)}"
    assert codes(screen)[: len(asked)] == [item.code for item in asked]
    assert screen.title() == "Panadería Ñandú"


def test_not_seen_and_unsupported_are_told_apart(screen, tasks, session, draft):
    answer_everything(session, draft)
    session.assessments.answer(draft.id, Answer("D3.2", AnswerState.NOT_VERIFIED))
    session.assessments.answer(draft.id, rated("D1.1", 4, "declared"))
    rows = opened(screen, tasks, draft)
    assert "Sin ver · 1" in rows
    assert "Se dijo más de lo que se vio · 1" in rows
    assert screen.summary.text() == "1 sin ver · 1 con menos evidencia de la que se dijo"


def test_at_the_end_comes_the_evidence_that_could_change_the_result(screen, tasks, session, draft):
    answer_everything(session, draft, 3, "declared")
    rows = opened(screen, tasks, draft)
    heading = next(row for row in rows if row.startswith("Evidencia que puede cambiar"))
    after = rows[rows.index(heading) + 1 :]
    assert 0 < len(after) <= 12
    detail = screen.model.data(
        screen.model.index(len(rows) - 1, 0), Qt.ItemDataRole.AccessibleTextRole
    )
    assert "Pida ver:" in detail


def test_enter_leads_to_the_question(screen, tasks, draft, qtbot, navigator):
    opened(screen, tasks, draft)
    qtbot.keyClick(screen.list, Qt.Key.Key_Down)
    qtbot.keyClick(screen.list, Qt.Key.Key_Return)
    assert navigator.visited == [("interview", {"assessment_id": draft.id, "item": "D1.3"})]


def test_a_click_leads_to_the_question_and_a_heading_nowhere(
    screen, tasks, draft, qtbot, navigator
):
    opened(screen, tasks, draft)
    for row in (0, 1):
        place = screen.list.visualRect(screen.model.index(row, 0)).center()
        qtbot.mouseClick(screen.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [params["item"] for _, params in navigator.visited] == ["D1.1"]


def test_the_keyboard_passes_over_headings(screen, tasks, session, draft, qtbot):
    answer_everything(session, draft)
    session.assessments.answer(draft.id, Answer("D3.2", AnswerState.NOT_VERIFIED))
    session.assessments.answer(draft.id, rated("D1.1", 4, "declared"))
    opened(screen, tasks, draft)
    seen = [screen.list.currentIndex().data(KEY)]
    for _ in range(2):
        qtbot.keyClick(screen.list, Qt.Key.Key_Down)
        seen.append(screen.list.currentIndex().data(KEY))
    assert seen[:2] == ["D3.2", "D1.1"]
    assert all(seen)


def test_when_nothing_is_missing_it_says_so(screen, tasks, session, draft, navigator):
    answer_everything(session, draft, 2)
    assert opened(screen, tasks, draft) == []
    assert screen.empty.isVisible()
    screen.result_button.click()
    assert navigator.visited == [("result", {"assessment_id": draft.id})]


def test_the_list_is_a_sound_model(screen, tasks, draft):
    model = MissingModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    opened(screen, tasks, draft)
    model.show_rows(screen.model._rows)
    assert tester.model() is model
    assert model.rowCount() == screen.model.rowCount()


@pytest.mark.parametrize("percent", [100, 150])
def test_every_row_is_as_high_as_its_words(qtbot, context, tasks, draft, settings, percent):
    from ui.settings import TEXT_PERCENT

    settings.set(TEXT_PERCENT, percent)
    screen = MissingScreen(context)
    expose(qtbot, screen)
    opened(screen, tasks, draft)
    heights = [
        screen.list.visualRect(screen.model.index(row, 0)).height()
        for row in range(1, screen.model.rowCount())
    ]
    assert min(heights) >= 44
    assert screen.list.horizontalScrollBar().maximum() == 0
