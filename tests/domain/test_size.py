"""A firm's size by its income, to the peso at each limit."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from advisor_app.domain.errors import BadContent, InvalidRecord
from advisor_app.domain.explain import size_name, size_sentence
from advisor_app.domain.size import firm_size, load_sizes, shipped_sizes
from advisor_app.paths import resource

LIMITS = """
    manufacturing 2025 1173413837 10208546005 86479200435
    manufacturing 2026 1234088562 10736408130 90950855310
    services      2025 1642769412 6571027849  24054610166
    services      2026 1727713512 6910801674  25298422716
    commerce      2025 2229451431 21473129604 107600300908
    commerce      2026 2344731606 22583459304 113164082808
"""
ROWS = [row.split() for row in LIMITS.strip().splitlines()]


@pytest.mark.parametrize(("macro", "year", "micro", "small", "medium"), ROWS)
def test_a_limit_belongs_to_the_smaller_size(
    macro: str, year: str, micro: str, small: str, medium: str
):
    for limit, below, above in (
        (micro, "micro", "small"),
        (small, "small", "medium"),
        (medium, "medium", "large"),
    ):
        assert firm_size(macro, int(limit), int(year)).size == below
        assert firm_size(macro, int(limit) + 1, int(year)).size == above


def test_the_boundary_published_in_2019():
    assert firm_size("manufacturing", 807_504_010, 2019).size == "micro"
    assert firm_size("manufacturing", 807_504_011, 2019).size == "small"


def test_the_result_carries_what_gave_it():
    result = firm_size("manufacturing", Decimal(4_870_000_000), 2025)
    assert (result.size, result.uvt) == ("small", Decimal(49799))
    assert result.income_uvt == Decimal("97793.13")
    assert result.limits == (Decimal(23563), Decimal(204995), Decimal(1736565))
    assert result.limits_pesos[1] == Decimal(10208546005)
    assert result.uvt_confirmed
    assert not firm_size("manufacturing", 1, 2020).uvt_confirmed


@pytest.mark.parametrize(
    ("macro", "income", "year", "field"),
    [
        ("mining", 1, 2025, "macro_sector"),
        ("services", -1, 2025, "annual_income"),
        ("services", 1, 2018, "income_year"),
        ("services", 1, 2027, "income_year"),
    ],
)
def test_what_keeps_the_size_from_being_known_is_named(
    macro: str, income: int, year: int, field: str
):
    with pytest.raises(InvalidRecord) as caught:
        firm_size(macro, income, year)
    assert list(caught.value.problems) == [field]


def test_the_size_is_said_with_its_reason():
    small = size_sentence(firm_size("manufacturing", 4_870_000_000, 2025), "es")
    assert small.startswith("Pequeña: ingresos de 2025 por $\u00a04.870.000.000")
    assert "$\u00a010.208.546.005" in small
    large = size_sentence(firm_size("services", 30_000_000_000, 2025), "es")
    assert large.startswith("Grande")
    assert "más de $\u00a024.054.610.166" in large
    assert size_name("medium", "es") == "Mediana"


def test_the_table_says_where_it_comes_from():
    table = shipped_sizes()
    assert "Decreto 957 de 2019" in table.source
    assert table.uvt[2026].act == "Resolución DIAN 000238 de 2025"


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (("limits_uvt", "services"), [1, 2], "limits_uvt services"),
        (("limits_uvt", "services"), [3, 2, 1], "limits_uvt services"),
        (("limits_uvt", "mining"), [1, 2, 3], "limits_uvt mining"),
        (("uvt", 1, "year"), 2019, "uvt[2] year"),
        (("uvt", 0, "pesos"), "34270", "uvt[1] pesos"),
        (("uvt",), [], "uvt"),
    ],
)
def test_a_broken_table_names_the_place(path: tuple[Any, ...], value: Any, place: str):
    data = json.loads(resource("catalogs", "firm-sizes.json").read_text(encoding="utf-8"))
    at = data
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    with pytest.raises(BadContent) as caught:
        load_sizes(json.dumps(data))
    assert caught.value.place == place
