"""Differences between two laptops: both values in words, and a person's choice between them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, Literal

import sqlalchemy as sa

from advisor_app.domain import clock
from advisor_app.domain.errors import AdvisorError
from advisor_app.domain.statement_words import Line, Point, statement
from advisor_app.i18n import _, language
from advisor_app.schema import tables
from advisor_app.schema.exchange import conflict
from advisor_app.services.base import Service
from advisor_app.services.changes import Changes
from advisor_app.services.firms import place_of
from advisor_app.services.record_words import RecordWords
from advisor_app.store import records
from advisor_app.sync import local

if TYPE_CHECKING:
    from collections.abc import Mapping

    from advisor_app.services.changes import Announcer
    from advisor_app.store.workspace import Workspace

Choice = Literal["kept", "lost"]
Where = Literal["here", "office", "elsewhere"]
_OFFICE: Final = "office"
_SETTLED_SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class Side:
    """One of two values: who wrote it, when, and on which laptop."""

    by: str
    at: datetime | None
    where: Where
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Two values of one statement that did not know of each other.

    Attributes:
        kind: what kind of record it is about.
        about: what tells that record from others of its kind.
        kept: what the office has.
        lost: the other one.
        now: what the record says now, where that is neither of them.
    """

    id: str
    firm_id: str
    firm_name: str
    place: str
    kind: str
    about: str
    kept: Side
    lost: Side
    now: tuple[Line, ...]
    state: Literal["open", "auto", "resolved"]
    choice: Choice | None
    reason: str
    resolved_by: str
    resolved_at: datetime | None


class Sent(AdvisorError):  # noqa: N818 - says how it is
    """A choice that is with the office by now."""

    def __init__(self) -> None:
        super().__init__(
            _("Esa decisión ya se envió a la oficina y no se puede deshacer aquí."),
            advice=_("Corrija el dato en su pantalla: el cambio viaja en el próximo intercambio."),
        )


class Conflicts(Service):
    """Reads differences and keeps what people decide on them."""

    def __init__(self, workspace: Workspace, announcer: Announcer, name: Callable[[], str]) -> None:
        super().__init__(workspace, announcer)
        self._name = name

    def open(self, firm_id: str = "") -> list[Difference]:
        """What waits for a person, firm by firm, of one firm or of all."""
        wanted = [conflict.c.state == "open"]
        if firm_id:
            wanted.append(conflict.c.firm_id == firm_id)
        order = (tables.firm.c.legal_name, conflict.c.firm_id, conflict.c.created_at, conflict.c.id)
        return self._listed(wanted, order)

    def settled(self) -> list[Difference]:
        """What was settled, by itself or by a person; the latest, the newest first."""
        order = (conflict.c.created_at.desc(), conflict.c.id)
        return self._listed([conflict.c.state != "open"], order, _SETTLED_SHOWN)

    def count(self, firm_id: str) -> int:
        """How many of a firm wait for a person."""
        return self._read(lambda c: count_open(c, firm_id))

    def decide(self, conflict_ids: Sequence[str], choice: Choice, reason: str = "") -> list[str]:
        """Choose one side of each; gives those that were still open.

        The office puts the chosen value in at the next exchange; until then it can be undone.
        """
        values = {
            "state": "resolved",
            "choice": choice,
            "reason": reason.strip() or None,
            "resolved_by": self._name(),
            "resolved_at": clock.now(),
        }
        return self._set(conflict_ids, "open", values)

    def undo(self, conflict_ids: Sequence[str]) -> None:
        """Take choices back.

        Raises:
            Sent: one of them has gone to the office; nothing was taken back.
        """
        nothing = dict.fromkeys(("choice", "reason", "resolved_by", "resolved_at"))

        def work(c: sa.Connection) -> None:
            if not all(_is_here(c, one) for one in conflict_ids):
                raise Sent

        self._set(conflict_ids, "resolved", {"state": "open", **nothing}, work)

    def _set(
        self,
        conflict_ids: Sequence[str],
        state: str,
        values: Mapping[str, object],
        check: Callable[[sa.Connection], None] = lambda _c: None,
    ) -> list[str]:
        def work(c: sa.Connection) -> list[tuple[str, str]]:
            check(c)
            done: list[tuple[str, str]] = []
            for one in conflict_ids:
                row = records.one(c, conflict, one)
                if row is not None and row["state"] == state:
                    records.save(c, conflict, {"id": one, **values})
                    done.append((one, row["firm_id"]))
            return done

        done = self._workspace.write(work).result()
        touched = frozenset(("conflict", one) for one, _firm in done)
        self._announcer.announce(Changes(touched, frozenset(firm for _one, firm in done)))
        return [one for one, _firm in done]

    def _listed(
        self,
        wanted: Sequence[sa.ColumnElement[bool]],
        order: Sequence[sa.ColumnElement[Any]],
        limit: int | None = None,
    ) -> list[Difference]:
        firm = tables.firm
        query = (
            sa.select(conflict, firm.c.legal_name, firm.c.divipola)
            .join(firm, firm.c.id == conflict.c.firm_id)
            .where(conflict.c["_deleted"] == 0, firm.c["_deleted"] == 0, *wanted)
            .order_by(*order)
            .limit(limit)
        )

        def question(c: sa.Connection) -> list[Difference]:
            reading = _Reading(RecordWords(c, language()), local.get(c, "device"))
            rows = [{str(name): row[name] for name in row} for row in c.execute(query).mappings()]
            return [reading.difference(row) for row in rows]

        return self._read(question)


