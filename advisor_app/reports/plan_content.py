"""What the improvement plan says: every action with what it closes, what waits, who would pay."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from advisor_app.domain.text import Text  # noqa: TC001 - read at runtime, to decode
from advisor_app.reports.canonical import LATER
from advisor_app.reports.issued import Content, FirmPart, ReplacedPart

State = Literal["pending", "in_progress", "done", "verified", "cancelled"]


@dataclass(frozen=True, slots=True)
class ClosesPart:
    """Something that was found and that an action closes."""

    list_name: Text
    code: str
    title: Text


@dataclass(frozen=True, slots=True)
class ActionPart:
    """One action.

    Attributes:
        blocks: what it stands in the way of while it is open.
        waits: why it is not among those that the firm carries now.
        proof: what shows that it is closed, in words.
        shown: the file that shows it too, and what is seen in it.
    """

    title: Text
    expected: Text
    starts_on: date
    due_on: date
    priority: Decimal
    quick_win: bool = False
    blocks: Literal["law", "standard", ""] = ""
    responsible: str = ""
    support: str = ""
    cost: int | None = None
    funding: Literal["programme", "firm", "other", ""] = ""
    state: State = "pending"
    advance: int = 0
    closes: tuple[ClosesPart, ...] = ()
    waits: Literal["", "full", "hours"] = ""
    proof: str = ""
    verified_on: date | None = None
    verified_by: str = ""
    shown: Literal["photo", "paper", ""] = field(default="", metadata=LATER)
    caption: str = field(default="", metadata=LATER)

    @property
    def is_open(self) -> bool:
        """Whether there is still something to do."""
        return self.state in ("pending", "in_progress")


@dataclass(frozen=True, slots=True)
class SharesPart:
    """Who would pay, as an estimate.

    Attributes:
        unknown: so many actions have no cost yet.
        call: the call whose terms it follows; empty for those of the program.
    """

    cost: Decimal
    eligible: Decimal
    support: Decimal
    firm: Decimal
    capped: bool
    unknown: int
    call: str = ""


@dataclass(frozen=True, slots=True)
class PlanPart:
    """The plan in its order.

    Attributes:
        hours: of support that are contracted; None for no limit.
        warnings: what whoever signs has to know.
    """

    actions: tuple[ActionPart, ...]
    waiting: tuple[ActionPart, ...]
    shares: SharesPart
    hours_used: int
    hours: int | None = None
    warnings: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class AnsweredPart:
    """An assessment that the plan answers, and the day of it."""

    name: Text
    on: date


@dataclass(frozen=True, slots=True)
class PlanContent(Content):
    """The plan as a document of its own.

    Attributes:
        on: the day that proposals without dates of their own are counted from.
    """

    firm: FirmPart
    advisor: str
    on: date
    plan: PlanPart
    issued_at: datetime
    issued_at_offset: int
    answers: tuple[AnsweredPart, ...] = ()
    number: str = ""
    version: int = 1
    format: str = "plan/1"
    replaces: ReplacedPart | None = field(default=None, metadata=LATER)
