"""Killing a program that writes answers, and looking at what it left."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from advisor_app.schema import tables
from advisor_app.store.copy import integrity_faults
from advisor_app.store.database import driver_of
from advisor_app.store.workspace import Workspace
from tests.store.records import add_draft, rows

INTERVIEW = "tests.store.children.interviewing"


@dataclass
class Tally:
    """What a series of kills came to."""

    kills: int = 0
    acknowledged: int = 0
    kept_unacknowledged: int = 0


def new_draft(folder: Path) -> None:
    """A closed workspace with a draft to go on with."""
    workspace, _code = Workspace.create(folder, "", demo=True)
    add_draft(workspace)
    workspace.close()


def kill_interviews(folder: Path, kills: int, seed: int) -> Tally:
    """Kill it again and again at random moments; the answers go on from where they were."""
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    tally = Tally()
    stored = 0
    for _kill in range(kills):
        acknowledged = _killed_interview(folder, stored, chance)
        tally.kills += 1
        tally.acknowledged += acknowledged - stored
        stored = _stored_answers(folder, at_least=acknowledged)
        tally.kept_unacknowledged += stored - acknowledged
    return tally


def _killed_interview(folder: Path, first: int, chance: random.Random) -> int:
    """The number of answers acknowledged, in all, when it was killed."""
    command = [sys.executable, "-m", INTERVIEW, str(folder), str(first), "1000000"]
    acknowledged = first
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        for _answer in range(chance.randrange(1, 60)):
            acknowledged = int(child.stdout.readline()) + 1
        # somewhere within the next answers, not only just after one
        try:
            child.wait(chance.uniform(0, 0.004))
        except subprocess.TimeoutExpired:
            child.kill()
        for line in child.stdout.read().splitlines(keepends=True):
            if line.endswith(b"\n"):
                acknowledged = int(line) + 1
    assert child.returncode == -signal.SIGKILL
    return acknowledged


def _stored_answers(folder: Path, at_least: int) -> int:
    """How many answers the base has: all that were acknowledged, and the draft where it stood."""
    workspace = Workspace.open_demo(folder)
    try:
        numbers = sorted(int(row["item"][3:]) for row in rows(workspace, tables.answer))
        assert numbers == list(range(len(numbers)))
        assert len(numbers) >= at_least, f"{at_least - len(numbers)} acknowledged answers are gone"
        assert len(numbers) <= at_least + 1
        (draft,) = rows(workspace, tables.assessment)
        assert draft["current_item"] == (f"D1.{len(numbers) - 1}" if numbers else None)
        with workspace.read() as connection:
            assert integrity_faults(driver_of(connection)) == []
            noted = sa.select(sa.func.count()).where(tables.change.c.entity == "answer")
            assert connection.execute(noted).scalar_one() == len(numbers)
    finally:
        workspace.close()
    return len(numbers)
