"""A stick that is pulled, or a program that is killed, at random moments of a copy."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from advisor_app.store.copy_errors import CopyFailed, MediumGone
from advisor_app.store.copy_watch import Progress, Watch
from tests.disks import disk, dying_disk
from tests.store.copying import Growing
from tests.store.pulls import kill_copies, pull_again_and_again
from tests.store.sticks import Stick


def test_a_stick_pulled_at_eight_moments_never_loses_a_good_copy(tmp_path: Path):
    tally = pull_again_and_again(tmp_path / "f", tmp_path / "s", pulls=8, seed=20261122)
    assert tally.pulls == 8


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_program_killed_at_four_moments_never_leaves_a_broken_copy(tmp_path: Path):
    tally = kill_copies(tmp_path / "f", tmp_path / "s", kills=4, seed=20261122)
    assert tally.pulls == 4
    assert tally.copies > 0


@pytest.mark.parametrize("share", [0, 40, 90])
def test_a_stick_that_is_really_taken_away_is_named_and_goes_on_when_it_is_back(
    workspace, tmp_path: Path, chance: random.Random, share: int
):
    """The system takes its file system out of the tree while a copy is made."""
    with disk(tmp_path / "kept", megabytes=16) as kept, disk(tmp_path / "stick") as stick:
        subprocess.run(["umount", stick], check=True)
        subprocess.run(["mount", "--bind", kept, stick], check=True)
        growing = Growing.on(workspace, stick)
        growing.copy()
        growing.grow(chance, photos=6)
        taken: list[Progress] = []

        def take_away(progress: Progress) -> None:
            if not taken and progress.done * 100 >= progress.total * share:
                taken.append(progress)
                subprocess.run(["umount", "-l", stick], check=True)

        with pytest.raises(MediumGone):
            growing.copy(Watch(take_away))
        assert list(stick.iterdir()) == [], "nothing is written where the stick was"
        assert not growing.place.is_there()
        subprocess.run(["mount", "--bind", kept, stick], check=True)
        growing.assert_restores(tmp_path / "back", at_least=1)
        assert growing.copy().header.number == 2


def test_a_stick_that_dies_keeps_what_it_had(workspace, tmp_path: Path, chance: random.Random):
    """Its file system gets errors from the device below, and so loses what was not forced."""
    with dying_disk(tmp_path / "stick") as (stick, die):
        growing = Growing.on(workspace, stick)
        growing.copy()
        growing.grow(chance, photos=30)
        with pytest.raises(CopyFailed):
            growing.copy(Watch(lambda _progress: die()))
        growing.assert_restores(tmp_path / "back", at_least=1)


def test_pulling_really_loses_what_was_not_forced(tmp_path: Path, chance: random.Random):
    """The stick itself must lose things, or the other tests prove nothing."""
    root = tmp_path / "stick"
    root.mkdir()
    lost = 0
    for number in range(20):
        stick, file = Stick(root, chance), root / str(number)
        with stick.plugged(pull_at=2), pytest.raises(OSError, match=r"error|device|address"):
            write_without_forcing(file)
        lost += not file.exists() or file.read_bytes() != b"x" * 1_000
    assert lost > 15


def write_without_forcing(file: Path) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT)
    try:
        os.write(handle, b"x" * 1_000)
        os.fsync(handle)
    finally:
        os.close(handle)
