"""Puts answers on disk one after the other, and holds back what is typed meanwhile."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from advisor_app.domain.errors import AdvisorError
    from ui.tasks import Tasks

Work = Callable[[], object]
Prepare = Callable[[], Work]
Then = Callable[[], None]


class AnswerKeeper(QObject):
    """Between the keys and the disk: nothing moves on before it is safe, no key is lost.

    What is written is prepared anew for each try, since a lock in between opens another session.

    Signals:
        failed: why something could not be written; ``retry`` tries it again.
    """

    failed = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._waiting: deque[Then] = deque()
        self._busy = False
        self._refused: Then | None = None

    @property
    def has_failed(self) -> bool:
        """Whether the last write is still refused."""
        return self._refused is not None

    def do(self, command: Then) -> None:
        """Do it now, or after what is being written, in the order of asking."""
        if self._busy:
            self._waiting.append(command)
        else:
            command()

    def write(self, prepare: Prepare, then: Then) -> None:
        """Write, and only then go on; commands wait until it is done."""
        self._busy = True
        self._run(prepare(), partial(self._written, then), partial(self.write, prepare, then))

    def write_aside(self, prepare: Prepare, then: Then) -> None:
        """Write while the user goes on; later writes come after it."""
        again = partial(self.write_aside, prepare, then)
        self._run(prepare(), partial(self._noted, then), again)

    def retry(self) -> None:
        """Try again what was refused."""
        again, self._refused = self._refused, None
        if again is not None:
            again()

    def forget(self) -> None:
        """Drop what waits, for another interview."""
        self._waiting.clear()
        self._busy = False
        self._refused = None

    def _run(self, work: Work, then: Callable[[object], None], again: Then) -> None:
        self._tasks.run(work, then, partial(self._refuse, again))

    def _written(self, then: Then, _result: object) -> None:
        self._refused = None
        self._busy = False
        then()
        while self._waiting and not self._busy:
            self._waiting.popleft()()

    def _noted(self, then: Then, _result: object) -> None:
        self._refused = None
        then()

    def _refuse(self, again: Then, error: AdvisorError) -> None:
        self._busy = False
        self._waiting.clear()  # they were meant for the next question
        self._refused = again
        self.failed.emit(error)
