"""Scoring: the worked examples, the caps, and properties that always hold."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from advisor_app.domain.instrument import Profile, shipped_instrument
from advisor_app.domain.maturity import Cap, MaturityResult, score
from advisor_app.domain.parameters import shipped_parameters
from tests.domain.builders import (
    dimension_data,
    instrument,
    item_data,
    parameters,
    scored,
)
from tests.domain.sample_firms import ORACLES, SAMPLES, answer

IMC = shipped_instrument()
RULES = shipped_parameters()
FIRM = Profile("agroindustry_food", {c.key: True for c in IMC.conditions})


def caps(result: MaturityResult) -> list[list[Any]]:
    return [[cap.rule, cap.what, cap.limit] for cap in result.caps]


def one(code: str, tokens: str, profile: Profile = FIRM) -> Any:
    """One dimension's result; the rest of the firm stays unanswered."""
    items = IMC.dimension(code).items
    given_answers = {i.code: answer(i.code, t) for i, t in zip(items, tokens.split(), strict=True)}
    return score(IMC, RULES, profile, "full", given_answers).dimension(code)


# --- Worked examples ---------------------------------------------------------------------------


def test_a_dimension_is_the_weighted_mean_of_its_levels():
    assert one("D1", "3v 2d 3o 2o 2d").score == Decimal("2.44")
    assert one("D1", "3v 2d 3o 2o 2d").exact == Fraction(22, 9)


def test_a_level_that_was_only_said_counts_as_two():
    entry = one("D5", "4d 3o 2o 3o 2d 2d 2o")
    assert entry.score == Decimal("2.27")
    assert [item.substantiated for item in entry.items] == [2, 3, 2, 3, 2, 2, 2]
    assert [item.discounted for item in entry.items] == [True] + [False] * 6


def test_what_does_not_apply_leaves_the_mean():
    profile = Profile("tourism", {"has_employees": True})
    assert one("D8", "3v 3v x 3v", profile).score == Decimal("3.00")


def test_what_was_not_seen_lowers_the_coverage_and_leaves_the_mean():
    entry = one("D7", "3v 3v 3v 3v -")
    assert entry.coverage == Decimal("0.80")
    assert entry.score == Decimal("3.00")
    assert one("D7", "2o 4v 3o 2o -").exact == Fraction(2 * 2 + 4 * 2 + 3 * 1 + 2 * 3, 8)


def test_a_critical_item_in_level_one_caps_the_level():
    result = SAMPLES["F11"].scored()
    assert (result.S, result.level_base, result.level) == (Decimal("2.52"), 3, 2)
    assert caps(result) == [["T3", "D7.4", 2], ["T7", "D3/D4/D5<2.50", 2]]
    assert result.dimension("D5").score == Decimal("2.13")
    assert result.on_the_way


def test_weak_measurement_keeps_a_firm_from_level_four():
    result = SAMPLES["F03"].scored()
    assert (result.S, result.level_base, result.level) == (Decimal("3.65"), 4, 3)
    assert caps(result) == [["T4", "D3/D5<3.50", 3]]


@pytest.mark.parametrize("firm", ORACLES)
def test_the_sample_firms_score_as_computed_by_hand(firm: str):
    result, expected = SAMPLES[firm].scored(), ORACLES[firm]
    assert " ".join(str(entry.score) for entry in result.dimensions) == expected["dims"]
    assert (str(result.S), str(result.P)) == (expected["S"], expected["P"])
    assert (result.level_base, result.level) == (expected["level_base"], expected["level"])
    assert caps(result) == expected["caps"]
    assert str(result.completeness) == expected["completeness"]
    assert str(result.confidence) == expected["confidence"]
    assert not result.critical_open
    assert not result.critical_unverified
    assert result.evidence_discounts == 0
    assert not result.preliminary
    short = SAMPLES[firm].scored("short")
    assert (str(short.S), short.level) == (expected["short_S"], expected["short_level"])
    assert ["T6", "short_form", 3] in caps(short)


