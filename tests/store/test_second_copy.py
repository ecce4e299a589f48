"""The second copy: whole or not there, only what changed moves, and it comes back as it was."""

from __future__ import annotations

import errno
import hashlib
import os
import random
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from advisor_app.domain import clock
from advisor_app.schema import tables
from advisor_app.store import copy_blocks, copy_manifest, copy_place, copy_restore, second_copy
from advisor_app.store.copy_errors import (
    CopyStopped,
    MediumFull,
    MediumGone,
    MediumReadOnly,
    MediumUnfaithful,
    SourceTrouble,
    UnsuitablePlace,
)
from advisor_app.store.copy_manifest import BLOCK
from advisor_app.store.copy_shelf import KEPT
from advisor_app.store.copy_watch import Progress, Watch
from advisor_app.store.workspace import Workspace
from tests.disks import disk, fill, read_only
from tests.store.copying import DEVICE, Growing, bend, copies, demo_key, everything, restored
from tests.store.records import add_answer, answer_row

# --- Making ------------------------------------------------------------------------------------


def test_a_copy_brings_back_every_record_and_photo(growing: Growing, tmp_path: Path):
    made = growing.copy()
    assert made.header.size > made.written / 2
    assert restored(copies(growing)[0], tmp_path / "back") == everything(growing.workspace)


def test_a_second_copy_moves_only_what_changed(growing: Growing, chance: random.Random):
    many = [answer_row(number, note="a long note " * 20) for number in range(1_000, 5_000)]
    growing.workspace.write(lambda c: c.execute(tables.answer.insert(), many)).result()
    first = growing.copy()
    nothing = growing.copy()
    growing.grow(chance, answers=1, photos=1)
    photo = growing.workspace.attachments.path(growing.photos[-1]).stat().st_size
    little = growing.copy()
    assert first.written > 2_000_000
    assert nothing.written < 10_000, "only the list"
    assert photo < little.written < photo + 12 * BLOCK


def test_work_goes_on_while_a_copy_is_made_and_waits_for_the_next_one(
    growing: Growing, tmp_path: Path
):
    before = everything(growing.workspace)
    written = iter(range(500, 520))

    def work(_progress: Progress) -> None:
        if (number := next(written, None)) is not None:
            add_answer(growing.workspace, number, note="meanwhile")

    made = growing.second(Watch(work)).make()
    assert next(written, None) is None, "there was work meanwhile"
    assert made.mark != growing.workspace.mark()
    assert restored(copies(growing)[0], tmp_path / "back")[0] == before[0]


def test_an_edit_or_another_passphrase_is_seen_to_be_missing_from_the_copy(growing: Growing):
    assert growing.copy().mark == growing.workspace.mark()
    add_answer(growing.workspace, 900)
    assert growing.second().make().mark == growing.workspace.mark()


def test_the_last_three_copies_stay_and_data_of_older_ones_goes(
    growing: Growing, chance: random.Random
):
    growing.copy()
    lost = growing.workspace.attachments.path(growing.photos[0])
    name = hashlib.sha256(lost.read_bytes()).hexdigest()
    lost.unlink()
    for number in (2, 3, 4):
        assert name in growing.data(), f"copy {number - 1} may need it"
        growing.grow(chance)
        growing.copy()
    assert [header.number for header in growing.headers()] == [4, 3, 2]
    assert name not in growing.data()


def test_a_busy_day_does_not_push_out_the_last_copies_of_the_days_before(growing: Growing):
    still = clock.FixedClock(datetime(2026, 11, 20, 12, tzinfo=UTC))
    clock.use(still)
    for _day in range(4):
        for _copy in range(4):
            still.tick(timedelta(minutes=5))
            growing.copy()
        still.tick(timedelta(days=1))
    numbers = [header.number for header in growing.headers()]
    assert numbers == [16, 15, 14, 12, 8]
    assert len(growing.second().check().sound) == len(numbers)


def test_copies_are_in_the_order_they_were_made_whatever_the_clock_says(growing: Growing):
    for year in (2030, 2020, 2025, 2010):
        clock.use(clock.FixedClock(datetime(year, 1, 1, tzinfo=UTC)))
        growing.copy()
    assert [header.made_at.year for header in growing.headers()] == [2010, 2025, 2020, 2030]


