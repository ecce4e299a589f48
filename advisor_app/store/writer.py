"""One thread writes, the user's work first, each piece in a transaction of its own."""

from __future__ import annotations

import itertools
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from advisor_app.store import hlc
from advisor_app.store.database import DriverError, driver_of
from advisor_app.store.errors import Closed
from advisor_app.store.faults import explained

if TYPE_CHECKING:
    import sqlalchemy as sa

T = TypeVar("T")

PAGES_WHEN_IDLE: Final = 1_000
PAGES_AT_LAST: Final = 8_000


class Priority(IntEnum):
    """Who goes first; within one, whoever came first."""

    USER = 0
    SYNC = 1
    BACKGROUND = 2
    LAST = 9


@dataclass(order=True, slots=True)
class _Job:
    priority: int
    number: int
    work: Callable[[sa.Connection], Any] | None = field(compare=False)
    future: Future[Any] = field(compare=False)


class Writer:
    """The only thread that writes to the base.

    A future resolves after COMMIT has returned, which is after the log was forced to the disk.
    An exception undoes the whole piece of work and reaches its future.
    """

    def __init__(self, engine: sa.Engine, folder: Path) -> None:
        self.actor: str | None = None
        self._engine = engine
        self._folder = folder
        self._jobs: queue.PriorityQueue[_Job] = queue.PriorityQueue()
        self._numbers = itertools.count()
        self._accepting = threading.Lock()
        self._open = True
        self._hlc = ""
        self._connection = engine.connect()
        self._thread = threading.Thread(target=self._run, name="advisor-writer", daemon=True)
        self._thread.start()

    def submit(
        self, work: Callable[[sa.Connection], T], priority: Priority = Priority.USER
    ) -> Future[T]:
        """Queue a piece of work.

        Raises:
            Closed: the workspace was closed.
        """
        if threading.current_thread() is self._thread:
            raise RuntimeError("a piece of work must not wait for another; use its connection")
        future: Future[T] = Future()
        with self._accepting:
            if not self._open:
                raise Closed
            self._jobs.put(_Job(priority, next(self._numbers), work, future))
        return future

    def close(self) -> None:
        """Finish what is queued, then fold the log into the base."""
        with self._accepting:
            if not self._open:
                return
            self._open = False
            self._jobs.put(_Job(Priority.LAST, next(self._numbers), None, Future()))
        self._thread.join()

    def _run(self) -> None:
        while (job := self._jobs.get()).work is not None:
            if job.future.set_running_or_notify_cancel():
                self._do(job, job.work)
            self._checkpoint_if_due()
            del job  # what it holds must not live until the next one comes
        # a reader that somebody forgot must not hold up the closing; the log is safe as it is
        driver_of(self._connection).execute("PRAGMA busy_timeout = 500")
        self._checkpoint("TRUNCATE")
        self._connection.close()
        self._engine.dispose()

    def _do(self, job: _Job, work: Callable[[sa.Connection], Any]) -> None:
        try:
            with self._connection.begin():
                self._sign()
                result = work(self._connection)
                self._still_whole()
        except BaseException as error:  # it goes on to the one who waits
            job.future.set_exception(explained(error, self._folder))
        else:
            job.future.set_result(result)

    def _sign(self) -> None:
        """Say when and by whom, for the triggers that note each edit."""
        if not self._hlc:
            stored = self._connection.exec_driver_sql("SELECT hlc FROM sync_state").scalar_one()
            self._hlc = str(stored)
        self._hlc = hlc.after(self._hlc)
        self._connection.exec_driver_sql(
            "UPDATE sync_state SET hlc = ?, actor = ?", (self._hlc, self.actor)
        )

    def _still_whole(self) -> None:
        """SQLite ends a transaction by itself when the disk is full; then nothing may count."""
        driver = driver_of(self._connection)
        if not driver.in_transaction:
            raise RuntimeError("the transaction ended before its work did")

    def _checkpoint_if_due(self) -> None:
        """Fold the log into the base between two pieces of work, so that nobody waits for it."""
        waiting = self._checkpoint("NOOP")
        if waiting > PAGES_AT_LAST or (waiting > PAGES_WHEN_IDLE and self._jobs.empty()):
            self._checkpoint("PASSIVE")

    def _checkpoint(self, kind: str) -> int:
        """Move the log into the base; give the pages that still wait (they are safe there too)."""
        driver = driver_of(self._connection)
        try:
            _busy, pages, moved = driver.execute(f"PRAGMA wal_checkpoint({kind})").fetchone()
        except DriverError:
            return 0
        return int(pages) - int(moved)