# Each dimension of the other six was summed by hand: weight x substantiated level / weight.
@pytest.mark.parametrize(
    ("firm", "dims", "total", "base", "level", "confidence"),
    [
        ("F07", "27/9 35/12 41/14 42/14 40/15 18/7 29/10 19/7 23/9 33/12", "2.83", 3, 3, "0.95"),
        ("F08", "17/9 24/12 27/14 30/15 19/15 11/7 20/10 12/7 16/9 19/12", "1.78", 2, 2, "0.99"),
        ("F09", "18/9 28/12 30/14 35/16 25/15 15/7 25/10 14/7 13/6 29/12", "2.13", 2, 2, "0.96"),
        ("F10", "31/9 44/12 49/13 47/13 51/15 28/7 35/10 15/5 14/4 39/12", "3.54", 4, 3, "0.98"),
        ("F11", "22/9 33/12 37/14 45/15 32/15 19/7 22/10 18/7 21/9 27/12", "2.52", 3, 2, "0.89"),
    ],
)
def test_the_other_firms_follow_the_same_sums(
    firm: str, dims: str, total: str, base: int, level: int, confidence: str
):
    result = SAMPLES[firm].scored()
    assert [entry.exact for entry in result.dimensions] == [Fraction(f) for f in dims.split()]
    weights = [10, 10, 16, 14, 14, 7, 8, 6, 7, 8]
    by_hand = sum(w * Fraction(f) for w, f in zip(weights, dims.split(), strict=True)) / 100
    assert abs(by_hand - Fraction(total)) <= Fraction(1, 200)
    assert str(result.S) == total
    assert (result.level_base, result.level) == (base, level)
    assert str(result.confidence) == confidence


def test_an_association_that_starts_from_the_ground():
    result = SAMPLES["F12"].scored()
    assert (str(result.S), str(result.P), result.level) == ("1.39", "9.8", 1)
    assert result.critical_open == ("D4.2", "D4.4", "D5.1", "D7.4")
    assert result.critical_unverified == ("D7.5",)
    assert result.legal_alerts == ("D7.4",)
    assert result.completeness == Decimal("98.4")  # D7: 8 of 10 points, weight 8: 100 - 8 x 0,2


# --- Rounding ----------------------------------------------------------------------------------


def test_halves_go_up_not_to_the_even_neighbour():
    content = instrument(dimension_data("D1", item_data("D1.1", 5), item_data("D1.2", 3)))
    assert scored(content, "1 2").dimension("D1").score == Decimal("1.38")  # 11/8 = 1,375


def test_2_495_is_shown_as_2_50_and_reaches_level_three():
    content = instrument(dimension_data("D1", item_data("D1.1", 101), item_data("D1.2", 99)))
    result = scored(content, "2 3v")  # (202 + 297) / 200
    assert result.dimension("D1").exact == Fraction(499, 200)
    assert (result.S, result.level_base) == (Decimal("2.50"), 3)


@pytest.mark.parametrize(
    ("low", "shown", "base"), [(51, "1.49", 1), (50, "1.50", 2), (99, "1.01", 1), (1, "1.99", 2)]
)
def test_the_base_level_is_the_nearest_step(low: int, shown: str, base: int):
    high = item_data("D1.2", 100 - low)
    content = instrument(dimension_data("D1", item_data("D1.1", low), high))
    result = scored(content, "1 2")
    assert (str(result.S), result.level_base) == (shown, base)


@pytest.mark.parametrize(("token", "level", "index"), [("1", 1, "0.0"), ("5v", 5, "100.0")])
def test_the_ends_of_the_scale(token: str, level: int, index: str):
    result = scored(instrument(), token)
    assert (result.level_base, str(result.P)) == (level, index)


# --- Coverage, completeness, preliminary -------------------------------------------------------


def test_a_dimension_that_was_seen_too_little_stays_out():
    content = instrument(
        dimension_data("D1", *(item_data(f"D1.{n}") for n in range(1, 6)), weight=8),
        dimension_data("D2", item_data("D2.1"), weight=2),
    )
    enough = scored(content, "3v 3v 3v - - 1")
    assert enough.dimension("D1").state == "scored"
    assert enough.dimension("D1").coverage == Decimal("0.60")
    little = scored(content, "3v 3v - - - 1")
    assert little.dimension("D1").state == "insufficient"
    assert little.dimension("D1").score is None
    assert Decimal("1.00") == little.S
    assert little.completeness == Decimal("52.0")  # (8 x 2/5 + 2 x 1) / 10
    assert little.preliminary


