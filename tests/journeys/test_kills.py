"""An interview that is killed loses nothing that was acknowledged, and reopens where it stood."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.journeys.kills import (
    begin,
    begin_list,
    check,
    check_levels,
    check_list,
    interview_and_kill,
)

KILLS = 10


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_ten_kills_lose_no_acknowledged_answer(tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    assessment = begin(folder)
    kept: dict[str, int] = {}
    total = 0
    for seed in range(KILLS):
        said = interview_and_kill(folder, assessment, seed)
        kept = check(folder, assessment, kept, said)
        total += said.answers
    assert total > KILLS, "the interview hardly got anywhere before it was killed"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_ten_kills_lose_no_acknowledged_line_of_a_form(tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    assessment = begin(folder)
    kept: dict[str, int] = {}
    total = 0
    for seed in range(KILLS):
        said = interview_and_kill(folder, assessment, seed, "transcribing")
        kept = check_levels(folder, assessment, kept, said)
        total += said.answers
    assert total > KILLS, "the form hardly got anywhere before it was killed"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_ten_kills_lose_no_acknowledged_point_of_a_list(tmp_path: Path) -> None:
    folder = tmp_path / "workspace"
    assessment = begin_list(folder)
    kept: dict[str, int] = {}
    total = 0
    for seed in range(KILLS):
        said = interview_and_kill(folder, assessment, seed, "assessing")
        kept = check_list(folder, assessment, kept, said)
        total += said.answers
    assert total > KILLS, "the list hardly got anywhere before it was killed"
