"""The long series of kills: ``ADVISOR_SOAK=1``, with ``ADVISOR_SEED`` to repeat one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.store.kills import kill_interviews, new_draft
from tests.store.test_migrations import kill_at_random, template

__all__ = ["template"]

pytestmark = [
    pytest.mark.skipif(os.environ.get("ADVISOR_SOAK") != "1", reason="set ADVISOR_SOAK=1"),
    pytest.mark.timeout(3_600),
    pytest.mark.slow,
]


def test_a_hundred_kills_lose_no_acknowledged_answer(tmp_path: Path, seed: int):
    folder = tmp_path / "workspace"
    new_draft(folder)
    tally = kill_interviews(folder, kills=100, seed=seed)
    assert tally.kills == 100, f"seed {seed}"


def test_forty_kills_of_a_migration_leave_the_old_base_or_the_new_one(
    tmp_path: Path, template: Path, seed: int
):
    import shutil

    for number in range(10):
        folder = shutil.copytree(template, tmp_path / str(number))
        kill_at_random(folder, kills=4, seed=seed + number)
