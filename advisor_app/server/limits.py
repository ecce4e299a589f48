"""What keeps the office from being overrun: bounded waiting, and slow guessing."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

from advisor_app.server.errors import Refused

WAITING_PUSHES: Final = 24
"""Batches that wait for their turn at once; more are asked to come again."""
RETRY_SECONDS: Final = 3
_FREE: Final = 5
_LONGEST: Final = 15 * 60.0
_MOST_NAMES: Final = 10_000


class Seats:
    """A waiting room: whoever finds no seat comes again later."""

    def __init__(self, places: int = WAITING_PUSHES) -> None:
        self._places = places
        self._turn = threading.Lock()
        self.taken = 0

    @contextmanager
    def seat(self) -> Generator[None]:
        """A seat as long as it is needed.

        Raises:
            Refused: none is free.
        """
        with self._turn:
            if self.taken >= self._places:
                raise Refused("busy", wait=RETRY_SECONDS)
            self.taken += 1
        try:
            yield
        finally:
            with self._turn:
                self.taken -= 1


class Attempts:
    """Failed attempts by account and by address: after five, each waits twice as long."""

    def __init__(self) -> None:
        self._failed: OrderedDict[str, tuple[int, float]] = OrderedDict()
        self._turn = threading.Lock()

    def ask(self, *names: str) -> None:
        """Let an attempt happen.

        Raises:
            Refused: too many failed before it.
        """
        now = time.monotonic()
        with self._turn:
            wait = max((self._failed.get(name, (0, 0.0))[1] - now for name in names), default=0)
        if wait > 0:
            raise Refused("busy", wait=int(wait) + 1)

    def failed(self, *names: str) -> None:
        """An attempt failed."""
        now = time.monotonic()
        with self._turn:
            for name in names:
                count = self._failed.pop(name, (0, 0.0))[0] + 1
                wait = min(2.0 ** (count - _FREE), _LONGEST) if count >= _FREE else 0.0
                self._failed[name] = (count, now + wait)
            while len(self._failed) > _MOST_NAMES:
                self._failed.popitem(last=False)

    def succeeded(self, *names: str) -> None:
        """An attempt was good: the account begins anew."""
        with self._turn:
            for name in names:
                self._failed.pop(name, None)
