"""Photos and papers as encrypted files beside the base, named so that the name tells nothing."""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import secrets
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final, Protocol

from advisor_app.store.durable import make_folder, write_whole
from advisor_app.store.errors import DamagedAttachment
from advisor_app.store.vault import derive_key

FOLDER: Final = "attachments"
SUFFIX: Final = ".enc"
_MAGIC: Final = b"ADVATT\x00\x01"
_SALT_BYTES: Final = 16
_HEAD_BYTES: Final = len(_MAGIC) + _SALT_BYTES
_CHUNK: Final = 256 * 1024
_TAG_BYTES: Final = 16
_LAST: Final = 1 << 31


class Source(Protocol):
    """What is read to be kept: an open binary file, or bytes in memory."""

    def read(self, size: int = ..., /) -> bytes: ...
    def seek(self, offset: int, /) -> int: ...
    def tell(self) -> int: ...


class Attachments:
    """Files by the SHA-256 of what is in them.

    Each file has a key of its own; its pieces are encrypted one by one (AES-256-GCM), numbered,
    and the last one is marked, so that a piece that is altered, moved or missing is noticed and a
    large file never lies in memory twice. The file's name is a keyed hash: a plain SHA-256 would
    tell whoever finds the laptop that a paper known to them is in here.
    """

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder / FOLDER
        self._content_key = derive_key(key, "attachment content")
        self._name_key = derive_key(key, "attachment name")

    def put(self, data: bytes, media_type: str) -> str:
        """Keep the bytes durably; give their SHA-256."""
        return self.put_file(io.BytesIO(data), media_type)

    def put_file(self, source: Source, media_type: str) -> str:
        """Keep what an open, rewindable file holds; give its SHA-256.

        Raises:
            DiskFull: no room; nothing was kept.
        """
        start = source.tell()
        found = hashlib.sha256()
        while piece := source.read(_CHUNK):
            found.update(piece)
        digest = found.hexdigest()
        if self._is_whole(digest):
            return digest
        source.seek(start)
        path = self.path(digest)
        make_folder(self._folder)
        make_folder(path.parent)
        write_whole(path, self._encrypted(source, media_type, digest))
        return digest

    def get(self, sha256: str) -> bytes:
        """The bytes.

        Raises:
            DamagedAttachment: missing, cut short or altered.
        """
        return b"".join(self.pieces(sha256))

    def pieces(self, sha256: str) -> Iterator[bytes]:
        """The bytes, a piece at a time; the whole is checked when the last piece has come.

        Raises:
            DamagedAttachment: missing, cut short or altered.
        """
        found = hashlib.sha256()
        for number, piece in enumerate(self._decrypted(sha256)):
            if number == 0:
                continue
            found.update(piece)
            yield piece
        if found.hexdigest() != sha256:
            raise DamagedAttachment

    def media_type(self, sha256: str) -> str:
        """What kind of file it was kept as; it lies in the file itself, encrypted.

        Raises:
            DamagedAttachment: missing or altered.
        """
        return str(json.loads(next(self._decrypted(sha256)))["media_type"])

    def has(self, sha256: str) -> bool:
        """Whether there is such a file; whether it is sound only reading tells."""
        return self.path(sha256).is_file()

    def discard(self, sha256: str) -> None:
        """Take away a file that no record names."""
        self.path(sha256).unlink(missing_ok=True)

    def strays(self, named: Collection[str]) -> int:
        """How many files there are that none of these names leads to."""
        known = {self.path(sha256).name for sha256 in named}
        return sum(path.name not in known for path in self._folder.glob(f"*/*{SUFFIX}"))

    def path(self, sha256: str) -> Path:
        """Where the encrypted file lies."""
        name = hmac.digest(self._name_key, bytes.fromhex(sha256), "sha256").hex()
        return self._folder / name[:2] / (name + SUFFIX)

    def _is_whole(self, sha256: str) -> bool:
        if not self.has(sha256):
            return False
        try:
            for _piece in self.pieces(sha256):
                pass
        except DamagedAttachment:
            return False
        return True

    def _encrypted(self, source: Source, media_type: str, sha256: str) -> Iterator[bytes]:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        head = _MAGIC + secrets.token_bytes(_SALT_BYTES)
        cipher = AESGCM(derive_key(self._content_key, "file", head + bytes.fromhex(sha256)))
        yield head
        about = json.dumps({"media_type": media_type}).encode()
        yield len(about).to_bytes(2, "big")
        yield cipher.encrypt(_nonce(0), about, head)
        number, piece = 1, source.read(_CHUNK)
        while True:
            following = source.read(_CHUNK)
            yield cipher.encrypt(_nonce(number if following else number | _LAST), piece, head)
            if not following:
                return
            number, piece = number + 1, following

    def _decrypted(self, sha256: str) -> Iterator[bytes]:
        """What the file is, then its pieces."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        try:
            with self.path(sha256).open("rb") as file:
                head = file.read(_HEAD_BYTES)
                if not head.startswith(_MAGIC):
                    raise DamagedAttachment
                salt = head + bytes.fromhex(sha256)
                cipher = AESGCM(derive_key(self._content_key, "file", salt))
                size = int.from_bytes(file.read(2), "big")
                yield cipher.decrypt(_nonce(0), file.read(size + _TAG_BYTES), head)
                number, piece = 1, file.read(_CHUNK + _TAG_BYTES)
                while True:
                    following = file.read(_CHUNK + _TAG_BYTES)
                    nonce = _nonce(number if following else number | _LAST)
                    yield cipher.decrypt(nonce, piece, head)
                    if not following:
                        return
                    number, piece = number + 1, following
        except (OSError, InvalidTag, ValueError) as error:
            raise DamagedAttachment from error


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")
