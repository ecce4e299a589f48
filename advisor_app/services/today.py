"""What the advisor needs at six in the morning, read in one go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from advisor_app.domain import clock
from advisor_app.domain.delivery import DeliveryState
from advisor_app.domain.market import short_name
from advisor_app.schema import tables
from advisor_app.services import contents, signature_rows
from advisor_app.services.assessments import GAP
from advisor_app.services.errors import DamagedContent
from advisor_app.services.scope_rows import scope_in

if TYPE_CHECKING:
    from advisor_app.domain.text import Text
    from advisor_app.services.signature_rows import Pending


@dataclass(frozen=True, slots=True)
class Draft:
    """A diagnosis, or a comparison with a standard, that waits to be finished.

    Attributes:
        part: the member, site or method that it looks at; empty where it is the whole firm.
        standard: the list, of a comparison; none where its copy is damaged.
    """

    assessment_id: str
    is_gap: bool
    firm_id: str
    firm_name: str
    place: str
    answered: int
    updated_at: datetime
    visit_id: str | None
    part: str = ""
    standard: Text | None = None


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """A firm that expects the advisor."""

    firm_id: str
    firm_name: str
    place: str
    day: date


@dataclass(frozen=True, slots=True)
class RecentFirm:
    """A firm where something happened lately."""

    firm_id: str
    firm_name: str
    place: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TodayView:
    """What the advisor needs at six in the morning.

    Attributes:
        waiting: how many documents wait to be handed over.
    """

    drafts: tuple[Draft, ...]
    planned: tuple[PlannedVisit, ...]
    recent: tuple[RecentFirm, ...]
    unsigned: tuple[Pending, ...]
    firms: int
    waiting: int = 0


def read_today(c: sa.Connection) -> TodayView:
    """Drafts, planned visits, recent firms."""
    from advisor_app.services.firms import place_of  # the firms' list also shows visits

    firm, visit, assessment = tables.firm, tables.visit, tables.assessment
    alive = firm.c["_deleted"] == 0
    name = firm.c.legal_name

    def row_place(row: Any) -> str:  # noqa: ANN401 - a row with the firm's municipality
        return place_of(row.divipola)

    answered = (
        sa.select(sa.func.count())
        .where(tables.answer.c.assessment_id == assessment.c.id, tables.answer.c["_deleted"] == 0)
        .scalar_subquery()
    )
    drafts = c.execute(
        sa.select(
            assessment.c.id, assessment.c.kind, assessment.c.firm_id, name, firm.c.divipola,
            answered.label("answered"), assessment.c.updated_at, assessment.c.started_visit_id,
            assessment.c.scope, assessment.c.instrument_digest,
        )
        .join(firm, firm.c.id == assessment.c.firm_id)
        .where(assessment.c.status == "draft", assessment.c["_deleted"] == 0, alive)
        .order_by(assessment.c.updated_at.desc())
        .limit(20)
    )  # fmt: skip
    planned = c.execute(
        sa.select(visit.c.firm_id, name, firm.c.divipola, visit.c.next_visit_on)
        .join(firm, firm.c.id == visit.c.firm_id)
        .where(visit.c.next_visit_on >= clock.today().isoformat(), alive)
        .order_by(visit.c.next_visit_on, name)
        .limit(20)
    )
    recent = c.execute(
        sa.select(firm.c.id, name, firm.c.divipola, firm.c.updated_at)
        .where(alive)
        .order_by(firm.c.updated_at.desc())
        .limit(8)
    )
    moment = datetime.fromisoformat
    return TodayView(
        drafts=tuple(_draft(c, r, row_place(r)) for r in drafts),
        planned=tuple(
            PlannedVisit(r.firm_id, r.legal_name, row_place(r), date.fromisoformat(r.next_visit_on))
            for r in planned
        ),
        recent=tuple(
            RecentFirm(r.id, r.legal_name, row_place(r), moment(r.updated_at)) for r in recent
        ),
        unsigned=tuple(signature_rows.pending(c)),
        firms=c.execute(sa.select(sa.func.count()).select_from(firm).where(alive)).scalar_one(),
        waiting=_waiting(c),
    )  # fmt: skip


def _draft(c: sa.Connection, row: Any, place: str) -> Draft:  # noqa: ANN401 - a row of both
    is_gap = row.kind == GAP
    return Draft(
        row.id,
        is_gap,
        row.firm_id,
        row.legal_name,
        place,
        row.answered,
        datetime.fromisoformat(row.updated_at),
        row.started_visit_id,
        scope_in(c, {"scope": row.scope, "firm_id": row.firm_id}).name if is_gap else "",
        _standard(c, row.instrument_digest) if is_gap else None,
    )


def _standard(c: sa.Connection, digest: str) -> Text | None:
    try:
        return short_name(contents.standard(c, digest))
    except DamagedContent:
        return None


def _waiting(c: sa.Connection) -> int:
    delivery, firm = tables.delivery, tables.firm
    return c.execute(
        sa.select(sa.func.count())
        .select_from(delivery.join(firm, firm.c.id == delivery.c.firm_id))
        .where(delivery.c.state == DeliveryState.WAITING, delivery.c["_deleted"] == 0)
        .where(firm.c["_deleted"] == 0)
    ).scalar_one()
