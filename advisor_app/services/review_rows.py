"""Returned assessments as rows: what a correction copies, and when it is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from advisor_app.domain import clock, ids
from advisor_app.schema import tables
from advisor_app.schema.exchange import review
from advisor_app.store import records

if TYPE_CHECKING:
    from collections.abc import Mapping

_OWN: Final = frozenset({"id", "created_at", "updated_at", "_rv", "_deleted"})
_CAME_TO: Final = frozenset({"closed_at", "level", "line"})
_COPIED: Final = {
    tables.answer: "{item}",
    tables.quality_cost: "quality_cost",
    tables.commitment: "commitment/{position}",
}
"""Table -> what its rows are named by within an assessment."""


def copy_assessment(c: sa.Connection, old: Mapping[str, object], new_id: str, actor: str) -> None:
    """A draft that says the same as a closed assessment."""
    about = {name: value for name, value in old.items() if name not in _OWN | _CAME_TO}
    about |= {"id": new_id, "status": "draft", "advisor_id": actor, "created_at": clock.now()}
    records.save(c, tables.assessment, about)
    for table, named in _COPIED.items():
        for row in records.many(c, table, (table.c.assessment_id == old["id"],)):
            kept = {name: value for name, value in row.items() if name not in _OWN}
            kept |= {"id": ids.answer_id(new_id, named.format_map(row)), "assessment_id": new_id}
            records.save(c, table, kept)


def note_closed(c: sa.Connection, assessment_id: str) -> None:
    """A correction was closed: whoever returned the old one can look at it."""
    query = sa.select(review.c.id).where(
        review.c.corrected_id == assessment_id, review.c.state == "returned"
    )
    for review_id in c.execute(query).scalars().all():
        corrected = {"id": review_id, "state": "corrected", "corrected_at": clock.now()}
        records.save(c, review, corrected)
