"""What the base says of the exchange: what waits, what was set aside, what was noted of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from advisor_app.schema.tables import SYNCED
from advisor_app.services.changes import Changes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import sqlalchemy as sa

_RETURNING: Final = ("coordinator", "administrator")
_PART: Final = 400
_LOG_LINES: Final = 500
_WAITING: Final = """\
SELECT coalesce(t.bucket, ''), count(DISTINCT n.id) FROM change n
LEFT JOIN "{table}" t ON t."{key}" = n.id WHERE n.entity = ? GROUP BY 1"""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What of one firm is still to be sent.

    Attributes:
        firm_id: empty for what belongs to no firm.
        kinds: how many records of each table.
    """

    firm_id: str
    firm_name: str
    kinds: Mapping[str, int]

    @property
    def records(self) -> int:
        """How many in all."""
        return sum(self.kinds.values())


@dataclass(frozen=True, slots=True)
class SetAside:
    """A record that the office did not take.

    Attributes:
        entity: its table.
        why: ``forbidden`` or ``invalid``.
        reason: the office's word for it.
    """

    id: str
    entity: str
    firm_id: str
    firm_name: str
    why: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LogLine:
    """One thing that the exchange did; counts and codes only."""

    at: str
    what: str
    detail: Mapping[str, object]


def count_waiting(c: sa.Connection) -> int:
    """How many records were edited here and are not at the office yet."""
    query = "SELECT count(*) FROM (SELECT DISTINCT entity, id FROM change)"
    return int(c.exec_driver_sql(query).scalar_one())


def waiting(c: sa.Connection) -> list[Waiting]:
    """What waits, firm by firm, the most first."""
    found: dict[str, dict[str, int]] = {}
    for table in SYNCED:
        (key,) = table.primary_key.columns
        query = _WAITING.format(table=table.name, key=key.name)
        for bucket, count in c.exec_driver_sql(query, (table.name,)):
            found.setdefault(str(bucket), {})[table.name] = int(count)
    names = _names(c)
    made = [Waiting(b if b in names else "", names.get(b, ""), kinds) for b, kinds in found.items()]
    return sorted(made, key=lambda one: (-one.records, one.firm_name))


def set_aside(c: sa.Connection) -> list[SetAside]:
    """What the office did not take, the newest first."""
    query = "SELECT id, entity, record_id, fields, why, at FROM set_aside ORDER BY at DESC, id"
    names, made = _names(c), list[SetAside]()
    for name, entity, record_id, fields, why, at in c.exec_driver_sql(query):
        told = json.loads(fields or "{}")
        firm = record_id if entity == "firm" else str(told.get("firm_id") or "")
        kind, _, reason = str(why).partition(" ")
        shown = names.get(firm) or str(told.get("_firm") or "")
        made.append(SetAside(name, entity, firm, shown, kind, reason, _moment(at)))
    return made


def count_set_aside(c: sa.Connection) -> int:
    """How many of them nobody has looked at yet."""
    return int(c.exec_driver_sql("SELECT count(*) FROM set_aside WHERE seen = 0").scalar_one())


def count_held(c: sa.Connection) -> int:
    """How many rows came and wait for something that has not come."""
    query = "SELECT count(*) FROM stage WHERE why IS NOT NULL"
    return int(c.exec_driver_sql(query).scalar_one())


def count_for_people(c: sa.Connection) -> tuple[int, int]:
    """How many conflicts are open, and how many assessments wait for this person to correct."""
    queries = (
        "SELECT count(*) FROM conflict WHERE state = 'open' AND _deleted = 0",
        "SELECT count(*) FROM review WHERE state = 'returned' AND _deleted = 0",
    )
    conflicts, returned = (int(c.exec_driver_sql(query).scalar_one()) for query in queries)
    return conflicts, 0 if coordinates(c) else returned


def coordinates(c: sa.Connection) -> bool:
    """Whether this laptop's person returns work to others instead of correcting it."""
    from advisor_app.sync import local

    return local.get(c, "role") in _RETURNING


def log(c: sa.Connection, most: int = _LOG_LINES) -> list[LogLine]:
    """What the exchange did, the newest first."""
    query = "SELECT at, what, detail FROM exchange_log ORDER BY no DESC LIMIT ?"
    lines = c.exec_driver_sql(query, (most,))
    return [LogLine(str(at), str(what), json.loads(detail or "{}")) for at, what, detail in lines]


def shorten_log(c: sa.Connection) -> None:
    """Let go of lines that nobody reads any more."""
    query = "DELETE FROM exchange_log WHERE no <= (SELECT max(no) FROM exchange_log) - ?"
    c.exec_driver_sql(query, (_LOG_LINES,))


def changes_of(c: sa.Connection, touched: Iterable[tuple[str, str]]) -> Changes:
    """What the office changed here, with the firms it belongs to."""
    records, firms = frozenset(touched), set[str]()
    for table in SYNCED:
        named = sorted(record_id for entity, record_id in records if entity == table.name)
        (key,) = table.primary_key.columns
        for start in range(0, len(named), _PART):
            part = named[start : start + _PART]
            marks = ",".join("?" * len(part))
            query = (
                f'SELECT DISTINCT bucket FROM "{table.name}"'  # noqa: S608 - names of ours
                f' WHERE "{key.name}" IN ({marks})'
            )
            firms |= {str(row[0]) for row in c.exec_driver_sql(query, tuple(part))}
    return Changes(records, frozenset(firms))


def _names(c: sa.Connection) -> dict[str, str]:
    rows = c.exec_driver_sql("SELECT id, legal_name FROM firm")
    return {str(firm_id): str(name or "") for firm_id, name in rows}


def _moment(at: object) -> datetime:
    return datetime.fromisoformat(str(at))
