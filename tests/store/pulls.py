"""Pulling the stick while a copy is made, and looking at what it brings back."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from advisor_app.store import copy_restore
from advisor_app.store.copy_errors import CopyFailed
from advisor_app.store.workspace import Workspace
from tests.store.copying import Growing, digest_of, restored
from tests.store.sticks import Stick

COPYING = "tests.store.children.copying"


@dataclass
class Tally:
    """What a series of pulls came to."""

    pulls: int = 0
    copies: int = 0
    finished_unsaid: int = 0


def pull_again_and_again(folder: Path, scratch: Path, pulls: int, seed: int) -> Tally:
    """Pull the stick at random calls of the system; every copy on it must come back each time."""
    chance = random.Random(seed)  # noqa: S311 - moments, no secrets
    stick_folder = folder / "stick"
    stick_folder.mkdir(parents=True)
    workspace, _code = Workspace.create(folder / "workspace", "", demo=True)
    growing, stick, tally = (
        Growing.on(workspace, stick_folder),
        Stick(stick_folder, chance),
        Tally(),
    )
    try:
        growing.grow(chance, answers=20, photos=2)
        good = growing.copy().header.number
        while tally.pulls < pulls:
            growing.grow(chance, answers=2, photos=chance.randrange(9), size=9_000)
            calls = _calls_of_a_copy(growing, stick)
            late = calls - 1 - chance.randrange(calls // 5)  # about to count, or to be tidied after
            with stick.plugged(pull_at=chance.choice((chance.randrange(calls), late))):
                try:
                    good = growing.copy().header.number
                    tally.copies += 1
                except CopyFailed:
                    tally.pulls += 1
            back = scratch / str(tally.pulls + tally.copies)
            newest = growing.assert_restores(back, at_least=good)
            shutil.rmtree(back)
            tally.finished_unsaid += newest > good
            good = newest
    finally:
        workspace.close()
    return tally


def _calls_of_a_copy(growing: Growing, stick: Stick) -> int:
    """How many calls a copy takes that is made now, on a stick with the same on it."""
    spare = stick.root.with_name("spare")
    shutil.copytree(stick.root, spare)
    with stick.plugged():
        growing.second().make()
    shutil.rmtree(stick.root)
    spare.rename(stick.root)
    return stick.calls


def kill_copies(folder: Path, scratch: Path, kills: int, seed: int) -> Tally:
    """Kill a process that makes copies at random moments; what it said must come back."""
    chance = random.Random(seed)  # noqa: S311 - moments, no secrets
    tally, promised, good = Tally(), dict[int, str](), 0
    (folder / "stick").mkdir(parents=True)
    Growing.on(Workspace.create(folder / "workspace", "", demo=True)[0], folder / "stick").close()
    for kill in range(kills):
        for word, number, *rest in _words_of_a_killed_one(folder, seed + kill, chance):
            if word == "trying":
                promised[int(number)] = rest[0]
            else:
                good = int(number)
                tally.copies += 1
        tally.pulls += 1
        found = [one for one in copy_restore.find(folder / "stick") if one.state == "whole"]
        numbers = [one.header.number for one in found if one.header]
        assert max(numbers, default=0) >= good
        for one, number in zip(found, numbers, strict=True):
            back = scratch / f"{kill}-{number}"
            assert digest_of(restored(one.file, back)) == promised[number]
            shutil.rmtree(back)
        tally.finished_unsaid += max(numbers, default=0) > good
    return tally


def _words_of_a_killed_one(folder: Path, seed: int, chance: random.Random) -> list[list[str]]:
    command = [sys.executable, "-m", COPYING, str(folder), str(seed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        lines = [child.stdout.readline() for _line in range(chance.randrange(1, 8))]
        try:
            child.wait(chance.uniform(0, 0.08))
        except subprocess.TimeoutExpired:
            child.kill()
        lines += child.stdout.readlines()
    assert child.returncode == -signal.SIGKILL
    return [line.split() for line in lines if line.endswith("\n")]
