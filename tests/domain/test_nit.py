"""The NIT: pasted in any shape, checked by its last digit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor_app.domain.errors import InvalidRecord
from advisor_app.domain.nit import check_digit, parse_nit


@pytest.mark.parametrize(
    ("base", "digit"),
    [
        ("800197268", "4"),
        ("899999090", "2"),
        ("860034313", "7"),
        *((f"9990001{n:02}", digit) for n, digit in enumerate("085217419741", 1)),
    ],
)
def test_the_check_digit_is_that_of_the_tax_office(base: str, digit: str):
    assert check_digit(base) == digit


@pytest.mark.parametrize(
    "typed",
    [
        "999000101",
        "999000101-0",
        "999.000.101-0",
        " 999 000 101 - 0 ",
        "999,000,101",
        "999.000.101–0",
        "NIT 999.000.101-0",
        "nit: 999000101-0",
        "999000101 DV 0",
        "9990001010",
        "0999000101-0",
        "999\u00a0000\u00a0101",
    ],
)
def test_a_nit_is_understood_however_it_was_pasted(typed: str):
    nit = parse_nit(typed)
    assert (nit.base, nit.check_digit) == ("999000101", "0")
    assert str(nit) == "999.000.101-0"


def test_ten_digits_of_a_person_are_all_part_of_the_number():
    assert parse_nit("1032456789").base == "1032456789"


def test_ten_digits_of_a_company_with_another_last_digit_stay_ten():
    assert parse_nit("9990001013").base == "9990001013"


@pytest.mark.parametrize(
    "typed", ["", "abc", "12345", "12345678901", "999000101-00", "-0", "1e9", "٩٩٩٠٠٠١٠١٩"]
)
def test_what_is_no_nit_is_refused(typed: str):
    with pytest.raises(InvalidRecord) as caught:
        parse_nit(typed)
    assert "6 a 10 cifras" in caught.value.problems["nit"]


def test_a_wrong_check_digit_is_refused_and_both_are_named():
    with pytest.raises(InvalidRecord) as caught:
        parse_nit("999.000.101-3")
    sentence = caught.value.problems["nit"]
    assert "Escribió 3" in sentence
    assert "le corresponde 0" in sentence
    assert caught.value.advice


@given(st.integers(100_000, 9_999_999_999).map(str))
def test_a_shown_nit_reads_back(base: str):
    nit = parse_nit(f"{base}-{check_digit(base)}")
    assert nit.base == base
    assert parse_nit(str(nit)) == nit


@given(st.integers(100_000_000, 999_999_999).map(str), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed_where_the_sum_moves(base: str, place: int, step: int):
    other = base[:place] + str((int(base[place]) + step) % 10) + base[place + 1 :]
    if check_digit(base) == check_digit(other):
        assert check_digit(base) == "1"  # the rests 1 and 10 share it: the only twins
