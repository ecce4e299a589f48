"""What the laptop knows of itself and of the office, in its own base."""

from __future__ import annotations

import json
import uuid
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from advisor_app.schema.tables import SYNCED
from advisor_app.sync.wire import MOST_OWN

if TYPE_CHECKING:
    import sqlalchemy as sa

INC: Final = "inc"
"""The life of this base: another one after it was brought back from a copy."""
NUMBER: Final = "no"
EPOCH: Final = "epoch"
HEAD: Final = "head"
GRANTS: Final = "grants"
BUCKETS: Final = "buckets"
RENEW: Final = "renew"
OFFSET: Final = "offset_ms"
OWN: Final = "own"
"""The versions that the office gave to what was sent, until all up to them has come."""
LEAVING: Final = "leaving"
"""Whether there may be something here that the laptop may not see any more."""
EVERYTHING: Final = "*"


@cache
def columns_of(entity: str) -> tuple[str, ...]:
    """The fields of a table that travel, without its key."""
    table = _TABLES[entity]
    key = key_of(entity)
    return tuple(str(c.name) for c in table.columns if c.name not in {key, "_rv", "updated_at"})


@cache
def key_of(entity: str) -> str:
    """The name of a table's key."""
    (key,) = _TABLES[entity].primary_key.columns
    return str(key.name)


@cache
def parents_of(entity: str) -> dict[str, tuple[str, str]]:
    """What each referring column of a table refers to: table and key."""
    keys = _TABLES[entity].foreign_keys
    return {key.parent.name: (key.column.table.name, key.column.name) for key in keys}


def is_known(entity: str) -> bool:
    """Whether this version has such a table."""
    return entity in _TABLES


def get(c: sa.Connection, name: str, otherwise: str = "") -> str:
    """One of the things known."""
    row = c.exec_driver_sql("SELECT value FROM exchange WHERE name = ?", (name,)).first()
    return otherwise if row is None or row[0] is None else str(row[0])


def put(c: sa.Connection, name: str, value: object) -> None:
    """Keep one of the things known."""
    c.exec_driver_sql(
        "INSERT INTO exchange (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, str(value)),
    )


def forget(c: sa.Connection, *names: str) -> None:
    """Know these things no more."""
    for name in names:
        c.exec_driver_sql("DELETE FROM exchange WHERE name = ?", (name,))


def number(c: sa.Connection, name: str) -> int:
    """One of the things known that is a number."""
    return int(get(c, name, "0"))


def life(c: sa.Connection) -> str:
    """The life of this base; made when it is first asked for."""
    known = get(c, INC)
    if not known:
        known = uuid.uuid4().hex
        put(c, INC, known)
    return known


def begin_life(c: sa.Connection) -> None:
    """After a restore, or where another laptop has the same name: number from one again.

    A batch that is on its way keeps its name, so the office knows the edits that it has.
    """
    put(c, INC, uuid.uuid4().hex)
    put(c, NUMBER, 0)
    waiting = c.exec_driver_sql("SELECT body FROM outbox").scalar()
    if waiting is not None:
        body = json.loads(waiting) | {"inc": get(c, INC), "no": 1}
        c.exec_driver_sql("UPDATE outbox SET no = 1, body = ?", (_text(body),))


@contextmanager
def applying(c: sa.Connection) -> Generator[None]:
    """What is written inside comes from the office and is not sent back to it."""
    c.exec_driver_sql("UPDATE sync_state SET applying = 1")
    yield  # an error undoes the whole transaction, this mark too
    c.exec_driver_sql("UPDATE sync_state SET applying = 0")


def buckets(c: sa.Connection) -> list[str]:
    """The buckets that the office lets this laptop see, as it said last."""
    return list(json.loads(get(c, BUCKETS, "[]")))


def to_renew(c: sa.Connection) -> list[str]:
    """The buckets that are asked for again as a whole."""
    return list(json.loads(get(c, RENEW, "[]")))


def renew(c: sa.Connection, *names: str) -> None:
    """Ask for these buckets again as a whole."""
    forget(c, OWN)  # everything in them is to be told
    put(c, RENEW, json.dumps(sorted({*to_renew(c), *names})))
    for name in names:
        set_cursor(c, name, 0, 0)


def own(c: sa.Connection) -> list[tuple[int, int]]:
    """The versions that the office gave to what this laptop sent: first and last of each series."""
    return [(first, last) for first, last in json.loads(get(c, OWN, "[]"))]


def add_own(c: sa.Connection, first: int, count: int) -> None:
    """Know these versions; the oldest series are forgotten first, and are then told again."""
    last = first + count - 1
    known = own(c)
    if known and known[-1][1] + 1 == first:
        first = known.pop()[0]
    put(c, OWN, json.dumps([*known, (first, last)][-MOST_OWN:]))


def renewed(c: sa.Connection, name: str) -> None:
    """A bucket came as a whole."""
    put(c, RENEW, json.dumps([one for one in to_renew(c) if one != name]))


def set_cursor(c: sa.Connection, bucket: str, page: int, floor: int) -> None:
    """Say how far a bucket has come, where that is not where the others are."""
    c.exec_driver_sql(
        "INSERT INTO cursor (bucket, page, floor) VALUES (?, ?, ?) ON CONFLICT (bucket)"
        " DO UPDATE SET page = excluded.page, floor = excluded.floor",
        (bucket, page, floor),
    )


def cursors(c: sa.Connection) -> dict[str, tuple[int, int]]:
    """The buckets that stand elsewhere than the others."""
    rows = c.exec_driver_sql("SELECT bucket, page, floor FROM cursor")
    return {str(bucket): (int(page), int(floor)) for bucket, page, floor in rows}


def note(c: sa.Connection, at: str, what: str, detail: Mapping[str, Any]) -> None:
    """Add a line to the log of the exchange."""
    c.exec_driver_sql(
        "INSERT INTO exchange_log (at, what, detail) VALUES (?, ?, ?)", (at, what, _text(detail))
    )


def _text(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


_TABLES: Final[dict[str, sa.Table]] = {table.name: table for table in SYNCED}
