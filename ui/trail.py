"""The trail of a run: the screens it showed and what a hard fault says, for the next start."""

from __future__ import annotations

import contextlib
import faulthandler
import os
import sys
from typing import IO, TYPE_CHECKING, Final

from advisor_app import __version__
from advisor_app.domain import clock

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_PREFIX: Final = "run-"
_LARGEST: Final = 64_000


class Trail:
    """One file that is there while the program runs, and gone when it ends as it should.

    Each step writes the screens anew, so that the file stays small. On a hard fault of Qt or of
    a library Python itself adds where every thread was. A kill or a power cut leaves it as it is.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder
        self._file: IO[bytes] | None = None
        self._started = ""

    def begin(self) -> None:
        """Make the file; a disk that takes none is no reason not to start."""
        now = clock.now()
        self._started = f"{now.isoformat(timespec='seconds')} {__version__}"
        self._path = self._folder / f"{_PREFIX}{now:%Y%m%dT%H%M%S%f}-{os.getpid()}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("x+b", buffering=0)
        except OSError:
            return
        _hold(self._file)
        self.note(())
        faulthandler.enable(self._file)

    def note(self, routes: Iterable[str]) -> None:
        """The screens of late, the last one last."""
        if self._file is None:
            return
        text = f"{self._started}\n  screens: {' '.join(routes)}\n"
        with contextlib.suppress(OSError):
            self._file.seek(0)
            self._file.write(text.encode())
            self._file.truncate()

    def end(self) -> None:
        """The program ends as it should."""
        if self._file is None:
            return
        faulthandler.disable()
        self._file.close()
        self._file = None
        with contextlib.suppress(OSError):
            self._path.unlink()


def take_left(folder: Path) -> list[str]:
    """What the runs wrote that ended without a word, oldest first; each is told once."""
    found: list[str] = []
    for path in sorted(folder.glob(f"{_PREFIX}*")):
        with contextlib.suppress(OSError):
            with path.open("r+b") as file:
                if not _hold(file):
                    continue
                text = file.read(_LARGEST).decode("utf-8", "replace")
            path.unlink()  # Windows refuses while its program runs
            found.append(text)
    return found


def _hold(file: IO[bytes]) -> bool:
    """Keep a file as our own while it is open; False where another program lives with it."""
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
