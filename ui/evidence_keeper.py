"""The evidence of an assessment: read once, shown for each point, added behind the window."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QBuffer, QIODevice, QObject, Signal

from advisor_app.domain.errors import AdvisorError
from advisor_app.i18n import _, ngettext
from ui import settings as choices

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from advisor_app.services.changes import Changes
    from advisor_app.services.evidence import Evidence, Link, Piece, Removed
    from ui.context import Context
    from ui.tasks import Report

T = TypeVar("T")
FILE_KINDS = "*.jpg *.jpeg *.png *.webp *.bmp *.pdf"


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A file, or the bytes of a picture, and the answer that it is to back."""

    source: Path | bytes
    at: Link


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What came of several files: how many are kept, and why the others are not."""

    kept: int
    refused: tuple[tuple[Path | bytes, AdvisorError], ...]


class EvidenceKeeper(QObject):
    """Knows no widget: it is told what to add, and tells what there is.

    Signals:
        changed: other pieces, or the same ones otherwise.
        told: what was done, in a few words.
        failed: why something was not done.
        settled: a file, or the bytes, and whether it is kept now.
        working: how much of how many files is kept; (0, 0) when nothing is under way.
    """

    changed = Signal()
    told = Signal(str)
    failed = Signal(object)
    settled = Signal(object, bool)
    working = Signal(int, int)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._assessment_id = ""
        self._pieces: tuple[Piece, ...] = ()
        self._waiting: deque[_Waiting] = deque()
        self._under_way: tuple[_Waiting, ...] = ()
        self._total = 0
        self._busy = False
        self._removed: Removed | None = None

    # --- what there is -----------------------------------------------------------------------

    @property
    def assessment_id(self) -> str:
        """The assessment whose evidence this is."""
        return self._assessment_id

    def show_for(self, assessment_id: str) -> None:
        """Read the evidence of an assessment; that of another one is not shown meanwhile."""
        is_stale = assessment_id != self._assessment_id and bool(self._pieces)
        if assessment_id != self._assessment_id:
            self._assessment_id, self._pieces, self._removed = assessment_id, (), None
        if is_stale:
            self.changed.emit()
        self._read()

    def hear(self, changes: Changes) -> None:
        """Something was written, here or elsewhere."""
        if changes.touches("evidence"):
            self._read()

    def of_item(self, item: str) -> tuple[Piece, ...]:
        """What backs one answer."""
        return tuple(one for one in self._pieces if item in one.items_of(self._assessment_id))

    @property
    def backed(self) -> frozenset[str]:
        """The answers that something backs."""
        id_ = self._assessment_id
        return frozenset(item for one in self._pieces for item in one.items_of(id_))

    @property
    def can_undo(self) -> bool:
        """Whether the last thing done was to take something away."""
        return self._removed is not None

    # --- adding and taking away --------------------------------------------------------------

    def add(self, sources: Sequence[Path | bytes], item: str) -> None:
        """Keep files one after the other, each on disk before the next."""
        from advisor_app.services.evidence import Link

        at = Link(self._assessment_id, item)
        self._waiting.extend(_Waiting(one, at) for one in sources)
        self._total += len(sources)
        if not self._busy:
            self._add_next()

    def add_from(self, data: QMimeData | None, item: str) -> bool:
        """Keep what was dropped or lies on the clipboard, if it is files or a picture."""
        found = sources_in(data)
        if found:
            self.add(found, item)
        return bool(found)

    def unlink(self, piece: Piece, item: str) -> None:
        """Take a piece away from one answer."""
        from advisor_app.services.evidence import Link

        at = Link(self._assessment_id, item)
        self._do(partial(self._evidence.unlink, piece.id, at), self._taken)

    def remove(self, piece: Piece) -> None:
        """Take a piece away from everything."""
        self._do(partial(self._evidence.remove, piece.id), self._taken)

    def describe(self, piece: Piece, caption: str) -> None:
        """Say what a piece shows."""
        self._do(partial(self._evidence.describe, piece.id, caption), self._described)

    def undo(self) -> None:
        """Bring back what was taken away last."""
        removed, self._removed = self._removed, None
        if removed is not None:
            work, failed = partial(self._evidence.restore, removed), partial(self._still, removed)
            self._context.tasks.run(work, self._restored, failed)

    # --- inside ------------------------------------------------------------------------------

    @property
    def _evidence(self) -> Evidence:
        return self._context.open_session.evidence

    def _read(self) -> None:
        if self._assessment_id and self._context.session is not None:
            work = partial(self._evidence.of_assessment, self._assessment_id)
            self._context.tasks.run(work, partial(self._learn, self._assessment_id))

    def _learn(self, assessment_id: str, pieces: tuple[Piece, ...]) -> None:
        if assessment_id == self._assessment_id and pieces != self._pieces:
            self._pieces = pieces
            self.changed.emit()

    def _do(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        self._context.tasks.run(work, then, self.failed.emit)

    def _add_next(self) -> None:
        sources = tuple(self._waiting)
        self._waiting.clear()
        self._under_way = sources
        self._busy = True
        self.working.emit(0, self._total)
        originals = self._context.settings.get(choices.KEEP_ORIGINALS)
        work = partial(_add_all, self._evidence, sources, originals)
        self._context.tasks.run_long(work, self._added, self._stopped, progress=self._advance)

    def _advance(self, kept: int) -> None:
        self.working.emit(kept, self._total)

    def _added(self, outcome: _Outcome) -> None:
        refused = [source for source, _error in outcome.refused]
        for one in self._under_way:
            self.settled.emit(one.source, one.source not in refused)
        self._rest()
        self._removed = None
        if outcome.kept:
            said = ngettext("{n} archivo guardado.", "{n} archivos guardados.", outcome.kept)
            self.told.emit(said.format(n=outcome.kept))
        if outcome.refused:
            self.failed.emit(_summed(outcome))
        self._read()
        if self._waiting and self._context.session is not None:
            self._add_next()

    def _stopped(self, error: AdvisorError) -> None:
        for one in (*self._under_way, *self._waiting):
            self.settled.emit(one.source, False)
        self._waiting.clear()
        self._rest()
        self.failed.emit(error)

    def _rest(self) -> None:
        self._busy = False
        self._total = len(self._waiting)
        self.working.emit(0, 0)

    def _taken(self, removed: Removed) -> None:
        self._removed = removed
        self.told.emit(_("Se quitó."))
        self._read()

    def _described(self, _nothing: object) -> None:
        self._read()

    def _still(self, removed: Removed, error: AdvisorError) -> None:
        self._removed = removed
        self.failed.emit(error)

    def _restored(self, _nothing: object) -> None:
        self.told.emit(_("Está de vuelta."))
        self._read()


def sources_in(data: QMimeData | None) -> list[Path | bytes]:
    """The files, or the picture, that were dropped or copied."""
    if data is None:
        return []
    if data.hasUrls():
        return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if not data.hasImage():
        return []
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    image = data.imageData()
    # packing a large screen as PNG would hold the window up
    return [bytes(held.data().data())] if image.save(held, "BMP") else []


def _add_all(
    evidence: Evidence, waiting: Sequence[_Waiting], originals: bool, report: Report
) -> _Outcome:
    """Keep each file; one that can't be kept holds up none of the others."""
    kept, refused = 0, list[tuple[Path | bytes, AdvisorError]]()
    for number, one in enumerate(waiting, start=1):
        try:
            evidence.add(one.source, one.at, keep_original=originals)
            kept += 1
        except AdvisorError as error:
            refused.append((one.source, error))
        report(number)
    return _Outcome(kept, tuple(refused))


def _summed(outcome: _Outcome) -> AdvisorError:
    """One word for all files that were refused; the first reason stands for the rest."""
    _source, first = outcome.refused[0]
    if len(outcome.refused) == 1 and not outcome.kept:
        return first
    count = len(outcome.refused)
    said = ngettext(
        "{n} archivo no se guardó: {reason}", "{n} archivos no se guardaron: {reason}", count
    )
    return AdvisorError(said.format(n=count, reason=first.message), advice=first.advice)
