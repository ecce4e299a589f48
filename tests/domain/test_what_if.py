"""What would change the line: the fewest answers, proved by trying all others."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor_app.domain.answers import Answer, AnswerState
from advisor_app.domain.instrument import Instrument
from advisor_app.domain.maturity import ItemResult, MaturityResult, score
from advisor_app.domain.parameters import ScoringParameters, shipped_parameters
from advisor_app.domain.routing import GAP_CONDITIONS, Gap, ServiceLine, route
from advisor_app.domain.what_if import Change, NextLine, decisive_evidence, fewest_changes
from tests.domain.builders import dimension_data, instrument, item_data, parameters, scored
from tests.domain.sample_firms import SAMPLES

RULES = shipped_parameters()
READY = Gap(Decimal(100), 0)


def improved(
    result: MaturityResult, changes: Iterable[tuple[str, int]], rules: ScoringParameters = RULES
) -> MaturityResult:
    answers = dict(result.answers)
    for code, level in changes:
        answers[code] = Answer(code, AnswerState.RATED, level, rules.evidence_for(level))
    return score(result.instrument, rules, result.profile, result.form, answers)


def after(
    result: MaturityResult, way: NextLine, rules: ScoringParameters = RULES
) -> MaturityResult:
    return improved(result, [(c.item, c.to_level) for c in way.changes], rules)


# --- The sample firms --------------------------------------------------------------------------


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("form", ["full", "short"])
def test_the_changes_named_lead_to_the_line_named(name: str, form: Any):
    sample = SAMPLES[name]
    result = sample.scored(form)
    way = fewest_changes(result, RULES, sample.gap, sample.commitment)
    now = route(result, RULES, sample.gap, sample.commitment).line
    if now is ServiceLine.CERTIFICATION:
        assert way is None
        return
    assert way is not None
    reached = after(result, way)
    if way.line is ServiceLine.TECHNICAL_ASSISTANCE:
        assert route(reached, RULES, sample.gap, sample.commitment).line is way.line
        return
    check = route(reached, RULES, READY, False).check(way.rule)
    unmet = {c.key for c in check.conditions if not c.met}
    assert unmet == ({"form"} if form == "short" else set())
    assert way.needs_full_form is (form == "short")


def test_a_firm_close_to_assistance_needs_five_answers():
    way = fewest_changes(SAMPLES["F08"].scored(), RULES, None, False)
    assert way is not None
    assert (way.line, way.rule, len(way.changes)) == (
        ServiceLine.TECHNICAL_ASSISTANCE,
        "RT4",
        5,
    )
    assert Change("D5.1", 1, 3) in way.changes
    assert not way.commitment_is_enough


def test_a_firm_near_the_limit_is_told_that_an_order_is_enough():
    way = fewest_changes(SAMPLES["F08"].scored("short"), RULES, None, False)
    assert way is not None
    assert way.commitment_is_enough


def test_with_an_order_1_80_is_enough():
    result = SAMPLES["F08"].scored()  # 1,78
    way = fewest_changes(result, RULES, None, True)
    assert way is not None
    assert (way.rule, len(way.changes)) == ("RT5", 1)


def test_one_answer_and_the_gap_separate_a_firm_from_certification():
    sample = SAMPLES["F05"]
    way = fewest_changes(sample.scored(), RULES, sample.gap, sample.commitment)
    assert way is not None
    assert way.changes == (Change("D5.1", 2, 3),)
    assert (way.rule, way.needs_gap, way.readiness) == ("RT3", True, Decimal("85.0"))


def test_a_candidate_needs_no_answer_but_the_gap():
    way = fewest_changes(SAMPLES["F10"].scored(), RULES, None, True)
    assert way == NextLine(
        ServiceLine.CERTIFICATION, "RT2", (), needs_gap=True, readiness=Decimal("70.0")
    )


def test_a_gap_that_is_good_for_one_rule_only_chooses_that_rule():
    result = SAMPLES["F05"].scored()  # the fast track would need one answer and 85 %
    way = fewest_changes(result, RULES, Gap(Decimal("75.0"), 0), False)
    assert way is not None
    assert (way.rule, way.needs_gap) == ("RT2", False)
    assert route(after(result, way), RULES, Gap(Decimal("75.0"), 0), False).rule == "RT2"


def test_there_is_no_next_line_from_the_last_one_nor_from_a_preliminary_result():
    sample = SAMPLES["F02"]
    assert fewest_changes(sample.scored(), RULES, sample.gap, sample.commitment) is None
    content = instrument(dimension_data("D1", item_data("D1.1"), item_data("D1.2")))
    assert fewest_changes(scored(content, "1 -"), RULES, None, False) is None


# --- Targets -----------------------------------------------------------------------------------


def test_answers_of_core_dimensions_and_critical_ones_aim_at_three():
    content = instrument(
        dimension_data("D1", item_data("D1.1", critical=True), item_data("D1.2")),
        dimension_data("D2", item_data("D2.1"), core=True),
    )
    rules = parameters(routing__RT4__score="2.70")  # (3 + 2) / 2 and 3 give 2,75
    way = fewest_changes(scored(content, "1 1 1"), rules, None, False)
    assert way is not None
    assert set(way.changes) == {Change("D1.1", 1, 3), Change("D1.2", 1, 2), Change("D2.1", 1, 3)}


def test_an_item_that_was_not_seen_is_a_change_too():
    items = [item_data(f"D1.{n}") for n in range(1, 6)]
    content = instrument(dimension_data("D1", *items, core=True))
    way = fewest_changes(scored(content, "2 2 2 1 -"), RULES, None, False)
    assert way is not None
    assert way.changes in ((Change("D1.5", None, 3),), (Change("D1.4", 1, 3),))


def test_a_dimension_with_too_little_data_may_come_in_or_stay_out():
    content = instrument(
        dimension_data("D1", *(item_data(f"D1.{n}") for n in (1, 2, 3)), weight=1),
        dimension_data("D5", *(item_data(f"D5.{n}") for n in (1, 2, 3, 4)), core=True, weight=9),
    )
    result = scored(content, "1 - - 2 2 2 1")
    assert result.dimension("D1").state == "insufficient"
    assert not result.preliminary
    way = fewest_changes(result, RULES, None, False)
    assert way is not None
    assert len(way.changes) == 1
    assert way.changes[0].item.startswith("D5.")


def test_answers_are_raised_again_when_once_is_not_enough():
    rules = parameters(routing__RT4__score="3.60", routing__RT5__score_below="3.60")
    content = instrument(dimension_data("D1", item_data("D1.1", 1), item_data("D1.2", 9)))
    result = scored(content, "2 2")  # one raise gives 3,00; two give 4,00
    way = fewest_changes(result, rules, None, False)
    assert way is not None
    assert way.changes == (Change("D1.2", 2, 4),)  # 0,2 + 3,6 = 3,80


def test_no_answer_is_raised_higher_than_it_must_be():
    rules = parameters(routing__RT4__score="3.50", routing__RT5__score_below="3.50")
    content = instrument(dimension_data("D1", item_data("D1.1"), item_data("D1.2")))
    way = fewest_changes(scored(content, "2 2"), rules, None, False)
    assert way is not None
    assert sorted(c.to_level for c in way.changes) == [3, 4]


def test_there_is_no_way_to_a_line_that_cannot_be_reached():
    rules = parameters(routing__RT2__readiness="70.0", routing__RT2__core_minimum="5.01",
                       routing__RT3__core_minimum="5.01")  # fmt: skip
    assert fewest_changes(SAMPLES["F01"].scored(), rules, None, False) is None
    high = parameters(routing__RT4__score="5.01", routing__RT5__score_below="5.01",
                      routing__RT5__score_from="5.01")  # fmt: skip
    assert fewest_changes(SAMPLES["F12"].scored(), high, None, False) is None


def test_a_way_that_scoring_does_not_confirm_is_not_named():
    rules = parameters(caps__T6__limit=1)  # on the short form nobody reaches level 2
    content = instrument(dimension_data("D1", item_data("D1.1"), item_data("D1.2")))
    result = scored(content, "1 2", form="short", rules=rules)
    assert route(result, rules, None, False).line is ServiceLine.TRAINING
    assert fewest_changes(result, rules, None, False) is None


def test_an_item_that_must_rise_but_cannot_closes_the_way():
    rules = parameters(routing__RT2__items={"D9.9": 3}, routing__RT3__items={"D9.9": 3})
    assert fewest_changes(SAMPLES["F07"].scored(), rules, None, False) is None


# --- Brute force -------------------------------------------------------------------------------

TOKENS = ["1", "2", "3d", "3o", "3v", "4d", "4o", "4v", "5v", "-"]


def small(weights: list[int], cores: tuple[bool, bool]) -> Instrument:
    """Three dimensions of three items; D5.1 is there for the fast track."""
    a, b, c, d, e, f, g, h, i = weights
    return instrument(
        dimension_data("D1", item_data("D1.1", a, critical=True), item_data("D1.2", b),
                       item_data("D1.3", c), weight=3, core=cores[0]),
        dimension_data("D5", item_data("D5.1", d), item_data("D5.2", e), item_data("D5.3", f),
                       weight=5, core=True),
        dimension_data("D9", item_data("D9.1", g), item_data("D9.2", h), item_data("D9.3", i),
                       weight=2, core=cores[1]),
    )  # fmt: skip


def once(entry: ItemResult, result: MaturityResult) -> int:
    """The first target of an item, by its definition."""
    core = result.instrument.dimension(entry.item.dimension).core
    important = core or entry.item.critical
    if entry.substantiated is None:
        return 3 if important else 2
    return min(5, max(entry.substantiated + 1, 3 if important else 0))


def smallest(result: MaturityResult, reached: Callable[[MaturityResult], bool]) -> int | None:
    """The size of the smallest set of first raises that reaches a goal, by trying all."""
    raises = [
        (entry.item.code, once(entry, result))
        for entry in result.items
        if not entry.is_na and once(entry, result) > (entry.substantiated or 0)
    ]
    for size in range(len(raises) + 1):
        for chosen in itertools.combinations(raises, size):
            if reached(improved(result, chosen)):
                return size
    return None


def certifies(result: MaturityResult, rule: str) -> bool:
    check = route(result, RULES, READY, False).check(rule)
    return all(c.met for c in check.conditions if c.key not in GAP_CONDITIONS)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(1, 3), min_size=9, max_size=9),
    st.tuples(st.booleans(), st.booleans()),
    st.lists(st.sampled_from(TOKENS), min_size=9, max_size=9),
    st.booleans(),
)
def test_no_smaller_set_leads_to_the_next_line(
    weights: list[int], cores: tuple[bool, bool], tokens: list[str], order: bool
):
    result = scored(small(weights, cores), " ".join(tokens))
    now = route(result, RULES, READY, order)
    way = fewest_changes(result, RULES, READY, order)
    if now.line is ServiceLine.TRAINING:
        better = (ServiceLine.TECHNICAL_ASSISTANCE, ServiceLine.CERTIFICATION)
        size = smallest(result, lambda r: route(r, RULES, None, order).line in better)
        assert way is not None
        assert size is None or len(way.changes) == size
    elif now.line is ServiceLine.TECHNICAL_ASSISTANCE:
        sizes = [smallest(result, lambda r, n=rule: certifies(r, n)) for rule in ("RT2", "RT3")]
        first = [size for size in sizes if size is not None]
        if first:
            assert way is not None
            assert len(way.changes) == min(first)
    if way is not None:
        assert route(after(result, way), RULES, READY, order).line is not now.line


def test_confidence_may_ask_for_more_answers_than_the_score():
    content = instrument(
        dimension_data("D1", *(item_data(f"D1.{n}") for n in range(1, 7)), weight=1),
        dimension_data("D5", item_data("D5.1"), weight=1, core=True),
    )
    rules = parameters(routing__RT2__score="3.00", routing__RT2__core_minimum="2.00",
                       routing__RT2__confidence="0.85", routing__RT3__score="5.00")  # fmt: skip
    result = scored(content, "5d 5d 5d 5d 2 2 4v")
    assert result.confidence == Decimal("0.80")
    assert Decimal("3.00") == result.S
    way = fewest_changes(result, rules, READY, False)
    assert way is not None
    # the score holds without any; one shown gives 0,83 and two give 0,86
    assert len(way.changes) == 2
    assert after(result, way, rules).confidence == Decimal("0.86")


# --- Decisive evidence -------------------------------------------------------------------------


def evidence(
    result: MaturityResult, gap: Gap | None = None, **more: Any
) -> list[tuple[str, str, str]]:
    found = decisive_evidence(result, RULES, gap, False, **more)
    return [(piece.item, piece.reason, piece.changes) for piece in found]


def test_firms_whose_evidence_is_complete_have_nothing_to_show():
    assert evidence(SAMPLES["F01"].scored()) == []
    assert evidence(SAMPLES["F03"].scored(), SAMPLES["F03"].gap) == []


def test_a_discounted_answer_that_changes_the_line_alone():
    content = instrument(dimension_data("D1", item_data("D1.1", 6), item_data("D1.2", 4)))
    assert evidence(scored(content, "1 4d")) == [("D1.2", "unsupported", "line")]


def test_answers_that_change_the_line_together():
    items = [item_data(f"D1.{n}") for n in range(1, 5)]
    content = instrument(dimension_data("D1", *items))
    # 1,75 now; with one shown 1,75 + 1/4 is not enough at level 3: 1 + 1 + 3 + 2
    result = scored(content, "1 1 3d 3d")
    assert Decimal("1.50") == result.S
    assert evidence(result) == [("D1.3", "unsupported", "line"), ("D1.4", "unsupported", "line")]


def test_what_changes_only_the_level_comes_after_what_changes_the_line():
    content = instrument(
        dimension_data("D1", item_data("D1.1"), item_data("D1.2"), weight=3),
        dimension_data("D5", item_data("D5.1"), item_data("D5.2"), weight=5, core=True),
    )
    # 2,31 now; with D5.2 shown 2,94 and a candidate, with D1.2 shown 2,50 and level 3
    both = scored(content, "2 3d 3v 4d")
    assert both.level == 2
    assert evidence(both) == [("D5.2", "unsupported", "line"), ("D1.2", "unsupported", "level")]


def test_evidence_may_change_the_level_only_together():
    content = instrument(dimension_data("D1", *(item_data(f"D1.{n}") for n in range(1, 5))))
    result = scored(content, "2 2 3d 3d")  # 2,00; with both shown 2,50
    assert evidence(result) == [("D1.3", "unsupported", "level"), ("D1.4", "unsupported", "level")]


def test_a_preliminary_result_asks_for_what_makes_it_valid():
    items = [item_data(f"D1.{n}", core) for n, core in ((1, 1), (2, 1), (3, 1), (4, 1))]
    content = instrument(dimension_data("D1", *items, core=True))
    found = evidence(scored(content, "2 2 - -"))
    assert [piece[1:] for piece in found] == [("not_seen", "line")] * 2


def test_an_unseen_critical_item_bars_certification_until_it_is_shown():
    content = instrument(
        dimension_data("D1", item_data("D1.1", critical=True), item_data("D1.2", 9), weight=1),
        dimension_data("D5", item_data("D5.1"), core=True, weight=99),
    )
    assert evidence(scored(content, "- 4v 4v"), READY) == [("D1.1", "not_seen", "line")]


def test_a_group_holds_nothing_that_it_does_not_need():
    content = instrument(
        dimension_data("D1", item_data("D1.1", critical=True), item_data("D1.2", critical=True),
                       item_data("D1.3", 9), item_data("D1.4", 9), weight=1),
        dimension_data("D5", item_data("D5.1"), core=True, weight=9),
    )  # fmt: skip
    result = scored(content, "- - 4v 4d 4v")  # D1.4 would add most and is not needed
    pieces = [("D1.1", "not_seen", "line"), ("D1.2", "not_seen", "line")]
    assert sorted(evidence(result, READY)) == pieces


def test_at_most_twelve_are_named():
    items = [item_data(f"D1.{n}") for n in range(1, 41)]
    content = instrument(dimension_data("D1", *items))
    nothing_seen = scored(content, {})
    assert len(evidence(nothing_seen)) == 12
    assert len(evidence(nothing_seen, at_most=3)) == 3


def test_what_would_not_help_is_not_asked_for():
    content = instrument(dimension_data("D1", item_data("D1.1", 9), item_data("D1.2", 1)))
    assert evidence(scored(content, "1 3d")) == []
