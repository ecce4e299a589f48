"""From what was noted of each edit to a batch, and from the office's answer back to rest.

A batch lies in the outbox until the office has answered it: the same bytes, however often the line
breaks. What is edited meanwhile is noted again and goes with the next one.
"""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from advisor_app.schema.columns import now_text
from advisor_app.schema.tables import SYNCED
from advisor_app.sync import local, packing
from advisor_app.sync.errors import BadMessage
from advisor_app.sync.merge import DELETED
from advisor_app.sync.policy import Rule, group_of
from advisor_app.sync.wire import (
    HOMES,
    SCHEMA,
    Edit,
    Push,
    Pushed,
    Row,
    Value,
    pack_edits,
    unpack_edits,
)
from advisor_app.sync.wire import unpack_rows as rows_in

if TYPE_CHECKING:
    import sqlalchemy as sa

WHOLE: Final = "*"
FIRM: Final = "_firm"
"""Beside the fields of what was set aside: the firm's name, which may leave the laptop."""
_PART: Final = 400
_TAKEN: Final = frozenset({"merged", "conflict"})
_LEFT: Final = frozenset({"forbidden", "invalid"})
_RANKS: Final = " ".join(f"WHEN '{table.name}' THEN {n}" for n, table in enumerate(SYNCED))
_IN_ORDER: Final = f"""\
SELECT entity, id FROM change GROUP BY entity, id
ORDER BY max(field = '*') DESC, CASE entity {_RANKS} END, min(hlc), id LIMIT ?"""  # noqa: S608 - names of ours
"""New rows first and parents before children: the office takes nothing of a firm it never saw."""


def waiting(c: sa.Connection) -> bytes | None:
    """The batch that is on its way, if there is one."""
    body = c.exec_driver_sql("SELECT body FROM outbox").scalar()
    return None if body is None else str(body).encode()


def has_more(c: sa.Connection) -> bool:
    """Whether there is anything to send, or a batch without an answer."""
    query = "SELECT EXISTS (SELECT 1 FROM outbox) OR EXISTS (SELECT 1 FROM change)"
    return bool(c.exec_driver_sql(query).scalar())


def build(c: sa.Connection, limit: int = 1_000) -> bytes | None:
    """The batch on its way, or a new one of what was noted; none when nothing waits.

    One transaction: it is numbered and durable before it is sent.
    """
    body = waiting(c)
    if body is not None:
        return body
    edits = list(_noted(c, limit))
    if not edits:
        return None
    blocks, _ordered = pack_edits(edits)
    number = local.number(c, local.NUMBER) + 1
    name = uuid.uuid4().hex
    message = Push(name, local.life(c), number, SCHEMA, blocks, local.get(c, local.EPOCH))
    body = packing.to_json(message)
    c.exec_driver_sql(
        "INSERT INTO outbox (one, no, body, made_at) VALUES (1, ?, ?, ?)",
        (number, body.decode(), now_text()),
    )
    return body


def acknowledge(c: sa.Connection, body: bytes, answer: Pushed) -> None:
    """Take in what the office made of the batch, in one transaction.

    What it took is noted no more; what was edited again meanwhile stays noted on its new version;
    what it did not take is set aside, whole.

    Raises:
        BadMessage: it is no answer to this batch.
    """
    push = packing.from_json(body, Push)
    _must_answer(push, answer)
    apart = {one.n: one for one in answer.x}
    theirs = {(row.entity, row.id): row for row in rows_in(answer.rows)}
    plain: defaultdict[str, list[tuple[Edit, int]]] = defaultdict(list)
    with local.applying(c):
        for number, edit in enumerate(unpack_edits(push.blocks)):
            one = apart.get(number)
            if one is not None and one.st in _LEFT:
                _set_aside(c, f"{push.id}:{number}", edit, f"{one.st} {one.why}".strip())
                continue
            rv = one.rv if one else answer.first + number
            row = theirs.get((edit.entity, edit.id))
            if row is None:
                plain[edit.entity].append((edit, rv))
            else:
                _Settling(c, edit, rv, row).settle()
        for entity, taken in plain.items():
            for start in range(0, len(taken), _PART):
                _settle_together(c, entity, taken[start : start + _PART])
        if answer.first and not local.to_renew(c):
            local.add_own(c, answer.first, sum(len(block.r) for block in push.blocks))
        c.exec_driver_sql("DELETE FROM outbox")
        local.put(c, local.NUMBER, push.no)


