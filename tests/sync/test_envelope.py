"""A file that travels by hand: only its reader opens it, and nothing in it can be altered."""

from __future__ import annotations

import io
from collections.abc import Iterable

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from advisor_app.sync import envelope
from advisor_app.sync.envelope import Head, Part
from advisor_app.sync.errors import BadBundle

READER = X25519PrivateKey.generate()
WRITER = Ed25519PrivateKey.generate()
HEAD = Head("to_office", "laptop-1", "office", 1_795_608_000_000)


def made(parts: dict[str, bytes]) -> bytes:
    told = [Part(name, len(data), [data[:7], data[7:]]) for name, data in parts.items()]
    return b"".join(envelope.seal(HEAD, told, READER.public_key(), WRITER))


def opened(data: bytes, reader: X25519PrivateKey = READER) -> dict[str, bytes]:
    file = io.BytesIO(data)
    envelope.verify(file, lambda _head: WRITER.public_key())
    return {part.name: b"".join(part.pieces) for part in envelope.unseal(file, reader)}


@given(st.dictionaries(st.text("abcdef/ñ", min_size=1, max_size=20), st.binary(max_size=300)))
def test_what_went_in_comes_out(parts):
    assert opened(made(parts)) == parts


def test_large_parts_come_out_in_pieces():
    large = bytes(range(256)) * 5_000
    file = io.BytesIO(made({"blob/1": large, "push": b"x", "blob/2": large}))
    sizes: list[int] = []
    for part in envelope.unseal(file, READER):
        sizes += [len(piece) for piece in part.pieces]
    assert sum(sizes) == 2 * len(large) + 1
    assert max(sizes) <= 300 * 1024


def test_nobody_else_opens_it():
    with pytest.raises(BadBundle):
        opened(made({"push": b"secreto"}), X25519PrivateKey.generate())


def test_nothing_inside_can_be_read():
    assert b"canario" not in made({"push": b"canario"})


def test_another_writer_is_not_believed():
    file = io.BytesIO(made({"push": b"x"}))
    with pytest.raises(BadBundle):
        envelope.verify(file, lambda _head: Ed25519PrivateKey.generate().public_key())


@given(st.data())
def test_an_altered_or_cut_file_is_refused(data):
    whole = made({"push": b"datos" * 50})
    place = data.draw(st.integers(0, len(whole) - 1))
    cut = data.draw(st.booleans())
    bent = whole[:place] if cut else bytes([*whole[:place], whole[place] ^ 1, *whole[place + 1 :]])
    with pytest.raises(BadBundle):
        opened(bent)


def test_a_part_that_is_not_as_long_as_it_says_is_not_written():
    def short() -> Iterable[bytes]:
        yield b"12"

    with pytest.raises(BadBundle):
        list(envelope.seal(HEAD, [Part("push", 3, short())], READER.public_key(), WRITER))
