"""From the office's pages into the tables: first put by, then a whole bucket in one transaction.

A row that somebody is writing in is not touched where it is being written. A row that can't be put
in yet waits with its reason and holds up nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from sqlalchemy.exc import IntegrityError

from advisor_app.schema.columns import now_text
from advisor_app.schema.tables import SYNCED
from advisor_app.sync import local, sums
from advisor_app.sync.errors import BadMessage
from advisor_app.sync.outgoing import WHOLE, write_row
from advisor_app.sync.wire import Pulled, Row, Value, unpack_rows

if TYPE_CHECKING:
    import sqlalchemy as sa

_ORDER: Final = {table.name: place for place, table in enumerate(SYNCED)}
_PART: Final = 400
_Staged = tuple[str, str, int, str]
"""Table, id, version and fields of a row that came."""
_NOTE_AGAIN: Final = """\
INSERT INTO change (entity, id, field, base_rv, hlc, actor)
SELECT '{table}', t."{key}", '*', ?, hlc, actor FROM "{table}" t, sync_state WHERE t._rv > ?
ON CONFLICT (entity, id, field) DO UPDATE SET base_rv = excluded.base_rv"""


class StillSending(RuntimeError):  # noqa: N818 - says what is the case
    """A page must not be taken in while a batch is on its way: it would pass over its answer."""


def put_by(c: sa.Connection, page: Pulled) -> None:
    """Keep a page and how far it leads, in one transaction.

    Raises:
        StillSending: a batch waits for its answer.
        BadMessage: there is something in it that this laptop may not see.
    """
    if c.exec_driver_sql("SELECT 1 FROM outbox").first() is not None:
        raise StillSending
    if page.buckets is not None:
        _take_list(c, page.buckets)
    local.put(c, local.GRANTS, page.grants)
    rows = list(unpack_rows(page.rows))
    _must_be_seen(rows, frozenset(local.buckets(c)))
    _stage(c, rows)
    for gone in page.gone:
        _stage_gone(c, gone.entity, gone.id, gone.bucket)
    for bucket, (at, floor) in page.cursors.items():
        local.set_cursor(c, bucket, at, floor)
    sums.keep(c, page.sums)
    if not page.more:
        c.exec_driver_sql("DELETE FROM cursor")
        local.put(c, local.HEAD, page.head)
        local.forget(c, local.OWN)


def ready(c: sa.Connection) -> list[str]:
    """The buckets that have come whole and wait to be put in; contents first, then firms."""
    rows = c.exec_driver_sql(
        "SELECT DISTINCT bucket FROM stage WHERE rv <> -1 AND bucket NOT IN"
        " (SELECT bucket FROM cursor WHERE page <> floor OR page = 0)"
    )
    staged = {str(row[0]) for row in rows}
    seen = local.buckets(c)
    came = [n for n in local.to_renew(c) if local.EVERYTHING in seen or n in seen]
    staged |= {name for name in came if name not in local.cursors(c)}
    return sorted(staged, key=lambda name: (name != "global", name))


def put_in_ready(c: sa.Connection, most: int) -> set[tuple[str, str]]:
    """Put in the buckets that have come whole, one after the other, until so many rows are in.

    A commit costs more than a small bucket, and whoever types must not wait for many large ones.
    """
    touched: set[tuple[str, str]] = set()
    for bucket in ready(c):
        touched |= put_in(c, bucket)
        if len(touched) >= most:
            break
    return touched


def put_in(c: sa.Connection, bucket: str) -> set[tuple[str, str]]:
    """Put what came of one bucket into the tables, all of it at once; give the rows touched.

    Rows that refer to something that is not here yet stay put by.
    """
    c.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    placing = _Placing(c, bucket, whole=bucket in local.to_renew(c))
    with local.applying(c):
        try:
            with c.begin_nested():
                placing.place()
        except IntegrityError:
            placing = _Placing(c, bucket, whole=placing.whole, careful=True)
            placing.place()
        placing.finish()
    return placing.touched


def rewind(c: sa.Connection, epoch: str, version: int) -> int:
    """Follow the office into another life, which knows nothing after this version.

    What came after it is noted again, whole, so that no laptop loses what the office lost. A batch
    that is on its way is made anew: it stands on versions that will be others' there.
    """
    local.put(c, local.EPOCH, epoch)
    local.forget(c, local.OWN)
    c.exec_driver_sql("DELETE FROM outbox")
    c.exec_driver_sql("UPDATE change SET base_rv = min(base_rv, ?)", (version,))
    count = 0
    with local.applying(c):
        for table in SYNCED:
            key = local.key_of(table.name)
            query = _NOTE_AGAIN.format(table=table.name, key=key)
            count += c.exec_driver_sql(query, (version, version)).rowcount
            query = f'UPDATE "{table.name}" SET _rv = ? WHERE _rv > ?'  # noqa: S608 - names of ours
            c.exec_driver_sql(query, (version, version))
    c.exec_driver_sql("DELETE FROM stage WHERE rv > ?", (version,))
    c.exec_driver_sql("DELETE FROM sent_file")  # which files it has is asked again
    c.exec_driver_sql(
        "UPDATE cursor SET page = min(page, ?), floor = min(floor, ?)", (version, version)
    )
    local.put(c, local.HEAD, min(version, local.number(c, local.HEAD)))
    local.put(c, local.GRANTS, 0)
    local.begin_life(c)
    return count


# --- Putting by -------------------------------------------------------------------------------


def _take_list(c: sa.Connection, buckets: list[str]) -> None:
    """What this laptop may see: what is new on the list is asked for from the beginning."""
    known = local.buckets(c)
    for bucket in buckets:
        if bucket not in known and bucket != local.EVERYTHING and known:
            local.set_cursor(c, bucket, 0, 0)
    if local.EVERYTHING in buckets and known and local.EVERYTHING not in known:
        local.put(c, local.HEAD, 0)
    local.put(c, local.BUCKETS, json.dumps(buckets))
    local.put(c, local.LEAVING, 1)


def _stage(c: sa.Connection, rows: Iterable[Row]) -> None:
    staged = [
        (row.entity, row.id, str(row.fields.get("bucket") or ""), row.rv, _body(row.fields))
        for row in rows
    ]
    if staged:
        c.exec_driver_sql(
            "INSERT INTO stage (entity, id, bucket, rv, body) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (entity, id) DO UPDATE SET bucket = excluded.bucket, rv = excluded.rv,"
            " body = excluded.body WHERE excluded.rv >= stage.rv",
            staged,
        )


def _must_be_seen(rows: Iterable[Row], seen: frozenset[str]) -> None:
    for row in rows:
        bucket = str(row.fields.get("bucket") or "")
        firms = local.EVERYTHING in seen and not bucket.startswith("user:")
        if seen and bucket not in seen and not firms:
            raise BadMessage("bucket")


def _body(fields: Mapping[str, Value]) -> str:
    return json.dumps(dict(fields), ensure_ascii=False, separators=(",", ":"))


def _stage_gone(c: sa.Connection, entity: str, record_id: str, bucket: str) -> None:
    if local.is_known(entity):
        c.exec_driver_sql(
            "INSERT OR IGNORE INTO stage (entity, id, bucket, rv, body) VALUES (?, ?, ?, -1, '')",
            (entity, record_id, bucket),
        )


# --- Putting in -------------------------------------------------------------------------------


@dataclass(slots=True)
class _Placing:
    """What came of one bucket, on its way into the tables.

    Attributes:
        whole: it is all there is in the bucket, so what else is here the office never had.
        careful: one by one, because one of them is refused by the base.
    """

    c: sa.Connection
    bucket: str
    whole: bool
    careful: bool = False
    touched: set[tuple[str, str]] = field(default_factory=set)
    _came: set[tuple[str, str]] = field(default_factory=set)
    _there: dict[tuple[str, str], bool] = field(default_factory=dict)
    _versions: dict[str, int] = field(default_factory=dict)
    _noted: dict[str, set[str]] = field(default_factory=dict)
    _new: list[tuple[Value, ...]] = field(default_factory=list)

    def place(self) -> None:
        """Put in the rows, parents before children."""
        query = "SELECT entity, id, rv, body FROM stage WHERE bucket = ? AND rv <> -1"
        found = self.c.exec_driver_sql(query, (self.bucket,))
        rows: list[_Staged] = sorted(((e, i, rv, body) for e, i, rv, body in found), key=_place_of)
        self._came = {(entity, record_id) for entity, record_id, _rv, _body in rows}
        left = len(rows) + 1
        while rows and len(rows) < left:  # a row may refer to one of its own table that comes later
            left = len(rows)
            parts = [list(part) for _entity, part in groupby(rows, key=itemgetter(0))]
            rows = [row for part in parts for row in self._place_alike(part)]

    def finish(self) -> None:
        """What the office never had of a bucket that came whole is noted to be sent again."""
        if not self.whole:
            return
        for table in SYNCED:
            self._note_again(table.name)
        local.renewed(self.c, self.bucket)

    def _place_alike(self, rows: list[_Staged]) -> list[_Staged]:
        """Put in rows of one table; give those that have to wait."""
        entity = rows[0][0]
        self._look_up(entity, [row[1] for row in rows])
        done, held, waiting = list[tuple[str, str]](), list[tuple[str, str, str]](), list[_Staged]()
        for row in rows:
            if why := self._refusal(*row):
                held.append((why, entity, row[1]))
                waiting.append(row)
            else:
                done.append((entity, row[1]))
        self._insert_new(entity)
        if held:
            query = "UPDATE stage SET why = ? WHERE entity = ? AND id = ?"
            self.c.exec_driver_sql(query, held)
        if done:
            self.c.exec_driver_sql("DELETE FROM stage WHERE entity = ? AND id = ?", done)
        return waiting

    def _look_up(self, entity: str, record_ids: list[str]) -> None:
        """Which of the rows are here, and what was noted of them."""
        self._versions, self._noted = {}, {}
        if not local.is_known(entity):
            return
        key = local.key_of(entity)
        for start in range(0, len(record_ids), _PART):
            part = record_ids[start : start + _PART]
            marks = ",".join("?" * len(part))
            query = f'SELECT "{key}", _rv FROM "{entity}" WHERE "{key}" IN ({marks})'  # noqa: S608 - names of ours
            for record_id, rv in self.c.exec_driver_sql(query, tuple(part)):
                self._versions[record_id] = rv
            query = f"SELECT id, field FROM change WHERE entity = ? AND id IN ({marks})"  # noqa: S608 - marks only
            for record_id, name in self.c.exec_driver_sql(query, (entity, *part)):
                self._noted.setdefault(record_id, set()).add(name)

    def _refusal(self, entity: str, record_id: str, rv: int, body: str) -> str | None:
        """Why the row can't be put in yet."""
        if not local.is_known(entity):
            return "newer"
        values = _complete(entity, json.loads(body))
        if lacking := self._lacking(entity, values):
            return lacking
        if not self.careful:
            self._write(entity, record_id, rv, values)
            return None
        try:
            with self.c.begin_nested():
                self._write(entity, record_id, rv, values)
        except IntegrityError:
            return "refused"
        return None

    def _write(self, entity: str, record_id: str, rv: int, values: Mapping[str, Value]) -> None:
        here = self._versions.get(record_id)
        if here is None:
            self._new.append((record_id, *values.values(), rv))
            if self.careful:
                self._insert_new(entity)
        elif rv > here or self.whole:
            noted = self._noted.get(record_id, set())
            if WHOLE in noted:
                return  # the answer to its batch settles it
            kept = {name: value for name, value in values.items() if name not in noted}
            write_row(self.c, entity, record_id, kept, rv)
            self.touched.add((entity, record_id))
            if entity == "person" and values.get("name") is None:
                _let_go(self.c, record_id)
        self._there[entity, record_id] = True

    def _insert_new(self, entity: str) -> None:
        """Insert the rows that are new here."""
        new, self._new = self._new, []
        if not new:
            return
        names = (local.key_of(entity), *local.columns_of(entity), "_rv", "updated_at")
        listed = ", ".join(f'"{name}"' for name in names)
        marks = ", ".join("?" * len(names))
        now = now_text()
        self.c.exec_driver_sql(
            f'INSERT INTO "{entity}" ({listed}) VALUES ({marks})',  # noqa: S608 - names of ours
            [(*row, now) for row in new],
        )
        self.touched |= {(entity, str(row[0])) for row in new}

    def _lacking(self, entity: str, values: Mapping[str, Value]) -> str | None:
        for column, (parent, key) in local.parents_of(entity).items():
            wanted = values.get(column)
            if wanted is not None and not self._is_there(parent, key, str(wanted)):
                return f"waits {column}"
        return None

    def _is_there(self, parent: str, key: str, wanted: str) -> bool:
        known = self._there.get((parent, wanted))
        if known is None:
            query = f'SELECT 1 FROM "{parent}" WHERE "{key}" = ?'  # noqa: S608 - names of ours
            known = self.c.exec_driver_sql(query, (wanted,)).first() is not None
            if known:
                self._there[parent, wanted] = known
        return known

    def _note_again(self, entity: str) -> None:
        key = local.key_of(entity)
        query = f'SELECT "{key}" FROM "{entity}" WHERE bucket = ?'  # noqa: S608 - names of ours
        for (record_id,) in self.c.exec_driver_sql(query, (self.bucket,)).all():
            if (entity, record_id) in self._came or noted_fields(self.c, entity, record_id):
                continue
            if self._refused(entity, record_id):
                continue
            self.c.exec_driver_sql(
                f'UPDATE "{entity}" SET _rv = 0 WHERE "{key}" = ?',  # noqa: S608 - names of ours
                (record_id,),
            )
            self.c.exec_driver_sql(
                "INSERT INTO change (entity, id, field, base_rv, hlc, actor)"
                " SELECT ?, ?, '*', 0, hlc, actor FROM sync_state",
                (entity, record_id),
            )

    def _refused(self, entity: str, record_id: str) -> bool:
        query = "SELECT 1 FROM set_aside WHERE entity = ? AND record_id = ? AND why LIKE 'invalid%'"
        return self.c.exec_driver_sql(query, (entity, record_id)).first() is not None


def _place_of(row: _Staged) -> tuple[int, str, int]:
    entity, _record_id, rv, _body = row
    return _ORDER.get(entity, len(_ORDER)), entity, rv


def _complete(entity: str, fields: Mapping[str, Value]) -> dict[str, Value]:
    """All fields of a row that this version knows; what is not told is empty."""
    values: dict[str, Value] = {name: fields.get(name) for name in local.columns_of(entity)}
    if values["_deleted"] is None:
        values["_deleted"] = 0
    return values


def noted_fields(c: sa.Connection, entity: str, record_id: str) -> set[str]:
    """What of a row was edited here and is still to be sent."""
    query = "SELECT field FROM change WHERE entity = ? AND id = ?"
    return {str(row[0]) for row in c.exec_driver_sql(query, (entity, record_id))}


def _let_go(c: sa.Connection, person_id: str) -> None:
    """Keep nothing set aside of somebody who was erased."""
    query = "DELETE FROM set_aside WHERE entity = 'person' AND record_id = ?"
    c.exec_driver_sql(query, (person_id,))
