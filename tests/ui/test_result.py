"""The result: the ladder, the line, and every figure down to its answers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from advisor_app.domain.quality_cost import QuickCost
from advisor_app.domain.routing import ServiceLine
from advisor_app.services.assessment_view import Commitment
from tests.builders import answer_everything, make_draft, rated
from tests.ui.hands import expose, type_text
from ui.models.figures import figures_of
from ui.screens.result import ResultScreen
from ui.widgets.unfold import Unfold


@pytest.fixture
def draft(session):
    made = make_draft(session)[1]
    answer_everything(session, made)
    return made


@pytest.fixture
def screen(qtbot, context, tasks, draft):
    made = ResultScreen(context)
    expose(qtbot, made)
    made.open(assessment_id=draft.id)
    tasks.wait_idle()
    return made


def again(screen, tasks, draft):
    screen.open(assessment_id=draft.id)
    tasks.wait_idle()


def words(widget):
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible() and one.text()]


def test_the_ladder_says_where_the_firm_stands(screen):
    assert "escalón 3, Estandarizado" in screen.ladder.accessibleName()
    assert "escalón 3 de 5" in screen.sentence.text()
    assert not screen.preliminary.isVisible()


def test_the_line_is_a_sentence_and_its_reasons_unfold(screen):
    assert screen.line.line.text() == "Asistencia técnica"
    assert "puntos" in screen.line.reason.text()
    assert not screen.line.why.is_open
    screen.line.why.head.click()
    assert screen.line.why.is_open
    figures = [one.head.accessibleName() for one in screen.line.why.body.findChildren(Unfold)]
    assert [name.split(":")[0].split(",")[0] for name in figures] == [
        "Nivel", "Puntaje", "Completo", "Confianza", "Línea",
    ]  # fmt: skip


def test_every_figure_unfolds_down_to_the_answers(screen):
    screen.line.why.head.click()
    score = screen.line.why.body.findChildren(Unfold)[1]
    score.head.click()
    dimension = score.body.findChildren(Unfold)[0]
    dimension.head.click()
    said = words(dimension.body)
    assert any(text.startswith("D1.1 ") and "peso 2" in text for text in said)
    assert "nivel 3, observado" in said


def test_what_is_unfolded_folds_again(screen):
    screen.line.why.head.click()
    screen.line.why.head.click()
    assert not screen.line.why.is_open
    assert "plegado" in screen.line.why.head.accessibleName()


def test_caps_name_the_answers_that_set_them_off(session, draft):
    session.assessments.answer(draft.id, rated("D4.2", 1))
    level = figures_of(session.assessments.result(draft.id))[0]
    cap = next(part for part in level.parts if part.value == "tope 2")
    assert cap.parts[0].name.startswith("D4.2 ")
    assert cap.parts[0].value == "nivel 1"


def test_what_would_change_the_line_is_named(screen, session, draft, tasks):
    answer_everything(session, draft, 1)
    again(screen, tasks, draft)
    assert screen.line.line.text() == "Formación"
    screen.line.what_else.head.click()
    assert any("Asistencia técnica" in text for text in words(screen.line.what_else.body))


def test_a_preliminary_result_says_so_plainly(qtbot, context, tasks, session):
    from tests.builders import make_firm

    firm = make_firm(session, nit="899999090", nit_dv="2")
    draft = make_draft(session, firm)[1]
    session.assessments.answer(draft.id, rated("D1.1", 3))
    screen = ResultScreen(context)
    expose(qtbot, screen)
    again(screen, tasks, draft)
    assert screen.preliminary.isVisible()
    assert screen.line.line.text() == "Sin clasificar"
    assert "Todavía no hay respuestas suficientes" in screen.sentence.text()


def test_a_legal_alert_comes_before_the_line(screen, session, draft, tasks):
    assert not screen.alerts.isVisible()
    session.assessments.answer(draft.id, rated("D10.1", 1))
    again(screen, tasks, draft)
    assert screen.alerts.isVisible()
    assert screen.alerts.y() < screen.line.y()


def test_the_radar_and_its_table_say_the_same(screen):
    table = words(screen.dimensions)
    for code in ("D1", "D10"):
        assert code in table
    assert "3,00" in table
    assert "Liderazgo y rumbo: 3,00" in screen.dimensions.radar.accessibleName()


def test_confidence_and_completeness_are_said_in_words(screen):
    assert "Confianza" in screen.sureness.text()
    assert "Completo al 100" in screen.sureness.text()


def change_line(qtbot, screen, line, reason):
    screen.line.change_button.click()
    dialog = QApplication.activeModalWidget()
    qtbot.waitUntil(dialog.isActiveWindow)
    if line is not None:
        qtbot.mouseClick(dialog.line.buttons[line], Qt.MouseButton.LeftButton)
    type_text(qtbot, dialog.reason, reason)
    dialog.save_button.click()
    return dialog


def test_another_line_needs_a_reason_of_twenty_letters(screen, qtbot):
    dialog = change_line(qtbot, screen, None, "porque sí")
    assert dialog.isVisible()
    assert dialog.line_field.error == "Elija una línea."
    assert dialog.reason_field.error == "Faltan 11 letras."
    dialog.reject()


def test_a_line_changed_by_hand_keeps_the_computed_one_beside(screen, qtbot, tasks, session, draft):
    reason = "El comprador exige formación en inocuidad primero"
    change_line(qtbot, screen, "training", reason)
    tasks.wait_idle()
    assert screen.line.line.text() == "Formación"
    assert "Lucía Arboleda" in screen.line.override.text.text()
    assert "Asistencia técnica" in screen.line.override.text.text()
    assert screen.line.override.advice.text() == reason
    assert session.assessments.get(draft.id).override.line is ServiceLine.TRAINING


def test_the_computed_line_can_be_taken_back(screen, qtbot, tasks, session, draft):
    session.assessments.override_line(draft.id, ServiceLine.TRAINING, "Una razón bien larga aquí")
    again(screen, tasks, draft)
    screen.line.change_button.click()
    dialog = QApplication.activeModalWidget()
    dialog._withdraw()
    tasks.wait_idle()
    assert screen.line.line.text() == "Asistencia técnica"
    assert not screen.line.override.isVisible()


def test_a_written_order_counts_at_once(screen, qtbot, tasks, session, draft):
    screen.line.commitment.click()
    tasks.wait_idle()
    assert session.assessments.get(draft.id).commitment
    assert screen.line.commitment.isChecked()


def test_a_closed_diagnosis_can_only_be_looked_at(screen, tasks, session, draft):
    session.assessments.close(draft.id)
    again(screen, tasks, draft)
    assert not screen.line.change_button.isEnabled()
    assert not screen.line.commitment.isEnabled()


def test_cost_and_commitments_are_shown_once_they_are_there(screen, tasks, session, draft):
    assert screen.cost_button.text() == "Estimar el costo"
    session.assessments.set_cost(
        draft.id, QuickCost.from_figures({"monthly_sales": "1000000", "returns_value": "50000"})
    )
    session.assessments.set_commitments(draft.id, [Commitment("Pesar lo que se bota", "Ana")])
    again(screen, tasks, draft)
    assert "$\u00a050.000" in screen.cost.text()
    assert screen.promises.text() == "Pesar lo que se bota · Ana"


@pytest.mark.parametrize(
    ("name", "route"),
    [
        ("report_button", "report"),
        ("missing_button", "missing"),
        ("back_button", "interview"),
        ("cost_button", "cost"),
        ("promises_button", "commitments"),
    ],
)
def test_each_way_on_is_one_button(screen, draft, navigator, name, route):
    getattr(screen, name).click()
    assert navigator.visited == [(route, {"assessment_id": draft.id})]


def test_what_others_write_is_read_again(screen, tasks, session, draft):
    unsubscribe = session.subscribe(screen.on_changes)
    session.assessments.override_line(draft.id, ServiceLine.TRAINING, "Una razón bien larga aquí")
    unsubscribe()
    tasks.wait_idle()
    assert screen.line.line.text() == "Formación"
