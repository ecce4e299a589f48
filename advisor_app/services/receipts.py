"""A receipt of a visit: what of it the office has, by versions and hashes, to be proved later."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from advisor_app.domain import clock
from advisor_app.i18n import _
from advisor_app.schema.columns import now_text
from advisor_app.schema.tables import SYNCED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import sqlalchemy as sa

    from advisor_app.sync.client import Line
    from advisor_app.sync.wire import Row

_SHOWN: Final = 12
_PART: Final = 400  # as many as fit in one question to the base
_BY_DOCUMENT: Final = ("signature", "delivery")


@dataclass(frozen=True, slots=True)
class Kept:
    """A record as the office has it."""

    entity: str
    id: str
    version: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What of a visit the office has.

    Attributes:
        epoch: the life of the office, ``version``: how far it was in it.
        files: the SHA-256 of each photo and paper that the office has confirmed.
        waiting: records and files of the visit that it does not have, or not as they are here.
    """

    visit_id: str
    firm_id: str
    firm_name: str
    number: int
    made_at: str
    office: str
    epoch: str
    version: int
    records: tuple[Kept, ...]
    files: tuple[str, ...]
    waiting: int

    @property
    def is_whole(self) -> bool:
        """Whether the office has all of the visit."""
        return self.waiting == 0

    def text(self) -> str:
        """The receipt as it is read and kept."""
        lines = [
            _("Recibo de entrega a la oficina"),
            f"{self.firm_name} · {_('visita {n}').format(n=self.number)}",
            f"{_('Oficina')}: {self.office} · {self.epoch[:_SHOWN]} · {self.version}",
            f"{_('Hecho')}: {self.made_at[:19]} UTC",
            _("Completo: la oficina lo tiene todo.")
            if self.is_whole
            else _("Incompleto: faltan {n} por llegar.").format(n=self.waiting),
            "",
        ]
        lines += [f"{one.entity} {one.id} v{one.version} {one.sha256}" for one in self.records]
        lines += [f"file {digest}" for digest in self.files]
        return "\n".join(lines) + "\n"


def of_visit(c: sa.Connection, visit_id: str, office: str) -> Receipt:
    """What the office has of a visit, as it has answered so far."""
    from advisor_app.sync import local

    ids = _ids_of(c, visit_id)
    records, waiting = list[Kept](), 0
    for entity, record_ids in ids.items():
        query = "SELECT DISTINCT id FROM change WHERE entity = ?"
        noted = {str(row[0]) for row in c.exec_driver_sql(query, (entity,))}
        for record_id, fields, rv in _rows(c, entity, record_ids):
            if rv == 0 or record_id in noted:
                waiting += 1
            else:
                records.append(Kept(entity, record_id, rv, digest_of(entity, fields)))
    named, there = _files(c, visit_id)
    head = "SELECT v.firm_id, f.legal_name, v.number FROM visit v JOIN firm f ON f.id = v.firm_id"
    firm_id, name, number = c.exec_driver_sql(f"{head} WHERE v.id = ?", (visit_id,)).one()
    return Receipt(
        visit_id=visit_id,
        firm_id=firm_id,
        firm_name=name or "",
        number=int(number or 0),
        made_at=now_text(),
        office=office,
        epoch=local.get(c, local.EPOCH),
        version=local.number(c, local.HEAD),
        records=tuple(sorted(records, key=lambda one: (one.entity, one.id))),
        files=tuple(sorted(there)),
        waiting=waiting + len(named - there),
    )


