"""Issued documents: numbered, versioned, and never changed after they were handed over."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

import sqlalchemy as sa

from advisor_app.domain import clock, document, ids
from advisor_app.domain.document import DIAGNOSIS
from advisor_app.domain.errors import AdvisorError, InvalidRecord
from advisor_app.domain.signature import LOCKING
from advisor_app.i18n import _, language
from advisor_app.schema import tables
from advisor_app.services.base import Service
from advisor_app.services.changes import Announcer, Changes
from advisor_app.services.errors import NotFound
from advisor_app.services.paper_photos import pictures_of
from advisor_app.store import records
from advisor_app.store.durable import write_whole

if TYPE_CHECKING:
    from advisor_app.domain.signature import Signature
    from advisor_app.reports.issued import Content, ReplacedPart, Stamp
    from advisor_app.reports.kinds import Printable
    from advisor_app.services.session import Advisor
    from advisor_app.store.workspace import Workspace

SHORTEST_REASON: Final = 4


@dataclass(frozen=True, slots=True)
class Issued:
    """A document as it was handed over.

    Attributes:
        number: device code, year and count, such as ``7F3A-2026-0012``.
        version: 1, and one more for each correction.
        content_hash: SHA-256 of the canonical content, never of the PDF file.
        reason: why this version corrects the one before.
    """

    id: str
    number: str
    version: int
    content_hash: str
    issued_at: datetime
    issued_at_offset: int
    kind: str = DIAGNOSIS
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a document is about: its firm, and the diagnosis or the visit."""

    firm_id: str
    assessment_id: str | None = None
    visit_id: str | None = None


class VisitPaper(NamedTuple):
    """A document that can be made of a visit, named as ``preview`` and ``together`` want it."""

    kind: str
    subject_id: str
    title: str


class Source(Protocol):
    """Where the content of one kind of document comes from."""

    def subject(self, subject_id: str) -> Subject:
        """What it is about, by the id of a diagnosis, a visit or a firm."""
        ...

    def of_visit(self, visit_id: str) -> Sequence[str]:
        """The subjects whose document belongs to the papers of a visit."""
        ...

    def about(self, subject_id: str, /) -> str:
        """What tells it from others of its kind in a visit; empty where there is only one."""
        ...

    def draft(self, subject_id: str) -> Content:
        """What it would say now, without a number."""
        ...

    def is_settled(self, subject_id: str, since: datetime) -> bool:
        """Whether nothing it tells of has changed since then."""
        ...


