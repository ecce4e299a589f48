"""Readiness, coverage and blocking of the lists, by worked examples and by properties."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor_app.domain.gap import State, assess, sample_size
from advisor_app.domain.gap_parameters import shipped_gap_parameters
from advisor_app.domain.gap_sheet import gap_text
from advisor_app.domain.standard import shipped_ids, shipped_standard

PARAMETERS = shipped_gap_parameters()


def answered(standard: str, changes: dict[str, str] | None = None, **beside: Any) -> dict[str, Any]:
    """The answer of the command line to a list that complies but for some points."""
    answers: dict[str, Any] = {one.code: "C" for one in shipped_standard(standard).requirements}
    answers |= {code: None if state == "-" else state for code, state in (changes or {}).items()}
    sheet = {"standard": standard, "answers": answers, **beside}
    result = gap_text(json.dumps(sheet))
    assert isinstance(result, dict)
    return result


def each(state: str, *codes: str) -> dict[str, str]:
    return dict.fromkeys(codes, state)


QUALITY = {
    **each("NA", "8.3.1", "8.3.2", "8.3.3", "8.3.4", "8.3.5", "8.3.6"),
    **each("N", "6.1.1", "9.2.1", "9.2.2", "8.5.3"),
    **each("P", "6.2.1", "7.1.5.2", "9.3.1", "10.2.1", "7.3"),
}
ORCHARD = {**each("NA", "07.1", "07.2", "27.1", "33.5", "13.1", "28.2"), "23.1": "N"}


def test_a_quality_system_over_85_percent_is_not_ready_while_a_major_fails():
    result = answered("iso_9001_2015", QUALITY, prerequisites={"months_of_records": 12})
    assert (result["readiness"], result["blocking"]) == ("86.0", 2)
    assert result["blocking_codes"] == ["6.1.1", "9.2.1"]
    assert result["scheme"]["pass"] is False
    standard = shipped_standard("iso_9001_2015")
    states = {one.code: State(QUALITY.get(one.code, "C")) for one in standard.requirements}
    assert assess(standard, PARAMETERS, states).weight == 75


def test_a_laboratory_with_one_point_unseen():
    changes = {"7.6.3": "P", "7.7.2": "N", "6.4.10": "P", "7.8.4": "NA", "8.8": "-"}
    result = answered("iso_17025", changes)
    assert (result["readiness"], result["coverage"]) == ("95.6", "98.4")
    assert result["blocking_codes"] == ["7.7.2"]
    assert result["scheme"]["pass"] is False


@pytest.mark.parametrize(
    ("more", "passes", "majors", "minors", "readiness"),
    [
        ({}, True, "100.0", "96.2", "99.0"),
        ({"02.1": "P"}, False, "100.0", "92.3", None),
        ({"32.6": "P"}, False, "97.4", "96.2", "98.1"),
    ],
)
def test_an_orchard_by_its_schemes_own_rule(more, passes, majors, minors, readiness):
    result = answered("globalgap_ifa_v6_fv", ORCHARD | more)
    assert result["scheme"]["pass"] is passes
    assert (result["scheme"]["major_pct"], result["scheme"]["minor_pct"]) == (majors, minors)
    assert result["blocking"] == 0
    if readiness:
        assert result["readiness"] == readiness


def test_the_schemes_rule_wins_over_readiness():
    result = answered("globalgap_ifa_v6_fv", ORCHARD | {"32.6": "P"})
    assert Decimal(result["readiness"]) > 98
    assert result["blocking"] == 0
    assert result["scheme"]["pass"] is False


def test_a_food_plant_by_points():
    changes = {**each("P", "1.5", "2.3", "4.6", "6.7"), **each("N", "3.5", "7.6"), "8.3": "NA"}
    scheme = answered("res_2674_bpm", changes)["scheme"]
    assert (scheme["points"], scheme["points_possible"], scheme["score"]) == (84, 92, "91.3")
    assert scheme["concept"] == "favourable"
    assert scheme["pass"] is True


def test_a_critical_failure_is_unfavourable_whatever_the_points():
    scheme = answered("res_2674_bpm", {"6.5": "N"})["scheme"]
    assert Decimal(scheme["score"]) > 97
    assert (scheme["concept"], scheme["pass"]) == ("unfavourable", False)


def test_both_readings_of_safety_at_work_are_told():
    changes = each("N", "2.4.1", "4.1.1")
    scheme = answered("sgsst_0312", changes, workers=8, risk_class=2)["scheme"]
    assert scheme["group"] == 7
    assert (scheme["official_score"], scheme["official_result"]) == ("94.0", "acceptable")
    assert (scheme["group_score"], scheme["group_result"]) == ("52.0", "critical")


@pytest.mark.parametrize(
    ("workers", "risk", "group"),
    [(10, 3, 7), (11, 3, 21), (50, 1, 21), (51, 1, 60), (2, 4, 60), (2, 5, 60), (None, 4, 60)],
)
def test_the_group_follows_workers_and_risk(workers, risk, group):
    scheme = answered("sgsst_0312", workers=workers, risk_class=risk)["scheme"]
    assert scheme["group"] == group


def test_without_the_firms_size_safety_at_work_has_no_verdict():
    assert answered("sgsst_0312")["scheme"]["pass"] is None


@pytest.mark.parametrize(
    ("findings", "grade", "passes"),
    [((0, 5), "AA", True), ((0, 6), "A", True), ((1, 10), "B", True), ((2, 17), None, False)],
)
def test_the_grade_a_retailer_would_read(findings, grade, passes):
    majors, minors = findings
    points = shipped_standard("brcgs_food_9").requirements
    changes = each("N", *[one.code for one in points if one.severity == "M"][:majors])
    changes |= each("N", *[one.code for one in points if one.severity == "m"][:minors])
    scheme = answered("brcgs_food_9", changes)["scheme"]
    assert (scheme["grade"], scheme["pass"]) == (grade, passes)


def test_a_fundamental_failure_gives_no_certificate():
    fundamental = next(
        one.code for one in shipped_standard("brcgs_food_9").requirements if one.severity == "C"
    )
    assert answered("brcgs_food_9", {fundamental: "N"})["scheme"]["pass"] is False
    assert answered("brcgs_food_9", {fundamental: "P"})["scheme"]["grade"] == "B"


@pytest.mark.parametrize(
    ("members", "sample"), [(1, 1), (4, 2), (5, 3), (37, 7), (100, 10), (101, 11), (10**12, 10**6)]
)
def test_a_group_is_sampled_by_the_square_root(members, sample):
    assert sample_size(members) == sample


@pytest.mark.parametrize(
    ("changes", "readiness", "passes"),
    [({"Q5.4": "P"}, "98.6", False), ({"Q2.5": "N"}, "98.6", True)],
)
def test_a_producer_group(changes, readiness, passes):
    beside = {"members_inspected": True, "dated_actions": ["Q2.5"]}
    result = answered("globalgap_option2_qms", changes, prerequisites=beside)
    assert (result["readiness"], result["blocking"]) == (readiness, 0)
    assert result["scheme"]["pass"] is passes


@pytest.mark.parametrize(
    ("standard", "changes", "readiness", "blocking", "passes"),
    [
        ("iso_18295_contact_centre", {"7-3": "P", "6-3": "N"}, "96.4", 0, True),
        ("iso_17679_wellness_spa", {"S3": "P"}, "97.3", 1, False),
        ("iso_29110_basic", {"PM.1.6": "P"}, "98.3", 0, False),
        ("iso_29110_basic", {"SI.2.3": "N", "PM.4.2": "P"}, "97.5", 0, True),
    ],
)
def test_services_and_small_software_houses(standard, changes, readiness, blocking, passes):
    beside = {"own_sample": True, "finished_project": True}
    result = answered(standard, changes, prerequisites=beside)
    assert (result["readiness"], result["blocking"]) == (readiness, blocking)
    assert result["scheme"]["pass"] is passes


@pytest.mark.parametrize(
    ("changes", "readiness", "blocking", "passes"),
    [
        ({**each("N", "A3", "B3", "C2"), **each("P", "A4", "A5", "B6")}, "90.6", 3, True),
        ({**each("N", "A3", "B3", "C2"), "B4": "P"}, "91.3", 3, False),
        ({"B1": "P"}, "98.1", 1, False),
    ],
)
def test_good_farming_practices(changes, readiness, blocking, passes):
    result = answered("ica_bpa", changes)
    assert (result["readiness"], result["blocking"]) == (readiness, blocking)
    assert result["scheme"]["pass"] is passes


@pytest.mark.parametrize(
    ("changes", "development", "readiness", "passes"),
    [
        ({**each("P", "2.5", "3.1.3", "3.2.7"), "3.2.9": "N"}, "64.3", "96.7", True),
        ({**each("P", "2.5", "3.1.3"), **each("N", "3.2.7", "3.2.9")}, "57.1", "96.0", False),
    ],
)
def test_fair_trade(changes, development, readiness, passes):
    result = answered("fair_trade_spo", changes)
    assert result["scheme"]["development_pct"] == development
    assert (result["readiness"], result["scheme"]["pass"]) == (readiness, passes)


def test_a_list_that_wants_more_than_answers_has_no_verdict_without_it():
    result = answered("iso_9001_2026")
    assert result["readiness"] == "100.0"
    assert result["scheme"]["pass"] is None
    months = {"months_of_records": 2}
    assert answered("iso_9001_2026", prerequisites=months)["scheme"]["pass"] is False
    months = {"months_of_records": 3}
    assert answered("iso_9001_2026", prerequisites=months)["scheme"]["pass"] is True


def test_what_was_not_seen_counts_nothing_and_is_told():
    standard = shipped_standard("codex_haccp")
    result = assess(standard, PARAMETERS, {})
    assert (result.readiness, result.coverage, result.preliminary) == (0, 0, True)
    assert result.open == tuple(one.code for one in standard.requirements)


def test_a_point_set_aside_where_the_list_does_not_allow_it_is_named():
    standard = shipped_standard("iso_9001_2015")
    fixed = next(one.code for one in standard.requirements if not one.na_allowed)
    assert answered("iso_9001_2015", {fixed: "NA"})["na_not_admitted"] == [fixed]


def test_nothing_applicable_has_no_readiness():
    standard = shipped_standard("eu_food")
    result = assess(
        standard,
        PARAMETERS,
        dict.fromkeys((r.code for r in standard.requirements), State.NOT_APPLICABLE),
    )
    assert (result.readiness, result.coverage) == (None, None)


# --- Properties ------------------------------------------------------------------------------

STATES = st.sampled_from([*State, None])


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, dict[str, State]]:
    """A list with some answers in some order."""
    key = draw(st.sampled_from(shipped_ids()))
    codes = draw(st.permutations([one.code for one in shipped_standard(key).requirements]))
    states = draw(st.lists(STATES, min_size=len(codes), max_size=len(codes)))
    return key, {code: state for code, state in zip(codes, states, strict=True) if state}


@given(cases())
def test_the_order_of_answers_does_not_matter(case):
    standard, answers = shipped_standard(case[0]), case[1]
    ordered = dict(sorted(answers.items()))
    one, other = (assess(standard, PARAMETERS, given) for given in (answers, ordered))
    assert (one.readiness, one.coverage, one.blocking) == (
        other.readiness,
        other.coverage,
        other.blocking,
    )


@given(cases(), st.data())
def test_a_better_answer_never_lowers_readiness(case, data):
    standard, answers = shipped_standard(case[0]), case[1]
    worse = [code for code, state in answers.items() if state in (State.PARTIAL, State.FAILS)]
    if not worse:
        return
    better = answers | {data.draw(st.sampled_from(worse)): State.COMPLIES}
    before, after = (assess(standard, PARAMETERS, given) for given in (answers, better))
    assert after.readiness is not None
    assert before.readiness is not None
    assert after.readiness >= before.readiness
    assert set(after.blocking) <= set(before.blocking)
