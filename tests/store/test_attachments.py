"""Encrypted files beside the base."""

from __future__ import annotations

import hashlib
import io
import os
import tracemalloc

import pytest

from advisor_app.store.attachments import Attachments
from advisor_app.store.errors import DamagedAttachment

CHUNK = 256 * 1024
KEY = bytes(range(32))


@pytest.fixture
def attachments(tmp_path) -> Attachments:
    return Attachments(tmp_path, KEY)


@pytest.mark.parametrize("size", [0, 1, 1_000, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 1_000_003])
def test_bytes_come_back_as_they_went_in(attachments, size):
    data = os.urandom(size)
    name = attachments.put(data, "image/jpeg")
    assert name == hashlib.sha256(data).hexdigest()
    assert attachments.get(name) == data
    assert attachments.media_type(name) == "image/jpeg"


def test_another_start_of_the_program_finds_them(attachments, tmp_path):
    name = attachments.put(b"photo", "image/jpeg")
    assert Attachments(tmp_path, KEY).get(name) == b"photo"


def test_another_key_does_not(attachments, tmp_path):
    name = attachments.put(b"photo", "image/jpeg")
    other = Attachments(tmp_path, bytes(32))
    assert not other.has(name)
    with pytest.raises(DamagedAttachment):
        other.get(name)


def test_the_same_photo_is_kept_once(attachments, tmp_path):
    first = attachments.put(b"photo", "image/jpeg")
    before = attachments.path(first).stat().st_mtime_ns
    assert attachments.put(b"photo", "image/jpeg") == first
    assert attachments.path(first).stat().st_mtime_ns == before
    assert len(list(tmp_path.rglob("*.enc"))) == 1


def test_a_damaged_photo_is_replaced_when_it_comes_again(attachments):
    name = attachments.put(b"photo", "image/jpeg")
    attachments.path(name).write_bytes(b"")
    assert attachments.put(b"photo", "image/jpeg") == name
    assert attachments.get(name) == b"photo"


def test_neither_name_nor_content_nor_kind_can_be_read(attachments, tmp_path):
    data = b"C\xc3\xa9dula de Jos\xc3\xa9 " * 1_000
    name = attachments.put(data, "image/x-cedula")
    (path,) = tmp_path.rglob("*.enc")
    stored = path.read_bytes()
    assert name not in str(path)
    assert name[:8] not in str(path)
    for secret in (data[:16], b"cedula", bytes.fromhex(name), name.encode()):
        assert secret not in stored


def test_the_same_bytes_look_different_in_two_workspaces(tmp_path):
    one, other = Attachments(tmp_path / "1", KEY), Attachments(tmp_path / "2", KEY)
    name = one.put(b"photo", "image/jpeg")
    other.put(b"photo", "image/jpeg")
    assert one.path(name).read_bytes() != other.path(name).read_bytes()


def cut_pieces() -> list[tuple[str, object]]:
    head = 24
    piece = CHUNK + 16
    return [
        ("missing its end", lambda data: data[:-1]),
        ("missing its last piece", lambda data: data[: -(len(data) - head) % piece or None]),
        ("only a head", lambda data: data[:head]),
        ("empty", lambda _data: b""),
        ("no file of ours", lambda data: b"\xff\xd8" + data[2:]),
        ("with more at the end", lambda data: data + b"x"),
        ("with a piece doubled", lambda data: data + data[-piece:]),
    ]


@pytest.mark.parametrize(("_what", "cut"), cut_pieces())
def test_a_file_cut_or_lengthened_is_refused(attachments, _what, cut):
    name = attachments.put(os.urandom(2 * CHUNK + 5), "image/jpeg")
    path = attachments.path(name)
    path.write_bytes(cut(path.read_bytes()))
    with pytest.raises(DamagedAttachment):
        attachments.get(name)


def test_a_file_cut_after_a_whole_piece_is_refused(attachments):
    name = attachments.put(os.urandom(2 * CHUNK), "image/jpeg")
    path = attachments.path(name)
    path.write_bytes(path.read_bytes()[: -(CHUNK + 16)])
    with pytest.raises(DamagedAttachment):
        attachments.get(name)


def test_pieces_in_another_order_are_refused(attachments):
    name = attachments.put(os.urandom(3 * CHUNK), "image/jpeg")
    path = attachments.path(name)
    data, piece = path.read_bytes(), CHUNK + 16
    start = len(data) - 3 * piece
    swapped = data[start + piece : start + 2 * piece] + data[start : start + piece]
    path.write_bytes(data[:start] + swapped + data[start + 2 * piece :])
    with pytest.raises(DamagedAttachment):
        attachments.get(name)


def test_one_altered_bit_anywhere_is_noticed(attachments):
    name = attachments.put(b"photo of the workshop", "image/jpeg")
    path = attachments.path(name)
    sound = path.read_bytes()
    for place in range(len(sound)):
        path.write_bytes(sound[:place] + bytes([sound[place] ^ 1]) + sound[place + 1 :])
        with pytest.raises(DamagedAttachment):
            attachments.get(name)


def test_a_file_put_in_the_place_of_another_is_refused(attachments):
    one, other = attachments.put(b"one", "image/jpeg"), attachments.put(b"two", "image/jpeg")
    attachments.path(one).write_bytes(attachments.path(other).read_bytes())
    with pytest.raises(DamagedAttachment):
        attachments.get(one)
    with pytest.raises(DamagedAttachment):
        attachments.media_type(one)


def test_a_missing_file_is_said_to_be_missing(attachments):
    absent = hashlib.sha256(b"nothing").hexdigest()
    assert not attachments.has(absent)
    with pytest.raises(DamagedAttachment):
        attachments.get(absent)
    with pytest.raises(DamagedAttachment):
        attachments.media_type(absent)


def test_a_name_that_is_no_hash_is_refused(attachments):
    with pytest.raises(DamagedAttachment):
        attachments.get("../../etc/passwd")


def test_a_large_file_never_lies_in_memory(attachments, tmp_path):
    large = tmp_path / "large"
    large.write_bytes(os.urandom(24 * 1024 * 1024))
    tracemalloc.start()
    try:
        with large.open("rb") as source:
            name = attachments.put_file(source, "video/mp4")
        for _piece in attachments.pieces(name):
            pass
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 4 * 1024 * 1024


def test_a_file_already_read_to_its_middle_is_kept_from_there(attachments):
    source = io.BytesIO(b"headbody")
    source.seek(4)
    assert attachments.get(attachments.put_file(source, "text/plain")) == b"body"


def test_writing_leaves_no_draft(attachments, tmp_path):
    attachments.put(b"photo", "image/jpeg")
    assert not list(tmp_path.rglob("*.part"))


def test_a_failure_while_writing_leaves_nothing(attachments, tmp_path):
    class Torn(io.BytesIO):
        """A memory card that is pulled out on the second reading."""

        readings = 0

        def read(self, size: int | None = -1, /) -> bytes:
            self.readings += 1
            if self.readings > 4:
                raise OSError("the card went away")
            return super().read(size)

    with pytest.raises(OSError, match="went away"):
        attachments.put_file(Torn(os.urandom(2 * CHUNK)), "image/jpeg")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
