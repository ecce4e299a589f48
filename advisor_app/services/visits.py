"""Visits: sessions with a place, people, a purpose and an outcome of their own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

import sqlalchemy as sa

from advisor_app.domain import clock, ids
from advisor_app.domain.errors import InvalidRecord
from advisor_app.domain.visit import WORKED, Outcome
from advisor_app.i18n import _
from advisor_app.schema import tables
from advisor_app.services.base import Service
from advisor_app.services.changes import Changes
from advisor_app.services.consents import consent_state
from advisor_app.services.errors import Closed, ConsentNeeded, NotFound
from advisor_app.services.today import TodayView, read_today
from advisor_app.store import records

_LONGEST: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody at the table, with the role they speak in; the name is optional."""

    role: str
    name: str = ""
    person_id: str | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """One session at a firm. It is open until it has an outcome.

    Attributes:
        activities: what was done, findings: what was found, remarks: what the firm says to it;
            for its record, one to a line.
        notes: what the advisor wants to remember; on no paper.
    """

    id: str
    firm_id: str
    number: int
    started_at: datetime
    started_at_offset: int
    ended_at: datetime | None = None
    break_minutes: int = 0
    place: str = ""
    divipola: str | None = None
    modality: str = "in_person"
    purpose: str = ""
    activities: str = ""
    findings: str = ""
    remarks: str = ""
    notes: str = ""
    outcome: Outcome | None = None
    outcome_reason: str = ""
    next_visit_on: date | None = None
    advisor_id: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether the visit still goes on."""
        return self.outcome is None

    @property
    def worked(self) -> timedelta:
        """Start to end less the breaks; zero while the visit is open."""
        if self.ended_at is None:
            return timedelta(0)
        return max(
            self.ended_at - self.started_at - timedelta(minutes=self.break_minutes), timedelta(0)
        )


@dataclass(frozen=True, slots=True)
class PastVisit:
    """A visit as the head of a paper form tells it; moments are in UTC."""

    started_at: datetime
    ended_at: datetime
    break_minutes: int = 0
    place: str = ""
    modality: str = "in_person"
    purpose: str = ""
    outcome: Outcome = Outcome.DONE
    next_visit_on: date | None = None
    participants: tuple[Participant, ...] = ()


class Visits(Service):
    """Starts, follows and ends visits."""

    def get(self, visit_id: str) -> Visit:
        """One visit.

        Raises:
            NotFound: there is none with this id.
        """
        row = self._read(lambda c: records.one(c, tables.visit, visit_id))
        if row is None:
            raise NotFound.record()
        return records.value_of(Visit, row)

    def of_firm(self, firm_id: str) -> list[Visit]:
        """The firm's visits, the first one first."""
        rows = self._read(lambda c: records.of_firm(c, tables.visit, firm_id, "number"))
        return [records.value_of(Visit, row) for row in rows]

    def open_visit(self, firm_id: str) -> Visit | None:
        """The visit that goes on at this firm, if any."""
        return next((v for v in reversed(self.of_firm(firm_id)) if v.is_open), None)

    def participants(self, visit_id: str) -> list[Participant]:
        """Who sat at the table."""

        def question(c: sa.Connection) -> list[Participant]:
            t, p = tables.attendance, tables.person
            rows = c.execute(
                sa.select(t.c.role, t.c.person_id, p.c.name)
                .select_from(t.outerjoin(p, p.c.id == t.c.person_id))
                .where(t.c.visit_id == visit_id, t.c["_deleted"] == 0)
                .order_by(t.c.id)
            )
            return [Participant(row.role, row.name or "", row.person_id) for row in rows]

        return self._read(question)

    def start(
        self,
        firm_id: str,
        *,
        place: str = "",
        modality: str = "in_person",
        purpose: str = "",
        participants: tuple[Participant, ...] = (),
    ) -> Visit:
        """Begin a visit now. Names of people are kept only after the first consent.

        Raises:
            ConsentNeeded: a participant has a name and the firm has not consented yet.
        """
        visit = replace(self._begun(firm_id, purpose), place=place, modality=modality)
        return self._add(visit, participants)

    def record_unmade(
        self,
        firm_id: str,
        outcome: Outcome,
        *,
        purpose: str = "",
        reason: str = "",
        notes: str = "",
        next_visit_on: date | None = None,
    ) -> Visit:
        """A visit that did not take place: it begins and ends now, in one step.

        Raises:
            InvalidRecord: the reason is missing, or a next visit in the past; nothing was stored.
        """
        begun = self._begun(firm_id, purpose)
        unmade = replace(
            begun,
            ended_at=begun.started_at,
            outcome=outcome,
            outcome_reason=reason.strip(),
            notes=notes,
            next_visit_on=next_visit_on,
        )
        _check_ending(unmade)
        return self._add(unmade, ())

    def record_past(self, firm_id: str, past: PastVisit) -> Visit:
        """A visit that was written down on paper; the same hours again are the same visit.

        Raises:
            InvalidRecord: it is of the future, ends before it starts, or its breaks do not fit.
            ConsentNeeded: a participant has a name and the firm has not consented yet.
        """
        check_past(past)
        for known in self.of_firm(firm_id):
            if (known.started_at, known.ended_at) == (past.started_at, past.ended_at):
                return known
        visit = replace(
            self._begun(firm_id, past.purpose),
            started_at=past.started_at,
            ended_at=past.ended_at,
            break_minutes=past.break_minutes,
            place=past.place,
            modality=past.modality,
            outcome=past.outcome,
            next_visit_on=past.next_visit_on,
        )
        return self._add(visit, past.participants)

    def _begun(self, firm_id: str, purpose: str) -> Visit:
        return Visit(
            id=ids.new_id(),
            firm_id=firm_id,
            number=0,
            started_at=clock.now(),
            started_at_offset=clock.offset_minutes(),
            purpose=purpose,
            advisor_id=self._workspace.actor,
        )

    def _add(self, visit: Visit, participants: tuple[Participant, ...]) -> Visit:
        def work(c: sa.Connection) -> int:
            if any(p.name for p in participants) and not consent_state(c, visit.firm_id).data:
                raise ConsentNeeded.for_data()
            number = 1 + len(records.of_firm(c, tables.visit, visit.firm_id))
            numbered = replace(visit, number=number)
            records.save(c, tables.visit, records.row_of(numbered))
            for participant in participants:
                _attend(c, visit, participant)
            return number

        number = self._write(work, Changes.of(visit.firm_id, ("visit", visit.id)))
        return replace(visit, number=number)

    def update(self, visit: Visit) -> Visit:
        """Store what was typed about an open visit.

        Raises:
            Closed: the visit has ended.
        """
        if not self.get(visit.id).is_open:
            raise Closed.visit()
        self._write(
            lambda c: records.save(c, tables.visit, records.row_of(visit)),
            Changes.of(visit.firm_id, ("visit", visit.id)),
        )
        return visit

    def add_participant(self, visit_id: str, participant: Participant) -> None:
        """Somebody joins the table.

        Raises:
            ConsentNeeded: a name before the first consent.
        """
        visit = self.get(visit_id)

        def work(c: sa.Connection) -> None:
            if participant.name and not consent_state(c, visit.firm_id).data:
                raise ConsentNeeded.for_data()
            _attend(c, visit, participant)

        self._write(work, Changes.of(visit.firm_id, ("attendance", visit_id)))

    def finish(
        self,
        visit_id: str,
        outcome: Outcome,
        *,
        reason: str = "",
        notes: str | None = None,
        next_visit_on: date | None = None,
        break_minutes: int = 0,
    ) -> Visit:
        """End a visit with its outcome; from then on it does not change.

        Raises:
            Closed: it had ended before.
            InvalidRecord: an outcome other than done needs a reason, breaks longer than the
                visit, or a next visit in the past.
        """
        visit = self.get(visit_id)
        if not visit.is_open:
            raise Closed.visit()
        ended = replace(
            visit,
            ended_at=max(clock.now(), visit.started_at),
            outcome=outcome,
            outcome_reason=reason.strip(),
            notes=visit.notes if notes is None else notes,
            next_visit_on=next_visit_on,
            break_minutes=break_minutes,
        )
        _check_ending(ended)
        self._write(
            lambda c: records.save(c, tables.visit, records.row_of(ended)),
            Changes.of(visit.firm_id, ("visit", visit.id)),
        )
        return ended

    def today(self) -> TodayView:
        """Drafts, planned visits, recent firms."""
        return self._read(read_today)

    def pending_changes(self) -> int:
        """How many records wait to be sent; it takes longer, the more there are."""
        count = sa.select(sa.func.count(sa.distinct(tables.change.c.id)))
        return self._read(lambda c: c.execute(count).scalar_one())


