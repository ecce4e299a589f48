"""How far an exchange is and what came of it; and the workspace as the exchange writes in it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import sqlalchemy as sa

    from advisor_app.store.workspace import Workspace
    from advisor_app.sync.client import Came
    from advisor_app.sync.files import Files
    from advisor_app.sync.http_line import Traffic

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Step:
    """How far an exchange is.

    Attributes:
        sent: records that the office has taken, of how many.
        came: records that came.
        up: bytes sent, ``down``: bytes that came.
        seconds: how long sending still takes; None where that is not known.
    """

    sent: int = 0
    of: int = 0
    came: int = 0
    up: int = 0
    down: int = 0
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one exchange did."""

    sent: int
    came: int
    aside: int
    clashes: int
    up: int
    down: int
    files: int = 0


Tell = Callable[[Step], None]
Stopped = Callable[[], bool]


class Behind:
    """The workspace, as the exchange reads and writes it: after whoever types."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def write(self, work: Callable[[sa.Connection], T]) -> T:
        """Do the work in one transaction, once nobody waits for another one."""
        from advisor_app.store.workspace import Priority

        return self._workspace.write(work, priority=Priority.SYNC).result()

    def read(self, question: Callable[[sa.Connection], T]) -> T:
        """What the base says at this moment."""
        with self._workspace.read() as c:
            return question(c)


@dataclass(slots=True)
class Progress:
    """Counts, bytes and the time that is left."""

    waiting: int
    traffic: Traffic
    tell: Tell | None
    came: Came | None = None
    files: Files | None = None
    _began: float = field(default_factory=time.monotonic)

    def say(self) -> None:
        """Tell how far it is."""
        if self.tell is None or self.came is None:
            return
        sent = self.came.sent + self.came.apart
        left = max(0, self.waiting - sent)
        seconds = None
        if sent and left:
            seconds = round((time.monotonic() - self._began) / sent * left)
        up, down, came = self.traffic.up, self.traffic.down, len(self.came.touched)
        self.tell(Step(sent, max(sent, self.waiting), came, up, down, seconds))

    def outcome(self) -> Outcome:
        """What came of it."""
        came = self.came
        if came is None:
            return Outcome(0, 0, 0, 0, 0, 0)
        up, down = self.traffic.up, self.traffic.down
        files = self.files.sent + self.files.came if self.files else 0
        return Outcome(came.sent, len(came.touched), came.apart, came.clashes, up, down, files)


def is_quiet(error: Exception) -> bool:
    """Whether an exchange ended for a reason that nobody needs a warning for."""
    from advisor_app.sync.errors import LineCut, NoAnswer, NoLine, OfficeBusy, Stopped

    return isinstance(error, NoLine | NoAnswer | LineCut | OfficeBusy | Stopped)


def wait_of(error: Exception) -> int:
    """How many seconds the office asked to be left alone."""
    from advisor_app.sync.errors import OfficeBusy

    return error.seconds if isinstance(error, OfficeBusy) else 0
