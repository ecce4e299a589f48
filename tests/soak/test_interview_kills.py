"""A hundred kills of an interview and of a list: nothing acknowledged is lost."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.journeys.kills import begin, begin_list, check, check_list, interview_and_kill

KILLS = 100

pytestmark = [
    pytest.mark.skipif(os.environ.get("ADVISOR_SOAK") != "1", reason="set ADVISOR_SOAK=1"),
    pytest.mark.timeout(3_600),
    pytest.mark.slow,
]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_hundred_kills_lose_no_acknowledged_answer(tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    assessment = begin(folder)
    kept: dict[str, int] = {}
    total = 0
    for seed in range(1000, 1000 + KILLS):
        said = interview_and_kill(folder, assessment, seed)
        kept = check(folder, assessment, kept, said)
        total += said.answers
    print(f"{KILLS} kills, {total} acknowledged answers, none lost")
    assert total > KILLS


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_hundred_kills_lose_no_acknowledged_point_of_a_list(tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    assessment = begin_list(folder)
    kept: dict[str, int] = {}
    total = 0
    for seed in range(1000, 1000 + KILLS):
        said = interview_and_kill(folder, assessment, seed, "assessing")
        kept = check_list(folder, assessment, kept, said)
        total += said.answers
    print(f"{KILLS} kills, {total} acknowledged points, none lost")
    assert total > KILLS
