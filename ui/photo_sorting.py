"""Photos on their way from a folder to the points they belong to, behind the window."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from advisor_app.i18n import ngettext
from ui import settings as choices

if TYPE_CHECKING:
    from datetime import timedelta
    from pathlib import Path

    from advisor_app.domain.errors import AdvisorError
    from advisor_app.services.evidence import Evidence, Link, Removed, Sorting
    from advisor_app.services.photo_folder import FoundPhoto
    from ui.context import Context
    from ui.tasks import Failed, Job, Report


@dataclass(frozen=True, slots=True)
class Sorted:
    """A photo that is to be kept, and where."""

    key: str
    path: Path
    at: Link
    clock_ahead: timedelta


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one photo: what it is now, or why it was refused."""

    key: str
    piece_id: str = ""
    error: AdvisorError | None = None


class PhotoSorting(QObject):
    """Knows no widget: it looks through a folder, and keeps photos one after the other.

    Attributes:
        unread: why some photos of the folder are not shown; empty when all are.

    Signals:
        seen: how many files of the folder were looked at.
        found: the photos of the folder.
        kept: what became of a photo.
        working: how many of how many are done; (0, 0) when nothing is under way.
        returned: a photo was let go again.
        failed: why nothing more is done.
    """

    seen = Signal(int)
    found = Signal(object)
    kept = Signal(object)
    working = Signal(int, int)
    returned = Signal(str)
    failed = Signal(object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._stop = threading.Event()
        self._search: Job | None = None
        self._waiting: deque[Sorted] = deque()
        self._busy = False
        self._untold: dict[str, None] = {}
        self._total = 0
        self.unread = ""

    @property
    def is_busy(self) -> bool:
        """Whether a folder is looked through, or photos are being kept."""
        return self._busy

    def look_through(self, folder: Path, sorting: Sorting) -> None:
        """Find the photos of a folder that may be of the visit."""
        from advisor_app.services.photo_folder import find_photos

        self._begin()
        since, until, stopped = sorting.started_at, sorting.ended_at, self._stop.is_set

        def work(report: Report) -> tuple[FoundPhoto, ...]:
            return find_photos(folder, since, until, report, stopped)

        self._search = self._context.tasks.run_long(
            work, self._found, self._give_up, progress=self.seen.emit
        )

    def keep(self, photos: Iterable[Sorted]) -> None:
        """Keep photos after those that wait already."""
        for one in photos:
            self._waiting.append(one)
            self._untold[one.key] = None
            self._total += 1
        if not self._busy and self._waiting:
            self._keep_waiting()

    def let_go(self, key: str, piece_id: str, at: Link, failed: Failed) -> None:
        """Take back that a photo was kept at a point."""
        work = partial(self._evidence.unlink, piece_id, at)
        self._context.tasks.run(work, partial(self._returned, key), failed)

    def stop(self) -> None:
        """Do no more than what is under way; the photos left behind are returned."""
        self._stop.set()
        self._waiting.clear()
        if self._search is not None:
            self._search.cancel()
            self._search, self._busy = None, False

    # --- inside ------------------------------------------------------------------------------

    @property
    def _evidence(self) -> Evidence:
        return self._context.open_session.evidence

    def _begin(self) -> None:
        self._busy = True
        self._stop = threading.Event()

    def _found(self, photos: tuple[FoundPhoto, ...]) -> None:
        self._search, self._busy = None, False
        readable = tuple(one for one in photos if one.can_be_read)
        self.unread = _told_unread(len(photos) - len(readable))
        self.found.emit(readable)

    def _keep_waiting(self) -> None:
        photos = tuple(self._waiting)
        self._waiting.clear()
        self._begin()
        self.working.emit(self._total - len(self._untold), self._total)
        originals = self._context.settings.get(choices.KEEP_ORIGINALS)
        work = partial(_keep_all, self._evidence, photos, originals, self._stop.is_set)
        self._context.tasks.run_long(work, self._ended, self._give_up, progress=self._advance)

    def _advance(self, outcome: Outcome) -> None:
        self._untold.pop(outcome.key, None)
        self.kept.emit(outcome)
        self.working.emit(self._total - len(self._untold), self._total)

    def _ended(self, _nothing: object) -> None:
        self._busy = False
        if self._waiting and self._context.session is not None:
            self._keep_waiting()
        else:
            self._rest()

    def _give_up(self, error: AdvisorError) -> None:
        self._search, self._busy = None, False
        self._waiting.clear()
        self._rest()
        self.failed.emit(error)

    def _rest(self) -> None:
        left, self._untold, self._total = self._untold, {}, 0
        for key in left:
            self.returned.emit(key)
        self.working.emit(0, 0)

    def _returned(self, key: str, _removed: Removed) -> None:
        self.returned.emit(key)


def _told_unread(count: int) -> str:
    from advisor_app.services.photos import heic_advice

    said = ngettext(
        "{n} más es HEIC, que aquí no se puede leer.",
        "{n} más son HEIC, que aquí no se pueden leer.",
        count,
    )
    return f"{said.format(n=count)} {heic_advice()}" if count else ""


def _keep_all(
    evidence: Evidence,
    photos: tuple[Sorted, ...],
    originals: bool,
    stopped: Callable[[], bool],
    report: Report,
) -> None:
    """Keep each photo; one that is none, or whose point takes no more, holds up no other.

    Raises:
        AdvisorError: nothing can be kept: the disk is full, or the firm does not agree.
    """
    from advisor_app.services.errors import Closed, NotFound
    from advisor_app.services.photos import NotAPhoto

    for one in photos:
        if stopped():
            return
        try:
            piece = evidence.add(
                one.path, one.at, keep_original=originals, clock_ahead=one.clock_ahead
            )
            report(Outcome(one.key, piece.id))
        except (NotAPhoto, Closed, NotFound) as error:
            report(Outcome(one.key, error=error))
