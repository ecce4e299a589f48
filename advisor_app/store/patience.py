"""Wrong passphrases make the next attempt wait, longer each time."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from advisor_app.domain import clock
from advisor_app.store.durable import write_whole
from advisor_app.store.errors import TooSoon

NAME: Final = "attempts.json"
_FREE: Final = 3
_FIRST_WAIT: Final = 5
_LONGEST_WAIT: Final = 600


@dataclass(frozen=True, slots=True)
class _Attempts:
    failed: int
    last: datetime


class Patience:
    """Counts wrong passphrases in a small file of the workspace."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME

    def begin(self) -> None:
        """Count an attempt before it is made, so that pulling the plug doesn't hide it.

        Raises:
            TooSoon: it has to wait.
        """
        attempts = self._read()
        if attempts is not None and (wait := self._wait(attempts)) > 0:
            raise TooSoon(wait)
        failed = attempts.failed if attempts else 0
        self._write(_Attempts(failed + 1, clock.now()))

    def succeeded(self) -> None:
        """The passphrase was right: start over."""
        self._path.unlink(missing_ok=True)

    def _wait(self, attempts: _Attempts) -> int:
        """Seconds still to wait; a clock set back starts the wait again."""
        needed = wait_after(attempts.failed)
        passed = clock.now() - attempts.last
        if passed < timedelta(0):
            self._write(_Attempts(attempts.failed, clock.now()))
            return needed
        left = timedelta(seconds=needed) - passed
        return max(0, -(-left // timedelta(seconds=1)))

    def _read(self) -> _Attempts | None:
        try:
            raw = self._path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return None
        except (OSError, ValueError):
            return self._tampered()
        try:
            record = json.loads(raw)
            last = datetime.fromisoformat(record["last"]).astimezone(UTC)
            return _Attempts(int(record["failed"]), last)
        except (ValueError, LookupError, TypeError, ArithmeticError, RecursionError):
            return self._tampered()

    def _tampered(self) -> _Attempts:
        """A file that can't be read counts as the wait it may have asked for."""
        attempts = _Attempts(_FREE + 4, clock.now())
        self._write(attempts)
        return attempts

    def _write(self, attempts: _Attempts) -> None:
        record = {"failed": attempts.failed, "last": attempts.last.isoformat()}
        write_whole(self._path, [json.dumps(record).encode()])


def wait_after(failed: int) -> int:
    """Seconds to wait after so many wrong passphrases in a row."""
    if failed < _FREE:
        return 0
    return min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** min(failed - _FREE, 20))
