"""Files on a medium that may be pulled, full, locked or worn at any moment."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import sys
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from advisor_app.store.copy_errors import (
    DamagedCopy,
    MediumFull,
    MediumGone,
    MediumReadOnly,
)
from advisor_app.store.durable import sync_folder

if TYPE_CHECKING:
    from advisor_app.store.copy_watch import Watch

PIECE: Final = 1024 * 1024
_NO_ROOM: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_LOCKED: Final = {errno.EROFS, errno.EACCES, errno.EPERM}
# Windows calls a stick that was pulled "not ready" or "no longer there", which Python takes for
# a lack of permission
_WINDOWS_GONE: Final = {21, 55, 64, 433, 1167}
_BINARY: Final = getattr(os, "O_BINARY", 0)
_NO_LINKS: Final = getattr(os, "O_NOFOLLOW", 0)  # whoever had the stick may have laid some


class Medium:
    """One folder on it. Names are relative, with ``/``; nothing here needs links or permissions.

    What was written is forced to the medium, and what is read comes from the medium itself as
    far as the system allows: a copy that only the memory of the laptop knows is none.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._touched: set[Path] = set()

    def write(self, name: str, pieces: Iterable[bytes]) -> None:
        """Write a file and force it to the medium; its name lasts only after `sync`."""
        with self._told():
            path = self._path(name)
            self._make(path.parent)
            how = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY | _NO_LINKS
            handle = os.open(path, how, 0o600)
            try:
                for piece in pieces:
                    rest = memoryview(piece)
                    while rest:
                        rest = rest[os.write(handle, rest) :]
                _force(handle)
            finally:
                os.close(handle)
            self._touched.add(path.parent)

    def rename(self, old: str, new: str) -> None:
        """Give a file another name."""
        with self._told():
            self._path(old).replace(self._path(new))
            self._touched.add(self._path(new).parent)

    def remove(self, name: str) -> None:
        """Take a file away, if it is there."""
        with self._told(), contextlib.suppress(FileNotFoundError):
            self._path(name).unlink()
            self._touched.add(self._path(name).parent)

    def sync(self) -> None:
        """Make every name that was written or changed last."""
        with self._told():
            for folder in sorted(self._touched):
                sync_folder(folder)
            self._touched.clear()

    def read(self, name: str) -> Iterator[bytes]:
        """What a file holds, a piece at a time.

        Raises:
            DamagedCopy: there is no such file.
        """
        with self.opened(name) as handle, self._told():
            while piece := os.read(handle, PIECE):
                yield piece

    @contextlib.contextmanager
    def opened(self, name: str) -> Generator[int]:
        """A handle for `read_at`."""
        with self._told():
            try:
                handle = os.open(self._path(name), os.O_RDONLY | _BINARY)
            except FileNotFoundError as error:
                if self.root.is_dir():
                    raise DamagedCopy from error
                raise
            _past_the_cache(handle)
        try:
            yield handle
        finally:
            os.close(handle)

    def read_at(self, handle: int, place: int, size: int) -> bytes:
        """Bytes from the middle of a file; fewer than asked for where it ends."""
        with self._told():
            os.lseek(handle, place, os.SEEK_SET)
            found = bytearray()
            while len(found) < size and (piece := os.read(handle, size - len(found))):
                found += piece
            return bytes(found)

    def sha256(self, name: str, watch: Watch) -> str:
        """What its content hashes to."""
        found = hashlib.sha256()
        for piece in watch.over(self.read(name)):
            found.update(piece)
        return found.hexdigest()

    def files(self, folder: str) -> dict[str, int]:
        """Name and size of the files in a folder; nothing where there is none."""
        with self._told():
            try:
                with os.scandir(self._path(folder)) as found:
                    return {one.name: one.stat().st_size for one in found if one.is_file()}
            except FileNotFoundError:
                return {}

    def folders(self, folder: str) -> list[str]:
        """The names of the folders in a folder."""
        with self._told():
            try:
                with os.scandir(self._path(folder)) as found:
                    return sorted(one.name for one in found if one.is_dir())
            except FileNotFoundError:
                return []

    def free(self) -> int:
        """The bytes that still have room."""
        with self._told():
            return shutil.disk_usage(self.root.parent).free

    def _path(self, name: str) -> Path:
        return self.root.joinpath(*name.split("/"))

    def _make(self, folder: Path) -> None:
        """Make a folder and those above it, as far as the root's own place."""
        if folder.is_dir():
            return
        if folder != self.root:
            self._make(folder.parent)
        elif not folder.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder))
        with contextlib.suppress(FileExistsError):
            folder.mkdir(0o700)
        self._touched.add(folder.parent)

    @contextlib.contextmanager
    def _told(self) -> Generator[None]:
        try:
            yield
        except OSError as error:
            raise _reason(error) from error


def _reason(error: OSError) -> Exception:
    if getattr(error, "winerror", None) in _WINDOWS_GONE:
        return MediumGone()
    if error.errno in _NO_ROOM:
        return MediumFull()
    if error.errno in _LOCKED:
        return MediumReadOnly()
    return MediumGone()


def _force(handle: int) -> None:
    os.fsync(handle)
    if sys.platform == "darwin":  # there, it may still be in the drive's own cache
        import fcntl

        with contextlib.suppress(OSError):  # not every file system has the word
            fcntl.fcntl(handle, fcntl.F_FULLFSYNC)


def _past_the_cache(handle: int) -> None:
    """Read from the medium, not from the memory of the laptop (Windows has no such word)."""
    with contextlib.suppress(OSError):  # not every file system has the word
        if sys.platform == "darwin":
            import fcntl

            fcntl.fcntl(handle, fcntl.F_NOCACHE, 1)
        elif hasattr(os, "posix_fadvise"):
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
