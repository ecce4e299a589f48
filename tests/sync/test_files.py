"""Photos on their way to the office: from where the line broke, none twice, none lost."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor_app.schema import tables
from advisor_app.server.blobs import Blobs
from advisor_app.store.attachments import Attachments
from advisor_app.store.errors import DiskFull
from advisor_app.sync.errors import BadMessage
from advisor_app.sync.files import FIRST, SMALLEST, Files, Pace, unsent
from tests.disks import disk, fill
from tests.sync.world import Laptop, Office, add_firm, at, exchange


class Cut(Exception):  # noqa: N818 - what happens to the line
    pass


class BlobLine:
    """A line to the office's files that breaks after so many pieces, and counts what it carried."""

    def __init__(self, office: Office, blobs: Blobs, name: str) -> None:
        self._caller = office.callers[name]
        self._blobs = blobs
        self.until_cut = -1
        self.carried: list[tuple[str, int, int]] = []

    def has(self, sha256: str) -> bool:
        return self._blobs.has(sha256)

    def begin(self, sha256: str, size: int) -> tuple[str, int]:
        coming = self._blobs.begin(self._caller, sha256, size)
        return coming.id, coming.sent

    def append(self, place: str, offset: int, data: bytes) -> int:
        if self.until_cut == 0:
            raise Cut
        self.until_cut -= 1
        self.carried.append((place, offset, len(data)))
        return self._blobs.append(self._blobs.find(self._caller, place), data)

    def fetch(self, sha256: str) -> Iterator[bytes]:
        return self._blobs.pieces(sha256)


@pytest.fixture
def blobs(office: Office, tmp_path: Path) -> Blobs:
    return Blobs(office.base, tmp_path / "office")


@pytest.fixture
def photos(tmp_path: Path) -> Attachments:
    return Attachments(tmp_path / "a", b"a" * 32)


@pytest.fixture
def a(office: Office, photos: Attachments, a: Laptop) -> Laptop:
    chance = random.Random(20261125)  # noqa: S311 - invented photos
    firm = add_firm(a, "firm-1")
    for number in range(20):
        data = chance.randbytes(chance.randrange(50_000, 300_000))
        row = {
            "id": f"photo-{number}",
            "firm_id": firm,
            "sha256": photos.put(data, "image/jpeg"),
            "size": len(data),
            "media_type": "image/jpeg",
        }
        a.edit(lambda c, row=row: c.execute(tables.attachment.insert().values(row)))
    exchange(a, office)
    return a


def sizes(laptop: Laptop) -> int:
    return sum(row["size"] for row in laptop.rows("attachment").values())


def test_a_visit_with_twenty_photos_goes_on_after_a_cut_without_sending_a_piece_twice(
    office, blobs, photos, a
):
    line = BlobLine(office, blobs, "A")
    files = Files(a, photos, line, Pace(lambda: 0.0, size=SMALLEST))
    for pieces in (3, 11, 1):
        line.until_cut = pieces
        with pytest.raises(Cut):
            files.send()
    line.until_cut = -1
    files.send()
    assert a.read(unsent) == []
    assert all(blobs.has(row["sha256"]) for row in a.rows("attachment").values())
    assert len({(place, offset) for place, offset, _size in line.carried}) == len(line.carried)
    assert sum(size for _place, _offset, size in line.carried) == sizes(a)


def test_what_the_office_has_already_is_not_sent(office, blobs, photos, a):
    for row in a.rows("attachment").values():
        data = photos.get(row["sha256"])
        blobs.put(row["sha256"], len(data), iter([data]))
    line = BlobLine(office, blobs, "A")
    files = Files(a, photos, line, Pace(lambda: 0.0))
    files.send()
    assert files.sent == 20
    assert line.carried == []


def test_another_laptop_brings_them(office, blobs, photos, a, tmp_path):
    Files(a, photos, BlobLine(office, blobs, "A"), Pace(lambda: 0.0)).send()
    office.give("B", "firm-1")
    b, kept = Laptop("B", at), Attachments(tmp_path / "b", b"b" * 32)
    exchange(b, office)
    files = Files(b, kept, BlobLine(office, blobs, "B"), Pace(lambda: 0.0))
    files.fetch()
    assert files.came == 20
    for row in b.rows("attachment").values():
        assert kept.get(row["sha256"]) == photos.get(row["sha256"])
        assert kept.media_type(row["sha256"]) == "image/jpeg"
    assert b.read(unsent) == []
    b.close()


def test_a_file_that_is_missing_here_holds_up_no_other(office, blobs, photos, a):
    lost = next(iter(a.rows("attachment").values()))["sha256"]
    photos.discard(lost)
    files = Files(a, photos, BlobLine(office, blobs, "A"), Pace(lambda: 0.0))
    files.send()
    assert files.sent == 19
    assert files.failed == [lost]


def test_a_file_whose_record_was_not_sent_waits(office, blobs, photos):
    laptop = Laptop("A", at)
    digest = photos.put(b"photo", "image/jpeg")
    add_firm(laptop, "firm-9")
    row = {"id": "photo-9", "firm_id": "firm-9", "sha256": digest, "size": 5}
    laptop.edit(lambda c: c.execute(tables.attachment.insert().values(row)))
    assert laptop.read(unsent) == []
    laptop.close()


@pytest.mark.parametrize(("seconds", "size"), [(0.2, FIRST * 2), (2.0, FIRST), (9.0, FIRST // 2)])
def test_the_pieces_follow_the_line(seconds, size):
    pace = Pace(lambda: 0.0)
    pace.after(seconds)
    assert pace.size == size


def test_pieces_have_a_least_and_a_largest_size():
    pace = Pace(lambda: 0.0)
    for _again in range(20):
        pace.after(60)
    assert pace.size == SMALLEST
    for _again in range(20):
        pace.after(0)
    assert pace.size == 4 * 1024 * 1024


def test_a_full_disk_stops_what_comes_and_the_rest_comes_when_there_is_room(
    office, blobs, photos, a, tmp_path
):
    line = BlobLine(office, blobs, "A")
    Files(a, photos, line, Pace(lambda: 0.0)).send()
    office.give("B", "firm-1")
    b = Laptop("B", at)
    exchange(b, office)
    with disk(tmp_path / "small", 12) as small:
        theirs = Attachments(small, b"b" * 32)
        files = Files(b, theirs, BlobLine(office, blobs, "B"), Pace(lambda: 0.0))
        ballast = fill(small, 1_500_000)
        with pytest.raises(DiskFull):
            files.fetch()
        assert 0 < files.came < 20
        assert not [path for path in small.rglob("*") if path.is_file() and not path.stat().st_size]
        ballast.unlink()
        files.fetch()
        assert files.came == 20
        for row in b.rows("attachment").values():
            assert theirs.get(row["sha256"]) == photos.get(row["sha256"])
    b.close()


@pytest.mark.parametrize("step", [0, -1, 1 << 40])
def test_an_office_that_takes_a_piece_and_stays_where_it_was_is_not_asked_for_ever(
    office, blobs, photos, a, step
):
    class Stuck(BlobLine):
        def append(self, place: str, offset: int, data: bytes) -> int:
            self.carried.append((place, offset, len(data)))
            assert len(self.carried) < 50, "it sends for ever"
            return offset + step

    line = Stuck(office, blobs, "A")
    waiting = a.read(unsent)
    with pytest.raises(BadMessage):
        Files(a, photos, line, Pace(lambda: 0.0)).send()
    assert a.read(unsent) == waiting
