"""What the papers of a visit say: its record and its attendance list, each complete in itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from advisor_app.domain.text import Text  # noqa: TC001 - read at runtime, to decode
from advisor_app.reports.canonical import LATER
from advisor_app.reports.content import CommitmentPart  # noqa: TC001 - as above
from advisor_app.reports.issued import Content, FirmPart, ReplacedPart


@dataclass(frozen=True, slots=True)
class VisitPart:
    """One visit.

    Attributes:
        hours: payable, the breaks left out; None while it goes on.
        outcome: how it ended; None while it goes on.
        made: whether it took place at all.
        reason: why it was not made, or not to the end.
    """

    number: int
    started_at: datetime
    ended_at: datetime | None
    offset_minutes: int
    break_minutes: int
    hours: Decimal | None
    place: str
    modality: Text
    purpose: str
    outcome: Text | None
    made: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AttendeePart:
    """Somebody at the table; without an authorization only the role is known."""

    name: str
    role: Text


@dataclass(frozen=True, slots=True)
class VisitRecordContent(Content):
    """The whole record.

    Attributes:
        authorized: whether the firm agreed to the use of its people's data.
        contact: where to write about one's data.
        photos: SHA-256 of each photo taken during the visit.
    """

    firm: FirmPart
    advisor: str
    visit: VisitPart
    issued_at: datetime
    issued_at_offset: int
    people: tuple[AttendeePart, ...] = ()
    activities: str = ""
    findings: str = ""
    remarks: str = ""
    commitments: tuple[CommitmentPart, ...] = ()
    next_visit_on: date | None = None
    photos: tuple[str, ...] = ()
    authorized: bool = False
    contact: str = ""
    number: str = ""
    version: int = 1
    format: str = "visit_record/1"
    replaces: ReplacedPart | None = field(default=None, metadata=LATER)


@dataclass(frozen=True, slots=True)
class PersonPart:
    """Somebody who was there; without an authorization only the role is known.

    Attributes:
        document: type and number, such as ``CC 52.004.118``.
        differential: what the person chose to tell; only with an authorization of its own.
    """

    name: str
    role: Text
    document: str = ""
    sex: Text | None = None
    phone: str = ""
    email: str = ""
    differential: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class AttendanceContent(Content):
    """The whole list.

    Attributes:
        authorized: whether the firm agreed to the use of its people's data.
    """

    firm: FirmPart
    advisor: str
    visit: VisitPart
    issued_at: datetime
    issued_at_offset: int
    people: tuple[PersonPart, ...] = ()
    authorized: bool = False
    number: str = ""
    version: int = 1
    format: str = "attendance/1"
    replaces: ReplacedPart | None = field(default=None, metadata=LATER)
