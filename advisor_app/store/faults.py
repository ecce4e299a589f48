"""Errors of the driver said in the user's words, where the disk or the file is at fault."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy.exc import DBAPIError

from advisor_app.store.database import DriverError
from advisor_app.store.errors import DiskFull, DiskTrouble, NotABase

if TYPE_CHECKING:
    from advisor_app.domain.errors import AdvisorError

# SQLite's own numbers; the low byte of a result is its family
_IO_ERROR: Final = 10
_KNOWN: Final[dict[int, Callable[[], AdvisorError]]] = {
    8: DiskTrouble,  # SQLITE_READONLY: the system took the disk's writing away, or moved the base
    _IO_ERROR: DiskTrouble,
    11: NotABase,  # SQLITE_CORRUPT
    13: DiskFull,  # SQLITE_FULL
    14: NotABase,  # SQLITE_CANTOPEN
    26: NotABase,  # SQLITE_NOTADB
}
_NO_ROOM: Final = 64 * 1024  # the index of the log takes half of that


def explained(error: BaseException, folder: Path) -> BaseException:
    """The error in words, or the error itself where it is none of the disk or the file."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", None)
    make = _KNOWN.get(code & 0xFF) if isinstance(code, int) else None
    if make is None:
        return error
    # SQLite calls it an error of the disk when there is no room for the index of its log
    known = DiskFull() if make is DiskTrouble and _is_full(folder) else make()
    known.__cause__ = error
    return known


@contextlib.contextmanager
def explaining(folder: Path) -> Generator[None]:
    """Raise what `explained` says of a base in this folder."""
    try:
        yield
    except (DriverError, DBAPIError) as error:
        known = explained(error, folder)
        if known is error:
            raise
        raise known from error


def _is_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < _NO_ROOM
    except OSError:
        return False
