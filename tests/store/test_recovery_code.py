"""A code that is copied by hand, with slips."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor_app.store.errors import WrongRecoveryCode
from advisor_app.store.recovery_code import new_code, parse

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def test_a_code_is_five_groups_of_six_and_never_the_same():
    codes = {new_code() for _number in range(200)}
    assert len(codes) == 200
    for code in codes:
        assert [len(group) for group in code.split("-")] == [6] * 5
        assert set(code) <= {*ALPHABET, "-"}


def test_its_secret_has_125_bits():
    assert len(parse(new_code())) == 25


@given(st.sampled_from(["lower", "blanks", "none"]))
def test_how_it_is_written_does_not_matter(style):
    code = new_code()
    styles = {
        "lower": code.lower(),
        "blanks": code.replace("-", "  "),
        "none": code.replace("-", ""),
    }
    assert parse(styles[style]) == parse(code)


def test_look_alikes_are_read_as_what_they_look_like():
    code = next(code for code in iter(new_code, "") if "0" in code and "1" in code)
    assert parse(code.replace("0", "O").replace("1", "l")) == parse(code)


@given(st.integers(0, 29), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_found_and_its_group_named(place, wrong):
    plain = new_code().replace("-", "")
    if plain[place] == wrong:
        return
    with pytest.raises(WrongRecoveryCode) as found:
        parse(plain[:place] + wrong + plain[place + 1 :])
    assert found.value.group == place // 6 + 1
    assert str(place // 6 + 1) in found.value.message


@given(st.integers(0, 4), st.integers(0, 4))
def test_two_swapped_characters_are_found(group, place):
    groups = new_code().split("-")
    one = groups[group]
    swapped = one[:place] + one[place + 1] + one[place] + one[place + 2 :]
    if swapped == one:
        return
    groups[group] = swapped
    with pytest.raises(WrongRecoveryCode) as found:
        parse("-".join(groups))
    assert found.value.group == group + 1


@given(st.integers(0, 3))
def test_two_swapped_groups_are_found(first):
    groups = new_code().split("-")
    if groups[first] == groups[first + 1]:
        return
    groups[first], groups[first + 1] = groups[first + 1], groups[first]
    with pytest.raises(WrongRecoveryCode):
        parse("-".join(groups))


@pytest.mark.parametrize("typed", ["", "ABC", "0" * 29, "0" * 31])
def test_a_missing_or_extra_character_is_counted(typed):
    with pytest.raises(WrongRecoveryCode) as found:
        parse(typed)
    assert found.value.group is None
    assert str(len(typed)) in found.value.message


def test_a_letter_that_no_code_has_names_its_group():
    groups = new_code().split("-")
    groups[2] = "U" + groups[2][1:]
    with pytest.raises(WrongRecoveryCode) as found:
        parse("-".join(groups))
    assert found.value.group == 3
