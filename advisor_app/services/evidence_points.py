"""The answers of a firm that evidence can back, by name, and when each was given."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from advisor_app.domain import clock
from advisor_app.domain.market import short_name
from advisor_app.domain.text import Text
from advisor_app.schema import tables
from advisor_app.services import contents, scope_rows
from advisor_app.services.assessment_view import read_view
from advisor_app.services.assessments import GAP
from advisor_app.services.consents import consent_state
from advisor_app.services.errors import DamagedContent, NotFound
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


@dataclass(frozen=True, slots=True)
class Sorting:
    """What photos of a visit are sorted by.

    Attributes:
        ended_at: of a visit that goes on, now.
        points: every point of the firm that still changes.
        answered: the visit's answers with their times, the first one first.
        may_keep: whether the firm agreed to photos.
    """

    visit_id: str
    firm_id: str
    firm_name: str
    started_at: datetime
    ended_at: datetime
    points: tuple[Point, ...]
    answered: tuple[tuple[datetime, Point], ...]
    may_keep: bool


def sorting(c: sa.Connection, visit_id: str) -> Sorting:
    """What the photos of a visit are sorted by.

    Raises:
        NotFound: there is no such visit.
    """
    visit = records.one(c, tables.visit, visit_id)
    if visit is None:
        raise NotFound.record()
    firm = records.one(c, tables.firm, visit["firm_id"]) or {}
    points = {one.link: one for one in of_firm(c, visit["firm_id"]) if one.is_open}
    ended = visit["ended_at"]
    return Sorting(
        visit_id=visit_id,
        firm_id=visit["firm_id"],
        firm_name=firm.get("trade_name") or firm.get("legal_name") or "",
        started_at=datetime.fromisoformat(visit["started_at"]),
        ended_at=datetime.fromisoformat(ended) if ended else clock.now(),
        points=tuple(points.values()),
        answered=tuple((at, points[link]) for at, link in _answered(c, visit_id) if link in points),
        may_keep=bool(consent_state(c, visit["firm_id"]).image),
    )


def of_firm(c: sa.Connection, firm_id: str) -> tuple[Point, ...]:
    """Every point of the firm's lists and diagnoses, the latest of them first."""
    t = tables.assessment
    found: list[Point] = []
    for row in records.many(c, t, (t.c.firm_id == firm_id,), ("-created_at", "-id")):
        with contextlib.suppress(DamagedContent):  # told when it is opened by itself
            found += _of_list(c, row) if row["kind"] == GAP else _of_diagnosis(c, row)
    return tuple(found)


def _answered(c: sa.Connection, visit_id: str) -> list[tuple[datetime, Link]]:
    t = tables.answer
    return [
        (datetime.fromisoformat(row["answered_at"]), Link(row["assessment_id"], row["item"]))
        for row in records.many(c, t, (t.c.visit_id == visit_id,), ("answered_at", "id"))
        if row["answered_at"]
    ]


def _of_list(c: sa.Connection, row: Row) -> Iterator[Point]:
    standard = contents.standard(c, row["instrument_digest"])
    scope = scope_rows.scope_in(c, row)
    name = short_name(standard)
    if scope.name:
        name = Text(f"{name.es} · {scope.name}", f"{name.en} · {scope.name}")
    for one in standard.requirements:
        yield Point(Link(row["id"], one.code), one.title, name, row["status"] == "draft")


def _of_diagnosis(c: sa.Connection, row: Row) -> Iterator[Point]:
    view = read_view(c, row["id"])
    for one in view.instrument.applicable(view.profile, "full"):
        yield Point(Link(row["id"], one.code), one.question, DIAGNOSIS, view.is_open)
