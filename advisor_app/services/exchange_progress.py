"""How far an exchange is and what came of it; and the workspace as the exchange writes in it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, TypeVar

from advisor_app.services.exchange_files import FilesDone

if TYPE_CHECKING:
    import sqlalchemy as sa

    from advisor_app.store.workspace import Workspace
    from advisor_app.sync.client import Came
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
        file_bytes: of photos and papers that were sent, of how many.
    """

    sent: int = 0
    of: int = 0
    came: int = 0
    up: int = 0
    down: int = 0
    seconds: int | None = None
    file_bytes: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one exchange did.

    Attributes:
        files: photos and papers that the office has confirmed, ``files_came``: that it gave.
    """

    sent: int
    came: int
    aside: int
    clashes: int
    up: int
    down: int
    files: int = 0
    files_came: int = 0


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
    files: FilesDone = field(default_factory=FilesDone)
    _began: float = field(default_factory=time.monotonic)
    _bytes: tuple[int, int] = (0, 0)

    def step(self, what: str, done: int, of: int) -> None:
        """Hear of a step."""
        if what == "file_bytes":
            if not self._bytes[1]:
                self._began = time.monotonic()
            self._bytes = (done, of)
        self.say()

    def say(self) -> None:
        """Tell how far it is."""
        if self.tell is None or self.came is None:
            return
        sent = self.came.sent + self.came.apart
        done, of = self._bytes if self._bytes[1] else (sent, self.waiting)
        seconds = None
        if 0 < done < of:
            seconds = round((time.monotonic() - self._began) / done * (of - done))
        up, down, came = self.traffic.up, self.traffic.down, len(self.came.touched)
        of = max(sent, self.waiting)
        self.tell(Step(sent, of, came, up, down, seconds, self._bytes))

    def outcome(self) -> Outcome:
        """What came of it."""
        came = self.came
        if came is None:
            return Outcome(0, 0, 0, 0, 0, 0)
        up, down = self.traffic.up, self.traffic.down
        files = (self.files.sent, self.files.came)
        return Outcome(came.sent, len(came.touched), came.apart, came.clashes, up, down, *files)


def counts(done: Outcome) -> dict[str, int]:
    """What was done, without what merely went over the line."""
    return {name: n for name, n in asdict(done).items() if name not in ("up", "down")}


def is_quiet(error: Exception) -> bool:
    """Whether an exchange ended for a reason that nobody needs a warning for."""
    from advisor_app.sync.errors import LineCut, NoAnswer, NoLine, OfficeBusy, Stopped

    return isinstance(error, NoLine | NoAnswer | LineCut | OfficeBusy | Stopped)


def wait_of(error: Exception) -> int:
    """How many seconds the office asked to be left alone."""
    from advisor_app.sync.errors import OfficeBusy

    return error.seconds if isinstance(error, OfficeBusy) else 0