def test_a_dimension_without_items_that_apply_stays_out_of_everything():
    content = instrument(
        dimension_data("D1", item_data("D1.1", applies=["farm"]), weight=9),
        dimension_data("D2", item_data("D2.1"), item_data("D2.2"), weight=1),
    )
    result = scored(content, "5v 2 2")
    assert result.dimension("D1").state == "not_applicable"
    assert result.dimension("D1").coverage == 1
    assert Decimal("2.00") == result.S
    assert result.completeness == Decimal("100.0")
    assert scored(content, "x x 2", profile=Profile("farm")).dimension("D1").score is None


def test_unanswered_counts_as_not_seen():
    content = instrument(dimension_data("D1", item_data("D1.1"), item_data("D1.2")))
    assert scored(content, {"D1.1": "2"}).completeness == scored(content, "2 -").completeness
    assert scored(content, {"D1.1": "2"}).dimension("D1").coverage == Decimal("0.50")


def test_under_80_percent_the_result_is_preliminary_and_still_has_a_level():
    items = [item_data(f"D1.{n}") for n in range(1, 11)]
    content = instrument(dimension_data("D1", *items))
    full = scored(content, "2 " * 8 + "- -")
    assert (full.completeness, full.preliminary) == (Decimal("80.0"), False)
    less = scored(content, "2 " * 7 + "- - -")
    assert (less.completeness, less.preliminary, less.level) == (Decimal("70.0"), True, 2)


def test_a_core_dimension_without_data_makes_the_result_preliminary():
    content = instrument(
        dimension_data("D1", item_data("D1.1"), weight=1, core=True),
        dimension_data("D2", item_data("D2.1"), weight=99),
    )
    result = scored(content, "- 3v")
    assert result.completeness == Decimal("99.0")
    assert result.preliminary
    assert not scored(content, "x 3v").preliminary
    assert scored(content, "x 3v").core_minimum is None


def test_no_answer_at_all_gives_no_figure():
    result = scored(instrument(), {})
    assert (result.S, result.P, result.level, result.level_base) == (None, None, None, None)
    assert (result.confidence, result.confidence_band) == (None, "low")
    assert result.completeness == Decimal("0.0")
    assert result.preliminary
    assert result.caps == ()


def test_nothing_that_applies_gives_no_figure_either():
    result = scored(instrument(), "x")
    assert (result.S, result.completeness, result.preliminary) == (None, Decimal("0.0"), True)


def test_answers_for_items_that_do_not_apply_are_ignored():
    content = instrument(
        dimension_data("D1", item_data("D1.1"), item_data("D1.2", applies=["?cooks"])),
        dimension_data("D2", item_data("D2.1", short_form=False)),
    )
    result = scored(content, "2 5v 5v", form="short")
    assert result.answers.keys() == {"D1.1"}
    assert Decimal("2.00") == result.S


# --- Confidence --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tokens", "confidence", "band"),
    [
        ("1 2 2v 1d", "1.00", "high"),
        ("3v 4v 5v 3v", "1.00", "high"),
        ("3o 3o 3o 2", "0.81", "high"),  # 3,25 / 4 = 0,8125
        ("3d 3o 3v 2", "0.79", "medium"),  # 3,15 / 4 = 0,7875
        ("3d 3d 3d 2", "0.55", "low"),
        ("3 3d 3d 3v", "0.55", "low"),
    ],
)
def test_confidence_is_the_mean_trust_in_the_evidence(tokens: str, confidence: str, band: str):
    content = instrument(dimension_data("D1", *(item_data(f"D1.{n}") for n in range(1, 5))))
    result = scored(content, tokens)
    assert (str(result.confidence), result.confidence_band) == (confidence, band)


def test_confidence_weighs_items_and_dimensions():
    content = instrument(
        dimension_data("D1", item_data("D1.1", 3), item_data("D1.2", 1), weight=1),
        dimension_data("D2", item_data("D2.1"), weight=3),
    )
    # D1 = (3 x 0,40 + 1 x 1) / 4 = 0,55; all = (0,55 + 3 x 0,75) / 4 = 0,70
    assert str(scored(content, "3d 2 3o").confidence) == "0.70"


