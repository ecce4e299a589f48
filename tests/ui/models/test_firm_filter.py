"""Filters of the list of firms."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.ui.models.test_firm_table import ROW
from ui.models.firm_filter import FirmFilter, departments, state_of

ROWS = [
    ROW,
    replace(ROW, id="f2", department="Nariño", sector="fashion", pdet=False, status="draft"),
    replace(ROW, id="f3", department="", sector="fashion", pdet=False, status="new"),
]


@pytest.mark.parametrize(
    ("wanted", "passing"),
    [
        (FirmFilter(), "f1 f2 f3"),
        (FirmFilter(department="Nariño"), "f2"),
        (FirmFilter(sector="fashion"), "f2 f3"),
        (FirmFilter(sector="fashion", state="new"), "f3"),
        (FirmFilter(state="draft"), "f2"),
        (FirmFilter(state="diagnosed"), "f1"),
        (FirmFilter(state="pdet"), "f1"),
        (FirmFilter(department="Cauca", state="draft"), ""),
    ],
)
def test_firms_pass_every_filter_that_is_set(wanted, passing):
    assert [row.id for row in wanted.apply(ROWS)] == passing.split()


def test_departments_are_offered_once_in_order():
    assert departments(ROWS) == ["Cauca", "Nariño"]


def test_an_unknown_state_asks_for_nothing():
    assert state_of("pdet") == "pdet"
    assert state_of(None) == ""
    assert state_of("other") == ""