class Documents(Service):
    """Makes documents: as a preview, as an issued version, as a file."""

    def __init__(
        self,
        workspace: Workspace,
        announcer: Announcer,
        sources: Mapping[str, Source],
        advisor: Callable[[], Advisor],
        signatures_of: Callable[[str], Sequence[Signature]] = lambda _document_id: (),
    ) -> None:
        super().__init__(workspace, announcer)
        self._sources = sources
        self._advisor = advisor
        self._signatures_of = signatures_of

    def of(self, subject_id: str, kind: str = DIAGNOSIS) -> list[Issued]:
        """The issued versions, the latest first."""
        t, subject = tables.document, self._sources[kind].subject(subject_id)
        about: list[sa.ColumnElement[bool]] = [t.c.kind == kind]
        for name in ("firm_id", "assessment_id", "visit_id"):
            value = getattr(subject, name)
            about.append(t.c[name].is_(None) if value is None else t.c[name] == value)
        rows = self._read(lambda c: records.many(c, t, about, ("-version",)))
        return [records.value_of(Issued, row) for row in rows]

    def get(self, document_id: str) -> Issued:
        """One issued version.

        Raises:
            NotFound: there is none with this id.
        """
        return records.value_of(Issued, self._row(document_id))

    def papers_of_visit(self, visit_id: str) -> list[VisitPaper]:
        """Everything that can be printed of a visit, in the order the papers lie on the table."""
        return [
            VisitPaper(kind, subject_id, _with(name.in_(language()), source.about(subject_id)))
            for kind, name in document.NAMES.items()
            if (source := self._sources.get(kind))
            for subject_id in source.of_visit(visit_id)
        ]

    def content(self, subject_id: str, kind: str = DIAGNOSIS) -> Content:
        """What the document would say now, with the number it has or would get.

        A content that was issued already keeps that version's number, date and hash.
        """
        return self._numbered(subject_id, kind)[0]

    def content_of(self, document_id: str) -> Content:
        """What an issued version says.

        Raises:
            NotFound: there is none with this id.
        """
        from advisor_app.reports.kinds import content_of

        row = self._row(document_id)
        return content_of(row["kind"], row["content"])

    def preview(self, subject_id: str, lang: str, kind: str = DIAGNOSIS) -> bytes:
        """The document as PDF; nothing is written to disk."""
        from advisor_app.reports.kinds import render_document

        return render_document(self._printable(subject_id, kind), lang).pdf

    def together(self, wanted: Sequence[tuple[str, str]], lang: str, title: str) -> bytes:
        """Several documents, each by kind and subject, as one PDF with bookmarks."""
        from advisor_app.reports.kinds import render_together

        papers = [self._printable(subject_id, kind) for kind, subject_id in wanted]
        return render_together(papers, lang, title).pdf

    def reprint(self, document_id: str, lang: str) -> bytes:
        """An issued version again, word for word as it was handed over.

        Raises:
            NotFound: there is none with this id.
        """
        from advisor_app.reports.kinds import Printable, render_document

        row = self._row(document_id)
        paper = Printable(
            row["kind"],
            self.content_of(document_id),
            self._signatures_of(document_id),
            pictures_of(self._workspace, row["firm_id"]),
        )
        return render_document(paper, lang).pdf

    def issue(self, subject_id: str, kind: str = DIAGNOSIS) -> Issued:
        """Keep what was handed over; the same content again is the same version."""
        content, known = self._numbered(subject_id, kind)
        return known or self._keep(subject_id, kind, content)

    def is_locked(self, document_id: str) -> bool:
        """Whether it was signed, so that a change is a correction with a reason."""
        t = tables.signature
        locking = [method.value for method in LOCKING]
        question = sa.select(t.c.id).where(
            t.c.document_id == document_id, t.c.method.in_(locking), t.c["_deleted"] == 0
        )
        return self._read(lambda c: c.execute(question.limit(1)).first()) is not None

    def is_current(self, document_id: str) -> bool:
        """Whether this is the last version, and signed or still what is stored now."""
        kind, subject_id = self.subject_of(document_id)
        last = self.of(subject_id, kind)[0]
        if last.id != document_id:
            return False
        return self.is_locked(last.id) or self._says_the_same(subject_id, kind, last)

    def subject_of(self, document_id: str) -> tuple[str, str]:
        """The kind of an issued document, and the id its content is asked for by."""
        row = self._row(document_id)
        return row["kind"], row["assessment_id"] or row["visit_id"] or row["firm_id"]

    def waits_for_correction(self, subject_id: str, kind: str = DIAGNOSIS) -> bool:
        """Whether a signed document says something else than what is stored now."""
        earlier = self.of(subject_id, kind)
        if not earlier or not self.is_locked(earlier[0].id):
            return False
        return not self._says_the_same(subject_id, kind, earlier[0])

    def correct(self, subject_id: str, reason: str, kind: str = DIAGNOSIS) -> Issued:
        """A new version of a signed document, which names the old one and says why.

        Raises:
            InvalidRecord: no reason was given; nothing was stored.
        """
        if len(reason.strip()) < SHORTEST_REASON:
            raise InvalidRecord(
                _("Falta el motivo de la corrección."),
                {"reason": _("Escriba en pocas palabras qué se corrige.")},
            )
        last = self.of(subject_id, kind)[0]
        content = self._sources[kind].draft(subject_id)
        return self._keep(subject_id, kind, self._next_version(content, last, reason.strip()))

    def _printable(self, subject_id: str, kind: str) -> Printable:
        from advisor_app.reports.kinds import Printable

        content, known = self._numbered(subject_id, kind)
        signatures = self._signatures_of(known.id) if known else ()
        firm_id = self._sources[kind].subject(subject_id).firm_id
        return Printable(kind, content, signatures, pictures_of(self._workspace, firm_id))

    def _keep(self, subject_id: str, kind: str, content: Content) -> Issued:
        earlier = self.of(subject_id, kind)
        subject = self._sources[kind].subject(subject_id)
        issued = Issued(
            ids.new_id(),
            content.number,
            content.version,
            content.content_hash,
            content.issued_at,
            content.issued_at_offset,
            kind,
            content.replaces.reason if content.replaces else "",
        )
        row = {
            **records.row_of(issued),
            **records.row_of(subject),
            "replaces": earlier[0].id if earlier else None,
            "content": content.canonical_json(),
            "advisor_id": self._workspace.actor,
        }
        self._write(
            lambda c: records.save(c, tables.document, row),
            Changes.of(subject.firm_id, ("document", issued.id)),
        )
        return issued

    def _numbered(self, subject_id: str, kind: str) -> tuple[Content, Issued | None]:
        """The content under its number, and the issued version that says the same, if any.

        A signed document, and one that nothing has changed since, keep their words even when a
        later program would word them otherwise.
        """
        earlier = self.of(subject_id, kind)
        if not earlier:
            content = self._sources[kind].draft(subject_id)
            number = self._read(lambda c: self._next_number(c, kind))
            return content.stamped(self._stamp(number, 1)), None
        last = earlier[0]
        if self.is_locked(last.id) or self._says_the_same(subject_id, kind, last):
            return self.content_of(last.id), last
        return self._next_version(self._sources[kind].draft(subject_id), last), None

    def _says_the_same(self, subject_id: str, kind: str, last: Issued) -> bool:
        source = self._sources[kind]
        if source.is_settled(subject_id, last.issued_at):
            return True
        stamp = self.content_of(last.id).stamp
        return source.draft(subject_id).stamped(stamp).content_hash == last.content_hash

    def _next_version(self, content: Content, last: Issued, reason: str = "") -> Content:
        from advisor_app.reports.issued import ReplacedPart

        replaces = ReplacedPart(last.version, last.content_hash, reason)
        return content.stamped(self._stamp(last.number, last.version + 1, replaces))

    def _stamp(self, number: str, version: int, replaces: ReplacedPart | None = None) -> Stamp:
        from advisor_app.reports.issued import Stamp

        return Stamp(number, version, clock.now(), clock.offset_minutes(), replaces)

    def _row(self, document_id: str) -> records.Row:
        row = self._read(lambda c: records.one(c, tables.document, document_id))
        if row is None:
            raise NotFound.record()
        return row

    def _next_number(self, c: sa.Connection, kind: str) -> str:
        from advisor_app.reports.kinds import KINDS

        t = tables.document
        prefix = f"{self._advisor().device_code}-{clock.today().year}-{KINDS[kind].series}"
        taken = c.execute(
            sa.select(sa.func.max(t.c.number)).where(
                t.c.number.startswith(prefix), t.c.kind == kind
            )
        ).scalar()
        return f"{prefix}{int(taken.removeprefix(prefix)) + 1 if taken else 1:04d}"


def _with(name: str, about: str) -> str:
    return f"{name}: {about}" if about else name


def write_file(path: Path, data: bytes) -> None:
    """Write a whole file or none.

    Raises:
        AdvisorError: the folder is not there, can't be written to, or is full.
    """
    try:
        if path.is_dir():
            raise IsADirectoryError
        if path.exists() and not path.is_file():  # a device would be replaced by the file
            raise FileExistsError
        write_whole(path, [data])
    except OSError as error:
        raise AdvisorError(
            _("No se pudo guardar el archivo: {reason}.").format(reason=_reason(error)),
            advice=_("El informe sigue completo en este equipo. Elija otra carpeta."),
        ) from error


def _reason(error: OSError) -> str:
    known: dict[type[Any], str] = {
        PermissionError: _("no hay permiso para escribir en esa carpeta"),
        FileNotFoundError: _("la carpeta ya no está"),
        IsADirectoryError: _("ese nombre es de una carpeta"),
        FileExistsError: _("ese nombre no es de un archivo"),
    }
    return known.get(type(error), os.strerror(error.errno) if error.errno else str(error))
