"""Documents on their way to paper: handed over, followed, taken back if somebody wishes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from advisor_app.domain.errors import AdvisorError
from advisor_app.domain.printing import Progress, Stage
from advisor_app.services import printing
from ui.models import print_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advisor_app.domain.printing import Wish
    from advisor_app.services.printing import Sent
    from ui.context import Context
    from ui.tasks import Tasks

_LOOK_MS: Final = 400
_PATIENCE: Final = 5  # looks without an answer, about three seconds


class PrintJob(QObject):
    """Documents on one printer. It outlives the dialog that started it.

    Attributes:
        number: what the printing system calls it, where it has one.

    Signals:
        progressed: a ``Progress`` on the way.
        ended: the last ``Progress``; nothing comes after it.
        failed: an ``AdvisorError``; nothing comes after it.
        goes_on: an ``AdvisorError``, why it could not be taken back.
    """

    progressed = Signal(object)
    ended = Signal(object)
    failed = Signal(object)
    goes_on = Signal(object)

    def __init__(
        self, tasks: Tasks, documents: Sequence[bytes], wish: Wish, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._documents = documents
        self._wish = wish
        self.number = ""
        for over in (self.ended, self.failed):
            over.connect(self.deleteLater)

    def start(self, title: str) -> None:
        """Hand the documents over; the signals tell the rest."""
        raise NotImplementedError

    def cancel(self) -> None:
        """Print no more of them; ``ended`` tells when that is so."""
        raise NotImplementedError

    def _tell_failure(self, error: AdvisorError) -> None:
        self.failed.emit(error)


class CupsJob(PrintJob):
    """Given to CUPS as they are, then looked after until they are on paper."""

    def __init__(
        self, tasks: Tasks, documents: Sequence[bytes], wish: Wish, parent: QObject
    ) -> None:
        super().__init__(tasks, documents, wish, parent)
        self._sent: Sent | None = None
        self._is_unwanted = False
        self._silences = 0
        self._next_look = QTimer(self)
        self._next_look.setSingleShot(True)
        self._next_look.setInterval(_LOOK_MS)
        self._next_look.timeout.connect(self._look)

    def start(self, title: str) -> None:
        work = partial(printing.send, self._documents, self._wish, title)
        self._tasks.run_long(work, self._take, self._tell_failure)

    def cancel(self) -> None:
        self._is_unwanted = True
        if self._sent is not None:
            self._tasks.run_long(partial(printing.cancel, self._sent), self._look, self._go_on)

    def _go_on(self, error: AdvisorError) -> None:
        self.goes_on.emit(error)

    def _take(self, sent: Sent) -> None:
        self._sent, self.number = sent, sent.job
        self._look()
        if self._is_unwanted:
            self.cancel()

    def _look(self, _result: None = None) -> None:
        if self._sent is not None:
            work = partial(printing.progress, self._sent)
            self._tasks.run_long(work, self._tell, self._wait_or_fail)

    def _tell(self, progress: Progress) -> None:
        self._silences = 0
        if self._sent is None:
            return
        if progress.stage.is_last:
            self._stop()
            self.ended.emit(progress)
            return
        self.progressed.emit(progress)
        self._next_look.start()

    def _wait_or_fail(self, error: AdvisorError) -> None:
        self._silences += 1
        if self._silences < _PATIENCE:
            self._next_look.start()
        else:
            self._fail(error)

    def _fail(self, error: AdvisorError) -> None:
        if self._sent is not None:
            self._stop()
            self.failed.emit(error)

    def _stop(self) -> None:
        """What is still on its way from a thread finds nobody."""
        self._sent = None
        self._next_look.stop()


def job_for(tasks: Tasks, documents: Sequence[bytes], wish: Wish, parent: QObject) -> PrintJob:
    """The way to paper that this computer knows."""
    if printing.takes_files():
        return CupsJob(tasks, documents, wish, parent)
    from ui.painted_job import PaintedJob

    return PaintedJob(tasks, documents, wish, parent)


def tell_the_end_in(context: Context, job: PrintJob) -> None:
    """Have the window tell how a job ends whose dialog is gone."""

    def tell(progress: Progress) -> None:
        if progress.stage is Stage.DONE:
            context.say(print_words.done_line())
        else:
            said, advice = print_words.end_words(progress.stage)
            context.explain(AdvisorError(said, advice=advice))

    job.ended.connect(tell)
    job.failed.connect(context.explain)
