"""An error nobody foresaw: a note without personal values, and a word to the user."""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final

from advisor_app.domain import clock
from ui.trail import Trail, take_left

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

_LARGEST: Final = 256_000
_ROOT: Final = Path(__file__).resolve().parent.parent
_QUOTED: Final = re.compile(r'"([^"\n]*)"')
_LOGS: Final = ("crash.log", "fault.log")


def log_folder() -> Path:
    """Where notes about failures lie."""
    import platformdirs

    return Path(platformdirs.user_log_dir("Advisor", appauthor=False))


def trace_of(error: BaseException) -> str:
    """The kind of an error and the lines it passed through.

    Never its message nor any value: those may name a firm or a person.
    """
    import traceback

    lines = [type(error).__name__]
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        lines[0] += f" <- {type(cause).__name__}"
    frames = traceback.extract_tb(error.__traceback__)
    lines += [f"  {_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    return "\n".join(lines)


def kept_notes(folder: Path) -> dict[str, str]:
    """The notes of earlier failures, by the name of their file."""
    found: dict[str, str] = {}
    for name in _LOGS:
        try:
            found[name] = (folder / name).read_text(encoding="utf-8", errors="replace")
        except OSError:  # none yet, or a disk that gives nothing
            continue
    return found


class CrashNotes:
    """Takes every uncaught error, in any thread, from ``install`` to ``remove``.

    Attributes:
        folder: where the notes lie.
    """

    def __init__(self, folder: Path, show: Callable[[str, Path | None], None]) -> None:
        self.folder = folder
        self._show = show
        self._trail = Trail(folder)

    @property
    def file(self) -> Path:
        """The file of notes."""
        return self.folder / "crash.log"

    def install(self) -> None:
        """Begin to listen."""
        sys.excepthook = self._caught
        threading.excepthook = self._caught_in_thread
        sys.unraisablehook = self._unraisable
        self._trail.begin()

    def remove(self) -> None:
        """Listen no longer; the program ends as it should."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__
        self._trail.end()

    def follow(self, routes: Iterable[str]) -> None:
        """Which screens were shown of late, for the case that there is no next one."""
        self._trail.note(routes)

    def look_back(self) -> bool:
        """Whether an earlier run ended without a word; what it left goes to ``fault.log``."""
        left = take_left(self.folder)
        for text in left:
            shown = _QUOTED.sub(lambda found: f'"{_short(found[1])}"', text)
            _append(self.folder / "fault.log", shown.rstrip("\n") + "\n")
        return bool(left)

    def note(self, error: BaseException) -> str:
        """Write an error down; its trace."""
        trace = trace_of(error)
        _append(self.file, f"{clock.now().isoformat()} {trace}\n")
        return trace

    def _caught(
        self, kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.exit(130)
        self._tell(error)

    def _caught_in_thread(self, caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None:
            self._tell(caught.exc_value)

    def _unraisable(self, caught: UnraisableHookArgs) -> None:
        if caught.exc_value is not None:
            self.note(caught.exc_value)

    def _tell(self, error: BaseException) -> None:
        trace = self.note(error)
        self._show(trace, self.file if self.file.exists() else None)


def _short(place: str) -> str:
    """A file of ours by its way from the program's folder, any other by its name alone."""
    file = Path(place)
    shown = file.relative_to(_ROOT) if file.is_relative_to(_ROOT) else Path(file.name)
    return shown.as_posix()


def _append(path: Path, text: str) -> None:
    """Add to a file of notes; of one that has grown large, the older half is forgotten.

    A disk that takes no note stops nothing.
    """
    try:
        if path.exists() and path.stat().st_size > _LARGEST:
            lines = path.read_bytes().splitlines(keepends=True)
            path.write_bytes(b"".join(lines[len(lines) // 2 :]))
        with path.open("a", encoding="utf-8") as notes:
            notes.write(text)
    except OSError:
        return