def _attend(c: sa.Connection, visit: Visit, participant: Participant) -> None:
    person_id = participant.person_id
    if participant.name and person_id is None:
        person_id = ids.new_id()
        records.save(
            c,
            tables.person,
            {
                "id": person_id,
                "firm_id": visit.firm_id,
                "name": participant.name,
                "role": participant.role,
            },
        )
    records.save(
        c,
        tables.attendance,
        {
            "id": ids.new_id(),
            "firm_id": visit.firm_id,
            "visit_id": visit.id,
            "person_id": person_id,
            "role": participant.role,
        },
    )


def _check_ending(visit: Visit) -> None:
    problems = _ending_problems(visit)
    if problems:
        raise InvalidRecord(_("Falta algo para cerrar la visita."), problems)


def check_past(past: PastVisit) -> None:
    """Whether a visit can have been so.

    Raises:
        InvalidRecord: with a sentence for each field that can't be right.
    """
    problems: dict[str, str] = {}
    if past.started_at > clock.now():
        problems["started_at"] = _("Esa hora todavía no llega: revise la fecha y la hora.")
    elif past.ended_at > clock.now():
        problems["ended_at"] = _("Esa hora todavía no llega: revise la fecha y la hora.")
    if past.ended_at <= past.started_at:
        problems["ended_at"] = _("La visita termina después de empezar.")
    elif past.ended_at - past.started_at > _LONGEST:
        problems["ended_at"] = _("Una visita dura menos de un día.")
    elif breaks := _break_problem(past.started_at, past.ended_at, past.break_minutes):
        problems["break_minutes"] = breaks
    day = (past.started_at + timedelta(minutes=clock.offset_minutes())).date()
    if past.next_visit_on is not None and past.next_visit_on < day:
        problems["next_visit_on"] = _("La próxima visita es después de esta.")
    if problems:
        raise InvalidRecord(_("Los datos de la visita no pueden ser así."), problems)


def _ending_problems(visit: Visit) -> dict[str, str]:
    problems: dict[str, str] = {}
    if visit.outcome not in WORKED and len(visit.outcome_reason) < 4:
        problems["reason"] = _("Escriba en pocas palabras qué pasó.")
    assert visit.ended_at is not None  # noqa: S101 - set by the caller just before
    if breaks := _break_problem(visit.started_at, visit.ended_at, visit.break_minutes):
        problems["break_minutes"] = breaks
    if visit.next_visit_on is not None and visit.next_visit_on < clock.today():
        problems["next_visit_on"] = _("La próxima visita debe ser hoy o después.")
    return problems


def _break_problem(started_at: datetime, ended_at: datetime, minutes: int) -> str:
    if minutes < 0:
        return _("Las pausas se cuentan en minutos, desde cero.")
    if minutes * 60 > (ended_at - started_at).total_seconds():
        return _("Las pausas no pueden durar más que la visita.")
    return ""
