"""A disk without room: a clear word, nothing half-written, and going on once there is room."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from advisor_app.schema import tables
from advisor_app.store.copy import integrity_faults
from advisor_app.store.database import driver_of
from advisor_app.store.errors import DiskFull, DiskTrouble, WrongPassphrase
from advisor_app.store.migrate import migrate
from advisor_app.store.workspace import Workspace
from tests.store.later_releases import REGIONS, steps
from tests.store.records import (
    CHEAP,
    add_answer,
    add_draft,
    answer_row,
    base_key,
    contents,
    count,
    rows,
)

MEGABYTE = 1024 * 1024


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of three megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", place]
    if (
        sys.platform != "linux"
        or subprocess.run(command, check=False, capture_output=True).returncode
    ):
        pytest.skip("A SMALL DISK NEEDS ROOT ON LINUX: a really full disk was not tried")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=True)


def fill(disk: Path, leaving: int) -> Path:
    """Take all room but a few bytes."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        state = os.statvfs(disk)
        room = state.f_bavail * state.f_frsize - leaving
        while room > 0:
            room -= file.write(bytes(min(room, 64 * 1024)))
    return ballast


def write_until_full(workspace: Workspace) -> int:
    """How many answers were acknowledged before the disk was full."""
    for number in range(10_000):
        try:
            add_answer(workspace, number, note="n" * 1_000)
        except DiskFull:
            return number
    pytest.fail("the disk never filled")


def assert_sound(workspace: Workspace, answers: int) -> None:
    assert count(workspace, tables.answer) == answers
    assert [row["field"] for row in rows(workspace, tables.change)].count("*") == answers + 2
    with workspace.read() as connection:
        assert integrity_faults(driver_of(connection)) == []


@pytest.mark.parametrize("leaving", [0, 3_000, 12_000, 50_000, 150_000])
def test_what_was_acknowledged_stays_and_writing_goes_on_when_there_is_room(small_disk, leaving):
    workspace, _code = Workspace.create(small_disk / "w", "", demo=True)
    add_draft(workspace)
    ballast = fill(small_disk, leaving)
    written = write_until_full(workspace)
    assert count(workspace, tables.answer) == written
    with pytest.raises(DiskFull):
        add_answer(workspace, written, note="n" * 200_000)
    ballast.unlink()
    add_answer(workspace, written)
    assert_sound(workspace, written + 1)
    workspace.close()
    again = Workspace.open_demo(small_disk / "w")
    assert_sound(again, written + 1)
    again.close()


def test_a_workspace_closed_on_a_full_disk_has_everything_when_it_is_opened_again(small_disk):
    workspace, _code = Workspace.create(small_disk / "w", "", demo=True)
    add_draft(workspace)
    ballast = fill(small_disk, 60_000)
    written = write_until_full(workspace)
    workspace.close()
    ballast.unlink()
    again = Workspace.open_demo(small_disk / "w")
    assert_sound(again, written)
    again.close()


def test_without_any_room_a_workspace_does_not_open_and_says_why(small_disk):
    place = small_disk / "w"
    Workspace.create(place, "", demo=True)[0].close()
    before = contents(place)
    ballast = fill(small_disk, 0)
    with pytest.raises(DiskFull):
        Workspace.open_demo(place)
    ballast.unlink()
    assert contents(place)["advisor.db"] == before["advisor.db"]
    Workspace.open_demo(place).close()


def test_the_message_says_what_to_do():
    error = DiskFull()
    assert "lleno" in error.message
    assert "a salvo" in error.advice
    assert "Libere espacio" in error.advice


def test_a_workspace_is_made_whole_or_not_at_all(small_disk):
    ballast = fill(small_disk, 100_000)
    with pytest.raises(DiskFull):
        Workspace.create(small_disk / "w", "", demo=True)
    assert contents(small_disk / "w") == {}
    ballast.unlink()
    Workspace.create(small_disk / "w", "", demo=True)[0].close()


def test_a_photo_is_kept_whole_or_not_at_all(small_disk):
    workspace, _code = Workspace.create(small_disk / "w", "", demo=True)
    ballast = fill(small_disk, 300_000)
    before = contents(small_disk / "w")
    photo = os.urandom(600_000)
    with pytest.raises(DiskFull):
        workspace.attachments.put(photo, "image/jpeg")
    assert contents(small_disk / "w") == before
    ballast.unlink()
    assert workspace.attachments.get(workspace.attachments.put(photo, "image/jpeg")) == photo
    workspace.close()


def test_the_old_passphrase_stays_when_there_is_no_room_for_the_new(small_disk):
    workspace, _code = Workspace.create(small_disk / "w", "clave vieja", cost=CHEAP)
    ballast = fill(small_disk, 0)
    with pytest.raises(DiskFull):
        workspace.change_passphrase("clave vieja", "clave nueva", cost=CHEAP)
    with pytest.raises(DiskFull):
        workspace.new_recovery_code()
    ballast.unlink()
    workspace.close()
    with pytest.raises(WrongPassphrase):
        Workspace.open(small_disk / "w", "clave nueva")
    Workspace.open(small_disk / "w", "clave vieja").close()


@pytest.mark.parametrize("leaving", [0, 100_000, 700_000])
def test_a_migration_without_room_changes_nothing(small_disk, leaving):
    place = small_disk / "w"
    workspace, _code = Workspace.create(place, "", demo=True)
    add_draft(workspace)
    some = [answer_row(number, note="n" * 2_000) for number in range(200)]
    workspace.write(lambda c: c.execute(tables.answer.insert(), some)).result()
    workspace.close()
    key = base_key(place)
    ballast = fill(small_disk, leaving)
    with pytest.raises(DiskFull):
        migrate(place, key, steps(REGIONS))
    ballast.unlink()
    again = Workspace.open_demo(place)
    assert_sound(again, 200)
    again.close()
    assert not list(place.glob("backups/*"))


# --- A disk that refuses for another reason --------------------------------------------------


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """What a quota or a failing disk does: the system refuses to let a file grow."""
    resource = pytest.importorskip("resource")
    old, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (old, most))


def test_a_disk_that_refuses_undoes_the_last_step_only(workspace):
    add_draft(workspace)
    add_answer(workspace, 0)
    log = workspace.folder / "advisor.db-wal"
    with files_no_larger_than(log.stat().st_size + 10_000), pytest.raises(DiskTrouble):
        add_answer(workspace, 1, note="n" * 100_000)
    add_answer(workspace, 1)
    assert_sound(workspace, 2)


def test_a_photo_that_may_not_grow_is_explained_too(workspace):
    with files_no_larger_than(MEGABYTE), pytest.raises(DiskFull):
        workspace.attachments.put(os.urandom(2 * MEGABYTE), "image/jpeg")
    assert not list(workspace.folder.rglob("*.part"))
