"""Disks that are small, or that take nothing: real ones, where the system lets a test make them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
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
