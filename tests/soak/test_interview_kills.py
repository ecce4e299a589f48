"""A hundred kills of an interview and of a list: nothing acknowledged is lost."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys import kills

KILLS = 100

pytestmark = [
    pytest.mark.skipif(os.environ.get("ADVISOR_SOAK") != "1", reason="set ADVISOR_SOAK=1"),
    pytest.mark.timeout(3_600),
    pytest.mark.slow,
]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize(
    ("begin", "how", "check"),
    [
        (kills.begin, "interviewing", kills.check),
        (kills.begin_list, "assessing", kills.check_list),
    ],
)
def test_a_hundred_kills_lose_nothing_that_was_acknowledged(
    tmp_path: Path, begin: Callable[[Path], str], how: str, check: kills.Check
) -> None:
    folder, seeds = tmp_path / "workspace", range(1000, 1000 + KILLS)
    total = kills.kill_again_and_again(folder, begin(folder), seeds, how, check)
    print(f"{how}: {KILLS} kills, {total} acknowledged answers, none lost")
    assert total > KILLS
