"""Notes what came out of a printer as a delivery, with its proof."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from advisor_app.domain.printing import Stage
from ui.models import print_words

if TYPE_CHECKING:
    from advisor_app.domain.printing import Progress, Wish
    from advisor_app.services.session import Session
    from ui.context import Context
    from ui.dialogs.print_sheet import Finished
    from ui.print_job import PrintJob

_NOT_PRINTED: Final = (Stage.FAILED, Stage.GONE)


def note_the_end(context: Context, job: PrintJob, finished: Finished, wish: Wish) -> None:
    """Have the deliveries noted when the job ends, unless the workspace is locked just then."""
    folder = context.open_session.folder

    def note(progress: Progress) -> None:
        is_known = progress.stage is Stage.DONE or progress.stage in _NOT_PRINTED
        session = context.session  # another one, where it was locked and opened in between
        if is_known and session is not None and session.folder == folder:
            failed = progress.stage in _NOT_PRINTED
            trouble = print_words.end_words(progress.stage)[0] if failed else ""
            work = partial(_note, session, finished, job.number, wish, trouble)
            context.tasks.run(work, _nothing)

    job.ended.connect(note)


def _note(session: Session, finished: Finished, job: str, wish: Wish, trouble: str) -> None:
    from advisor_app.services.handed_files import note_print

    for errand, pdf in zip(finished.errands, finished.documents, strict=False):
        note_print(session.deliveries, errand, pdf, job, wish, trouble)


def _nothing(_result: object) -> None:
    """Nobody waits for this one."""
