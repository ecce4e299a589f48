"""An error nobody foresaw: a note without personal values, and a word to the user."""

from __future__ import annotations

import faulthandler
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, TextIO

from advisor_app.domain import clock

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

_LARGEST: Final = 512_000
_ROOT: Final = Path(__file__).resolve().parent.parent


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
    for frame in traceback.extract_tb(error.__traceback__):
        file = Path(frame.filename)
        shown = file.relative_to(_ROOT) if file.is_relative_to(_ROOT) else Path(file.name)
        lines.append(f"  {shown.as_posix()}:{frame.lineno} {frame.name}")
    return "\n".join(lines)


class CrashNotes:
    """Takes every uncaught error, in any thread, from ``install`` to ``remove``."""

    def __init__(self, folder: Path, show: Callable[[str, Path | None], None]) -> None:
        self._folder = folder
        self._show = show
        self._faults: TextIO | None = None

    @property
    def file(self) -> Path:
        """The file of notes."""
        return self._folder / "crash.log"

    def install(self) -> None:
        """Begin to listen."""
        sys.excepthook = self._caught
        threading.excepthook = self._caught_in_thread
        sys.unraisablehook = self._unraisable
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._faults = (self._folder / "fault.log").open("w", encoding="utf-8")
        except OSError:  # a disk that takes no note is no reason not to start
            return
        faulthandler.enable(self._faults)

    def remove(self) -> None:
        """Listen no longer."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__
        if self._faults is not None:
            faulthandler.disable()
            self._faults.close()
            self._faults = None

    def note(self, error: BaseException) -> str:
        """Write an error down; its trace."""
        trace = trace_of(error)
        try:
            if self.file.exists() and self.file.stat().st_size > _LARGEST:
                self.file.unlink()
            with self.file.open("a", encoding="utf-8") as notes:
                notes.write(f"{clock.now().isoformat()} {trace}\n")
        except OSError:
            return trace
        return trace

    def _caught(
        self, kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.exit(130)
        trace = self.note(error)
        self._show(trace, self.file if self.file.exists() else None)

    def _caught_in_thread(self, caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None:
            self.note(caught.exc_value)

    def _unraisable(self, caught: UnraisableHookArgs) -> None:
        if caught.exc_value is not None:
            self.note(caught.exc_value)
