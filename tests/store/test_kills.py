"""A program killed in the middle of an interview keeps every answer it acknowledged."""

from __future__ import annotations

from tests.store.kills import kill_interviews, new_draft


def test_ten_kills_lose_no_acknowledged_answer(folder):
    new_draft(folder)
    tally = kill_interviews(folder, kills=10, seed=20261122)
    assert tally.kills == 10
    assert tally.acknowledged > 0
