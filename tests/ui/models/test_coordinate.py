"""Degrees as people type them."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from ui.models.coordinate import parse_coordinate, shown_coordinate


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("2,4448", "2.4448"),
        ("-76.6147", "-76.6147"),
        ("\u221276,6", "-76.6"),
        ("76,6147 O", "-76.6147"),
        ("76.6° W", "-76.6"),
        ("4° N", "4"),
    ],
)
def test_degrees_are_understood(typed, value):
    assert parse_coordinate(typed) == Decimal(value)


def test_nothing_is_no_coordinate_and_no_mistake():
    assert parse_coordinate("  ") is None
    assert shown_coordinate(None) == ""


@pytest.mark.parametrize("typed", ["norte", "2 26 41", "--3", "1234"])
def test_other_words_are_refused(typed):
    with pytest.raises(ValueError, match=re.escape(typed)):
        parse_coordinate(typed)


def test_degrees_are_shown_with_a_comma():
    assert shown_coordinate(Decimal("-76.6147")) == "-76,6147"
