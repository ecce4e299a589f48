"""The service line: each rule at its limits."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from advisor_app.domain.maturity import MaturityResult
from advisor_app.domain.parameters import shipped_parameters
from advisor_app.domain.routing import Gap, Routing, ServiceLine, route
from tests.domain.builders import dimension_data, instrument, item_data, parameters, scored
from tests.domain.sample_firms import ORACLES, SAMPLES

RULES = shipped_parameters()
READY = Gap(Decimal("100.0"), 0)


def line(result: MaturityResult, gap: Gap | None = None, order: bool = False) -> tuple[str, str]:
    routing = route(result, RULES, gap, order)
    return str(routing.line), routing.rule


def plain(tokens: str) -> MaturityResult:
    """One core dimension D5 with weights 1 to 100 as the tokens say: ``20*3v 80*2``."""
    parts = [part.split("*") for part in tokens.split()]
    items = [item_data(f"D5.{n}", int(weight)) for n, (weight, _) in enumerate(parts, 1)]
    content = instrument(dimension_data("D5", *items, core=True))
    return scored(content, " ".join(token for _, token in parts))


@pytest.mark.parametrize("name", ORACLES)
def test_the_sample_firms_go_to_their_line(name: str):
    routing = SAMPLES[name].routed()
    assert (str(routing.line), routing.rule) == (ORACLES[name]["line"], ORACLES[name]["rule"])
    assert not routing.certification_candidate


@pytest.mark.parametrize(
    ("name", "rule", "candidate"),
    [
        ("F07", "RT4", True),
        ("F08", "RT6", False),
        ("F09", "RT4", False),
        ("F10", "RT4", True),
        ("F11", "RT4", False),
        ("F12", "RT6", False),
    ],
)
def test_the_other_firms_without_a_gap(name: str, rule: str, candidate: bool):
    routing = SAMPLES[name].routed()
    assert (routing.rule, routing.certification_candidate) == (rule, candidate)


def test_exactly_3_20_is_enough():
    at, under = plain("80*3v 20*4v"), plain("81*3v 19*4v")
    assert (Decimal("3.20"), Decimal("3.19")) == (at.S, under.S)
    gap = Gap(Decimal("70.0"), 0)
    assert line(at, gap) == ("certification", "RT2")
    assert line(under, gap) == ("technical_assistance", "RT4")


@pytest.mark.parametrize(
    ("readiness", "blocking", "rule"),
    [("70.0", 0, "RT2"), ("69.9", 0, "RT4"), ("100.0", 1, "RT4"), ("85.0", 0, "RT2")],
)
def test_the_gap_decides_on_certification(readiness: str, blocking: int, rule: str):
    assert line(plain("50*3v 50*4v"), Gap(Decimal(readiness), blocking))[1] == rule


@pytest.mark.parametrize(("readiness", "rule"), [("85.0", "RT3"), ("84.9", "RT4")])
def test_the_fast_track_asks_for_more_readiness(readiness: str, rule: str):
    result = plain("90*3v 10*2")
    assert Decimal("2.90") == result.S
    assert line(result, Gap(Decimal(readiness), 0))[1] == rule


def test_the_fast_track_needs_indicators():
    weak = plain("10*2 90*3v")  # D5.1 is the first item
    assert weak.substantiated("D5.1") == 2
    assert line(weak, READY)[1] == "RT4"


def test_the_fast_track_needs_every_core_dimension_at_2_50():
    content = instrument(
        dimension_data("D3", item_data("D3.1"), item_data("D3.2"), core=True, weight=10),
        dimension_data("D5", item_data("D5.1"), core=True, weight=90),
    )
    assert line(scored(content, "2 3v 3v"), READY)[1] == "RT3"
    assert line(scored(content, "2 2 3v"), READY)[1] == "RT4"


def test_a_short_form_never_certifies():
    content = instrument(dimension_data("D5", item_data("D5.1"), core=True))
    assert line(scored(content, "4v", form="short"), READY)[1] == "RT4"


def test_low_confidence_never_certifies():
    content = instrument(
        dimension_data("D1", *(item_data(f"D1.{n}") for n in range(1, 7)), weight=90),
        dimension_data("D5", item_data("D5.1"), core=True),
    )
    doubtful = scored(content, "5v 3d 3d 3d 3d 5v 4v")
    strict = parameters(routing__RT2__score="2.00", routing__RT3__score="2.00")
    assert doubtful.confidence == Decimal("0.64")
    assert route(doubtful, strict, READY, False).rule == "RT2"
    more = scored(content, "5v 3d 3d 3d 3d 3d 4v")
    assert more.confidence == Decimal("0.55")
    assert route(more, strict, READY, False).rule == "RT4"


@pytest.mark.parametrize("token", ["1", "-"])
def test_an_open_or_unseen_critical_item_never_certifies(token: str):
    content = instrument(
        dimension_data("D1", item_data("D1.1", critical=True), item_data("D1.2", 9), weight=1),
        dimension_data("D5", item_data("D5.1"), core=True, weight=99),
    )
    assert line(scored(content, f"{token} 4v 4v"), READY)[1] == "RT4"
    assert line(scored(content, "2 4v 4v"), READY)[1] == "RT2"
    assert line(scored(content, "x 4v 4v"), READY)[1] == "RT2"


def test_a_legal_alert_never_certifies():
    content = instrument(
        dimension_data("D10", item_data("D10.1"), item_data("D10.2", 9), weight=1),
        dimension_data("D5", item_data("D5.1"), core=True, weight=99),
    )
    result = scored(content, "1 4v 4v")
    assert result.legal_alerts == ("D10.1",)
    assert result.critical_open == ()
    assert line(result, READY)[1] == "RT4"


@pytest.mark.parametrize(
    ("tokens", "order", "rule"),
    [
        ("100*2", False, "RT4"),
        ("1*1 99*2", False, "RT6"),
        ("1*1 99*2", True, "RT5"),
        ("20*1 80*2", True, "RT5"),
        ("21*1 79*2", True, "RT6"),
        ("100*1", True, "RT6"),
    ],
)
def test_assistance_from_2_00_or_from_1_80_with_an_order(tokens: str, order: bool, rule: str):
    routing = route(plain(tokens), RULES, None, order)
    assert routing.rule == rule
    assert routing.leveling_module is (rule == "RT5")
    assert (routing.line is ServiceLine.TRAINING) is (rule == "RT6")


def test_a_preliminary_result_has_no_line():
    content = instrument(dimension_data("D5", item_data("D5.1"), item_data("D5.2"), core=True))
    routing = route(scored(content, "4v -"), RULES, READY, True)
    assert (routing.line, routing.rule) == (ServiceLine.UNCLASSIFIED, "RT0")
    assert not route(scored(content, "4v -"), RULES, None, True).certification_candidate
    assert route(scored(content, "- -"), RULES, None, True).rule == "RT0"


def test_a_candidate_only_lacks_the_gap():
    result = plain("100*4v")
    assert route(result, RULES, None, False).certification_candidate
    assert not route(result, RULES, READY, False).certification_candidate
    assert not route(result, RULES, Gap(Decimal(10), 5), False).certification_candidate
    assert not route(plain("100*2"), RULES, None, False).certification_candidate


def test_every_rule_is_there_to_be_unfolded():
    routing = SAMPLES["F05"].routed()
    assert [check.rule for check in routing.checks] == ["RT0", "RT2", "RT3", "RT4", "RT5", "RT6"]
    unmet = {c.key: (c.actual, c.limit) for c in routing.check("RT2").conditions if not c.met}
    assert unmet == {
        "S": (Decimal("3.10"), Decimal("3.20")),
        "core_minimum": (Decimal("2.67"), Decimal("3.00")),
        "gap_blocking": (3, 0),
    }
    with pytest.raises(KeyError):
        routing.check("RT9")


def test_the_first_rule_that_holds_decides():
    for name, sample in SAMPLES.items():
        routing: Routing = sample.routed()
        met = [check.rule for check in routing.checks if check.met]
        assert routing.rule == met[0], name
        assert ("RT6" in met) is (met == ["RT6"])


def test_limits_come_from_the_parameters():
    rules: Any = parameters(routing__RT4__score="2.20")
    assert route(SAMPLES["F01"].scored(), rules, None, False).rule == "RT6"
