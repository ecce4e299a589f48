"""The order of a plan, its quick wins and its money, by worked examples and properties."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor_app.domain.errors import BadContent
from advisor_app.domain.plan import (
    Weighed,
    carried,
    cofinancing,
    due_on,
    in_order,
    is_quick_win,
    priority,
    quadrant,
    urgency_of,
)
from advisor_app.domain.plan_parameters import load_plan_parameters, shipped_plan_parameters

PARAMETERS = shipped_plan_parameters()
TODAY = date(2026, 11, 25)
A = Weighed("A", 5, 4, 4, 4)
B = Weighed("B", 3, 4, 2, 1)
C = Weighed("C", 2, 2, 1, 3)


def test_priorities_by_hand():
    assert [priority(one, PARAMETERS) for one in (A, B, C)] == [
        Decimal("4.00"),
        Decimal("3.50"),
        Decimal("2.05"),
    ]


def test_the_order_follows_priority_until_something_blocks():
    assert [one.code for one in in_order([C, B, A], PARAMETERS)] == ["A", "B", "C"]
    legal = replace(B, blocks="law")
    assert [one.code for one in in_order([C, legal, A], PARAMETERS)] == ["B", "A", "C"]
    standard = replace(C, blocks="standard")
    assert [one.code for one in in_order([standard, legal, A], PARAMETERS)] == ["B", "C", "A"]


def test_the_cheaper_of_two_equal_ones_comes_first():
    dear, cheap = replace(B, code="a", cost=900), replace(B, code="z", cost=100)
    assert [one.code for one in in_order([dear, cheap], PARAMETERS)] == ["z", "a"]


def test_an_action_stands_behind_what_it_needs():
    audit = replace(A, code="audit", after=("method",))
    method = replace(C, code="method")
    assert [one.code for one in in_order([audit, method, B], PARAMETERS)] == [
        "B",
        "method",
        "audit",
    ]


def test_actions_that_need_each_other_are_all_kept():
    first, second = replace(A, after=("B",)), replace(B, after=("A",))
    assert {one.code for one in in_order([first, second], PARAMETERS)} == {"A", "B"}


def test_a_quick_win_is_light_felt_cheap_and_done_within_its_days():
    assert is_quick_win(B, TODAY, PARAMETERS)
    assert not is_quick_win(A, TODAY, PARAMETERS)
    assert is_quick_win(replace(B, cost=1_750_905), TODAY, PARAMETERS)
    assert not is_quick_win(replace(B, cost=1_750_906), TODAY, PARAMETERS)
    assert is_quick_win(replace(B, days=30), TODAY, PARAMETERS)
    assert not is_quick_win(replace(B, days=31), TODAY, PARAMETERS)
    assert is_quick_win(replace(B, days=31), TODAY, replace(PARAMETERS, quick_win_days=31))
    assert [quadrant(one, PARAMETERS) for one in (A, B, C)] == ["project", "quick_win", "later"]


@pytest.mark.parametrize(
    ("due", "urgency"),
    [(None, 1), (date(2026, 12, 25), 5), (date(2026, 12, 26), 4), (date(2027, 12, 1), 1)],
)
def test_urgency_follows_the_deadline(due, urgency):
    assert urgency_of(due, TODAY, PARAMETERS) == urgency


def test_default_dates():
    assert due_on(B, "S", TODAY, TODAY, PARAMETERS) == date(2026, 12, 25)
    assert due_on(A, "L", TODAY, TODAY, PARAMETERS) == date(2027, 5, 24)
    assert due_on(replace(A, blocks="law"), "L", TODAY, TODAY, PARAMETERS) == date(2026, 12, 25)


def test_a_firm_carries_twelve_actions_within_its_hours():
    many = [(str(number), 2) for number in range(20)]
    now, later = carried(many, None, PARAMETERS)
    assert (len(now), len(later)) == (12, 8)
    now, later = carried(many, 10, PARAMETERS)
    assert now == ["0", "1", "2", "3", "4"]
    assert later[0] == "5"


@pytest.mark.parametrize(
    ("eligible", "support", "firm", "capped"),
    [(62_000_000, 43_400_000, 18_600_000, False), (240_000_000, 130_000_000, 110_000_000, True)],
)
def test_co_financing(eligible, support, firm, capped):
    cap = Decimal(PARAMETERS.cap)
    found = cofinancing(Decimal(eligible), Decimal(0), PARAMETERS.rate, cap)
    assert (found.support, found.firm, found.capped) == (support, firm, capped)


def test_what_is_not_eligible_is_the_firms_alone():
    found = cofinancing(Decimal(100), Decimal(50), Decimal("0.70"), Decimal(1000))
    assert (found.cost, found.support, found.firm) == (150, 70, 80)


def test_weights_that_do_not_sum_one_are_refused():
    bent = PARAMETERS.body.replace('"severity":"0.40"', '"severity":"0.50"')
    with pytest.raises(BadContent, match="sumar 1"):
        load_plan_parameters(bent)


ACTIONS = st.lists(
    st.builds(
        Weighed,
        st.text("abcdefgh", min_size=1, max_size=3),
        *(st.integers(1, 5) for _ in range(4)),
        st.sampled_from(["law", "standard", ""]),
        st.one_of(st.none(), st.integers(0, 10**9)),
    ),
    unique_by=lambda one: one.code,
    max_size=12,
)


@given(ACTIONS, st.randoms())
def test_the_order_is_the_same_however_they_come(actions, chance):
    shuffled = list(actions)
    chance.shuffle(shuffled)
    ordered = in_order(actions, PARAMETERS)
    assert ordered == in_order(shuffled, PARAMETERS)
    assert sorted(one.code for one in ordered) == sorted(one.code for one in actions)
    assert all(1 <= priority(one, PARAMETERS) <= 5 for one in ordered)
