"""A visit: one session with a firm, with its own outcome and its payable hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from advisor_app.domain.errors import InvalidRecord
from advisor_app.domain.figures import half_up
from advisor_app.domain.text import Text
from advisor_app.i18n import _

REASON_LENGTH: Final = 10


class Outcome(StrEnum):
    """How a visit ended; hours and travel count whatever the outcome."""

    DONE = "done"
    PARTIAL = "partial"
    NO_SHOW = "no_show"
    REFUSED = "refused"
    INSECURITY = "insecurity"
    WEATHER = "weather"


class Modality(StrEnum):
    """How the advisor and the firm met."""

    IN_PERSON = "in_person"
    VIRTUAL = "virtual"


OUTCOMES: Final = {
    Outcome.DONE: Text("Realizada", "Done"),
    Outcome.PARTIAL: Text("Parcial", "Partial"),
    Outcome.NO_SHOW: Text("No había nadie", "Nobody there"),
    Outcome.REFUSED: Text("No quiso atender", "Refused"),
    Outcome.INSECURITY: Text("Inseguridad", "Insecurity"),
    Outcome.WEATHER: Text("Clima o vía", "Weather or road"),
}
MODALITIES: Final = {
    Modality.IN_PERSON: Text("Presencial", "In person"),
    Modality.VIRTUAL: Text("Virtual", "Virtual"),
}
ROLES: Final = {
    "owner": Text("Dueño o dueña", "Owner"),
    "legal_representative": Text("Representante legal", "Legal representative"),
    "manager": Text("Gerencia o administración", "Manager"),
    "quality": Text("Calidad", "Quality"),
    "production": Text("Producción u operación", "Production or operations"),
    "worker": Text("Trabajador o trabajadora", "Worker"),
    "accountant": Text("Contabilidad", "Accountant"),
    "sales": Text("Ventas", "Sales"),
    "member": Text("Asociado o asociada", "Member"),
    "authority": Text("Autoridad de la comunidad", "Community authority"),
    "other": Text("Otra persona", "Other"),
}


@dataclass(frozen=True, slots=True)
class Visit:
    """One session; an assessment may go on over several of them."""

    id: str
    firm_id: str
    number: int = 1
    started_at: datetime | None = None
    started_at_offset: int = -300
    ended_at: datetime | None = None
    break_minutes: int = 0
    place: str = ""
    divipola: str = ""
    modality: Modality = Modality.IN_PERSON
    purpose: str = ""
    notes: str = ""
    outcome: Outcome | None = None
    outcome_reason: str = ""
    next_visit_on: date | None = None
    advisor_id: str = ""

    @property
    def is_open(self) -> bool:
        return self.outcome is None

    @property
    def hours(self) -> Decimal | None:
        """Payable hours with two decimals: end less start less breaks; None while open."""
        if self.started_at is None or self.ended_at is None:
            return None
        minutes = Fraction(int((self.ended_at - self.started_at).total_seconds()), 60)
        return half_up((minutes - self.break_minutes) / 60, 2)


@dataclass(frozen=True, slots=True)
class Attendance:
    """A person who took part in a visit, in the role held that day."""

    id: str
    firm_id: str
    visit_id: str
    person_id: str
    role: str


def validate_closing(visit: Visit) -> None:
    """Check a visit that is about to end.

    Raises:
        InvalidRecord: with a sentence for each field that breaks a rule.
    """
    problems: dict[str, str] = {}
    if visit.outcome is None:
        problems["outcome"] = _("Elija cómo terminó la visita.")
    elif visit.outcome is not Outcome.DONE and len(visit.outcome_reason.strip()) < REASON_LENGTH:
        problems["outcome_reason"] = _("Cuente en una frase qué pasó.")
    hours = visit.hours
    if hours is None:
        problems["ended_at"] = _("Falta la hora de inicio o de fin.")
    elif visit.ended_at is not None and visit.started_at is not None:
        if visit.ended_at < visit.started_at:
            problems["ended_at"] = _("La visita no puede terminar antes de empezar.")
        elif visit.break_minutes < 0 or hours < 0:
            problems["break_minutes"] = _("Las pausas no pueden durar más que la visita.")
    if (
        visit.next_visit_on is not None
        and visit.started_at is not None
        and visit.next_visit_on < visit.started_at.date()
    ):
        problems["next_visit_on"] = _("La próxima visita no puede ser antes de esta.")
    if problems:
        raise InvalidRecord(_("La visita tiene datos por corregir."), problems)