# --- Caps --------------------------------------------------------------------------------------


def named(*dimensions: tuple[str, bool]) -> Any:
    return instrument(
        *(
            dimension_data(c, item_data(f"{c}.1"), item_data(f"{c}.2"), core=k)
            for c, k in dimensions
        )
    )


FOUR = named(("D1", False), ("D3", True), ("D4", True), ("D5", True))


def test_a_weak_core_dimension_caps_at_two_and_another_at_three():
    result = scored(FOUR, "1 2 5v 5v 5v 5v 1 2")
    assert caps(result) == [["T2", "D1", 3], ["T1", "D5", 2], ["T7", "D3/D4/D5<2.50", 2]]
    assert (result.level_base, result.level) == (3, 2)


def test_exactly_two_does_not_cap():
    assert caps(scored(FOUR, "2 2 2 2 2 2 2 2")) == []


def test_level_five_needs_every_dimension_at_four():
    assert caps(scored(FOUR, "3v 4v 5v 5v 5v 5v 5v 5v")) == [["T5", "dim<4.00", 4]]
    assert caps(scored(FOUR, "4v 4v 5v 5v 5v 5v 5v 5v")) == []


def test_level_four_needs_processes_and_measurement_at_3_50():
    assert caps(scored(FOUR, "4v 4v 3v 4v 4v 4v 4v 4v")) == []
    assert caps(scored(FOUR, "4v 4v 3v 3v 4v 4v 4v 4v")) == [["T4", "D3/D5<3.50", 3]]


def test_caps_that_do_not_bind_are_kept_too():
    result = scored(FOUR, "1 1 1 1 1 1 1 1", form="short")
    assert result.level == 1
    assert caps(result) == [["T2", "D1", 3], ["T1", "D3", 2], ["T1", "D4", 2], ["T1", "D5", 2],
                            ["T6", "short_form", 3]]  # fmt: skip


def test_the_short_form_stops_at_three():
    result = scored(FOUR, "5v 5v 5v 5v 5v 5v 5v 5v", form="short")
    assert (result.level_base, result.level) == (5, 3)


def test_a_dimension_without_a_score_caps_nothing():
    assert caps(scored(FOUR, "2 2 - - 2 2 2 2")) == []


def test_critical_items_are_followed_by_sector_and_state():
    content = instrument(
        dimension_data(
            "D1",
            item_data("D1.1", critical=True),
            item_data("D1.2", critical_sectors=["shop"]),
            item_data("D1.3", critical_sectors=["farm"]),
            item_data("D1.4", critical=True),
            item_data("D1.5", critical=True),
            item_data("D1.6", 9),
        )
    )
    result = scored(content, "1 1 1 x - 4v")
    assert result.critical_open == ("D1.1", "D1.2")
    assert result.critical_unverified == ("D1.5",)
    assert result.na_critical == ("D1.4",)
    assert caps(result)[:2] == [["T3", "D1.1", 2], ["T3", "D1.2", 2]]
    assert scored(content, "1 1 1 x - 4v", profile=Profile("farm")).critical_open == (
        "D1.1",
        "D1.3",
    )


def test_an_open_critical_item_counts_even_where_the_dimension_was_seen_too_little():
    content = instrument(
        dimension_data("D1", item_data("D1.1", critical=True), item_data("D1.2", 3), weight=1),
        dimension_data("D2", item_data("D2.1"), weight=99),
    )
    result = scored(content, "1 - 3v")
    assert result.dimension("D1").state == "insufficient"
    assert result.critical_open == ("D1.1",)
    assert result.level == 2


def test_the_rules_come_from_the_parameters():
    rules = parameters(caps__T7__below="2.00", caps__T6__limit=2)
    result = scored(FOUR, "3v 3v 3v 3v 3v 3v 2 2", form="short", rules=rules)
    assert caps(result) == [["T6", "short_form", 2]]
    assert result.caps == (Cap("T6", "short_form", 2),)


def test_unknown_dimension_or_item():
    result = scored(FOUR, "2 2 2 2 2 2 2 2")
    with pytest.raises(KeyError):
        result.dimension("D9")
    assert result.substantiated("D9.1") is None
    assert result.substantiated("D3.1") == 2
