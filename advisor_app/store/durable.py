"""Files that are there whole, or not at all, even when the power goes."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import Final

from advisor_app.store.errors import DiskFull

_CANNOT: Final = {
    errno.EINVAL,
    errno.EBADF,
    errno.ENOTSUP,
}  # a telephone or a share has no such call
_NO_ROOM: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


@contextlib.contextmanager
def no_room_explained() -> Generator[None]:
    """Say a full disk in words.

    Raises:
        DiskFull: the system said that there is no room.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise DiskFull from error
        raise


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable (Windows keeps them so by itself)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _CANNOT:
            raise
    finally:
        os.close(handle)


def write_whole(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file so that a reader finds the old one or the new one, never a part.

    Raises:
        DiskFull: no room; the old file, if any, is untouched.
    """
    draft = path.with_name(path.name + ".part")
    with no_room_explained():
        try:
            with draft.open("wb") as file:
                for piece in pieces:
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
    sync_folder(path.parent)


def make_folder(folder: Path) -> None:
    """Make a folder for the owner's eyes only, durably, if it isn't there."""
    if folder.is_dir():
        return
    with no_room_explained():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    sync_folder(folder.parent)
