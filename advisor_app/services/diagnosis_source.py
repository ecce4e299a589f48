"""The diagnosis report's place among the documents: what it is about and when it is settled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from advisor_app.domain.firm import Firm
from advisor_app.schema import tables
from advisor_app.services import diagnosis
from advisor_app.services.assessments import of_visit
from advisor_app.services.documents import Subject
from advisor_app.store import records

if TYPE_CHECKING:
    from advisor_app.reports.content import DiagnosisContent
    from advisor_app.services.assessments import Assessments
    from advisor_app.services.diagnosis_sections import DiagnosisSections
    from advisor_app.services.office import Calls
    from advisor_app.services.session import Advisor
    from advisor_app.services.visits import Visit, Visits
    from advisor_app.store.workspace import Workspace


class DiagnosisSource:
    """Gathers the report of an assessment."""

    def __init__(
        self,
        workspace: Workspace,
        assessments: Assessments,
        visits: Visits,
        calls: Calls,
        advisor: Callable[[], Advisor],
        sections: DiagnosisSections,
    ) -> None:
        self._workspace = workspace
        self._assessments = assessments
        self._visits = visits
        self._calls = calls
        self._advisor = advisor
        self._sections = sections

    def subject(self, subject_id: str) -> Subject:
        return Subject(self._assessments.get(subject_id).firm_id, assessment_id=subject_id)

    def of_visit(self, visit_id: str) -> list[str]:
        """The diagnoses that began in the visit or were answered there."""
        with self._workspace.read() as c:
            return of_visit(c, visit_id)

    def about(self, _subject_id: str) -> str:
        return ""

    def draft(self, subject_id: str) -> DiagnosisContent:
        outcome = self._assessments.result(subject_id)
        firm_id = outcome.assessment.firm_id
        visits = self._visits_of(subject_id, firm_id)
        with self._workspace.read() as c:
            firm = records.one(c, tables.firm, firm_id)
        assert firm is not None  # noqa: S101 - an assessment's firm is in the same base
        content = diagnosis.draft_content(
            records.value_of(Firm, firm),
            self._advisor().name,
            outcome,
            [(visit, self._visits.participants(visit.id)) for visit in visits],
            self._assessments.commitments(subject_id),
            self._calls.open(),
        )
        return self._sections.added(content, outcome.assessment)

    def is_settled(self, subject_id: str, since: datetime) -> bool:
        """A closed diagnosis whose visits have ended."""
        view = self._assessments.get(subject_id)
        if view.is_open or view.closed_at is None or view.closed_at > since:
            return False
        visits = self._visits_of(subject_id, view.firm_id)
        return all(visit.ended_at and visit.ended_at <= since for visit in visits)

    def _visits_of(self, assessment_id: str, firm_id: str) -> list[Visit]:
        """The visits in which the diagnosis began or was answered, in order."""
        a, t = tables.answer, tables.assessment
        answered = sa.select(a.c.visit_id).where(a.c.assessment_id == assessment_id)
        began = sa.select(t.c.started_visit_id).where(t.c.id == assessment_id)
        with self._workspace.read() as c:
            wanted = {row[0] for row in c.execute(answered.union(began)) if row[0]}
        return [visit for visit in self._visits.of_firm(firm_id) if visit.id in wanted]
