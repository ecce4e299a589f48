"""Answers: what may be written down for one question, and what its evidence bears."""

from __future__ import annotations

import pytest

from advisor_app.domain.answers import (
    Answer,
    AnswerState,
    Evidence,
    not_applicable,
    not_verified,
    rated,
    validate_answer,
)
from advisor_app.domain.errors import InvalidRecord
from tests.domain.builders import dimension_data, instrument, item_data

ITEM = instrument(dimension_data("D1", item_data("D1.1"))).item("D1.1")
ALWAYS = instrument(dimension_data("D1", item_data("D1.1", na_allowed=False))).item("D1.1")


@pytest.mark.parametrize(
    ("level", "evidence", "borne"),
    [
        (1, None, 1),
        (2, Evidence.VERIFIED, 2),
        (3, Evidence.DECLARED, 2),
        (4, Evidence.OBSERVED, 3),
        (5, Evidence.VERIFIED, 5),
        (5, Evidence.DECLARED, 2),
        (4, None, 2),
    ],
)
def test_the_evidence_limits_what_counts(level: int, evidence: Evidence | None, borne: int):
    assert rated("D1.1", level, evidence).substantiated == borne


def test_what_was_not_rated_bears_nothing():
    assert not_verified("D1.1").substantiated is None
    assert Answer("D1.1", AnswerState.RATED).substantiated is None


@pytest.mark.parametrize(
    "answer",
    [
        rated("D1.1", 1),
        rated("D1.1", 3, Evidence.DECLARED),
        not_verified("D1.1"),
        not_applicable("D1.1", "No compra insumos"),
        Answer("D1.1", AnswerState.RATED, 3, Evidence.OBSERVED, checks=(True, False)),
    ],
)
def test_a_good_answer_passes(answer: Answer):
    validate_answer(ITEM, answer)


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        (rated("D1.2", 1), "item"),
        (rated("D1.1", 6, Evidence.VERIFIED), "level"),
        (rated("D1.1", 0), "level"),
        (Answer("D1.1", AnswerState.RATED), "level"),
        (rated("D1.1", 3), "evidence"),
        (Answer("D1.1", AnswerState.RATED, 2, checks=(True,)), "checks"),
        (Answer("D1.1", AnswerState.NOT_VERIFIED, level=2), "level"),
        (not_applicable("D1.1", "No  aplica"[:8]), "na_reason"),
        (not_applicable("D1.1", " corta     "), "na_reason"),
    ],
)
def test_a_broken_answer_says_which_field(answer: Answer, field: str):
    with pytest.raises(InvalidRecord) as caught:
        validate_answer(ITEM, answer)
    assert field in caught.value.problems


def test_not_applicable_is_refused_where_it_is_not_admitted():
    with pytest.raises(InvalidRecord) as caught:
        validate_answer(ALWAYS, not_applicable("D1.1", "No hace parte del trabajo"))
    assert "state" in caught.value.problems
