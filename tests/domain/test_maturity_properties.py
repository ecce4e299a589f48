"""Scoring: what holds for every firm, whatever it answers."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from advisor_app.domain.answers import AnswerState, Evidence, not_verified, rated
from advisor_app.domain.instrument import Profile, shipped_instrument
from advisor_app.domain.maturity import MaturityResult, score
from advisor_app.domain.parameters import load_parameters, shipped_parameters
from tests.domain.builders import (
    SHOP,
    scored,
)
from tests.domain.sample_firms import SAMPLES, answer

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


# --- Properties --------------------------------------------------------------------------------

TOKENS = ["1", "2", "3d", "3o", "3v", "4d", "4o", "4v", "5d", "5o", "5v", "-", "x"]
CODES = [item.code for item in IMC.items]
PROFILES = st.builds(
    Profile,
    st.sampled_from([sector.key for sector in IMC.sectors]),
    st.dictionaries(st.sampled_from([c.key for c in IMC.conditions]), st.booleans()),
)
SHEETS = st.lists(st.sampled_from(TOKENS), min_size=59, max_size=59)
FORMS = st.sampled_from(["full", "short"])


def result_of(tokens: list[str], profile: Profile, form: Any) -> MaturityResult:
    return scored(IMC, dict(zip(CODES, tokens, strict=True)), form=form, profile=profile)


@given(SHEETS, PROFILES, FORMS, st.randoms())
def test_the_order_of_the_answers_does_not_matter(
    tokens: list[str], profile: Profile, form: Any, shuffled: random.Random
):
    pairs = list(zip(CODES, tokens, strict=True))
    straight = scored(IMC, dict(pairs), form=form, profile=profile)
    shuffled.shuffle(pairs)
    assert scored(IMC, dict(pairs), form=form, profile=profile) == straight


@given(SHEETS, PROFILES, FORMS)
def test_a_copy_of_instrument_and_rules_gives_the_same_result(
    tokens: list[str], profile: Profile, form: Any
):
    given_answers = {c: answer(c, t) for c, t in zip(CODES, tokens, strict=True)}
    copy = load_parameters(RULES.body)
    assert score(IMC, copy, profile, form, given_answers) == score(
        IMC, RULES, profile, form, given_answers
    )


@given(SHEETS, PROFILES, FORMS, st.integers(0, 58))
def test_raising_what_an_answer_bears_never_lowers_the_score(
    tokens: list[str], profile: Profile, form: Any, position: int
):
    before = result_of(tokens, profile, form)
    code = CODES[position]
    level = before.substantiated(code)
    if level is None or level == 5:
        return
    better = before.answers | {code: rated(code, level + 1, Evidence.VERIFIED)}
    after = score(IMC, RULES, profile, form, better)
    assert (before.S or 0) <= (after.S or 0)
    assert (before.P or 0) <= (after.P or 0)
    assert (before.level_base or 0) <= (after.level_base or 0)


@given(SHEETS, PROFILES, FORMS)
def test_a_result_stays_within_its_scales(tokens: list[str], profile: Profile, form: Any):
    result = result_of(tokens, profile, form)
    assert 0 <= result.completeness <= 100
    assert len(result.items) == len(IMC.applicable(profile, form))
    if result.S is None:
        assert result.preliminary
        return
    assert 1 <= result.S <= 5
    assert 0 <= (result.P or 0) <= 100
    assert result.level is not None
    assert result.level_base is not None
    assert 1 <= result.level <= result.level_base <= 5
    assert all(result.level <= cap.limit for cap in result.caps)
    assert Decimal("0.40") <= (result.confidence or 0) <= 1


@given(SHEETS, PROFILES, st.integers(0, 58))
def test_seeing_one_more_item_never_lowers_the_completeness(
    tokens: list[str], profile: Profile, position: int
):
    code = CODES[position]
    seen = [t if t not in ("x",) else "2" for t in tokens]
    unseen = [*seen]
    unseen[position] = "-"
    before = result_of(unseen, profile, "full")
    after = result_of(seen, profile, "full")
    assert before.completeness <= after.completeness
    assert code not in before.answers or before.answers[code].state is not AnswerState.RATED


def test_not_seen_and_unanswered_are_the_same_for_every_figure():
    sheet = {c: a for c, a in SAMPLES["F12"].answers.items() if c != "D7.5"}
    unanswered = score(IMC, RULES, SAMPLES["F12"].profile, "full", sheet)
    seen = SAMPLES["F12"].scored()
    assert unanswered.S == seen.S
    assert unanswered.critical_unverified == seen.critical_unverified
    assert score(IMC, RULES, SHOP, "full", {"D1.1": not_verified("D1.1")}).S is None
