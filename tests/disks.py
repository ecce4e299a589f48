"""Disks that are small, or that take nothing: real ones, where the system lets a test make them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.equipment import REQUIRED

_PIECE = 64 * 1024


@contextmanager
def disk(place: Path, megabytes: int = 4) -> Iterator[Path]:
    """A file system of its own, in memory; skips loudly where none can be made.

    On a build machine it is required, unless the tests run as somebody who may not mount.
    """
    place.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", place]
    made = (
        sys.platform == "linux"
        and not subprocess.run(command, check=False, capture_output=True).returncode
    )
    if not made:
        if REQUIRED and sys.platform == "linux" and os.geteuid() == 0:
            pytest.fail("this build machine must let root mount a small disk")
        pytest.skip("A SMALL DISK NEEDS ROOT ON LINUX: a really full disk was not tried")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=True)


def fill(place: Path, leaving: int = 0) -> Path:
    """Take all room of a disk but a few bytes; removing the file that is given frees it."""
    ballast = place / "ballast"
    with ballast.open("wb", buffering=0) as file:
        state = os.statvfs(place)
        room = state.f_bavail * state.f_frsize - leaving
        while room > 0:
            room -= file.write(bytes(min(room, _PIECE)))
    return ballast


@contextmanager
def read_only(place: Path) -> Iterator[None]:
    """Let nothing be written to a disk that `disk` made."""
    subprocess.run(["mount", "-o", "remount,ro", place], check=True)
    try:
        yield
    finally:
        subprocess.run(["mount", "-o", "remount,rw", place], check=True)


@contextmanager
def dying_disk(place: Path) -> Iterator[tuple[Path, Callable[[], None]]]:
    """A file system on a device of its own, and what makes that device fail from then on."""
    below = place.with_name(place.name + "-device")
    with disk(below, megabytes=16):
        image = below / "image"
        with image.open("wb") as file:
            file.truncate(64 * 1024 * 1024)  # more than the device has: unwritten parts take none
        place.mkdir(parents=True, exist_ok=True)
        for command in (
            [
                "mkfs.ext4",
                "-q",
                "-F",
                "-E",
                "lazy_itable_init=0,lazy_journal_init=0",
                "-J",
                "size=4",
                image,
            ],
            ["mount", "-o", "loop", image, place],
        ):
            if subprocess.run(command, check=False, capture_output=True).returncode:
                pytest.skip("A DYING DISK NEEDS A LOOP DEVICE: it was not tried")

        def die() -> None:
            if not (below / "ballast").exists():
                fill(below)

        try:
            yield place, die
        finally:
            subprocess.run(["umount", "-l", place], check=True)
