"""Photos and papers on their way to the office and back, apart from the records that name them.

A file is sent after its record, in pieces that grow and shrink with the line, from where the office
has it. Nothing is taken off the laptop: the office's word that it has a file is only noted.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from advisor_app.schema.columns import now_text
from advisor_app.sync.client import Watch
from advisor_app.sync.errors import BadMessage

if TYPE_CHECKING:
    import sqlalchemy as sa

    from advisor_app.store.attachments import Attachments
    from advisor_app.sync.client import Keeper

SMALLEST: Final = 16 * 1024
FIRST: Final = 128 * 1024
LARGEST: Final = 4 * 1024 * 1024
_QUICK_SECONDS: Final = 1.0
_SLOW_SECONDS: Final = 4.0

_NAMED: Final = """\
SELECT sha256, max(size) FROM (
  SELECT sha256, size FROM attachment WHERE _deleted = 0 AND _rv >= ?
  UNION ALL
  SELECT original_sha256, NULL FROM attachment
  WHERE _deleted = 0 AND _rv >= ? AND original_sha256 IS NOT NULL
) GROUP BY sha256"""


class FileLine(Protocol):
    """The way to the office for files; what fails on it raises an error for people."""

    def has(self, sha256: str) -> bool: ...

    def begin(self, sha256: str, size: int) -> tuple[str, int]:
        """Announce a file; give its place at the office and how much of it is there."""
        ...

    def append(self, place: str, offset: int, data: bytes) -> int:
        """Send what comes next; give how much is there now."""
        ...

    def fetch(self, sha256: str) -> Iterator[bytes]:
        """The bytes of a file."""
        ...


@dataclass(slots=True)
class Pace:
    """How large the pieces are: as much as the line takes in some seconds.

    Attributes:
        now: the time in seconds, from any beginning.
    """

    now: Callable[[], float]
    size: int = FIRST

    def after(self, seconds: float) -> None:
        """Learn from how long a piece took."""
        if seconds < _QUICK_SECONDS:
            self.size = min(self.size * 2, LARGEST)
        elif seconds > _SLOW_SECONDS:
            self.size = max(self.size // 2, SMALLEST)


@dataclass(slots=True)
class Files:
    """The files of one workspace and their way to the office.

    Attributes:
        sent: how many files the office has confirmed this time.
        came: how many came from it.
        failed: files that could not be read here, by their hash; they hold up no other.
    """

    keeper: Keeper
    attachments: Attachments
    line: FileLine
    pace: Pace
    watch: Watch = field(default_factory=Watch)
    sent: int = 0
    came: int = 0
    failed: list[str] = field(default_factory=list)

    def send(self) -> None:
        """Send what the office doesn't have.

        Raises:
            AdvisorError: the line broke; the next time goes on from there.
        """
        waiting = self.keeper.read(unsent)
        total = sum(size for _digest, size in waiting)
        done = 0
        for digest, size in waiting:
            if self.watch.stopped():
                break
            if not self.attachments.has(digest):
                self.failed.append(digest)
                continue
            self._send_one(digest, done, total)
            done += size

    def fetch(self) -> None:
        """Bring the files that records here name and that are not here.

        Raises:
            AdvisorError: the line broke, or a file was not what its name says.
        """
        missing = [d for d, _size in self.keeper.read(named) if not self.attachments.has(d)]
        for digest in missing:
            if self.watch.stopped():
                break
            if self.line.has(digest):
                self._fetch_one(digest)
                self.came += 1
                self.watch.tell("files_came", self.came, len(missing))

    def _send_one(self, digest: str, done: int, total: int) -> None:
        if not self.line.has(digest):
            data = self.attachments.get(digest)
            place, offset = self.line.begin(digest, len(data))
            while offset < len(data) and not self.watch.stopped():
                began = self.pace.now()
                piece = data[offset : offset + self.pace.size]
                there = self.line.append(place, offset, piece)
                if not offset < there <= len(data):
                    raise BadMessage("offset")
                offset = there
                self.pace.after(self.pace.now() - began)
                self.watch.tell("file_bytes", done + offset, max(total, done + len(data)))
            if offset < len(data):
                return
        self.keeper.write(lambda c: confirm(c, digest))
        self.sent += 1

    def _fetch_one(self, digest: str) -> None:
        data = b"".join(self.line.fetch(digest))
        if hashlib.sha256(data).hexdigest() != digest:
            raise BadMessage("hash")
        kind = self.keeper.read(lambda c: _media_type(c, digest))
        self.attachments.put_file(io.BytesIO(data), kind)
        self.keeper.write(lambda c: confirm(c, digest))


def named(c: sa.Connection, *, also_unsent: bool = False) -> list[tuple[str, int]]:
    """The files that records which the office has name: hash and size (0: not known).

    With ``also_unsent``, those of records that it doesn't have yet too.
    """
    least = 0 if also_unsent else 1
    found = c.exec_driver_sql(_NAMED, (least, least))
    return [(str(digest), int(size or 0)) for digest, size in found]


def unsent(c: sa.Connection, *, also_unsent: bool = False) -> list[tuple[str, int]]:
    """Those of them that the office has not confirmed yet, the small ones first."""
    rows = c.exec_driver_sql("SELECT sha256 FROM sent_file WHERE state = 'there'")
    there = {str(row[0]) for row in rows}
    waiting = [
        (digest, size) for digest, size in named(c, also_unsent=also_unsent) if digest not in there
    ]
    return sorted(waiting, key=lambda one: (one[1], one[0]))


def confirm(c: sa.Connection, digest: str) -> None:
    """Note that the office has the file, whole."""
    c.exec_driver_sql(
        "INSERT INTO sent_file (sha256, state, confirmed_at) VALUES (?, 'there', ?)"
        " ON CONFLICT (sha256) DO UPDATE SET state = 'there', confirmed_at = excluded.confirmed_at",
        (digest, now_text()),
    )


def _media_type(c: sa.Connection, digest: str) -> str:
    query = "SELECT media_type FROM attachment WHERE sha256 = ? OR original_sha256 = ? LIMIT 1"
    found = c.exec_driver_sql(query, (digest, digest)).scalar()
    return str(found or "application/octet-stream")
