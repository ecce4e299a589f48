"""Issued documents: numbered, versioned, and never changed after they were handed over."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from advisor_app.domain import clock, ids
from advisor_app.domain.errors import AdvisorError
from advisor_app.domain.firm import Firm
from advisor_app.i18n import _
from advisor_app.schema import tables
from advisor_app.services.base import Service
from advisor_app.services.changes import Announcer, Changes
from advisor_app.services.errors import NotFound
from advisor_app.store import records
from advisor_app.store.durable import write_whole

if TYPE_CHECKING:
    from advisor_app.reports.content import DiagnosisContent
    from advisor_app.services.assessments import Assessments
    from advisor_app.services.session import Advisor
    from advisor_app.services.visits import Visit, Visits
    from advisor_app.store.workspace import Workspace

DIAGNOSIS = "diagnosis"


@dataclass(frozen=True, slots=True)
class Issued:
    """A document as it was handed over.

    Attributes:
        number: device code, year and count, such as ``7F3A-2026-0012``.
        version: 1, and one more for each correction.
        content_hash: SHA-256 of the canonical content, never of the PDF file.
    """

    id: str
    number: str
    version: int
    content_hash: str
    issued_at: datetime
    issued_at_offset: int


class Documents(Service):
    """Makes the diagnosis report: as a preview, as an issued version, as a file."""

    def __init__(
        self,
        workspace: Workspace,
        announcer: Announcer,
        assessments: Assessments,
        visits: Visits,
        advisor: Callable[[], Advisor],
    ) -> None:
        super().__init__(workspace, announcer)
        self._assessments = assessments
        self._visits = visits
        self._advisor = advisor

    def of_assessment(self, assessment_id: str) -> list[Issued]:
        """The issued versions, the latest first."""
        t = tables.document
        where = (t.c.assessment_id == assessment_id, t.c.kind == DIAGNOSIS)
        rows = self._read(lambda c: records.many(c, t, where, ("-version",)))
        return [records.value_of(Issued, row) for row in rows]

    def content(self, assessment_id: str) -> DiagnosisContent:
        """What the report would say now, with the number it has or would get.

        A content that was issued already keeps that version's number, date and hash.
        """
        return self._numbered(assessment_id)[0]

    def preview(self, assessment_id: str, lang: str) -> bytes:
        """The report as PDF; nothing is written to disk."""
        from advisor_app.reports.diagnosis import build_diagnosis

        return build_diagnosis(self.content(assessment_id), lang)

    def reprint(self, document_id: str, lang: str) -> bytes:
        """An issued version again, word for word as it was handed over.

        Raises:
            NotFound: there is none with this id.
        """
        from advisor_app.reports.diagnosis import build_diagnosis

        return build_diagnosis(self._stored(document_id), lang)

    def issue(self, assessment_id: str) -> Issued:
        """Keep what was handed over; the same content again is the same version."""
        content, known = self._numbered(assessment_id)
        if known is not None:
            return known
        earlier = self.of_assessment(assessment_id)
        issued = Issued(
            ids.new_id(),
            content.number,
            content.version,
            content.content_hash,
            content.issued_at,
            content.issued_at_offset,
        )
        firm_id = self._assessments.get(assessment_id).firm_id
        row = {
            **records.row_of(issued),
            "firm_id": firm_id,
            "assessment_id": assessment_id,
            "kind": DIAGNOSIS,
            "replaces": earlier[0].id if earlier else None,
            "content": content.canonical_json(),
            "advisor_id": self._workspace.actor,
        }
        self._write(
            lambda c: records.save(c, tables.document, row),
            Changes.of(firm_id, ("document", issued.id)),
        )
        return issued

    def save_pdf(self, assessment_id: str, lang: str, path: Path) -> Issued:
        """Issue the report and write it where the user chose.

        Raises:
            AdvisorError: the place can't be written to; an older file there is untouched.
        """
        issued = self.issue(assessment_id)
        write_file(path, self.preview(assessment_id, lang))
        return issued

    def _numbered(self, assessment_id: str) -> tuple[DiagnosisContent, Issued | None]:
        """The content under its number, and the issued version that says the same, if any.

        A closed diagnosis keeps what was issued after its last visit, word for word, even when
        a later program would word it otherwise.
        """
        earlier = self.of_assessment(assessment_id)
        last = earlier[0] if earlier else None
        if last is not None and self._is_settled(assessment_id, last):
            return self._stored(last.id), last
        content = self._draft(assessment_id)
        if last is not None:
            as_issued = content.stamped(
                last.number, last.version, last.issued_at, last.issued_at_offset
            )
            if as_issued.content_hash == last.content_hash:
                return as_issued, last
        number = last.number if last else self._read(self._next_number)
        version = last.version + 1 if last else 1
        return content.stamped(number, version, clock.now(), clock.offset_minutes()), None

    def _is_settled(self, assessment_id: str, last: Issued) -> bool:
        view = self._assessments.get(assessment_id)
        if view.is_open or view.closed_at is None or view.closed_at > last.issued_at:
            return False
        visits = self._visits_of(assessment_id, view.firm_id)
        return all(visit.ended_at and visit.ended_at <= last.issued_at for visit in visits)

    def _stored(self, document_id: str) -> DiagnosisContent:
        from advisor_app.reports.content import DiagnosisContent

        row = self._read(lambda c: records.one(c, tables.document, document_id))
        if row is None:
            raise NotFound.record()
        return DiagnosisContent.from_json(row["content"])

    def _draft(self, assessment_id: str) -> DiagnosisContent:
        from advisor_app.services.diagnosis import draft_content

        outcome = self._assessments.result(assessment_id)
        firm_id = outcome.assessment.firm_id
        visits = self._visits_of(assessment_id, firm_id)
        firm = self._read(lambda c: records.one(c, tables.firm, firm_id))
        assert firm is not None  # noqa: S101 - an assessment's firm is in the same base
        return draft_content(
            records.value_of(Firm, firm),
            self._advisor().name,
            outcome,
            [(visit, self._visits.participants(visit.id)) for visit in visits],
            self._assessments.commitments(assessment_id),
        )

    def _visits_of(self, assessment_id: str, firm_id: str) -> list[Visit]:
        """The visits in which the diagnosis began or was answered, in order."""
        a, t = tables.answer, tables.assessment

        def question(c: sa.Connection) -> set[str]:
            answered = sa.select(a.c.visit_id).where(a.c.assessment_id == assessment_id)
            began = sa.select(t.c.started_visit_id).where(t.c.id == assessment_id)
            return {row[0] for row in c.execute(answered.union(began)) if row[0]}

        wanted = self._read(question)
        return [visit for visit in self._visits.of_firm(firm_id) if visit.id in wanted]

    def _next_number(self, c: sa.Connection) -> str:
        prefix = f"{self._advisor().device_code}-{clock.today().year}-"
        taken = c.execute(
            sa.select(sa.func.max(tables.document.c.number)).where(
                tables.document.c.number.startswith(prefix)
            )
        ).scalar()
        return f"{prefix}{int(taken.rsplit('-', 1)[1]) + 1 if taken else 1:04d}"


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
