"""The papers of a visit and how far each has come, read in one go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisor_app.domain.document import VISIT_RECORD

if TYPE_CHECKING:
    from advisor_app.services.documents import Issued, VisitPaper
    from advisor_app.services.session import Session
    from advisor_app.services.visits import Visit


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper, the version that was handed over last, and whether that was signed."""

    paper: VisitPaper
    issued: Issued | None
    is_signed: bool


@dataclass(frozen=True, slots=True)
class PapersPage:
    """A visit with its papers."""

    visit: Visit
    firm_name: str
    rows: list[PaperRow]


def read_papers(session: Session, visit_id: str) -> PapersPage:
    """Read it all, for the worker; the record of a visit that has ended gets its number now."""
    visit, documents = session.visits.get(visit_id), session.documents
    if not visit.is_open:
        documents.issue(visit_id, VISIT_RECORD)
    rows: list[PaperRow] = []
    for paper in documents.papers_of_visit(visit_id):
        versions = documents.of(paper.subject_id, paper.kind)
        last = versions[0] if versions else None
        rows.append(PaperRow(paper, last, last is not None and documents.is_locked(last.id)))
    return PapersPage(visit, session.firms.get(visit.firm_id).shown_name, rows)