def _must_answer(push: Push, answer: Pushed) -> None:
    """Nothing is noted no more on the word of an answer that doesn't say it of every edit."""
    count = sum(len(block.r) for block in push.blocks)
    apart = {one.n for one in answer.x}
    if answer.no != push.no or len(apart) != len(answer.x) or any(n >= count for n in apart):
        raise BadMessage("answer")
    if len(apart) < count and not answer.first:
        raise BadMessage("answer")
    for one in answer.x:
        if one.st not in _TAKEN | _LEFT or (one.st in _TAKEN and not one.rv):
            raise BadMessage("answer")


# --- What was noted ---------------------------------------------------------------------------


def _noted(c: sa.Connection, limit: int) -> Iterable[Edit]:
    keys = c.exec_driver_sql(_IN_ORDER, (limit,)).all()
    named: defaultdict[str, list[str]] = defaultdict(list)
    for entity, record_id in keys:
        named[entity].append(record_id)
    for entity, record_ids in named.items():
        for start in range(0, len(record_ids), _PART):
            yield from _edits_of(c, entity, record_ids[start : start + _PART])


def _edits_of(c: sa.Connection, entity: str, record_ids: list[str]) -> Iterable[Edit]:
    marks = ",".join("?" * len(record_ids))
    noted: defaultdict[str, dict[str, tuple[int, str]]] = defaultdict(dict)
    query = f"SELECT id, field, base_rv, hlc FROM change WHERE entity = ? AND id IN ({marks})"  # noqa: S608 - marks only
    for record_id, field, base, hlc in c.exec_driver_sql(query, (entity, *record_ids)):
        noted[record_id][field] = (base, hlc)
    rows = read_rows(c, entity, record_ids)
    for record_id in record_ids:
        yield _edit(entity, record_id, noted[record_id], rows.get(record_id))


def _edit(
    entity: str, record_id: str, noted: Mapping[str, tuple[int, str]], row: dict[str, Value] | None
) -> Edit:
    hlc = max(hlc for _base, hlc in noted.values())
    if row is None:  # a row that is gone for good is one that was taken away
        base = min(base for base, _hlc in noted.values())
        return Edit(entity, record_id, record_id, base, hlc, {"_deleted": (1, base)})
    rv = int(row["_rv"] or 0)
    home = str(row.get(HOMES[entity]) or record_id) if entity in HOMES else record_id
    if WHOLE in noted or rv == 0:  # what the office has never had goes whole
        base = noted[WHOLE][0] if WHOLE in noted else 0
        names = local.columns_of(entity)
        rv = rv if base else 0
        return Edit(entity, record_id, home, rv, hlc, {n: (row[n], base) for n in names})
    fields = {n: (row[n], base) for n, (base, _hlc) in noted.items() if n in row}
    return Edit(entity, record_id, home, rv, hlc, _whole_statements(entity, fields, row))


def _whole_statements(
    entity: str, fields: Mapping[str, tuple[Value, int]], row: Mapping[str, Value]
) -> dict[str, tuple[Value, int]]:
    """What is one statement goes whole, so that a part of it never lands in another one."""
    whole = dict(fields)
    for name, (_value, base) in fields.items():
        group = group_of(entity, name)
        if group.rule is Rule.REVIEW and name in group.fields:
            for other in group.fields:
                if other not in fields:
                    known = whole.get(other, (None, base))[1]
                    whole[other] = (row[other], min(base, known))
    return whole


