"""Which gap assessments belong to the papers of a visit."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from advisor_app.schema import tables
from advisor_app.services.assessments import GAP, of_visit
from advisor_app.store import records

if TYPE_CHECKING:
    from collections.abc import Sequence


def gaps_of_visit(c: sa.Connection, visit_id: str) -> list[str]:
    """Those that began in the visit or were answered there, and those made between visits.

    What was made at the desk belongs to the visit that it follows; before the first one, to that.
    """
    made_there = of_visit(c, visit_id, GAP)
    visit = records.one(c, tables.visit, visit_id)
    if visit is None:
        return made_there
    visits = records.of_firm(c, tables.visit, visit["firm_id"], "started_at", "id")
    at_desk = [
        row["id"]
        for row in _without_visit(c, visit["firm_id"])
        if _followed(visits, row)["id"] == visit_id
    ]
    return sorted({*made_there, *at_desk})


def _without_visit(c: sa.Connection, firm_id: str) -> Sequence[records.Row]:
    """The answered ones that no visit had a part in."""
    a, t = tables.answer, tables.assessment
    answered = sa.select(a.c.assessment_id).where(a.c["_deleted"] == 0)
    in_a_visit = sa.select(a.c.assessment_id).where(a.c.visit_id.is_not(None))
    where = (
        t.c.firm_id == firm_id,
        t.c.kind == GAP,
        t.c.started_visit_id.is_(None),
        t.c.id.in_(answered),
        t.c.id.not_in(in_a_visit),
    )
    return records.many(c, t, where, ("created_at", "id"))


def _followed(visits: Sequence[records.Row], assessment: records.Row) -> records.Row:
    made = datetime.fromisoformat(assessment["created_at"])
    before = [one for one in visits if datetime.fromisoformat(one["started_at"]) <= made]
    return before[-1] if before else visits[0]
