"""Waiting after wrong passphrases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from advisor_app.domain import clock
from advisor_app.domain.clock import FixedClock
from advisor_app.store.errors import TooSoon
from advisor_app.store.patience import NAME, Patience, wait_after


@pytest.fixture
def now() -> FixedClock:
    still = FixedClock(datetime(2026, 11, 22, 15, 0, tzinfo=UTC))
    clock.use(still)
    return still


def fail(folder: Path, times: int) -> None:
    for _attempt in range(times):
        Patience(folder).begin()


def refused_for(folder: Path) -> int:
    with pytest.raises(TooSoon) as refused:
        Patience(folder).begin()
    return refused.value.wait_seconds


def test_three_attempts_are_free(tmp_path, now):
    fail(tmp_path, 3)
    assert refused_for(tmp_path) == 5


def test_the_wait_passes(tmp_path, now):
    fail(tmp_path, 3)
    now.tick(timedelta(seconds=3, milliseconds=500))
    assert refused_for(tmp_path) == 2
    now.tick(timedelta(seconds=1, milliseconds=500))
    Patience(tmp_path).begin()


def test_each_wait_is_twice_the_last_up_to_ten_minutes():
    assert [wait_after(failed) for failed in range(12)] == [
        0, 0, 0, 5, 10, 20, 40, 80, 160, 320, 600, 600
    ]  # fmt: skip
    assert wait_after(10_000) == 600


def test_success_starts_over(tmp_path, now):
    fail(tmp_path, 3)
    Patience(tmp_path).succeeded()
    fail(tmp_path, 3)
    assert refused_for(tmp_path) == 5


def test_an_attempt_counts_before_its_outcome_is_known(tmp_path, now):
    Patience(tmp_path).begin()
    assert (tmp_path / NAME).exists()


def test_a_clock_set_back_begins_the_wait_again(tmp_path, now):
    fail(tmp_path, 3)
    now.tick(timedelta(days=-1))
    assert refused_for(tmp_path) == 5
    now.tick(timedelta(seconds=2))
    assert refused_for(tmp_path) == 3
    now.tick(timedelta(seconds=3))
    Patience(tmp_path).begin()


def test_asking_while_waiting_does_not_lengthen_the_wait(tmp_path, now):
    fail(tmp_path, 3)
    for _attempt in range(5):
        assert refused_for(tmp_path) == 5


@pytest.mark.parametrize(
    "written", [b"", b"{}", b"[]", b"\xff\xfe", b'{"failed": 0}', b'{"failed": 1, "last": "x"}']
)
def test_a_file_that_was_tampered_with_waits_too(tmp_path, now, written):
    (tmp_path / NAME).write_bytes(written)
    assert refused_for(tmp_path) == 80
    now.tick(timedelta(seconds=80))
    Patience(tmp_path).begin()
