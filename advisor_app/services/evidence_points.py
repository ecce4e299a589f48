"""The answers of a firm that evidence can back, by name, and when each was given."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from advisor_app.domain.market import shipped_markets
from advisor_app.domain.text import Text
from advisor_app.schema import tables
from advisor_app.services import contents, scope_rows
from advisor_app.services.assessment_view import read_view
from advisor_app.services.assessments import GAP
from advisor_app.services.errors import DamagedContent
from advisor_app.services.evidence_rows import Link
from advisor_app.store import records

if TYPE_CHECKING:
    import sqlalchemy as sa

    from advisor_app.store.records import Row

DIAGNOSIS: Final = Text("Diagnóstico", "Diagnosis")


@dataclass(frozen=True, slots=True)
class Point:
    """An answer by its name.

    Attributes:
        of: what it belongs to: a list, or the diagnosis.
        is_open: whether it still changes.
    """

    link: Link
    title: Text
    of: Text
    is_open: bool


def of_firm(c: sa.Connection, firm_id: str) -> tuple[Point, ...]:
    """Every point of the firm's lists and diagnoses, the latest of them first."""
    t = tables.assessment
    found: list[Point] = []
    for row in records.many(c, t, (t.c.firm_id == firm_id,), ("-created_at", "-id")):
        with contextlib.suppress(DamagedContent):  # told when it is opened by itself
            found += _of_list(c, row) if row["kind"] == GAP else _of_diagnosis(c, row)
    return tuple(found)


def answered(c: sa.Connection, visit_id: str) -> list[tuple[datetime, Link]]:
    """The answers of a visit with their times, the first one first."""
    t = tables.answer
    return [
        (datetime.fromisoformat(row["answered_at"]), Link(row["assessment_id"], row["item"]))
        for row in records.many(c, t, (t.c.visit_id == visit_id,), ("answered_at", "id"))
        if row["answered_at"]
    ]


def _of_list(c: sa.Connection, row: Row) -> Iterator[Point]:
    standard = contents.standard(c, row["instrument_digest"])
    scope = scope_rows.scope_in(c, row)
    name = (shipped_markets().standard(standard.id) or standard).name
    if scope.name:
        name = Text(f"{name.es} · {scope.name}", f"{name.en} · {scope.name}")
    for one in standard.requirements:
        yield Point(Link(row["id"], one.code), one.title, name, row["status"] == "draft")


def _of_diagnosis(c: sa.Connection, row: Row) -> Iterator[Point]:
    view = read_view(c, row["id"])
    for one in view.instrument.applicable(view.profile, "full"):
        yield Point(Link(row["id"], one.code), one.question, DIAGNOSIS, view.is_open)