def read_rows(c: sa.Connection, entity: str, record_ids: list[str]) -> dict[str, dict[str, Value]]:
    """The rows with these ids, with what travels and their versions."""
    key = local.key_of(entity)
    names = (key, *local.columns_of(entity), "_rv")
    listed = ", ".join(f'"{name}"' for name in names)
    marks = ",".join("?" * len(record_ids))
    query = f'SELECT {listed} FROM "{entity}" WHERE "{key}" IN ({marks})'  # noqa: S608 - names of ours
    found = c.exec_driver_sql(query, tuple(record_ids))
    return {str(row[0]): dict(zip(names, row, strict=True)) for row in found}


# --- What became of it ------------------------------------------------------------------------


def _settle_together(c: sa.Connection, entity: str, taken: list[tuple[Edit, int]]) -> None:
    """Rows that are at the office as they were sent; those edited since are settled one by one."""
    sent = {edit.id: edit for edit, _rv in taken}
    marks = ",".join("?" * len(sent))
    query = f"SELECT id, field, hlc FROM change WHERE entity = ? AND id IN ({marks})"  # noqa: S608 - marks only
    later = {
        record_id
        for record_id, field, hlc in c.exec_driver_sql(query, (entity, *sent))
        if hlc > sent[record_id].hlc or not _went_with(sent[record_id], field)
    }
    for edit, rv in taken:
        if edit.id in later:
            _Settling(c, edit, rv, None).settle()
    plain = [(rv, edit.id) for edit, rv in taken if edit.id not in later]
    if not plain:
        return
    query = f'UPDATE "{entity}" SET _rv = max(_rv, ?) WHERE "{local.key_of(entity)}" = ?'  # noqa: S608 - names of ours
    c.exec_driver_sql(query, plain)
    marks = ",".join("?" * len(plain))
    query = f"DELETE FROM change WHERE entity = ? AND id IN ({marks})"  # noqa: S608 - marks only
    c.exec_driver_sql(query, (entity, *(record_id for _rv, record_id in plain)))


def _went_with(edit: Edit, field: str) -> bool:
    """Whether what was noted of a field is in the edit."""
    return field == WHOLE or field in edit.fields or edit.rv == 0


@dataclass(slots=True)
class _Settling:
    """One row after its edit was taken."""

    c: sa.Connection
    edit: Edit
    rv: int
    theirs: Row | None

    def settle(self) -> None:
        edit = self.edit
        here = read_rows(self.c, edit.entity, [edit.id]).get(edit.id)
        if here is None:
            self._forget()
            return
        names = local.columns_of(edit.entity)
        still = self._edited_since(here)
        if self.theirs is not None:
            fields = self.theirs.fields
            new = {n: here[n] if n in still else fields.get(n) for n in names}
        else:
            new = {n: here[n] for n in names}
        rv = max(self.rv, int(here["_rv"] or 0))
        if self.theirs is not None and (
            away := self._away(new)
        ):  # it comes again together with what it refers to
            new = {n: value for n, value in new.items() if n not in away and n != "bucket"}
            rv = self.rv - 1
        write_row(self.c, edit.entity, edit.id, new, rv)
        self._forget()
        for name, (base, hlc) in still.items():
            self.c.exec_driver_sql(
                "INSERT INTO change (entity, id, field, base_rv, hlc, actor)"
                " SELECT ?, ?, ?, ?, ?, actor FROM sync_state",
                (edit.entity, edit.id, name, base, hlc),
            )

    def _edited_since(self, here: Mapping[str, Value]) -> dict[str, tuple[int, str]]:
        """The fields that say something else than what was sent, and what they stand on now."""
        edit = self.edit
        found: dict[str, tuple[int, str]] = {}
        query = "SELECT field, base_rv, hlc FROM change WHERE entity = ? AND id = ?"
        for name, base, hlc in self.c.exec_driver_sql(query, (edit.entity, edit.id)).all():
            if not _went_with(edit, name):
                found[name] = (self._moved(base), hlc)
            elif hlc > edit.hlc:
                found |= self._changed_fields(here, hlc, None if name == WHOLE else name)
        return found

    def _away(self, values: Mapping[str, Value]) -> set[str]:
        """The columns that refer to something that is not here yet."""
        found: set[str] = set()
        for name, (parent, key) in local.parents_of(self.edit.entity).items():
            query = f'SELECT 1 FROM "{parent}" WHERE "{key}" = ?'  # noqa: S608 - names of ours
            wanted = values.get(name)
            if wanted is not None and self.c.exec_driver_sql(query, (wanted,)).first() is None:
                found.add(name)
        return found

    def _moved(self, base: int) -> int:
        """What an edit stands on that was made while the batch was on its way.

        Where the office had nothing else, the row there is the one that was before the user's eyes.
        """
        return self.rv if self.theirs is None and base >= self.edit.rv else base

    def _changed_fields(
        self, here: Mapping[str, Value], hlc: str, only: str | None
    ) -> dict[str, tuple[int, str]]:
        edit = self.edit
        names = local.columns_of(edit.entity) if only is None else (only,)
        found: dict[str, tuple[int, str]] = {}
        for name in names:
            sent = edit.fields.get(name, (None, 0))
            if here.get(name) != sent[0]:
                agreed = self.theirs is None or self.theirs.fields.get(name) == sent[0]
                if name == DELETED and self.theirs is not None:
                    agreed = False  # whoever took it away had not seen what came with the answer
                found[name] = (self.rv if agreed else sent[1], hlc)
        return found

    def _forget(self) -> None:
        forget(self.c, self.edit.entity, self.edit.id)


