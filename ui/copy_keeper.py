"""Keeps the second copy: looks for its medium, copies after a visit, tells how it stands."""

from __future__ import annotations

import threading
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from ui.tasks import Tasks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from advisor_app.domain.errors import AdvisorError
    from advisor_app.services.changes import Changes
    from advisor_app.services.second_copies import CopyReport, CopyState, GoodCopy, Progress
    from advisor_app.services.session import Session

Light = Literal["", "never", "behind", "copying", "trouble", "same_disk", "twice"]
LOOK_EVERY_MS: Final = 15_000
QUIET_MS: Final = 60_000  # nothing was written for so long: nobody is in the middle of something


class CopyKeeper(QObject):
    """Works behind every screen, in threads of its own, so that nobody waits for a slow stick.

    Attributes:
        state: what the laptop knows of its copy; None while no workspace is open.
        is_there: whether the medium was connected when it was looked for last.
        work: what is being done: ``copying``, ``checking`` or nothing.
        percent: how far it is.
        trouble: why the last copy was not made.
        report: what reading everything back has shown.
        copies: the good copies on the medium, as far as they were read.

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
        self._wanted = False
        self._looking = False
        self._forget()
        self._written.connect(self._hear, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.timeout.connect(self._rest)

    @property
    def light(self) -> Light:
        """How it stands, as a key."""
        session, state = self._session, self.state
        if session is None or state is None:
            return ""
        if self.work == "copying":
            return "copying"
        if state.place is None and session.is_demo:
            return ""  # invented firms need no second copy
        return "trouble" if self.trouble is not None else _light(state)

    def start(self, session: Session) -> None:
        """A workspace is open; what it has not copied yet is copied as soon as it can be."""
        self.stop()
        self._session = session
        self._unsubscribe = session.subscribe(self._tell_written)
        self._tasks.run(session.copies.state, partial(self._begin, session))

    def stop(self) -> None:
        """The workspace closes: end what is going on, without waiting for it."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        self._stop.set()
        self._session = None
        self._timer.stop()
        self._quiet.stop()
        self._forget()

    def close(self) -> None:
        """Stop, and wait until nothing runs any more."""
        self.stop()
        if self._slow is not None:
            self._slow.close()
            self._slow = None

    def want(self) -> None:
        """A visit has ended: copy as soon as the medium is there."""
        self._wanted = True
        self.trouble = None
        self.look()

    def secrets_changed(self) -> None:
        """Another passphrase or code counts: the next copy carries it, so let it be soon."""
        self._hear()
        self.want()

    def look(self) -> None:
        """Look for the medium; copy if one is wanted."""
        session, state = self._session, self.state
        if session is None or state is None or state.place is None or self._looking or self.work:
            return
        self._looking = True
        self._others().run_long(session.copies.is_there, partial(self._seen, session))

    def choose(self, folder: Path, refused: Callable[[AdvisorError], None]) -> None:
        """Take another place, and make the first copy there."""
        session = self._session
        if session is not None and not self.work:
            self._tasks.run(
                lambda: session.copies.choose(folder), partial(self._chosen, session), refused
            )

    def copy_now(self) -> None:
        """Make a copy."""
        session = self._session
        if session is None or self.work:
            return
        stop = self._start_work("copying")
        self._others().run_long(
            lambda tell: session.copies.make(tell, stop.is_set),
            partial(self._made, session),
            partial(self._failed, session),
            progress=partial(self._progressed, session),
        )

    def check_now(self) -> None:
        """Read every copy back."""
        session = self._session
        if session is None or self.work:
            return
        stop = self._start_work("checking")
        self._others().run_long(
            lambda tell: session.copies.check(tell, stop.is_set),
            partial(self._checked, session),
            partial(self._failed, session),
            progress=partial(self._progressed, session),
        )

    def cancel(self) -> None:
        """Stop what is going on; what was copied so far is used by the next copy."""
        self._wanted = False
        self._stop.set()

    def read_copies(self) -> None:
        """Read which good copies are on the medium."""
        session = self._session
        if session is None or self.work or self.state is None or self.state.place is None:
            return
        self._others().run_long(
            session.copies.copies, partial(self._list, session), partial(self._unlisted, session)
        )

    def _forget(self) -> None:
        self.state: CopyState | None = None
        self.is_there = False
        self.work: Literal["", "copying", "checking"] = ""
        self.percent = 0
        self.trouble: AdvisorError | None = None
        self.report: CopyReport | None = None
        self.copies: Sequence[GoodCopy] = ()
        self._wanted = self._looking = False

    def _others(self) -> Tasks:
        """Threads that do not count as saving, and that a closing workspace does not wait for."""
        if self._slow is None:
            self._slow = Tasks(self)
        return self._slow

    def _begin(self, session: Session, state: CopyState) -> None:
        if session is self._session:
            self.state = state
            self._timer.start()
            self.look()
            self.changed.emit()

    def _tell_written(self, _changes: Changes) -> None:
        self._written.emit()

    def _hear(self) -> None:
        self._quiet.start(QUIET_MS)
        if self.state is not None and not self.state.is_behind:
            self.state = replace(self.state, is_behind=True)
            self.changed.emit()

    def _rest(self) -> None:
        """A while has passed since the last edit: time for a copy, unless the last one failed."""
        if self.trouble is None:
            self.want()

    def _seen(self, session: Session, there: bool) -> None:
        self._looking = False
        if session is not self._session:
            return
        was, self.is_there = self.is_there, there
        came = there and not was
        if came:
            self.trouble = None
        is_due = self._wanted or (came and self.state is not None and self.state.is_behind)
        if there and is_due and self.trouble is None:
            self.copy_now()
        elif came:
            self.read_copies()
        if was != there:
            self.changed.emit()

    def _chosen(self, session: Session, state: CopyState) -> None:
        if session is self._session:
            self.state, self.is_there, self.copies = state, True, ()
            self.trouble = self.report = None
            self.copy_now()

    def _start_work(self, work: Literal["copying", "checking"]) -> threading.Event:
        self.work, self.percent = work, 0
        self.trouble = self.report = None
        self._stop = threading.Event()
        self.changed.emit()
        return self._stop

    def _progressed(self, session: Session, progress: Progress) -> None:
        percent = progress.done * 100 // max(1, progress.total)
        if session is self._session and percent != self.percent:
            self.percent = percent
            self.changed.emit()

    def _made(self, session: Session, state: CopyState) -> None:
        if session is self._session:
            self.state, self.is_there, self.work = state, True, ""
            self._wanted = False
            self.read_copies()
            self.changed.emit()

    def _checked(self, session: Session, report: CopyReport) -> None:
        if session is self._session:
            self.report, self.copies, self.work = report, report.sound, ""
            self._tasks.run(session.copies.state, partial(self._know, session))

    def _know(self, session: Session, state: CopyState) -> None:
        if session is self._session:
            self.state = state
            self.changed.emit()

    def _failed(self, session: Session, error: AdvisorError) -> None:
        from advisor_app.services.second_copies import is_quiet

        if session is self._session:
            self.work = ""
            self.trouble = None if is_quiet(error) else error
            self.look()
            self.changed.emit()

    def _list(self, session: Session, copies: list[GoodCopy]) -> None:
        if session is self._session:
            self.copies = copies
            self.changed.emit()

    def _unlisted(self, session: Session, _error: AdvisorError) -> None:
        if session is self._session:
            self.copies = ()
            self.changed.emit()


def _light(state: CopyState) -> Light:
    if state.made_at is None:
        return "never"
    if state.is_behind:
        return "behind"
    return "same_disk" if state.on_same_disk else "twice"
