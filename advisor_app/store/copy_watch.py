"""How far a long copy has come, and whether somebody wants it to stop."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from advisor_app.store.copy_errors import CopyStopped

_STEPS: Final = 200


@dataclass(frozen=True, slots=True)
class Progress:
    """Bytes done of all that are to be moved and read back."""

    done: int
    total: int


class Watch:
    """Hears of each piece, tells of each half percent, stops the work between two pieces."""

    def __init__(
        self,
        tell: Callable[[Progress], None] | None = None,
        stopped: Callable[[], bool] | None = None,
    ) -> None:
        self._tell = tell
        self._stopped = stopped
        self._done = 0
        self._total = 0
        self._told = 0

    def expect(self, size: int) -> None:
        """So much more is to be done."""
        self._total += size

    def step(self, size: int = 0) -> None:
        """So much is done.

        Raises:
            CopyStopped: no more of it is wanted.
        """
        if self._stopped is not None and self._stopped():
            raise CopyStopped
        self._done += size
        total = max(self._done, self._total)
        if self._tell is not None and (self._done - self._told) * _STEPS >= total > 0:
            self._told = self._done
            self._tell(Progress(self._done, total))

    def over(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The same pieces, each one told when it was taken."""
        for piece in pieces:
            yield piece
            self.step(len(piece))
