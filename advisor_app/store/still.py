"""The base's file held still: one moment of it, to be copied byte by byte while work goes on.

A reader that stands at the end of the log, once the whole log lies in the base, keeps the file as
it is: SQLite moves no later page into it before that reader ends. Writers go on in the log.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Final

from advisor_app.store.copy_errors import SourceTrouble
from advisor_app.store.copy_manifest import BLOCK

if TYPE_CHECKING:
    from pathlib import Path

    from advisor_app.store.database import Connect, Driver

_TRIES: Final = 200
_PAUSE_SECONDS: Final = 0.05


class StillFile:
    """The base's file while nothing changes it."""

    def __init__(self, handle: int, size: int) -> None:
        self._handle = handle
        self.size = size

    def blocks(self) -> Iterator[bytes]:
        """Each block in turn."""
        for number in range(-(-self.size // BLOCK)):
            yield self.block(number)

    def block(self, number: int) -> bytes:
        """One block; the last one may be shorter.

        Raises:
            SourceTrouble: the disk does not give it.
        """
        wanted = min(BLOCK, self.size - number * BLOCK)
        try:
            os.lseek(self._handle, number * BLOCK, os.SEEK_SET)
            found = os.read(self._handle, wanted)
        except OSError as error:
            raise SourceTrouble from error
        if len(found) != wanted:
            raise SourceTrouble
        return found


class StillBase:
    """Holds the base of an open workspace still, as often as somebody copies it."""

    def __init__(self, path: Path, connect: Connect) -> None:
        self._path = path
        self._connect = connect
        self._handle: int | None = None

    @contextlib.contextmanager
    def held(self) -> Generator[tuple[Driver, StillFile]]:
        """A connection that sees the moment which the file holds, and that file.

        Raises:
            SourceTrouble: somebody reads all the time, so that the log can't be moved.
        """
        connect = self._connect
        with contextlib.closing(connect()) as reader, contextlib.closing(connect()) as mover:
            for _try in range(_TRIES):
                reader.execute("BEGIN")
                reader.execute("SELECT count(*) FROM sqlite_master").fetchone()
                busy, pages, moved = mover.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
                if not busy and pages == moved:
                    yield reader, self._file()
                    return
                reader.execute("ROLLBACK")
                time.sleep(_PAUSE_SECONDS)
            raise SourceTrouble

    def close(self) -> None:
        """Let go of the file, once no connection is left."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _file(self) -> StillFile:
        # one handle as long as there are connections: closing it would end their locks (POSIX)
        if self._handle is None:
            self._handle = os.open(self._path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        return StillFile(self._handle, os.fstat(self._handle).st_size)
