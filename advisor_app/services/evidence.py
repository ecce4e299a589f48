"""Evidence: photos and papers that back answers, sealed before the record that names them."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final

from advisor_app.domain import ids
from advisor_app.schema import tables
from advisor_app.services import evidence_points
from advisor_app.services import evidence_rows as rows
from advisor_app.services.base import Service
from advisor_app.services.changes import Announcer, Changes
from advisor_app.services.errors import NotFound
from advisor_app.services.evidence_points import Point, Sorting
from advisor_app.services.evidence_rows import Link, Piece, Removed
from advisor_app.store import records

if TYPE_CHECKING:
    import sqlalchemy as sa

    from advisor_app.store.workspace import Workspace

__all__ = ["Evidence", "Link", "Piece", "Point", "Removed", "Sorting"]

PHOTO_TYPE: Final = "image/jpeg"
_ENDINGS: Final = {PHOTO_TYPE: "jpg", "image/png": "png", "application/pdf": "pdf"}
_REMEMBERED: Final = 600  # thumbnails: a visit's photos, some 10 KB each


@dataclass(frozen=True, slots=True)
class _Made:
    """A file as it will be kept, and the one it was made from where that is kept too."""

    data: bytes
    media_type: str
    taken_at: datetime | None = None
    original: tuple[bytes, str] | None = None


class Evidence(Service):
    """Keeps photos and papers, links each to any number of answers, and shows them."""

    def __init__(self, workspace: Workspace, announcer: Announcer) -> None:
        super().__init__(workspace, announcer)
        self._thumbnails: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    # --- reading -----------------------------------------------------------------------------

    def of_assessment(self, assessment_id: str) -> tuple[Piece, ...]:
        """What backs the answers of an assessment, in the order it was taken."""
        return self._read(lambda c: rows.of_assessment(c, assessment_id))

    def of_firm(self, firm_id: str) -> tuple[Piece, ...]:
        """What backs any answer of a firm."""
        return self._read(lambda c: rows.of_firm(c, firm_id))

    def get(self, piece_id: str) -> Piece:
        """One piece.

        Raises:
            NotFound: there is none, or it was removed.
        """
        return self._read(lambda c: rows.one(c, piece_id))

    def picture(self, attachment_id: str) -> bytes:
        """The file as it is kept: a JPEG of at most 1,280 points a side, or a PDF.

        Raises:
            NotFound: there is none, or it was removed.
            DamagedAttachment: the file is missing or altered.
        """
        return self._workspace.attachments.get(self._sha256(attachment_id))

    def copy_of(self, piece_id: str) -> tuple[bytes, str]:
        """A piece to be given away: as it came where that is kept; and the ending of its name.

        Raises:
            NotFound, DamagedAttachment: as for the photo.
        """
        row = self._row(piece_id)
        sha256 = row["original_sha256"] or row["sha256"]
        attachments = self._workspace.attachments
        return attachments.get(sha256), _ENDINGS[attachments.media_type(sha256)]

    def thumbnail(self, piece_id: str) -> bytes:
        """A photo as small as a list shows it; made once while the workspace is open.

        Raises:
            NotFound, DamagedAttachment: as for the photo; NotAPhoto: it is a paper.
        """
        from advisor_app.services.photos import thumbnail_of

        sha256 = self._sha256(piece_id)
        with self._lock:
            if sha256 in self._thumbnails:
                self._thumbnails.move_to_end(sha256)
                return self._thumbnails[sha256]
        made = thumbnail_of(self._workspace.attachments.get(sha256))
        with self._lock:
            self._thumbnails[sha256] = made
            while len(self._thumbnails) > _REMEMBERED:
                self._thumbnails.popitem(last=False)
        return made

    def _sha256(self, attachment_id: str) -> str:
        return str(self._row(attachment_id)["sha256"])

    def _row(self, attachment_id: str) -> records.Row:
        row = self._read(lambda c: records.one(c, tables.attachment, attachment_id))
        if row is None:
            raise NotFound.record()
        return row

    def points(self, firm_id: str) -> tuple[Point, ...]:
        """Every answer of a firm that evidence can back, by name."""
        return self._read(lambda c: evidence_points.of_firm(c, firm_id))

    def sorting(self, visit_id: str) -> Sorting:
        """What the photos of a visit are sorted by.

        Raises:
            NotFound: there is no such visit.
        """
        return self._read(lambda c: evidence_points.sorting(c, visit_id))

    # --- keeping -----------------------------------------------------------------------------

    def add(
        self,
        source: Path | bytes,
        at: Link,
        *,
        caption: str = "",
        keep_original: bool = False,
        clock_ahead: timedelta = timedelta(0),
    ) -> Piece:
        """Keep a photo or a PDF and back an answer with it; on disk when this returns.

        A file that the firm has already is only linked. What is added while a visit goes on
        belongs to it, unless its camera says that it is older. A photo loses its place, its
        device and every point beyond 1,280; ``keep_original`` seals it as it came too, without
        its place. ``clock_ahead`` is taken from the time that its camera wrote.

        Raises:
            NotAPhoto, NotAPaper: it can't be taken; nothing was kept.
            ConsentNeeded: the firm did not agree to photos, or to anything.
            Closed, NotFound: the answer can't be backed.
            DiskFull: no room; nothing was kept.
        """
        data = source if isinstance(source, bytes) else _read_file(source)
        firm_id = self._read(lambda c: self._permitted(c, at, data))
        made = _made(data, keep_original=keep_original)
        if made.taken_at is not None:
            made = replace(made, taken_at=made.taken_at - clock_ahead)

        return self._seal(firm_id, made, at, caption.strip())

    def keep(self, source: Path | bytes, firm_id: str, *, keep_original: bool = False) -> Piece:
        """Keep a photo or a PDF of a firm that backs no answer, as ``add`` keeps one that does.

        Raises:
            NotAPhoto, NotAPaper, ConsentNeeded, DiskFull: as for ``add``.
        """
        from advisor_app.services.pdf_files import is_pdf

        data = source if isinstance(source, bytes) else _read_file(source)
        picture = not is_pdf(data)
        self._read(lambda c: rows.require_consent(c, firm_id, picture=picture))
        return self._seal(firm_id, _made(data, keep_original=keep_original))

    def link(self, piece_id: str, at: Link) -> None:
        """Back one more answer of the firm with a piece.

        Raises:
            Closed, NotFound: the answer can't be backed, or there is no such piece.
        """
        firm_id = self.get(piece_id).firm_id

        def work(c: sa.Connection) -> None:
            if rows.assessment_of(c, at)["firm_id"] != firm_id:
                raise NotFound.record()
            rows.keep_link(c, firm_id, piece_id, at)

        self._write(work, _changes(firm_id, piece_id))

    def unlink(self, piece_id: str, at: Link) -> Removed:
        """Back an answer no longer with this piece; without any answer left, it is removed.

        Raises:
            Closed, NotFound: the answer no longer changes, or there is no such piece.
        """
        links = self.get(piece_id).links
        return self.remove(piece_id) if links in ((), (at,)) else self._take(piece_id, (at,))

    def remove(self, piece_id: str) -> Removed:
        """Take a piece away from all it backs; ``restore`` brings it back.

        Raises:
            Closed, NotFound: an answer no longer changes, or there is no such piece.
        """
        return self._take(piece_id, self.get(piece_id).links, whole=True)

    def restore(self, removed: Removed) -> None:
        """Bring back what was taken away.

        Raises:
            Closed: an answer that it backed no longer changes.
        """
        links = [link for _piece_id, link in removed.links]

        def work(c: sa.Connection) -> None:
            rows.open_assessments(c, links)
            if removed.piece_id is not None:
                records.save(c, tables.attachment, {"id": removed.piece_id, "_deleted": False})
            for piece_id, link in removed.links:
                rows.keep_link(c, removed.firm_id, piece_id, link)

        touched = removed.piece_id or removed.links[0][0]
        self._write(work, _changes(removed.firm_id, touched))

    def describe(self, piece_id: str, caption: str) -> None:
        """Say what a piece shows.

        Raises:
            Closed, NotFound: an answer it backs no longer changes, or there is no such piece.
        """
        piece = self.get(piece_id)

        def work(c: sa.Connection) -> None:
            rows.open_assessments(c, piece.links)
            records.save(c, tables.attachment, {"id": piece_id, "caption": caption.strip()})

        self._write(work, _changes(piece.firm_id, piece_id))

    # --- inside ------------------------------------------------------------------------------

    def _permitted(self, c: sa.Connection, at: Link, data: bytes) -> str:
        """The firm whose answer is backed, before any work is done on the file."""
        from advisor_app.services.pdf_files import is_pdf

        firm_id = str(rows.assessment_of(c, at)["firm_id"])
        rows.require_consent(c, firm_id, picture=not is_pdf(data))
        return firm_id

    def _seal(self, firm_id: str, made: _Made, at: Link | None = None, caption: str = "") -> Piece:
        """Put the file on disk, then its row, and with it what it backs."""

        def work(c: sa.Connection) -> str:
            rows.require_consent(c, firm_id, picture=made.media_type == PHOTO_TYPE)
            if at is not None:
                rows.assessment_of(c, at)
            piece_id = _keep_file(c, firm_id, made, sealed, caption)
            if at is not None:
                rows.keep_link(c, firm_id, piece_id, at)
            return piece_id

        with self._sealing(made) as sealed:
            piece_id = self._workspace.write(work).result()
        self._announcer.announce(_changes(firm_id, piece_id))
        return self.get(piece_id)

    @contextmanager
    def _sealing(self, made: _Made) -> Generator[tuple[str, str | None]]:
        """The names of the sealed files; those that are new go again if no record comes."""
        attachments, new = self._workspace.attachments, list[str]()

        def sealed(data: bytes, media_type: str) -> str:
            sha256 = hashlib.sha256(data).hexdigest()
            if not attachments.has(sha256):
                new.append(sha256)
            return attachments.put(data, media_type)

        try:
            yield (
                sealed(made.data, made.media_type),
                sealed(*made.original) if made.original else None,
            )
        except BaseException:
            for sha256 in new:
                attachments.discard(sha256)
            raise

    def _take(self, piece_id: str, links: tuple[Link, ...], *, whole: bool = False) -> Removed:
        firm_id = self.get(piece_id).firm_id

        def work(c: sa.Connection) -> bool:
            rows.open_assessments(c, links)
            for link in links:
                marked = {"id": rows.link_id(piece_id, link), "_deleted": True}
                records.save(c, tables.evidence, marked)
            goes = whole and not rows.is_used_otherwise(c, piece_id)
            if goes:
                records.save(c, tables.attachment, {"id": piece_id, "_deleted": True})
            return goes

        gone = self._write(work, _changes(firm_id, piece_id))
        taken = tuple((piece_id, link) for link in links)
        return Removed(firm_id, taken, piece_id if gone else None)


def _read_file(path: Path) -> bytes:
    from advisor_app.services.photos import read_file

    return read_file(path)


def _made(data: bytes, *, keep_original: bool) -> _Made:
    """A paper as it is, or a photo made small."""
    from advisor_app.services import pdf_files
    from advisor_app.services.originals import without_place
    from advisor_app.services.photos import taken_photo

    if pdf_files.is_pdf(data):
        pdf_files.check_pdf(data)
        return _Made(data, pdf_files.MEDIA_TYPE)
    photo = taken_photo(data)
    original = without_place(data) if keep_original else None
    return _Made(photo.jpeg, PHOTO_TYPE, photo.taken_at, original)


def _keep_file(
    c: sa.Connection,
    firm_id: str,
    made: _Made,
    sealed: tuple[str, str | None],
    caption: str,
) -> str:
    """The row of a file; the same file of a firm has one row, and comes back to it."""
    sha256, original = sealed
    known = rows.same_file(c, firm_id, sha256)
    values = {
        "caption": caption or None,
        "original_sha256": original,
        "visit_id": rows.open_visit(c, firm_id, made.taken_at),
    }
    if known is not None:
        told = {name: value for name, value in values.items() if value and not known[name]}
        records.save(c, tables.attachment, {"id": known["id"], "_deleted": False, **told})
        return str(known["id"])
    piece_id = ids.new_id()
    row = {
        "id": piece_id,
        "firm_id": firm_id,
        "sha256": sha256,
        "media_type": made.media_type,
        "size": len(made.data),
        "taken_at": made.taken_at,
        **values,
    }
    records.save(c, tables.attachment, row)
    return piece_id


def _changes(firm_id: str, piece_id: str) -> Changes:
    return Changes.of(firm_id, ("evidence", piece_id), ("attachment", piece_id))
