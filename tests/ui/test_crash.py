"""Notes about failures: bounded, without places of this machine, and never in the way."""

from __future__ import annotations

import threading

import pytest

from tests.disks import disk, fill
from ui.crash import CrashNotes, kept_notes
from ui.trail import Trail, take_left

LARGEST = 300_000


@pytest.fixture
def shown():
    return []


@pytest.fixture
def notes(tmp_path, shown):
    made = CrashNotes(tmp_path / "log", lambda trace, file: shown.append((trace, file)))
    made.install()
    yield made
    made.remove()


def fail() -> None:
    raise ValueError("Calamburina")


def test_an_error_in_any_thread_is_noted_and_shown(notes, shown):
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    ((trace, file),) = shown
    assert trace.splitlines()[0] == "ValueError"
    assert "tests/ui/test_crash.py" in trace
    assert file.read_text().endswith(f"{trace}\n")


def test_the_notes_never_grow_beyond_their_bound_and_keep_the_latest(notes):
    for _time in range(5000):
        notes.note(ValueError("x" * 200))
    last = notes.note(KeyError())
    text = kept_notes(notes.folder)["crash.log"]
    assert len(text) < LARGEST
    assert text.endswith(f"{last}\n")


def test_a_program_that_still_runs_has_not_ended_badly(notes):
    assert not notes.look_back()
    assert take_left(notes.folder) == []
    notes.remove()
    assert list(notes.folder.iterdir()) == []


def test_what_a_fault_left_is_kept_without_places_of_this_machine(notes):
    left = notes.folder / "run-20261123T111000000000-1"
    left.write_text('2026\n  screens: today\n  File "/home/calamburina/x/app.py", line 3 in f\n')
    assert notes.look_back()
    assert not notes.look_back(), "it is told once"
    text = kept_notes(notes.folder)["fault.log"]
    assert '  File "app.py", line 3 in f' in text
    assert "calamburina" not in text


def test_the_trail_keeps_the_last_screens_only(tmp_path):
    trail = Trail(tmp_path)
    trail.begin()
    for number in range(1000):
        trail.note([f"screen{number}"] * 20)
    (file,) = tmp_path.iterdir()
    assert file.stat().st_size < 1000
    assert "screen999" in file.read_text()
    trail.end()


def test_a_log_folder_that_is_none_stops_nothing(tmp_path, shown):
    (tmp_path / "file").write_text("")
    notes = CrashNotes(tmp_path / "file", lambda trace, file: shown.append(file))
    notes.install()
    notes.follow(["today"])
    assert not notes.look_back()
    assert kept_notes(notes.folder) == {}
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    notes.remove()
    assert shown == [None]


def test_a_full_disk_stops_nothing(tmp_path, shown):
    with disk(tmp_path / "small", 1) as small:
        notes = CrashNotes(small / "log", lambda trace, file: shown.append(trace))
        notes.install()
        fill(small)
        notes.follow(["today"] * 20)
        assert "ValueError" in notes.note(ValueError())
        notes.look_back()
        notes.remove()