def count_open(c: sa.Connection, firm_id: str) -> int:
    """How many differences of a firm wait for a person, in the caller's transaction."""
    return c.execute(
        sa.select(sa.func.count())
        .select_from(conflict)
        .where(conflict.c.firm_id == firm_id, conflict.c.state == "open")
        .where(conflict.c["_deleted"] == 0)
    ).scalar_one()


def _is_here(c: sa.Connection, conflict_id: str) -> bool:
    """Whether a choice waits to be sent, and is not on its way already."""
    noted = "SELECT 1 FROM change WHERE entity = 'conflict' AND id = ?"
    if c.exec_driver_sql(noted, (conflict_id,)).first() is None:
        return False
    on_its_way = "SELECT 1 FROM outbox WHERE instr(body, ?) > 0"
    return c.exec_driver_sql(on_its_way, (conflict_id,)).first() is None


@dataclass(frozen=True, slots=True)
class _Reading:
    """Rows of differences in words."""

    words: RecordWords
    device: str

    def difference(self, row: Mapping[str, Any]) -> Difference:
        entity, record_id = row["entity"], row["record_id"]
        kept, lost = (_values(row[side]) for side in ("kept", "lost"))
        record = self.words.row(entity, record_id)
        point = None
        if entity == "answer" and record is not None:
            point = self.words.point(record["assessment_id"], record["item"])
        told = {**_told(kept), **_told(lost)}
        names = [name for name in lost if name not in _ALONG and name in told]
        now = {name: record[name] for name in kept if name in record} if record else {}
        changed = any(now[name] != kept[name] for name in now if name not in _ALONG)

        def lines(values: Mapping[str, Any]) -> tuple[Line, ...]:
            told = {name: values[name] for name in names if name in values}
            return statement(entity, told, self.words.lang, point)

        return Difference(
            id=row["id"],
            firm_id=row["firm_id"],
            firm_name=row["legal_name"] or "",
            place=place_of(row["divipola"]),
            kind=self.words.kind(entity),
            about=_about(self.words, entity, record_id, point),
            kept=self._side(row, "kept", lines(kept)),
            lost=self._side(row, "lost", lines(lost)),
            now=lines(_told(now)) if changed and row["state"] == "open" else (),
            state=row["state"],
            choice=row["choice"],
            reason=row["reason"] or "",
            resolved_by=row["resolved_by"] or "",
            resolved_at=_moment(row["resolved_at"]),
        )

    def _side(self, row: Mapping[str, Any], side: str, lines: tuple[Line, ...]) -> Side:
        device = row[f"{side}_device"]
        where: Where = "elsewhere"
        if device == _OFFICE:
            where = "office"
        elif device and device == self.device:
            where = "here"
        return Side(row[f"{side}_by"] or "", _moment(row[f"{side}_at"]), where, lines)


_ALONG: Final = frozenset({"visit_id", "advisor_id", "answered_at", "given_at_offset"})
"""What follows a statement without being a value that anybody chooses by."""


def _about(words: RecordWords, entity: str, record_id: str, point: Point | None) -> str:
    if point is None:
        return words.about(entity, record_id)
    return f"{point.code} · {point.text}" if point.text else point.code


def _told(values: Mapping[str, Any]) -> dict[str, Any]:
    """What a side tells, without its empty fields."""
    return {name: one for name, one in values.items() if one not in (None, "", "[]", "{}")}


def _values(told: str | None) -> dict[str, Any]:
    return dict(json.loads(told or "{}"))


def _moment(told: str | None) -> datetime | None:
    return datetime.fromisoformat(told) if told else None