def ask_for_bucket(c: sa.Connection, line: Line, bucket: str, rows: int) -> list[Row]:
    """All that the office has of a firm, asked for without taking any of it in.

    Raises:
        Refused, AdvisorError: the office was not asked to the end.
    """
    from advisor_app.sync import local, packing
    from advisor_app.sync.wire import SCHEMA, Pull, Pulled, unpack_rows

    found: list[Row] = []
    cursor, more = (0, 0), True
    head, grants = local.number(c, local.HEAD), local.number(c, local.GRANTS)
    epoch = local.get(c, local.EPOCH)
    while more:
        asked = Pull(head, grants, epoch, SCHEMA, {bucket: cursor}, rows)
        page = packing.from_json(line.pull(packing.to_json(asked)), Pulled)
        found += unpack_rows(page.rows)
        cursor = page.cursors.get(bucket, cursor)
        grants, more = page.grants, page.more
    return found


def missing(receipt: Receipt, rows: Iterable[Row], has_file: Mapping[str, bool]) -> list[str]:
    """What the office does not have as the receipt says; a later version is no fault."""
    theirs = {(row.entity, row.id): row for row in rows}
    faults: list[str] = []
    for one in receipt.records:
        row = theirs.get((one.entity, one.id))
        if row is None or not _is_as_said(row, one):
            faults.append(f"{one.entity} {one.id}")
    return faults + [f"file {digest}" for digest in receipt.files if not has_file.get(digest)]


def _is_as_said(row: Row, one: Kept) -> bool:
    if row.rv == one.version:
        return digest_of(one.entity, row.fields) == one.sha256
    return row.rv > one.version


def digest_of(entity: str, fields: Mapping[str, Any]) -> str:
    """The SHA-256 of what a record says; empty fields count for nothing."""
    from advisor_app.sync import local

    told = {name: fields[name] for name in local.columns_of(entity) if fields.get(name)}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def latest_visits(c: sa.Connection, count: int) -> list[str]:
    """The visits begun last."""
    query = "SELECT id FROM visit WHERE _deleted = 0 ORDER BY started_at DESC LIMIT ?"
    return [str(row[0]) for row in c.exec_driver_sql(query, (count,))]


def file_name(receipt: Receipt) -> str:
    """What a receipt is called where it is saved; nothing of the firm is in it."""
    day = clock.today().isoformat()
    return f"recibo-{day}-{receipt.visit_id[-_SHOWN:]}.txt"


def _ids_of(c: sa.Connection, visit_id: str) -> dict[str, list[str]]:
    """The records that belong to a visit, by their table."""
    found: dict[str, list[str]] = {"visit": [visit_id]}
    for table in SYNCED:
        columns = {"visit_id", "started_visit_id"} & set(table.columns.keys())
        for column in sorted(columns):
            query = f'SELECT id FROM "{table.name}" WHERE "{column}" = ?'  # noqa: S608 - names of ours
            rows = c.exec_driver_sql(query, (visit_id,))
            found.setdefault(table.name, []).extend(str(row[0]) for row in rows)
    for name in _BY_DOCUMENT:
        for document in found.get("document", []):
            query = f'SELECT id FROM "{name}" WHERE document_id = ?'  # noqa: S608 - names of ours
            rows = c.exec_driver_sql(query, (document,))
            found.setdefault(name, []).extend(str(row[0]) for row in rows)
    return found


def _rows(
    c: sa.Connection, entity: str, record_ids: list[str]
) -> Iterable[tuple[str, dict[str, Any], int]]:
    from advisor_app.sync import outgoing

    for start in range(0, len(record_ids), _PART):
        part = record_ids[start : start + _PART]
        for record_id, row in outgoing.read_rows(c, entity, part).items():
            fields = dict(row)
            yield record_id, fields, int(fields.pop("_rv") or 0)


def _files(c: sa.Connection, visit_id: str) -> tuple[set[str], set[str]]:
    """The files that a visit names, and those of them that the office has confirmed."""
    query = """\
        SELECT a.sha256, s.state = 'there' FROM attachment a
        LEFT JOIN sent_file s ON s.sha256 = a.sha256 WHERE a.visit_id = ? AND a._deleted = 0"""
    found = [(str(digest), bool(sent)) for digest, sent in c.exec_driver_sql(query, (visit_id,))]
    return {digest for digest, _sent in found}, {digest for digest, sent in found if sent}
