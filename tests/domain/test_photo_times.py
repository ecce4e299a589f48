"""A photo goes to the point that was being answered when it was taken."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from advisor_app.domain.photo_times import ahead_by, is_of_visit, point_at

NINE = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
ANSWERED = [
    (NINE, "first"),
    (NINE + timedelta(minutes=10), "second"),
    (NINE + timedelta(minutes=60), "third"),
]


@pytest.mark.parametrize(
    ("minutes", "point"),
    [
        (-16, None),
        (-15, "first"),
        (0, "first"),
        (1, "second"),
        (10, "second"),
        (14, "second"),
        (16, None),
        (44, None),
        (45, "third"),
        (65, "third"),
        (66, None),
    ],
)
def test_a_photo_goes_to_the_answer_that_follows_it_or_was_just_given(
    minutes: int, point: str | None
):
    assert point_at(NINE + timedelta(minutes=minutes), ANSWERED) == point


def test_without_answers_there_is_nothing_to_propose():
    assert point_at(NINE, []) is None


@pytest.mark.parametrize(("minutes", "is_in"), [(-16, False), (-15, True), (75, True), (76, False)])
def test_a_visit_takes_in_a_quarter_of_an_hour_around_it(minutes: int, is_in: bool):
    ended = NINE + timedelta(hours=1)
    assert is_of_visit(NINE + timedelta(minutes=minutes), NINE, ended) is is_in


@pytest.mark.parametrize(
    ("telephone", "here", "minutes"),
    [
        (time(10, 32), time(10, 32), 0),
        (time(11, 40), time(10, 32), 68),
        (time(9, 30), time(10, 32), -62),
        (time(0, 5), time(23, 55), 10),
        (time(23, 55), time(0, 5), -10),
    ],
)
def test_the_telephone_s_clock_is_ahead_or_behind(telephone: time, here: time, minutes: int):
    assert ahead_by(telephone, here) == timedelta(minutes=minutes)
