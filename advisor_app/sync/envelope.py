"""A file that travels by hand: sealed for one reader, signed by whoever wrote it.

What is inside comes in named parts. A fresh X25519 key agrees with the reader's public key on a key
for this file (HKDF-SHA256); pieces are encrypted one by one (AES-256-GCM), numbered, the last one
marked, so that a large file never lies in memory and none can be cut, moved or swapped. An Ed25519
signature over all of it stands at the end.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final

import msgspec
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from advisor_app.sync.errors import BadBundle

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )

MAGIC: Final = b"ADVBUN\x00\x01"
_PIECE: Final = 256 * 1024
_TAG: Final = 16
_LAST: Final = 1 << 31
_SIGNATURE: Final = 64
_LONGEST_HEAD: Final = 4_096
_LONGEST_NAME: Final = 200


class Head(msgspec.Struct):
    """What can be read without a key.

    Attributes:
        kind: ``to_office`` or ``to_laptop``.
        writer: whose signature it bears: a laptop, or ``office``.
        reader: for whom it is sealed.
        made_at: when, in milliseconds.
        key: the public part of this file's own key, as hex.
    """

    kind: str
    writer: str
    reader: str
    made_at: int
    key: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing inside: its name, its length in bytes, and its bytes in pieces."""

    name: str
    size: int
    pieces: Iterable[bytes]


def seal(
    head: Head,
    parts: Iterable[Part],
    reader: X25519PublicKey,
    writer: Ed25519PrivateKey,
) -> Iterator[bytes]:
    """The bytes of a file with these parts, a piece at a time."""
    own = X25519PrivateKey.generate()
    public = own.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    told = msgspec.json.encode(msgspec.structs.replace(head, key=public.hex()))
    start = MAGIC + len(told).to_bytes(4, "big") + told
    cipher = AESGCM(_key(own.exchange(reader), start))
    digest = hashlib.sha256(start)
    yield start
    for piece in _encrypted(cipher, _plain(parts)):
        digest.update(piece)
        yield piece
    yield writer.sign(digest.digest())


def read_head(file: BinaryIO) -> Head:
    """What a file is, without opening it; the file is left after its head.

    Raises:
        BadBundle: it is no such file.
    """
    if file.read(len(MAGIC)) != MAGIC:
        raise BadBundle("kind")
    size = int.from_bytes(file.read(4), "big")
    if not 0 < size <= _LONGEST_HEAD:
        raise BadBundle("head")
    try:
        return msgspec.json.decode(file.read(size), type=Head)
    except (msgspec.MsgspecError, ValueError) as error:
        raise BadBundle("head") from error


def verify(file: BinaryIO, signer: Callable[[Head], Ed25519PublicKey]) -> Head:
    """Make sure of the whole file before anything in it is believed.

    Raises:
        BadBundle: cut, altered, or not signed by who it says.
    """
    file.seek(0)
    head = read_head(file)
    length = file.seek(0, 2) - _SIGNATURE
    file.seek(0)
    digest = hashlib.sha256()
    left = length
    while left > 0 and (piece := file.read(min(_PIECE, left))):
        digest.update(piece)
        left -= len(piece)
    try:
        signer(head).verify(file.read(_SIGNATURE), digest.digest())
    except InvalidSignature as error:
        raise BadBundle("signature") from error
    return head


def unseal(file: BinaryIO, reader: X25519PrivateKey) -> Iterator[Part]:
    """The parts of a verified file, one after the other; each is read before the next.

    Raises:
        BadBundle: sealed for somebody else, or altered.
    """
    file.seek(0)
    head = read_head(file)
    start_size = file.tell()
    end = file.seek(0, 2) - _SIGNATURE
    file.seek(0)
    start = file.read(start_size)
    try:
        theirs = X25519PublicKey.from_public_bytes(bytes.fromhex(head.key))
        cipher = AESGCM(_key(reader.exchange(theirs), start))
    except ValueError as error:
        raise BadBundle("key") from error
    stream = _Stream(_decrypted(cipher, file, end))
    while name_size := stream.take_or_end(2):
        name_bytes = int.from_bytes(name_size, "big")
        if name_bytes > _LONGEST_NAME:
            raise BadBundle("name")
        try:
            name = stream.take(name_bytes).decode()
        except UnicodeDecodeError as error:
            raise BadBundle("name") from error
        size = int.from_bytes(stream.take(8), "big")
        part = Part(name, size, stream.pieces(size))
        yield part
        for _rest in part.pieces:
            pass


class _Stream:
    """Bytes that come in pieces, taken in other sizes."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._kept = b""

    def take(self, size: int) -> bytes:
        while len(self._kept) < size:
            piece = next(self._pieces, None)
            if piece is None:
                raise BadBundle("cut")
            self._kept += piece
        taken, self._kept = self._kept[:size], self._kept[size:]
        return taken

    def take_or_end(self, size: int) -> bytes:
        while not self._kept:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._kept = piece
        return self.take(size)

    def pieces(self, size: int) -> Iterator[bytes]:
        while size > 0:
            piece = self.take(min(size, len(self._kept) or 1))
            size -= len(piece)
            yield piece


def _plain(parts: Iterable[Part]) -> Iterator[bytes]:
    for part in parts:
        name = part.name.encode()
        yield len(name).to_bytes(2, "big") + name + part.size.to_bytes(8, "big")
        size = 0
        for piece in part.pieces:
            size += len(piece)
            yield piece
        if size != part.size:
            raise BadBundle("size")


def _encrypted(cipher: AESGCM, plain: Iterator[bytes]) -> Iterator[bytes]:
    number, waiting = 0, b""
    for piece in plain:
        waiting += piece
        while len(waiting) > _PIECE:
            yield cipher.encrypt(_nonce(number), waiting[:_PIECE], None)
            number, waiting = number + 1, waiting[_PIECE:]
    yield cipher.encrypt(_nonce(number | _LAST), waiting, None)


def _decrypted(cipher: AESGCM, file: BinaryIO, end: int) -> Iterator[bytes]:
    number = 0
    while True:
        size = min(_PIECE + _TAG, end - file.tell())
        piece = file.read(max(size, 0))
        last = file.tell() >= end
        try:
            yield cipher.decrypt(_nonce(number | _LAST if last else number), piece, None)
        except InvalidTag as error:
            raise BadBundle("sealed") from error
        if last:
            return
        number += 1


def _key(shared: bytes, start: bytes) -> bytes:
    return HKDF(SHA256(), 32, hashlib.sha256(start).digest(), b"advisor bundle").derive(shared)


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")
