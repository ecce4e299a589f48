"""The five-number estimate: to the peso, and honest about what is missing."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor_app.domain.explain import cost_line_name, cost_sentence, figure_quality_name
from advisor_app.domain.quality_cost import FIGURES, FigureQuality, QuickCost

# 140 units x 6.200 + 75 h x 9.500 + 1.150.000 + 4.200.000 x 32 %, as an accountant adds them
FULL = QuickCost(
    monthly_sales=Decimal(92_000_000),
    scrapped_units=Decimal(140),
    unit_cost=Decimal(6_200),
    rework_hours=Decimal(75),
    hour_cost=Decimal(9_500),
    returns_value=Decimal(1_150_000),
    lost_sales=Decimal(4_200_000),
    margin_pct=Decimal(32),
    quality={
        "scrapped_units": FigureQuality.RECORD,
        "unit_cost": FigureQuality.INVOICE,
        "rework_hours": FigureQuality.RECORD,
        "hour_cost": FigureQuality.RECORD,
        "returns_value": FigureQuality.INVOICE,
    },
)


def test_the_four_kinds_of_failure_add_up():
    assert [(line.key, line.amount) for line in FULL.lines] == [
        ("scrap", Decimal(868_000)),
        ("rework", Decimal(712_500)),
        ("returns", Decimal(1_150_000)),
        ("lost_sales", Decimal(1_344_000)),
    ]
    assert FULL.total == Decimal(4_074_500)
    assert FULL.share_of_sales == Decimal("4.4")  # 4,4288 %


def test_a_line_is_as_good_as_its_weakest_figure():
    assert [str(line.quality) for line in FULL.lines] == [
        "record",
        "record",
        "invoice",
        "estimate",
    ]
    assert FULL.estimated_share == Decimal("33.0")  # 1.344.000 of 4.074.500 = 32,985 %


def test_what_is_not_known_is_not_zero():
    cost = QuickCost(returns_value=Decimal(500_000), scrapped_units=Decimal(3))
    assert [line.amount for line in cost.lines] == [None, None, Decimal(500_000), None]
    assert (cost.total, cost.share_of_sales) == (Decimal(500_000), None)


def test_nothing_known_gives_no_figure():
    cost = QuickCost()
    assert (cost.total, cost.share_of_sales, cost.estimated_share) == (None, None, None)


def test_no_sales_or_no_loss_divides_by_nothing():
    nothing_lost = QuickCost(monthly_sales=Decimal(0), returns_value=Decimal(0))
    assert (nothing_lost.total, nothing_lost.share_of_sales) == (Decimal(0), None)
    assert nothing_lost.estimated_share is None
    assert QuickCost(monthly_sales=Decimal(10), returns_value=Decimal(0)).share_of_sales == 0


def test_halves_of_a_peso_go_up():
    cost = QuickCost(lost_sales=Decimal(5), margin_pct=Decimal(50))
    assert cost.total == Decimal(3)


def test_it_is_kept_as_plain_figures_and_read_back():
    assert QuickCost.from_figures(json.loads(json.dumps(FULL.to_figures()))) == FULL
    assert QuickCost.from_figures({"monthly_sales": 51_000_000}).monthly_sales == 51_000_000
    assert QuickCost.from_figures({}) == QuickCost()
    assert FULL.figure("margin_pct") == 32
    assert FULL.quality_of("margin_pct") is FigureQuality.ESTIMATE


@given(st.dictionaries(st.sampled_from(FIGURES), st.decimals(0, 10**9, places=2)))
def test_any_figures_survive_the_round_trip(figures: dict[str, Decimal]):
    cost = QuickCost(**figures)
    assert QuickCost.from_figures(cost.to_figures()) == cost
    amounts = [line.amount for line in cost.lines if line.amount is not None]
    assert cost.total == (sum(amounts) if amounts else None)
    assert all(amount == int(amount) for amount in amounts)


@pytest.mark.parametrize(
    ("cost", "said"),
    [
        (QuickCost(), "Sin dato del costo de la mala calidad."),
        (
            QuickCost(returns_value=Decimal(0)),
            "En un mes se pierden $\u00a00 por mala calidad.",
        ),
        (
            QuickCost(monthly_sales=Decimal(1_000_000), returns_value=Decimal(50_000)),
            "En un mes se pierden $\u00a050.000 por mala calidad: el 5,0\u00a0% de las ventas. "
            "Es una estimación.",
        ),
        (
            FULL,
            "En un mes se pierden $\u00a04.074.500 por mala calidad: el 4,4\u00a0% de las ventas. "
            "El 33\u00a0% de esa cifra es una estimación.",
        ),
    ],
)
def test_the_cost_is_said_with_its_uncertainty(cost: QuickCost, said: str):
    assert cost_sentence(cost, "es") == said


def test_lines_and_sources_have_names():
    assert {cost_line_name(line.key, "es") for line in FULL.lines} == {
        "Lo que se bota",
        "Lo que se repite",
        "Devoluciones y descuentos",
        "Ventas perdidas",
    }
    assert [figure_quality_name(q, "es") for q in FigureQuality] == [
        "factura",
        "registro",
        "estimado",
    ]
