"""Files at the office, by the SHA-256 of what is in them, and those that are still coming.

What has come of a file lies beside its place until all of it is there and its hash is right; only
then it gets its name. A file is durable before the office says that it has it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from advisor_app.schema.columns import now_text
from advisor_app.schema.office import blob, blob_ref, upload
from advisor_app.server.errors import Refused
from advisor_app.store.durable import make_folder, no_room_explained, sync_folder

if TYPE_CHECKING:
    from advisor_app.server.access import Caller, Sight
    from advisor_app.server.engine import Base

LARGEST: Final = 200 * 1024 * 1024
"""The largest file that is taken, in bytes."""
_PIECE: Final = 256 * 1024
_LOCKS: Final = 64
_HASH: Final = re.compile(r"[0-9a-f]{64}")


class Shelf(Protocol):
    """Where whole files lie."""

    def has(self, sha256: str) -> bool: ...
    def take(self, sha256: str, path: Path) -> None: ...
    def pieces(self, sha256: str) -> Iterator[bytes]: ...


class FolderShelf:
    """Whole files in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def has(self, sha256: str) -> bool:
        return self._path(sha256).is_file()

    def take(self, sha256: str, path: Path) -> None:
        """Give a whole file its name, durably."""
        target = self._path(sha256)
        make_folder(target.parent)
        path.replace(target)
        sync_folder(target.parent)

    def pieces(self, sha256: str) -> Iterator[bytes]:
        with self._path(sha256).open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece

    def discard(self, sha256: str) -> None:
        """Take a file away for good."""
        self._path(sha256).unlink(missing_ok=True)

    def _path(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256


@dataclass(frozen=True, slots=True)
class Coming:
    """A file on its way.

    Attributes:
        sent: how many of its ``size`` bytes are safe here.
    """

    id: str
    sha256: str
    size: int
    sent: int


class Blobs:
    """The office's files; every call is one short transaction at most."""

    def __init__(self, base: Base, folder: Path, shelf: Shelf | None = None) -> None:
        self._base = base
        self._coming = folder / "coming"
        self._shelf = shelf or FolderShelf(folder / "files")
        self._locks = [threading.Lock() for _number in range(_LOCKS)]
        make_folder(self._coming)

    def has(self, sha256: str) -> bool:
        """Whether the whole file is here."""
        return bool(_HASH.fullmatch(sha256)) and self._shelf.has(sha256)

    def may_read(self, c: sa.Connection, sha256: str, sight: Sight) -> bool:
        """Whether a record that the caller sees names the file."""
        if not _HASH.fullmatch(sha256):
            return False
        refs = c.execute(sa.select(blob_ref.c.bucket).where(blob_ref.c.sha256 == sha256))
        return any(bucket in sight for bucket in refs.scalars())

    def pieces(self, sha256: str) -> Iterator[bytes]:
        """The bytes of a whole file."""
        return self._shelf.pieces(sha256)

    def begin(self, caller: Caller, sha256: str, size: int) -> Coming:
        """Begin a file, or go on with what this laptop has sent of it.

        Raises:
            Refused: it is too large, or no hash.
        """
        if not _HASH.fullmatch(sha256) or not 0 < size <= LARGEST:
            raise Refused("size")
        with self._base.writing() as c:
            u = upload
            known = sa.select(u).where(u.c.sha256 == sha256, u.c.device == caller.device)
            row = c.execute(known).first()
            if row is not None and row.size == size:
                return Coming(row.id, sha256, size, self._safe(row.id, int(row.sent)))
            coming = Coming(secrets.token_hex(16), sha256, size, 0)
            c.execute(
                u.insert().values(
                    id=coming.id, sha256=sha256, size=size, sent=0,
                    device=caller.device, began_at=now_text(),
                )
            )  # fmt: skip
        return coming

    def find(self, caller: Caller, name: str) -> Coming:
        """A file on its way from this laptop.

        Raises:
            Refused: there is none of this name.
        """
        if not name.isalnum():
            raise Refused("upload")
        with self._base.reading() as c:
            u = upload
            query = sa.select(u).where(u.c.id == name, u.c.device == caller.device)
            row = c.execute(query).first()
        if row is None:
            raise Refused("upload")
        return Coming(row.id, row.sha256, int(row.size), self._safe(row.id, int(row.sent)))

    def append(self, coming: Coming, data: bytes) -> int:
        """Add what came next, durably; give how much is safe now. The last piece makes it whole.

        Raises:
            Refused: more than was announced, or the whole is not what its name says.
        """
        if coming.sent + len(data) > coming.size:
            raise Refused("size")
        with self._locks[hash(coming.id) % _LOCKS]:  # whoever comes second must not cut the first
            if not self._is_next(coming):
                return coming.size
            return self._append(coming, data)

    def _append(self, coming: Coming, data: bytes) -> int:
        path = self._path(coming.id)
        with no_room_explained(), path.open("r+b" if path.exists() else "wb") as file:
            file.seek(coming.sent)
            file.truncate()
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        sent = coming.sent + len(data)
        if sent == coming.size:
            self._finish(coming)
        else:
            with self._base.writing() as c:
                c.execute(upload.update().where(upload.c.id == coming.id).values(sent=sent))
        return sent

    def _is_next(self, coming: Coming) -> bool:
        """Whether the file stands where it stood; not where another request made it whole.

        Raises:
            Refused: it stands elsewhere by now, or was dropped.
        """
        with self._base.reading() as c:
            query = sa.select(upload.c.sent).where(upload.c.id == coming.id)
            sent = c.execute(query).scalar()
        if sent is None and self._shelf.has(coming.sha256):
            return False
        if sent is None:
            raise Refused("upload")
        if (safe := self._safe(coming.id, int(sent))) != coming.sent:
            raise Refused("offset", expect=safe)
        return True

    def drop(self, coming: Coming) -> None:
        """Forget a file on its way."""
        with self._base.writing() as c:
            c.execute(upload.delete().where(upload.c.id == coming.id))
        self._path(coming.id).unlink(missing_ok=True)

    def put(self, sha256: str, size: int, pieces: Iterator[bytes]) -> None:
        """Take a whole file at once.

        Raises:
            Refused: it is too large, no hash, or not what its name says.
        """
        if not _HASH.fullmatch(sha256) or not 0 < size <= LARGEST:
            raise Refused("size")
        path = self._path(secrets.token_hex(16))
        try:
            with no_room_explained(), path.open("wb") as file:
                for piece in pieces:
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            self._name(sha256, size, path)
        finally:
            path.unlink(missing_ok=True)

    def _finish(self, coming: Coming) -> None:
        path = self._path(coming.id)
        try:
            self._name(coming.sha256, coming.size, path)
        finally:
            self.drop(coming)

    def _name(self, sha256: str, size: int, path: Path) -> None:
        if path.stat().st_size != size or _hash_of(path) != sha256:
            raise Refused("hash")
        self._shelf.take(sha256, path)
        # another request may have brought the same file at this moment
        with contextlib.suppress(IntegrityError), self._base.writing() as c:
            known = c.execute(sa.select(blob.c.sha256).where(blob.c.sha256 == sha256)).first()
            if known is None:
                values = {"sha256": sha256, "size": size, "state": "here", "stored_at": now_text()}
                c.execute(blob.insert().values(values))

    def _safe(self, name: str, sent: int) -> int:
        """How much is safe: what was noted, and no more than what lies there."""
        with contextlib.suppress(FileNotFoundError):
            return min(sent, self._path(name).stat().st_size)
        return 0

    def _path(self, name: str) -> Path:
        return self._coming / name


def refer(c: sa.Connection, sha256: str, bucket: str) -> None:
    """Note that a record in this bucket names the file."""
    here = (blob_ref.c.sha256 == sha256, blob_ref.c.bucket == bucket)
    if c.execute(sa.select(blob_ref.c.bucket).where(*here)).first() is None:
        c.execute(blob_ref.insert().values(sha256=sha256, bucket=bucket))


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
