"""An acknowledged answer is on the disk, not only on its way there."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor_app.schema import tables
from advisor_app.store import base
from advisor_app.store.database import connect
from advisor_app.store.workspace import Workspace
from tests.store.kills import INTERVIEW, new_draft
from tests.store.records import add_answer, add_draft, base_key, rows

ANSWERS = 30

# --- What the system is asked to do ----------------------------------------------------------


def traced(folder: Path, tmp_path: Path, *options: str) -> list[str]:
    """The system calls of an interview, in the order of their completion."""
    if shutil.which("strace") is None:
        if os.environ.get("CI"):
            pytest.fail("strace is required where CI is set")
        pytest.skip("STRACE IS MISSING: nobody checked that answers reach the disk")
    log = tmp_path / "calls"
    calls = "trace=openat,pwrite64,fsync,fdatasync,ftruncate,write"
    command = ["strace", "-f", "-y", "-s", "16", "-e", calls, "-o", str(log)]
    command += [sys.executable, "-m", INTERVIEW, str(folder), "0", str(ANSWERS), *options]
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment)
    assert len(done.stdout.splitlines()) == ANSWERS
    return log.read_text(encoding="utf-8", errors="replace").splitlines()


def events(calls: list[str]) -> Iterator[str]:
    """``written``, ``forced`` (the log, each) and ``said`` (to the one who waits)."""
    pending: dict[str, str] = {}
    for line in calls:
        thread, _, call = line.partition(" ")
        call = call.strip()
        if call.endswith("<unfinished ...>"):
            if "pwrite64" in call or "write(1<" in call:
                yield from meaning(call)  # it may have happened from here on
            else:
                pending[thread] = call
            continue
        if "resumed>" in call:
            begun = pending.pop(thread, None)
            if begun is None:
                continue
            call = begun + call
        yield from meaning(call)


def meaning(call: str) -> Iterator[str]:
    if re.match(r"pwrite64\(\d+<[^>]*-wal>", call):
        yield "written"
    elif re.match(r"f(data)?sync\(\d+<[^>]*-wal>", call) and re.search(r"= 0$", call):
        yield "forced"
    elif re.match(r'write\(1<[^>]*>, "\d+\\n"', call):
        yield "said"


def said_too_soon(calls: list[str]) -> int:
    """How many answers were acknowledged without, or before, their log being forced."""
    early, written, forced = 0, False, False
    for event in events(calls):
        if event == "written":
            written, forced = True, False
        elif event == "forced":
            forced = True
        else:
            early += not (written and forced)
            written = False
    return early


def test_every_acknowledgement_follows_the_log_being_forced_to_the_disk(folder, tmp_path):
    new_draft(folder)
    calls = traced(folder, tmp_path)
    assert list(events(calls)).count("said") == ANSWERS
    assert said_too_soon(calls) == 0


def test_the_check_would_notice_if_it_were_not_forced(folder, tmp_path):
    new_draft(folder)
    calls = traced(folder, tmp_path, "--synchronous", "OFF")
    assert list(events(calls)).count("said") == ANSWERS
    assert said_too_soon(calls) == ANSWERS


def test_nothing_is_written_outside_the_workspace(folder, tmp_path):
    new_draft(folder)
    opened = re.compile(r'openat\([^"]*"([^"]+)", [^)]*O_(?:WRONLY|RDWR|CREAT|TMPFILE)')
    found = {match[1] for line in traced(folder, tmp_path) if (match := opened.search(line))}
    assert any(path.endswith("advisor.db-wal") for path in found)
    outside = {path for path in found if not path.startswith((str(folder), "/dev/", "/proc/"))}
    assert outside == set()


# --- What a log cut short still holds --------------------------------------------------------

LOG_HEAD = 32
FRAME_HEAD = 24


@pytest.fixture
def crashed(folder: Path, tmp_path: Path) -> Path:
    """A base and its log as they lie on the disk in the middle of work."""
    new_draft(folder)
    workspace = Workspace.open_demo(folder)
    for number in range(10):
        add_answer(workspace, number, note="x" * 3_000)
    copied = shutil.copytree(folder, tmp_path / "crashed")
    workspace.close()
    return copied


def frames(log: bytes) -> list[tuple[int, bool]]:
    """Where each frame of a log ends, and whether it completes a commit."""
    (page,) = struct.unpack(">I", log[8:12])
    size = FRAME_HEAD + page
    starts = range(LOG_HEAD, len(log), size)
    return [(start + size, log[start + 4 : start + 8] != bytes(4)) for start in starts]


def stored(folder: Path, log: bytes) -> tuple[list[str], int]:
    """The answers and the notes for the office, with this much of the log."""
    (folder / "advisor.db-wal").write_bytes(log)
    (folder / "advisor.db-shm").unlink(missing_ok=True)
    with contextlib.closing(connect(folder / base.NAME, base_key(folder), "ro")) as connection:
        items = [row[0] for row in connection.execute("SELECT item FROM answer ORDER BY rowid")]
        (notes,) = connection.execute(
            "SELECT count(*) FROM change WHERE entity = 'answer'"
        ).fetchone()
        assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
    return items, notes


def test_a_log_cut_at_or_inside_any_frame_keeps_every_whole_commit(crashed):
    log = (crashed / "advisor.db-wal").read_bytes()
    ends = frames(log)
    assert sum(complete for _end, complete in ends) == 10
    assert len(ends) > 20
    whole, before = 0, LOG_HEAD
    for end, complete in ends:
        for cut in (before, before + 7, (before + end) // 2, end - 1):
            items, notes = stored(crashed, log[:cut])
            assert items == [f"D1.{number}" for number in range(whole)]
            assert notes == whole
        whole += complete
        before = end
    assert stored(crashed, log)[0] == [f"D1.{number}" for number in range(10)]


def test_a_log_with_garbage_after_a_commit_keeps_that_commit(crashed):
    log = (crashed / "advisor.db-wal").read_bytes()
    ends = frames(log)
    commits = [end for end, complete in ends if complete]
    kept = log[: commits[6]] + os.urandom(len(log) - commits[6])
    assert len(stored(crashed, kept)[0]) == 7


def test_after_a_cut_the_workspace_opens_and_goes_on(crashed):
    log = crashed / "advisor.db-wal"
    log.write_bytes(log.read_bytes()[: -FRAME_HEAD - 100])
    (crashed / "advisor.db-shm").unlink(missing_ok=True)
    workspace = Workspace.open_demo(crashed)
    assert len(rows(workspace, tables.answer)) == 9
    add_answer(workspace, 9)
    workspace.close()
    workspace = Workspace.open_demo(crashed)
    assert len(rows(workspace, tables.answer)) == 10
    add_draft(workspace, "firm-2")
    workspace.close()
