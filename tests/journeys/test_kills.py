"""An interview that is killed loses nothing that was acknowledged, and reopens where it stood."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys import kills

KILLS = 10


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize(
    ("begin", "how", "check"),
    [
        (kills.begin, "interviewing", kills.check),
        (kills.begin, "transcribing", kills.check_levels),
        (kills.begin_list, "assessing", kills.check_list),
    ],
)
def test_ten_kills_lose_nothing_that_was_acknowledged(
    tmp_path: Path, begin: Callable[[Path], str], how: str, check: kills.Check
) -> None:
    folder = tmp_path / "workspace"
    total = kills.kill_again_and_again(folder, begin(folder), range(KILLS), how, check)
    assert total > KILLS, "hardly anything was acknowledged before the kills"
