"""Files at the office: whole and named by their hash, or not there."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from advisor_app.schema import tables
from advisor_app.server.blobs import Blobs, Coming
from advisor_app.server.errors import Refused
from tests.sync.world import Laptop, Office, add_firm, at, exchange

DATA = bytes(range(256)) * 400
SHA = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def blobs(office: Office, tmp_path: Path) -> Blobs:
    return Blobs(office.base, tmp_path)


def begun(office: Office, blobs: Blobs, name: str = "A") -> Coming:
    return blobs.begin(office.callers[name], SHA, len(DATA))


def test_a_file_that_came_in_pieces_is_whole(office, blobs):
    for start in range(0, len(DATA), 10_000):
        coming = begun(office, blobs)
        assert coming.sent == start
        assert not blobs.has(SHA)
        blobs.append(coming, DATA[start : start + 10_000])
    assert blobs.has(SHA)
    assert b"".join(blobs.pieces(SHA)) == DATA


def test_what_was_not_noted_is_sent_again(office, blobs, tmp_path):
    coming = begun(office, blobs)
    blobs.append(coming, DATA[:10_000])
    (path,) = (tmp_path / "coming").iterdir()
    path.write_bytes(DATA[:10_000] + b"half a piece that the power cut took")
    again = begun(office, blobs)
    assert again.sent == 10_000
    blobs.append(again, DATA[10_000:])
    assert b"".join(blobs.pieces(SHA)) == DATA


def test_what_was_noted_and_is_not_there_is_sent_again(office, blobs, tmp_path):
    blobs.append(begun(office, blobs), DATA[:10_000])
    (path,) = (tmp_path / "coming").iterdir()
    path.write_bytes(DATA[:4_000])
    assert begun(office, blobs).sent == 4_000


def test_a_file_that_is_not_what_its_name_says_is_refused(office, blobs, tmp_path):
    coming = begun(office, blobs)
    with pytest.raises(Refused, match="hash"):
        blobs.append(coming, DATA[:-1] + b"x")
    assert not blobs.has(SHA)
    assert begun(office, blobs).sent == 0
    assert not list((tmp_path / "files").rglob("*"))


def test_more_than_was_announced_is_refused(office, blobs):
    with pytest.raises(Refused, match="size"):
        blobs.append(begun(office, blobs), DATA + b"x")


@pytest.mark.parametrize("sha256", ["", "../../etc/passwd", "A" * 64, SHA[:-1]])
def test_a_name_that_is_no_hash_is_refused(office, blobs, sha256):
    with pytest.raises(Refused, match="size"):
        blobs.begin(office.callers["A"], sha256, 10)
    assert not blobs.has(sha256)


def test_nobody_goes_on_with_the_file_of_another_laptop(office, blobs):
    coming = begun(office, blobs)
    with pytest.raises(Refused, match="upload"):
        blobs.find(office.callers["B"], coming.id)


def test_who_sees_the_record_may_read_the_file(office, blobs):
    a = Laptop("A", at)
    add_firm(a, "firm-1")
    row = {"id": "at-1", "firm_id": "firm-1", "sha256": SHA, "size": len(DATA)}
    a.edit(lambda c: c.execute(tables.attachment.insert().values(row)))
    exchange(a, office)
    mine, another = office.seen_by("A"), office.seen_by("B")
    with office.base.reading() as c:
        assert blobs.may_read(c, SHA, mine)
        assert not blobs.may_read(c, SHA, another)
    a.close()


def test_a_whole_file_carried_by_hand_is_taken_once_checked(blobs):
    blobs.put(SHA, len(DATA), iter([DATA[:500], DATA[500:]]))
    assert blobs.has(SHA)
    with pytest.raises(Refused, match="hash"):
        blobs.put("0" * 64, 1, iter([b"x"]))
