"""The cost of poor quality, from five figures."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from advisor_app.domain.errors import AdvisorError
from advisor_app.domain.quality_cost import FigureQuality, QuickCost
from tests.builders import make_draft
from tests.ui.hands import expose, type_text
from ui.screens.cost import CostScreen


@pytest.fixture
def draft(session):
    return make_draft(session)[1]


@pytest.fixture
def screen(qtbot, context, tasks, draft):
    made = CostScreen(context)
    expose(qtbot, made)
    made.open(assessment_id=draft.id)
    tasks.wait_idle()
    return made


def field(screen, name):
    return next(q.fields[name] for q in screen.questions if name in q.fields)


def write(qtbot, screen, name, text):
    editor = field(screen, name).editor
    editor.setFocus()
    editor.clear()
    type_text(qtbot, editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Tab)


def test_the_total_follows_as_one_types(screen, qtbot):
    assert screen.foot.words.text() == "Al mes: sin dato"
    write(qtbot, screen, "monthly_sales", "80 millones")
    write(qtbot, screen, "scrapped_units", "620")
    type_text(qtbot, field(screen, "unit_cost").editor, "2400")
    assert screen.foot.words.text() == "Al mes: $\u00a01.488.000 · de las ventas: 1,9\u00a0%"


@pytest.mark.parametrize("written", ["12,5", "12.5"])
def test_commas_and_points_are_both_decimals(screen, qtbot, written):
    write(qtbot, screen, "rework_hours", written)
    assert screen.value().rework_hours == Decimal("12.5")


def test_words_are_refused_beside_the_field_and_left_out(screen, qtbot, tasks, session, draft):
    write(qtbot, screen, "returns_value", "muchisimo")
    assert "Escriba solo la cifra" in field(screen, "returns_value").error
    tasks.wait_idle()
    assert screen.value().returns_value is None
    write(qtbot, screen, "returns_value", "980 mil")
    assert field(screen, "returns_value").error == ""


def test_a_margin_above_a_hundred_is_refused(screen, qtbot):
    write(qtbot, screen, "margin_pct", "130")
    assert "100" in field(screen, "margin_pct").error


def test_without_sales_the_share_does_not_apply(screen, qtbot):
    write(qtbot, screen, "monthly_sales", "0")
    write(qtbot, screen, "returns_value", "50000")
    assert screen.foot.words.text().endswith("de las ventas: n. a.")


def test_each_figure_says_where_it_comes_from(screen, qtbot, tasks, session, draft):
    write(qtbot, screen, "returns_value", "50000")
    origin = screen.questions[3].origins["returns_value"]
    assert origin.value() == "estimate"
    qtbot.mouseClick(origin.buttons["invoice"], Qt.MouseButton.LeftButton)
    tasks.wait_idle()
    kept = session.assessments.cost(draft.id)
    assert kept.quality_of("returns_value") is FigureQuality.INVOICE
    assert kept.estimated_share == 0


def test_figures_are_kept_without_a_save_button(screen, qtbot, tasks, session, draft, navigator):
    write(qtbot, screen, "monthly_sales", "51.000.000")
    tasks.wait_idle()
    assert session.assessments.cost(draft.id).monthly_sales == 51_000_000
    assert navigator.said[-1] == "Guardado"


def test_the_figure_being_typed_is_kept_when_one_leaves(screen, qtbot, tasks, session, draft):
    type_text(qtbot, field(screen, "returns_value").editor, "7000")
    assert screen.leave()
    tasks.wait_idle()
    assert session.assessments.cost(draft.id).returns_value == 7000


def test_what_was_given_before_is_shown(screen, tasks, session, draft):
    session.assessments.set_cost(
        draft.id,
        QuickCost(rework_hours=Decimal("18.5"), quality={"rework_hours": FigureQuality.RECORD}),
    )
    screen.open(assessment_id=draft.id)
    tasks.wait_idle()
    assert field(screen, "rework_hours").editor.text() == "18,5"
    assert screen.questions[2].origins["rework_hours"].value() == "record"


def test_a_blank_figure_is_not_zero(screen, qtbot):
    write(qtbot, screen, "scrapped_units", "10")
    assert screen.value().total is None
    assert screen.questions[1].amount.text() == ""


def test_a_full_disk_keeps_the_figures_on_the_screen(
    screen, qtbot, tasks, session, draft, navigator, monkeypatch
):
    def refuse(*_args):
        raise AdvisorError("El disco está lleno.")

    monkeypatch.setattr(session.assessments, "set_cost", refuse)
    write(qtbot, screen, "returns_value", "50000")
    tasks.wait_idle()
    assert navigator.errors[-1].message == "El disco está lleno."
    monkeypatch.undo()
    navigator.retry()
    tasks.wait_idle()
    assert session.assessments.cost(draft.id).returns_value == 50_000


def test_done_returns_to_the_result(screen, draft, navigator):
    screen.done_button.click()
    assert navigator.visited == [("result", {"assessment_id": draft.id})]
