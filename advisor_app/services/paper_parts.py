"""What documents say of a firm, a visit, a person, from what is stored."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from advisor_app import formats
from advisor_app.domain.errors import InvalidRecord
from advisor_app.domain.instrument import shipped_instrument
from advisor_app.domain.places import shipped_places
from advisor_app.domain.size import firm_size
from advisor_app.domain.text import Text
from advisor_app.domain.visit import (
    MODALITIES,
    OUTCOMES,
    ROLES,
    WORKED,
    Modality,
    payable_hours,
)
from advisor_app.reports import compose
from advisor_app.reports.visit_content import VisitPart

if TYPE_CHECKING:
    from advisor_app.domain.firm import Firm
    from advisor_app.reports.issued import FirmPart
    from advisor_app.services.people import Person
    from advisor_app.services.visits import Visit

SIZES: Final = {
    "micro": Text("microempresa", "micro firm"),
    "small": Text("pequeña empresa", "small firm"),
    "medium": Text("mediana empresa", "medium firm"),
    "large": Text("gran empresa", "large firm"),
}


def place_part(firm: Firm) -> compose.Place:
    """Where the firm is, and its size where that can be told."""
    town = shipped_places().get(firm.divipola) if firm.divipola else None
    size = _size(firm)
    return compose.Place(town.name if town else "", town.department if town else "", size)


def firm_part(firm: Firm) -> FirmPart:
    """The firm, with the names that hold today."""
    return compose.firm_part(firm, place_part(firm), shipped_instrument().sectors)


def visit_part(visit: Visit) -> VisitPart:
    """The visit, its payable hours counted."""
    ended = visit.ended_at
    return VisitPart(
        number=visit.number,
        started_at=visit.started_at,
        ended_at=ended,
        offset_minutes=visit.started_at_offset,
        break_minutes=visit.break_minutes,
        hours=None
        if ended is None
        else payable_hours(visit.started_at, ended, visit.break_minutes),
        place=visit.place,
        modality=MODALITIES[Modality(visit.modality)],
        purpose=visit.purpose,
        outcome=None if visit.outcome is None else OUTCOMES[visit.outcome],
        made=visit.outcome in WORKED or ended != visit.started_at,
        reason=visit.outcome_reason,
    )


def role_name(key: str) -> Text:
    """What a role is called; one that is not known is shown as it is."""
    return ROLES.get(key, Text(key, key))


def document_of(person: Person) -> str:
    """Type and number of a person's document, as ``CC 52.004.118``."""
    kind = "" if person.document_type == "other" else person.document_type
    return f"{kind}{formats.NBSP}{person.document_number}".strip() if person.document_number else ""


def _size(firm: Firm) -> Text | None:
    if firm.annual_income is None or firm.income_year is None:
        return None
    try:
        found = firm_size(
            firm.macro_sector or "manufacturing", Decimal(firm.annual_income), firm.income_year
        )
    except InvalidRecord:
        return None  # a year without a known UVT: the document says nothing of the size
    return SIZES[found.size]
