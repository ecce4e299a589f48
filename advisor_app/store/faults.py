"""Errors of the driver said in the user's words, where the disk or the file is at fault."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Final

from sqlalchemy.exc import DBAPIError

from advisor_app.store.database import DriverError
from advisor_app.store.errors import DiskFull, DiskTrouble, NotABase

if TYPE_CHECKING:
    from advisor_app.domain.errors import AdvisorError

# SQLite's own numbers; the low byte of a result is its family
_KNOWN: Final[dict[int, Callable[[], AdvisorError]]] = {
    10: DiskTrouble,  # SQLITE_IOERR
    11: NotABase,  # SQLITE_CORRUPT
    13: DiskFull,  # SQLITE_FULL
    14: NotABase,  # SQLITE_CANTOPEN
    26: NotABase,  # SQLITE_NOTADB
}


def explained(error: BaseException) -> BaseException:
    """The error in words, or the error itself where it is none of the disk or the file."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", None)
    make = _KNOWN.get(code & 0xFF) if isinstance(code, int) else None
    if make is None:
        return error
    known = make()
    known.__cause__ = error
    return known


@contextlib.contextmanager
def explaining() -> Generator[None]:
    """Raise what `explained` says."""
    try:
        yield
    except (DriverError, DBAPIError) as error:
        known = explained(error)
        if known is error:
            raise
        raise known from error
