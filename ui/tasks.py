"""Work that would hold the window up: done in other threads, answered in the window's own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, overload

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from advisor_app.domain.errors import AdvisorError
from advisor_app.i18n import _

if TYPE_CHECKING:
    from queue import SimpleQueue

T = TypeVar("T")
Failed = Callable[[AdvisorError], None]
Report = Callable[[Any], None]


def unforeseen() -> AdvisorError:
    """What the one who waits is told of an error that nobody foresaw."""
    return AdvisorError(
        _("Algo falló en el programa."),
        advice=_(
            "Lo que ya estaba guardado sigue guardado. Reintente; si vuelve a pasar, cierre el "
            "programa y ábralo."
        ),
    )


class Job:
    """A long piece of work under way."""

    def __init__(self) -> None:
        self._cancelled = threading.Event()

    @property
    def cancelled(self) -> bool:
        """Whether nobody waits for the result any more."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Wait for the result no longer: neither ``then`` nor ``failed`` will be called."""
        self._cancelled.set()


class Tasks(QObject):
    """One worker thread for data, in order, and a thread of its own for each long work.

    Results come back through this object, which outlives every screen; a result whose screen
    is gone is dropped. An error that is no ``AdvisorError`` is raised in the window's thread,
    where the last-resort handler shows it; who asked hears only that it failed.

    Signals:
        busy_changed: True when something starts, False when the last work has answered.
        failed: an ``AdvisorError`` that its caller left to the window.
    """

    busy_changed = Signal(bool)
    failed = Signal(object)
    _answered = Signal(object)
    _reported = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pending = 0
        self._queue: SimpleQueue[_Task | None] | None = None
        self._worker: threading.Thread | None = None
        self._long: set[threading.Thread] = set()
        self._closed = False
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._reported.connect(self._report, Qt.ConnectionType.QueuedConnection)

    @property
    def idle(self) -> bool:
        """Whether every work has been done and answered."""
        return self._pending == 0

    def run(
        self, work: Callable[[], T], then: Callable[[T], None], failed: Failed | None = None
    ) -> None:
        """Do ``work`` in the data thread, after what was asked before; then tell the result."""
        if self._closed:
            return
        self._begin()
        self._waiting().put(_Task(work, then, failed, self.failed.emit, Job()))

    @overload
    def run_long(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        failed: Failed | None = None,
        progress: None = None,
    ) -> Job: ...

    @overload
    def run_long(
        self,
        work: Callable[[Report], T],
        then: Callable[[T], None],
        failed: Failed | None = None,
        *,
        progress: Report,
    ) -> Job: ...

    def run_long(
        self,
        work: Callable[..., T],
        then: Callable[[T], None],
        failed: Failed | None = None,
        progress: Report | None = None,
    ) -> Job:
        """Do ``work`` in a thread of its own.

        With ``progress``, ``work`` is given a function; what it reports there arrives at
        ``progress`` in the window's thread.
        """
        job = Job()
        if self._closed:
            return job
        self._begin()
        task = _Task(work, then, failed, self.failed.emit, job, progress)
        if progress is not None:

            def report(value: object) -> None:
                self._reported.emit(task, value)

            task.work = lambda: work(report)
        thread = threading.Thread(target=self._attempt, args=(task,), name="long", daemon=True)
        self._long.add(thread)
        thread.start()
        return job

    def close(self) -> None:
        """Finish what was asked, without telling the results, and end the threads."""
        self._closed = True
        if self._queue is not None and self._worker is not None:
            self._queue.put(None)
            self._worker.join()
            self._queue = self._worker = None
        for thread in self._long:
            thread.join()
        self._long.clear()

    def _begin(self) -> None:
        self._pending += 1
        if self._pending == 1:
            self.busy_changed.emit(True)

    def _waiting(self) -> SimpleQueue[_Task | None]:
        """The queue of the data thread, which starts with the first work."""
        if self._queue is None:
            from queue import SimpleQueue  # not before the first window is painted

            self._queue = SimpleQueue()
            self._worker = threading.Thread(target=self._serve, args=(self._queue,), name="data")
            self._worker.daemon = True
            self._worker.start()
        return self._queue

    def _serve(self, waiting: SimpleQueue[_Task | None]) -> None:
        while (task := waiting.get()) is not None:
            self._attempt(task)
            del task  # a waiting thread must not be the last to hold a screen

    def _attempt(self, task: _Task) -> None:
        task.perform()
        if not self._closed:
            self._answered.emit(task)

    @Slot(object, object)
    def _report(self, task: _Task, value: object) -> None:
        if not self._closed:
            task.tell_progress(value)

    @Slot(object)
    def _deliver(self, task: _Task) -> None:
        self._long = {thread for thread in self._long if thread.is_alive()}
        self._pending -= 1
        try:
            if not self._closed:
                task.tell()
        finally:
            task.forget()
            if self._pending == 0:
                self.busy_changed.emit(False)


class _Task:
    """One work and who waits for it; a screen is let go of in the window's thread only."""

    def __init__(
        self,
        work: Callable[[], Any],
        then: Callable[[Any], None],
        failed: Failed | None,
        otherwise: Failed,
        job: Job,
        progress: Report | None = None,
    ) -> None:
        self.work: Callable[[], Any] | None = work
        self._then: Callable[[Any], None] | None = then
        self._failed = failed
        self._otherwise: Failed | None = otherwise
        self._progress = progress
        self._owner = _owner(then)
        self._job = job
        self._result: object = None
        self._error: BaseException | None = None

    def perform(self) -> None:
        """Do the work in the thread that calls, and keep what came of it."""
        if self._job.cancelled or self.work is None:
            return
        try:
            self._result = self.work()
        except BaseException as error:
            self._error = error

    def tell_progress(self, value: object) -> None:
        """Hand an intermediate report over."""
        if self._is_awaited and self._progress is not None:
            self._progress(value)

    def tell(self) -> None:
        """Hand the outcome over, unless nobody is there any more."""
        if not self._is_awaited:
            return
        if self._error is None and self._then is not None:
            self._then(self._result)
        elif isinstance(self._error, AdvisorError):
            failed = self._failed or self._otherwise
            if failed is not None:
                failed(self._error)
        elif self._error is not None:
            if self._failed is not None:
                self._failed(unforeseen())  # whoever waits must not wait for ever
            raise self._error

    def forget(self) -> None:
        """Let go of everything."""
        self.work = self._then = self._failed = self._otherwise = self._progress = self._owner = (
            None
        )
        self._result = self._error = None

    @property
    def _is_awaited(self) -> bool:
        gone = self._owner is not None and not shiboken6.isValid(self._owner)
        return not self._job.cancelled and not gone


def _owner(receiver: Callable[..., object]) -> QObject | None:
    """The screen that waits: the one whose method or inner function ``receiver`` is."""
    receiver = getattr(receiver, "func", receiver)  # functools.partial
    owner = getattr(receiver, "__self__", None)
    if isinstance(owner, QObject):
        return owner
    for cell in getattr(receiver, "__closure__", None) or ():
        try:
            content = cell.cell_contents
        except ValueError:  # an inner name that never got its value
            continue
        if isinstance(content, QObject):
            return content
    return None
