"""A visit's outcomes, modalities and roles, and how its payable hours are counted."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from advisor_app.domain.figures import half_up
from advisor_app.domain.text import Text


class Outcome(StrEnum):
    """How a visit ended; hours and travel count whatever the outcome."""

    DONE = "done"
    PARTIAL = "partial"
    NO_SHOW = "no_show"
    REFUSED = "refused"
    INSECURITY = "insecurity"
    WEATHER = "weather"


WORKED: Final = frozenset({Outcome.DONE, Outcome.PARTIAL})


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
# Who answers a question or takes part in a visit.
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


def payable_hours(started_at: datetime, ended_at: datetime, break_minutes: int) -> Decimal:
    """End less start less breaks, in hours with two decimals; never below zero."""
    minutes = Fraction(int((ended_at - started_at).total_seconds()), 60) - break_minutes
    return half_up(max(minutes, Fraction(0)) / 60, 2)
