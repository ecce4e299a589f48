"""A workspace brought back from a second copy: whole, or nothing and a clear word."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from advisor_app.store import copy_manifest, copy_restore
from advisor_app.store.copy_errors import (
    CopyStopped,
    CopyUnreadable,
    DamagedCopy,
    NewerCopy,
    NotEmpty,
)
from advisor_app.store.copy_watch import Watch
from advisor_app.store.errors import DiskFull, WrongPassphrase
from advisor_app.store.workspace import Workspace
from tests.disks import disk, fill
from tests.store.copying import Growing, bend, copies, demo_key, restored
from tests.store.records import CHEAP, RIGHT, add_answer, contents


def test_a_folder_with_a_workspace_is_left_as_it_is(growing: Growing, tmp_path: Path):
    growing.copy()
    Workspace.create(tmp_path / "other", "", demo=True)[0].close()
    before = contents(tmp_path / "other")
    with pytest.raises(NotEmpty):
        restored(copies(growing)[0], tmp_path / "other")
    assert contents(tmp_path / "other") == before


@pytest.mark.parametrize("share", [0, 1, 50, 99])
def test_a_copy_s_file_that_is_cut_is_told_and_changes_nothing(
    growing: Growing, tmp_path: Path, share: int
):
    growing.copy()
    file = copies(growing)[0]
    os.truncate(file, file.stat().st_size * share // 100)
    assert [one.state for one in copy_restore.find(growing.place.folder)] == ["damaged"]
    with pytest.raises(DamagedCopy):
        restored(file, tmp_path / "back")
    assert not (tmp_path / "back").exists()


@pytest.mark.parametrize("harm", ["missing", "cut", "bent"])
def test_a_data_file_that_is_missing_or_altered_is_told_and_changes_nothing(
    growing: Growing, tmp_path: Path, harm: str
):
    growing.copy()
    for path in sorted(growing.folder.glob("data/*/*")):
        before = path.read_bytes()
        if harm == "missing":
            path.unlink()
        elif harm == "cut":
            os.truncate(path, len(before) // 2)
        else:
            bend(path, len(before) // 2)
        with pytest.raises(DamagedCopy):
            restored(copies(growing)[0], tmp_path / "back")
        assert contents(tmp_path / "back") == {}
        path.write_bytes(before)
    assert restored(copies(growing)[0], tmp_path / "back") == growing.copied[1]


def test_a_list_swapped_between_copies_is_told(growing: Growing, tmp_path: Path):
    growing.copy()
    add_answer(growing.workspace, 800)
    growing.copy()
    new, old = copies(growing)
    line, _newline, _sealed = new.read_bytes().partition(b"\n")
    new.write_bytes(line + b"\n" + old.read_bytes().partition(b"\n")[2])
    with pytest.raises(DamagedCopy):
        restored(new, tmp_path / "back")


def test_a_copy_of_a_newer_version_is_told_left_alone_and_its_data_kept(
    growing: Growing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(copy_manifest, "FORMAT", 2)
    growing.copy()
    monkeypatch.undo()
    newer, data = copies(growing)[0], growing.data()
    assert [one.state for one in copy_restore.find(growing.place.folder)] == ["newer"]
    with pytest.raises(NewerCopy):
        restored(newer, tmp_path / "back")
    for number in range(850, 855):
        add_answer(growing.workspace, number)
        growing.second().make()
    assert newer.exists()
    assert data <= growing.data()


def test_a_base_of_a_newer_version_is_told_before_anything_is_read(
    growing: Growing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    growing.copy()
    monkeypatch.setattr(copy_restore, "REVISIONS", ("0001",))
    with pytest.raises(NewerCopy):
        restored(copies(growing)[0], tmp_path / "back")
    assert not (tmp_path / "back").exists()


def test_a_passphrase_opens_its_copy_and_an_older_copy_opens_with_the_older_one(
    folder: Path, stick: Path, tmp_path: Path
):
    workspace, _code = Workspace.create(folder, RIGHT, cost=CHEAP)
    growing = Growing.on(workspace, stick)
    growing.copy()
    workspace.change_passphrase(RIGHT, "pan con chocolate", cost=CHEAP)
    growing.copy()
    workspace.close()
    new, old = copies(growing)
    opened = copy_restore.unlock(new, lambda vault: vault.unlock("pan con chocolate"))
    copy_restore.unlock(old, lambda vault: vault.unlock(RIGHT))
    with pytest.raises(WrongPassphrase):
        copy_restore.unlock(new, lambda vault: vault.unlock(RIGHT))
    Workspace.restore(tmp_path / "back", opened, lambda _workspace: None, Watch())
    Workspace.open(tmp_path / "back", "pan con chocolate").close()


def test_a_restore_can_be_stopped_and_leaves_nothing(growing: Growing, tmp_path: Path):
    growing.copy()
    opened = copy_restore.unlock(copies(growing)[0], demo_key)
    watch = Watch(stopped=lambda: True)
    with pytest.raises(CopyStopped):
        Workspace.restore(tmp_path / "back", opened, lambda _workspace: None, watch)
    assert contents(tmp_path / "back") == {}
    assert Workspace.inspect(tmp_path / "back") == "absent"


def test_a_folder_without_copies_or_one_that_is_gone(tmp_path: Path):
    assert copy_restore.find(tmp_path) == []
    with pytest.raises(CopyUnreadable):
        copy_restore.find(tmp_path / "gone")


def test_a_laptop_without_room_is_told_before_anything_is_read(growing: Growing, tmp_path: Path):
    with disk(tmp_path / "disk", megabytes=2) as small:
        growing.workspace.attachments.put(os.urandom(3_000_000), "image/jpeg")
        growing.copy()
        with pytest.raises(DiskFull):
            restored(copies(growing)[0], small / "back")
        assert contents(small / "back") == {}


def test_a_disk_that_fills_up_on_the_way_leaves_nothing(growing: Growing, tmp_path: Path):
    growing.workspace.attachments.put(os.urandom(3_000_000), "image/jpeg")
    growing.copy()
    opened = copy_restore.unlock(copies(growing)[0], demo_key)
    with disk(tmp_path / "disk", megabytes=6) as small:
        watch = Watch(lambda _progress: fill(small))
        with pytest.raises(DiskFull):
            Workspace.restore(small / "back", opened, lambda _workspace: None, watch)
        assert contents(small / "back") == {}
