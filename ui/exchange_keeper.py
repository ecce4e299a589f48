"""Keeps the exchange with the office: tries when a line may be there, tells how it stands."""

from __future__ import annotations

import threading
import time
from functools import partial
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from ui.tasks import Tasks

if TYPE_CHECKING:
    from collections.abc import Callable

    from advisor_app.domain.errors import AdvisorError
    from advisor_app.services.changes import Changes
    from advisor_app.services.exchange_progress import Outcome, Step
    from advisor_app.services.exchanges import ExchangeState, Joining, Link
    from advisor_app.services.session import Session

Light = Literal["", "sending", "paused", "trouble", "look", "waiting", "done"]
FIRST_MS: Final = 2_000
EVERY_MS: Final = 180_000
SELDOM_MS: Final = 1_800_000
QUIET_MS: Final = 30_000  # nothing was written for so long: nobody is in the middle of something
_COUNT_MS: Final = 500
_TELL_SECONDS: Final = 0.1


class ExchangeKeeper(QObject):
    """Works behind every screen, in threads of its own, so that nobody waits for a slow line.

    Attributes:
        state: how the exchange stands; None while no workspace is open.
        working: whether it speaks with the office.
        step: how far that is; None until something went or came.
        paused: whether it waits until somebody lets it go on.
        trouble: why the last exchange failed, where somebody must do something.
        hindrance: why it did not come about, where waiting is enough.
        outcome: what the last exchange did.

    Signals:
        changed: one of these says something else.
    """

    changed = Signal()
    _written = Signal()

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._slow: Tasks | None = None
        self._session: Session | None = None
        self._unsubscribe: Callable[[], None] | None = None
        self._stop = threading.Event()
        self._forget()
        self._written.connect(self._hear, Qt.ConnectionType.QueuedConnection)
        self._next = self._single(self._turn)
        self._quiet = self._single(self._rest)
        self._count = self._single(self._read)

    @property
    def light(self) -> Light:
        """How it stands, as a key."""
        state = self.state
        if state is None or state.link is None:
            return ""
        if self.working and self.step is not None:
            return "sending"
        if self.paused:
            return "paused"
        if self.trouble is not None:
            return "trouble"
        if state.aside or state.conflicts or state.returned:
            return "look"
        return "waiting" if state.waiting or state.files else "done"

    def start(self, session: Session) -> None:
        """A workspace is open: if it has joined an office, exchange soon."""
        self.stop()
        self._session = session
        self._unsubscribe = session.subscribe(self._tell_written)
        self._tasks.run(session.exchange.state, partial(self._begin, session))

    def stop(self) -> None:
        """The workspace closes: end what is going on, without waiting for it."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        self._stop.set()
        self._session = None
        for timer in (self._next, self._quiet, self._count):
            timer.stop()
        self._forget()

    def close(self) -> None:
        """Stop, and wait until nothing runs any more."""
        self.stop()
        if self._slow is not None:
            self._slow.close()
            self._slow = None

    def run_now(self) -> None:
        """Send and receive."""
        session, state = self._session, self.state
        if session is None or state is None or state.link is None or self.working:
            return
        self.paused, self.working, self.step = False, True, None
        self._stop = threading.Event()
        stop = self._stop
        self.changed.emit()
        self._others().run_long(
            lambda tell: session.exchange.run(_seldom(tell), stop.is_set),
            partial(self._ran, session),
            partial(self._failed, session),
            progress=partial(self._progressed, session),
        )

    def pause(self) -> None:
        """Stop after the piece that is on its way, until somebody lets it go on."""
        self.paused = True
        self._stop.set()
        self._next.stop()
        self.changed.emit()

    def join(
        self, joining: Joining, then: Callable[[], None], failed: Callable[[AdvisorError], None]
    ) -> None:
        """Join an office, then exchange for the first time."""
        session = self._session
        if session is not None and not self.working:
            self.working = True
            self.changed.emit()
            self._others().run_long(
                lambda: session.exchange.join(joining),
                partial(self._joined, session, then),
                partial(self._not_joined, session, failed),
            )

    def leave(self) -> None:
        """Exchange with the office no more."""
        session = self._session
        if session is not None and not self.working:
            self._next.stop()
            self.trouble = self.hindrance = self.outcome = None
            self._others().run_long(session.exchange.leave, partial(self._left, session))

    def look(self) -> None:
        """Read again how it stands."""
        self._count.start(0)

    def _forget(self) -> None:
        self.state: ExchangeState | None = None
        self.working = self.paused = False
        self.step: Step | None = None
        self.trouble: AdvisorError | None = None
        self.hindrance: AdvisorError | None = None
        self.outcome: Outcome | None = None
        self._failures = 0

    def _single(self, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(then)
        return timer

    def _others(self) -> Tasks:
        """Threads that do not count as saving, and that a closing workspace does not wait for."""
        if self._slow is None:
            self._slow = Tasks(self)
        return self._slow

    def _begin(self, session: Session, state: ExchangeState) -> None:
        if session is self._session:
            self.state = state
            if state.link is not None:
                self._next.start(FIRST_MS)
            self.changed.emit()

    def _turn(self) -> None:
        if not self.paused:
            self.run_now()

    def _tell_written(self, _changes: Changes) -> None:
        self._written.emit()

    def _hear(self) -> None:
        if self._session is not None:
            self._quiet.start(QUIET_MS)
            if not self._count.isActive():
                self._count.start(_COUNT_MS)

    def _rest(self) -> None:
        """A while has passed since the last edit: send it, unless the line was bad lately."""
        if self.state is not None and self.state.waiting and not self._failures:
            self._turn()

    def _read(self) -> None:
        session = self._session
        if session is not None:
            self._tasks.run(session.exchange.state, partial(self._know, session))

    def _know(self, session: Session, state: ExchangeState) -> None:
        if session is self._session and state != self.state:
            self.state = state
            self.changed.emit()

    def _progressed(self, session: Session, step: Step) -> None:
        if session is self._session and (step.sent or step.came or step.of or step.file_bytes[1]):
            self.step = step
            self.changed.emit()

    def _ran(self, session: Session, outcome: Outcome) -> None:
        from advisor_app.services.exchange_progress import counts

        if session is self._session:
            self.trouble = self.hindrance = None
            self._failures = 0
            if self.outcome is None or any(counts(outcome).values()):
                self.outcome = outcome
            self._ended(EVERY_MS)

    def _failed(self, session: Session, error: AdvisorError) -> None:
        from advisor_app.services.exchange_progress import is_quiet, wait_of

        if session is self._session:
            quiet = is_quiet(error)
            self.trouble = None if quiet else error
            self.hindrance = error if quiet and not self.paused else None
            self._failures += 1
            again = min(EVERY_MS * 2 ** min(self._failures - 1, 5), SELDOM_MS)
            self._ended(max(again, wait_of(error) * 1_000))

    def _ended(self, again_ms: int) -> None:
        self.working, self.step = False, None
        if not self.paused:
            self._next.start(again_ms)
        self._read()
        self.changed.emit()

    def _joined(self, session: Session, then: Callable[[], None], _link: Link) -> None:
        if session is self._session:
            self.working = False
            then()
            self._tasks.run(session.exchange.state, partial(self._enter, session))

    def _enter(self, session: Session, state: ExchangeState) -> None:
        if session is self._session:
            self.state = state
            self.run_now()

    def _not_joined(
        self, session: Session, failed: Callable[[AdvisorError], None], error: AdvisorError
    ) -> None:
        if session is self._session:
            self.working = False
            self.changed.emit()
            failed(error)

    def _left(self, session: Session, _result: None) -> None:
        if session is self._session:
            self._read()


def _seldom(tell: Callable[[Step], None]) -> Callable[[Step], None]:
    """Tell no more often than an eye can follow."""
    last = 0.0

    def told(step: Step) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _TELL_SECONDS:
            last = now
            tell(step)

    return told
