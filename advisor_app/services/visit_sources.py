"""The record and the attendance list of a visit, gathered from what is stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from advisor_app.domain.choices import choices
from advisor_app.domain.firm import Firm
from advisor_app.domain.text import Text
from advisor_app.domain.visit import WORKED
from advisor_app.reports.content import CommitmentPart
from advisor_app.reports.visit_content import (
    AttendanceContent,
    AttendeePart,
    PersonPart,
    VisitRecordContent,
)
from advisor_app.schema import tables
from advisor_app.services.assessments import Assessments, of_visit
from advisor_app.services.consents import ConsentState, consent_state
from advisor_app.services.documents import Subject
from advisor_app.services.office import office_values
from advisor_app.services.paper_parts import document_of, firm_part, role_name, visit_part
from advisor_app.services.people import Person
from advisor_app.services.proposals import Proposal
from advisor_app.store import records

if TYPE_CHECKING:
    from advisor_app.services.proposals import Proposals
    from advisor_app.services.session import Advisor
    from advisor_app.services.visits import Participant, Visit, Visits
    from advisor_app.store.workspace import Workspace


_PAPER: Final = "es"  # its words must not change with the window's language


@dataclass(frozen=True, slots=True)
class _Found:
    """A visit with all that its papers are made from."""

    visit: Visit
    noted_at: datetime
    firm: Firm
    consent: ConsentState
    office: dict[str, str]
    people: list[Participant]

    @property
    def authorized(self) -> bool:
        """Whether names may be written down."""
        return bool(self.consent.data)

    @property
    def is_from_paper(self) -> bool:
        """Whether it was made, and written down here only after it had ended, without texts."""
        visit, ended = self.visit, self.visit.ended_at
        told = visit.activities or visit.findings or visit.outcome not in WORKED
        return not told and ended is not None and ended < self.noted_at


class _VisitSource:
    """What the papers of one visit have in common."""

    def __init__(
        self, workspace: Workspace, visits: Visits, advisor: Callable[[], Advisor]
    ) -> None:
        self._workspace = workspace
        self._visits = visits
        self._advisor = advisor

    def subject(self, subject_id: str) -> Subject:
        return Subject(self._visits.get(subject_id).firm_id, visit_id=subject_id)

    def about(self, _subject_id: str) -> str:
        return ""

    def _found(self, visit_id: str) -> _Found:
        visit = self._visits.get(visit_id)
        with self._workspace.read() as c:
            firm = records.one(c, tables.firm, visit.firm_id)
            assert firm is not None  # noqa: S101 - a visit's firm is in the same base
            row = records.one(c, tables.visit, visit_id)
            assert row is not None  # noqa: S101 - it was read just now
            return _Found(
                visit,
                datetime.fromisoformat(row["created_at"]),
                records.value_of(Firm, firm),
                consent_state(c, visit.firm_id),
                office_values(c),
                self._visits.participants(visit_id),
            )


class VisitRecordSource(_VisitSource):
    """Gathers the record of a visit."""

    def __init__(
        self,
        workspace: Workspace,
        visits: Visits,
        assessments: Assessments,
        proposals: Proposals,
        advisor: Callable[[], Advisor],
    ) -> None:
        super().__init__(workspace, visits, advisor)
        self._assessments = assessments
        self._proposals = proposals

    def of_visit(self, visit_id: str) -> list[str]:
        return [] if self._visits.get(visit_id).is_open else [visit_id]

    def draft(self, subject_id: str) -> VisitRecordContent:
        found = self._found(subject_id)
        visit = found.visit
        with self._workspace.read() as c:
            assessments, photos = of_visit(c, visit.id), _photos(c, visit)
        promises = [one for each in assessments for one in self._assessments.commitments(each)]
        told = self._told(found)
        return VisitRecordContent(
            firm=firm_part(found.firm),
            advisor=self._advisor().name,
            visit=visit_part(visit),
            issued_at=visit.ended_at or visit.started_at,
            issued_at_offset=visit.started_at_offset,
            people=tuple(
                AttendeePart(one.name if found.authorized else "", role_name(one.role))
                for one in found.people
            ),
            activities=told.activities,
            findings=told.findings,
            remarks=visit.remarks,
            commitments=tuple(CommitmentPart(one.what, one.who, one.due_on) for one in promises),
            next_visit_on=visit.next_visit_on,
            photos=photos,
            authorized=found.authorized,
            contact=found.office.get("email", ""),
        )

    def is_settled(self, subject_id: str, since: datetime) -> bool:
        """A visit that has ended does not change any more, unless its answers still come in."""
        found = self._found(subject_id)
        ended = found.visit.ended_at
        return ended is not None and ended <= since and not found.is_from_paper

    def _told(self, found: _Found) -> Proposal:
        """What was typed; of a visit on paper, where nobody was asked for it, what was done."""
        if found.is_from_paper:
            return self._proposals.of(found.visit, _PAPER)
        return Proposal(found.visit.activities, found.visit.findings)


class AttendanceSource(_VisitSource):
    """Gathers the attendance list of a visit."""

    def of_visit(self, visit_id: str) -> list[str]:
        visit = self._visits.get(visit_id)
        return [visit_id] if visit.is_open or visit.outcome in WORKED else []

    def draft(self, subject_id: str) -> AttendanceContent:
        found = self._found(subject_id)
        visit = found.visit
        with self._workspace.read() as c:
            rows = records.of_firm(c, tables.person, visit.firm_id)
        known = {row["id"]: records.value_of(Person, row) for row in rows}
        return AttendanceContent(
            firm=firm_part(found.firm),
            advisor=self._advisor().name,
            visit=visit_part(visit),
            issued_at=visit.ended_at or visit.started_at,
            issued_at_offset=visit.started_at_offset,
            people=tuple(
                _person(one, known.get(one.person_id or ""), found.consent) for one in found.people
            ),
            authorized=found.authorized,
        )

    def is_settled(self, subject_id: str, since: datetime) -> bool:
        """Never by itself: a number or a telephone may be added to somebody later."""
        return False


def _person(one: Participant, person: Person | None, consent: ConsentState) -> PersonPart:
    if person is None or not consent.data:
        return PersonPart("", role_name(one.role))
    return PersonPart(
        name=person.name,
        role=role_name(one.role),
        document=document_of(person),
        sex=_choice("sex", person.sex),
        phone=person.phone,
        email=person.email,
        differential=_differential(person) if consent.sensitive else (),
    )


def _choice(field: str, key: str | None) -> Text | None:
    return next((one.name for one in choices(field) if one.key == key), None)


def _differential(person: Person) -> tuple[Text, ...]:
    """What the person chose to tell; a no and a silence are not written down."""
    told = {
        "victim_ruv": Text("víctima del conflicto", "victim of the conflict"),
        "disability": Text("discapacidad", "disability"),
        "caregiver": Text("cuida a otra persona", "cares for somebody"),
        "reincorporated": Text("en reincorporación", "in reincorporation"),
        "migrant": Text("migrante", "migrant"),
        "lgbtiq": Text("LGBTIQ+", "LGBTIQ+"),
    }
    group = None
    if person.ethnic_group not in ("none", "no_answer"):
        group = _choice("ethnic_group", person.ethnic_group)
    yes = [name for field, name in told.items() if getattr(person, field)]
    return (*([group] if group else []), *yes)


def _photos(c: sa.Connection, visit: Visit) -> tuple[str, ...]:
    """The photos of a visit, kept in it or taken while it lasted; those of signatures left out."""
    a, s = tables.attachment, tables.signature
    signed = sa.select(s.c.photo_id).where(s.c.photo_id.is_not(None))
    while_it_lasted = [a.c.visit_id.is_(None), a.c.taken_at >= records.stored(visit.started_at)]
    if visit.ended_at is not None:
        while_it_lasted.append(a.c.taken_at <= records.stored(visit.ended_at))
    where: list[Any] = [
        a.c.firm_id == visit.firm_id,
        a.c.media_type.startswith("image/"),
        sa.or_(a.c.visit_id == visit.id, sa.and_(*while_it_lasted)),
        a.c.id.not_in(signed),
    ]
    return tuple(row["sha256"] for row in records.many(c, a, where, ("taken_at", "id")))
