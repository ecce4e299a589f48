"""Figures: exact, rounded half up."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor_app.domain.figures import half_up


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (Decimal("1.375"), 2, "1.38"),
        (Decimal("2.495"), 2, "2.50"),
        (Fraction(11, 8), 2, "1.38"),
        (Decimal("-1.375"), 2, "-1.38"),
        (Decimal("0.5"), 0, "1"),
        (Decimal("0.4999"), 0, "0"),
        (3, 2, "3.00"),
        (0, 1, "0.0"),
        (Fraction(22, 9), 2, "2.44"),
    ],
)
def test_halves_go_up_and_zeros_are_kept(value: Fraction | Decimal | int, places: int, shown: str):
    assert str(half_up(value, places)) == shown


@given(st.fractions(-100, 100), st.integers(0, 4))
def test_rounding_moves_a_value_by_half_a_unit_at_most(value: Fraction, places: int):
    assert abs(Fraction(half_up(value, places)) - value) <= Fraction(1, 2 * 10**places)