def forget(c: sa.Connection, entity: str, record_id: str) -> None:
    """Note nothing of a row any more."""
    c.exec_driver_sql("DELETE FROM change WHERE entity = ? AND id = ?", (entity, record_id))


def write_row(
    c: sa.Connection, entity: str, record_id: str, values: Mapping[str, Value], rv: int
) -> None:
    """Update a row that is there."""
    sets = ", ".join(f'"{name}" = ?' for name in values)
    query = f'UPDATE "{entity}" SET {sets}, _rv = ? WHERE "{local.key_of(entity)}" = ?'  # noqa: S608 - names of ours
    c.exec_driver_sql(query, (*values.values(), rv, record_id))


def _set_aside(c: sa.Connection, name: str, edit: Edit, why: str) -> None:
    """Keep what was not taken, and what was edited in the same row since; then let go of it.

    Its bucket is asked for again as a whole, so that the row says what the office says.
    """
    sent: dict[str, Any] = {n: value for n, (value, _base) in edit.fields.items()}
    here = read_rows(c, edit.entity, [edit.id]).get(edit.id)
    query = "SELECT field FROM change WHERE entity = ? AND id = ?"
    noted = {str(row[0]) for row in c.exec_driver_sql(query, (edit.entity, edit.id))}
    if here is not None:
        later = local.columns_of(edit.entity) if WHOLE in noted else noted
        sent |= {n: here[n] for n in later if n in here}
        sent |= {n: here[n] for n in edit.fields if n in here}
        sent[FIRM] = _firm_name(c, str(here["bucket"]))
    c.exec_driver_sql(
        "INSERT OR IGNORE INTO set_aside (id, entity, record_id, fields, why, at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (
            name,
            edit.entity,
            edit.id,
            json.dumps(sent, ensure_ascii=False, sort_keys=True),
            why,
            now_text(),
        ),
    )
    forget(c, edit.entity, edit.id)
    if here is not None:
        local.renew(c, str(here["bucket"]))
        local.put(c, local.LEAVING, 1)


def _firm_name(c: sa.Connection, bucket: str) -> str:
    found = c.exec_driver_sql("SELECT legal_name FROM firm WHERE id = ?", (bucket,)).scalar()
    return str(found or "")
