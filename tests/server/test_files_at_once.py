"""Two that send one file at once, and an office whose disk is full."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from advisor_app.server.blobs import Blobs
from advisor_app.server.errors import Refused
from advisor_app.store.errors import DiskFull
from tests.disks import disk, fill
from tests.sync.world import Office

DATA = bytes(range(256)) * 4_000
SHA = hashlib.sha256(DATA).hexdigest()
PIECE = 40_000


@pytest.fixture
def office(tmp_path: Path):
    made = Office("A", "B", url=f"sqlite:///{tmp_path / 'office.db'}")
    yield made
    made.close()


def together(*works: Callable[[], object]) -> list[BaseException]:
    """Do all of it at once; what failed."""
    failed: list[BaseException] = []
    start = threading.Barrier(len(works))

    def run(work: Callable[[], object]) -> None:
        start.wait()
        try:
            work()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failed


def send(office: Office, blobs: Blobs, name: str) -> None:
    """Send the file as a laptop does: from where the office has it, until it is there."""
    while not blobs.has(SHA):
        coming = blobs.begin(office.callers[name], SHA, len(DATA))
        blobs.append(coming, DATA[coming.sent : coming.sent + PIECE])


@pytest.mark.parametrize("names", ["AB", "AA", "ABAB"])
def test_one_file_of_several_at_once_is_there_once_and_whole(office, tmp_path, names):
    for number in range(5):
        blobs = Blobs(office.base, tmp_path / str(number))
        failed = together(*(partial(send, office, blobs, name) for name in names))
        assert [error for error in failed if not isinstance(error, Refused)] == []
        for name in "AB":
            send(office, blobs, name)
        assert b"".join(blobs.pieces(SHA)) == DATA
        (path,) = [p for p in (tmp_path / str(number) / "files").rglob("*") if p.is_file()]
        assert path.name == SHA


def test_the_last_piece_twice_at_once_breaks_nothing(office, tmp_path):
    for number in range(10):
        blobs = Blobs(office.base, tmp_path / str(number))
        coming = blobs.begin(office.callers["A"], SHA, len(DATA))
        failed = together(*[partial(blobs.append, coming, DATA)] * 3)
        assert [error for error in failed if not isinstance(error, Refused)] == []
        assert b"".join(blobs.pieces(SHA)) == DATA


def test_a_late_piece_does_not_cut_a_file_that_has_its_name(office, tmp_path):
    blobs = Blobs(office.base, tmp_path)
    coming = blobs.begin(office.callers["A"], SHA, len(DATA))
    for number in range(20):
        failed = together(
            partial(blobs.append, coming, DATA), partial(blobs.append, coming, DATA[:number])
        )
        assert [error for error in failed if not isinstance(error, Refused)] == []
        send(office, blobs, "A")
        assert b"".join(blobs.pieces(SHA)) == DATA
        coming = blobs.begin(office.callers["A"], SHA, len(DATA))


def test_a_full_disk_takes_no_piece_and_the_file_goes_on_when_there_is_room(office, tmp_path):
    with disk(tmp_path / "small", 3) as small:
        blobs = Blobs(office.base, small)
        coming = blobs.begin(office.callers["A"], SHA, len(DATA))
        blobs.append(coming, DATA[:PIECE])
        ballast = fill(small, 8_192)
        coming = blobs.find(office.callers["A"], coming.id)
        with pytest.raises(DiskFull):
            blobs.append(coming, DATA[PIECE:])
        assert blobs.find(office.callers["A"], coming.id).sent == PIECE
        with pytest.raises(DiskFull):
            blobs.put(SHA, len(DATA), iter([DATA]))
        assert not blobs.has(SHA)
        assert len(list((small / "coming").iterdir())) == 1
        ballast.unlink()
        send(office, blobs, "A")
        assert b"".join(blobs.pieces(SHA)) == DATA
