"""Which strengths and gaps are told first."""

from __future__ import annotations

import pytest

from advisor_app.domain.answers import Answer, Evidence, rated
from advisor_app.domain.highlights import best_of, gaps, strengths, worst_of
from advisor_app.domain.instrument import Profile, shipped_instrument
from advisor_app.domain.maturity import MaturityResult, score
from advisor_app.domain.parameters import shipped_parameters

PROFILE = Profile("agro_primary", {"has_employees": True, "has_site": True})


def result(changed: dict[str, Answer], level: int = 2, sector: str = "agro_primary"):
    instrument = shipped_instrument()
    profile = Profile(sector, PROFILE.conditions)
    answers: dict[str, Answer] = {}
    for item in instrument.applicable(profile, "full"):
        evidence = Evidence.VERIFIED if level > 2 else None
        answers[item.code] = changed.get(item.code) or rated(item.code, level, evidence)
    return score(instrument, shipped_parameters(), profile, "full", answers)


def codes(found) -> list[str]:
    return [one.item.code for one in found]


def seen(code: str, level: int, evidence: Evidence = Evidence.VERIFIED) -> dict[str, Answer]:
    return {code: rated(code, level, evidence)}


def test_the_best_two_practices_come_first_from_two_dimensions():
    outcome = result(seen("D4.4", 4) | seen("D4.5", 4) | seen("D10.1", 3))
    assert codes(strengths(outcome)) == ["D4.4", "D10.1"]
    assert all(one.solid for one in strengths(outcome))


def test_what_was_verified_comes_before_what_was_only_seen():
    outcome = result(seen("D6.2", 3, Evidence.OBSERVED) | seen("D9.4", 3))
    assert codes(strengths(outcome)) == ["D9.4", "D6.2"]


def test_a_level_only_said_is_no_strength():
    outcome = result(seen("D6.2", 5, Evidence.DECLARED) | seen("D9.4", 3))
    assert codes(strengths(outcome))[0] == "D9.4"
    assert "D6.2" not in codes(one for one in strengths(outcome) if one.solid)


def test_a_firm_without_practices_is_told_what_it_has_begun():
    found = strengths(result({}, level=2))
    assert len(found) == 2
    assert not any(one.solid for one in found)


def test_a_firm_where_all_is_at_one_has_no_strength_to_tell():
    assert strengths(result({}, level=1)) == ()


def test_a_critical_item_at_one_is_the_first_gap():
    outcome = result({"D7.4": rated("D7.4", 1), "D5.3": rated("D5.3", 1)}, level=2)
    assert codes(gaps(outcome))[:2] == ["D7.4", "D5.3"]


def test_gaps_come_from_three_dimensions_before_two_of_one():
    outcome = result({code: rated(code, 1) for code in ("D5.1", "D5.2", "D5.3")}, level=2)
    found = gaps(outcome)
    assert found[0].item.code == "D5.1"
    assert len({one.dimension.code for one in found}) == 3


def test_a_gap_below_level_three_is_missing_and_has_its_consequence():
    found = gaps(result({}, level=2))
    assert len(found) == 3
    assert all(one.missing and one.item.consequence.es for one in found)


def test_a_strong_firm_is_told_its_next_steps():
    found = gaps(result({}, level=4))
    assert len(found) == 3
    assert not any(one.missing for one in found)
    assert found[0].next_level == found[0].item.levels[4]


def test_a_firm_at_the_top_has_no_gap():
    assert gaps(result({}, level=5)) == ()


def test_what_was_not_seen_is_neither_strength_nor_gap():
    empty: MaturityResult = score(shipped_instrument(), shipped_parameters(), PROFILE, "full", {})
    assert strengths(empty) == ()
    assert gaps(empty) == ()
    assert all(best_of(part, empty) is None for part in empty.dimensions)
    assert all(worst_of(part, empty) is None for part in empty.dimensions)


@pytest.mark.parametrize("sector", ["laboratory", "software_it"])
def test_what_is_critical_only_in_some_sectors_leads_only_there(sector: str):
    conditions = {"has_employees": True, "has_site": True, "has_measuring_equipment": True}
    instrument = shipped_instrument()
    profile = Profile(sector, conditions)
    answers = {
        item.code: rated(item.code, 1 if item.code == "D9.3" else 2)
        for item in instrument.applicable(profile, "full")
    }
    outcome = score(instrument, shipped_parameters(), profile, "full", answers)
    assert codes(gaps(outcome))[0] == "D9.3"
    assert (outcome.critical_open == ("D9.3",)) == (sector == "laboratory")