def test_the_number_of_data_files_does_not_grow_with_the_years(
    growing: Growing, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(copy_blocks, "MOST_PACKS", 4)
    for number in range(600, 630):
        add_answer(growing.workspace, number, note="x" * 500)
        growing.copy()
    assert len(growing.data()) <= len(growing.photos) + KEPT * (4 + 1)


def test_a_copy_can_be_stopped_and_nothing_counts(growing: Growing):
    growing.copy()
    growing.workspace.attachments.put(os.urandom(2_000_000), "image/jpeg")
    with pytest.raises(CopyStopped):
        growing.second(Watch(stopped=lambda: True)).make()
    assert len(growing.headers()) == 1


def test_a_copy_that_was_cut_goes_on_where_it_was(growing: Growing, chance: random.Random):
    for _photo in range(8):
        growing.workspace.attachments.put(chance.randbytes(300_000), "image/jpeg")
    told: list[Progress] = []
    half = Watch(told.append, lambda: bool(told) and told[-1].done * 2 > told[-1].total)
    with pytest.raises(CopyStopped):
        growing.second(half).make()
    there = sum(path.stat().st_size for path in growing.folder.glob("data/*/*"))
    assert there > 1_000_000
    made = growing.second().make()
    assert made.written < made.header.size - there + 400_000


def test_a_leftover_of_the_right_length_is_read_before_it_counts(
    growing: Growing, tmp_path: Path, chance: random.Random
):
    """As a stick leaves it that kept the length of a file but not what was in it."""
    growing.copy()
    growing.grow(chance)
    raw = growing.workspace.attachments.path(growing.photos[-1]).read_bytes()
    leftover = growing.folder / copy_manifest.data_name(hashlib.sha256(raw).hexdigest())
    leftover.parent.mkdir(exist_ok=True)
    leftover.write_bytes(bytes(len(raw)))
    growing.copy()
    assert restored(copies(growing)[0], tmp_path / "back") == growing.copied[2]


def test_another_device_of_the_same_workspace_never_touches_ours(growing: Growing):
    growing.copy()
    for _copy in range(4):
        growing.workspace.second_copy(growing.place, "OTRO", Watch()).make()
    assert len(growing.headers()) == 1
    found = copy_restore.find(growing.place.folder)
    assert sorted(one.header.device for one in found if one.header) == [DEVICE, *["OTRO"] * 3]


def test_a_copy_that_is_not_known_keeps_its_data(growing: Growing, chance: random.Random):
    """As when a stick is pulled and another one of ours comes in its place, within a moment."""
    growing.copy()
    (file,), data = copies(growing), growing.data()
    raw = file.read_bytes()
    file.unlink()
    second = growing.second()
    file.with_name("000007.copy").write_bytes(raw)
    growing.grow(chance)
    second.make()
    assert data <= growing.data()


def test_a_copy_never_takes_the_name_of_another_one(growing: Growing):
    growing.copy()
    (file,) = copies(growing)
    second, raw = growing.second(), file.read_bytes()
    other = file.with_name("000002.copy")
    other.write_bytes(raw)
    with pytest.raises(MediumUnfaithful):
        second.make()
    assert other.read_bytes() == raw


@pytest.mark.skipif(os.name == "nt", reason="links need permission on Windows")
def test_a_link_laid_on_the_stick_leads_nowhere(growing: Growing, tmp_path: Path):
    growing.copy()
    precious = tmp_path / "precious"
    precious.write_text("mine", encoding="utf-8")
    (growing.folder / "copies" / "000002.copy.part").symlink_to(precious)
    with pytest.raises(MediumGone):
        growing.second().make()
    assert precious.read_text(encoding="utf-8") == "mine"


# --- A bad medium ------------------------------------------------------------------------------


def test_a_full_stick_keeps_the_copy_before_and_says_how_much_is_missing(
    workspace: Workspace, tmp_path: Path, chance: random.Random
):
    with disk(tmp_path / "disk", megabytes=4) as small:
        growing = Growing.on(workspace, small)
        growing.copy()
        growing.grow(chance, photos=20)
        with pytest.raises(MediumFull) as caught:
            growing.copy()
        assert 0 < caught.value.missing < 8_000_000
        ballast = fill(small)
        with pytest.raises(MediumFull):
            growing.copy()
        ballast.unlink()
        assert growing.assert_restores(tmp_path / "back", at_least=1) == 1


def test_a_stick_that_fills_up_on_the_way_keeps_the_copy_before(
    workspace: Workspace, tmp_path: Path, chance: random.Random
):
    with disk(tmp_path / "disk", megabytes=6) as small:
        growing = Growing.on(workspace, small)
        growing.copy()
        growing.grow(chance, photos=3)
        with pytest.raises(MediumFull):
            growing.copy(Watch(lambda _progress: fill(small)))
        (small / "ballast").unlink()
        growing.assert_restores(tmp_path / "back", at_least=1)
        assert growing.copy().header.number == 2


def test_leftovers_make_room_before_a_stick_is_called_full(
    workspace: Workspace, tmp_path: Path, chance: random.Random
):
    with disk(tmp_path / "disk", megabytes=6) as small:
        growing = Growing.on(workspace, small)
        growing.copy()
        leftover = growing.folder / "data" / "ab" / ("ab" * 32)
        leftover.parent.mkdir(exist_ok=True)
        leftover.write_bytes(bytes(3_000_000))
        growing.grow(chance, photos=4)
        assert growing.copy().header.number == 2
        assert not leftover.exists()


@pytest.mark.parametrize(
    ("windows_says", "heard"), [(21, MediumGone), (1167, MediumGone), (19, MediumReadOnly)]
)
def test_a_stick_that_windows_can_t_reach_is_not_called_locked(
    growing: Growing,
    monkeypatch: pytest.MonkeyPatch,
    windows_says: int,
    heard: type[Exception],
):
    error = PermissionError(errno.EACCES, "as Python understands it")
    error.winerror = windows_says  # type: ignore[attr-defined]  # only there on Windows
    second = growing.second()

    def refuse(*_arguments: object, **_named: object) -> None:
        raise error

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(heard):
        second.make()


def test_a_locked_stick_is_named(workspace: Workspace, tmp_path: Path):
    with disk(tmp_path / "disk") as small:
        growing = Growing.on(workspace, small)
        growing.copy()
        with read_only(small), pytest.raises(MediumReadOnly):
            growing.copy()
        assert len(growing.headers()) == 1


def test_a_piece_of_the_base_that_went_bad_is_written_anew(growing: Growing, tmp_path: Path):
    growing.copy()
    raw, vault = copies(growing)[0].read_bytes(), growing.headers()[0].vault
    _header, listed = copy_manifest.unseal(raw, demo_key(vault))
    bend(growing.folder / copy_manifest.data_name(listed.base.packs[0].sha256))
    add_answer(growing.workspace, 600)
    growing.copy()
    assert restored(copies(growing)[0], tmp_path / "back") == growing.copied[2]


def test_reading_all_back_finds_what_went_bad_and_the_next_copy_mends_it(
    growing: Growing, tmp_path: Path, chance: random.Random
):
    growing.copy()
    growing.grow(chance)
    growing.copy()
    assert len(growing.second().check().sound) == 2
    photo = growing.workspace.attachments.path(growing.photos[0])
    bend(growing.folder / copy_manifest.data_name(hashlib.sha256(photo.read_bytes()).hexdigest()))
    checked = growing.second().check()
    assert (checked.sound, checked.damaged) == ((), 2)
    growing.second().make(distrust=True)
    assert len(growing.second().check().sound) == 3


def test_a_base_that_is_unsound_never_becomes_a_copy(
    growing: Growing, monkeypatch: pytest.MonkeyPatch
):
    growing.copy()
    monkeypatch.setattr(second_copy, "integrity_faults", lambda _connection: ["page 3"])
    add_answer(growing.workspace, 700)
    with pytest.raises(SourceTrouble):
        growing.copy()
    assert len(growing.headers()) == 1


# --- Places ------------------------------------------------------------------------------------


def test_the_workspace_s_own_folder_is_no_place(workspace: Workspace):
    inside = workspace.folder / "attachments"
    inside.mkdir(exist_ok=True)
    for folder in (workspace.folder, inside):
        with pytest.raises(UnsuitablePlace) as caught:
            copy_place.choose(folder, workspace.folder)
        assert caught.value.fault == "own_folder"
    with pytest.raises(UnsuitablePlace) as caught:
        copy_place.choose(workspace.folder / "nowhere", workspace.folder)
    assert caught.value.fault == "not_a_folder"


def test_another_medium_in_the_same_place_is_not_taken_for_ours(growing: Growing, stick: Path):
    assert growing.place.is_there()
    shutil.rmtree(growing.place.folder)
    assert not growing.place.is_there(), "an empty mount point"
    copy_place.choose(stick, growing.workspace.folder)
    assert not growing.place.is_there(), "somebody else's stick"


def test_choosing_the_folder_of_copies_itself_is_the_same_place(growing: Growing):
    again = copy_place.choose(growing.place.folder, growing.workspace.folder)
    assert again == growing.place
