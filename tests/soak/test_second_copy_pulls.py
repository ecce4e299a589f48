"""The long series of pulled sticks: ``ADVISOR_SOAK=1``, with ``ADVISOR_SEED`` to repeat one."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.store.pulls import kill_copies, pull_again_and_again

pytestmark = [
    pytest.mark.skipif(os.environ.get("ADVISOR_SOAK") != "1", reason="set ADVISOR_SOAK=1"),
    pytest.mark.timeout(3_600),
    pytest.mark.slow,
]


def test_a_stick_pulled_at_a_hundred_moments_never_loses_a_good_copy(tmp_path: Path, seed: int):
    for series in range(2):
        folder, scratch = tmp_path / f"f{series}", tmp_path / f"s{series}"
        tally = pull_again_and_again(folder, scratch, pulls=50, seed=seed + series)
        assert tally.pulls == 50, f"seed {seed}"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_program_killed_at_fifty_moments_never_leaves_a_broken_copy(tmp_path: Path, seed: int):
    tally = kill_copies(tmp_path / "f", tmp_path / "s", kills=50, seed=seed)
    assert tally.pulls == 50, f"seed {seed}"
