"""Whether the base of the office is in order: history, versions, sums, files."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from advisor_app.i18n import _
from advisor_app.schema import office
from advisor_app.server.docs import read_body
from advisor_app.server.tokens import is_signed
from advisor_app.sync.admission import said_for_digest
from advisor_app.sync.merge import rows_sum

_AT_ONCE: Final = 500
_MODULUS: Final = 1 << 64


def faults(c: sa.Connection, files: Path) -> list[str]:
    """What is not in order, one line each; ``files`` is where those that came lie."""
    return [*_history(c), *_records(c), *_files(c, files)]


def _history(c: sa.Connection) -> Iterator[str]:
    """Each batch names the one before, and its digest was signed by its laptop."""
    b, d = office.batch, office.device
    keys = {row.id: row.public_key for row in c.execute(sa.select(d.c.id, d.c.public_key))}
    before, last = "", 0
    columns = (b.c.id, b.c.first, b.c.last, b.c.device, b.c.sha256, b.c.signature, b.c.before,
               b.c.digest)  # fmt: skip
    for row in c.execute(_portions(sa.select(*columns).order_by(b.c.last, b.c.first))):
        chained = "\n".join([before, *map(str, (row.id, row.first, row.last, row.sha256))])
        digest = hashlib.sha256(chained.encode()).hexdigest()
        if (row.before or "") != before or row.digest != digest or row.first <= last:
            yield _("historia: el lote {id} no sigue al anterior").format(id=row.id)
        key, signed = keys.get(row.device, ""), said_for_digest(row.sha256)
        if row.signature and not is_signed(key, signed, row.signature):
            yield _("historia: el lote {id} no lleva la firma de su equipo").format(id=row.id)
        before, last = row.digest, max(last, row.last)


def _records(c: sa.Connection) -> Iterator[str]:
    """One version per record, none ahead of the counter, and the sums of the buckets."""
    seq = int(c.execute(sa.select(sa.func.max(office.clock.c.seq))).scalar() or 0)
    seen = bytearray(seq // 8 + 1)
    sums: defaultdict[str, int] = defaultdict(int)
    heads: defaultdict[str, int] = defaultdict(int)
    for row in c.execute(_portions(sa.select(office.doc))):
        records = read_body(row.body)
        for name, record in records.items():
            place, bit = divmod(record.v, 8)
            if not 0 < record.v <= seq or seen[place] >> bit & 1:
                told = _("registro: {entity} {id} tiene una versión que no es suya")
                yield told.format(entity=row.entity, id=name)
                continue
            seen[place] |= 1 << bit
            sums[row.bucket] += rows_sum(row.entity, name, record.v)
        if row.rv != max((record.v for record in records.values()), default=0):
            yield _("registro: {entity} {id} dice otra versión").format(
                entity=row.entity, id=row.id
            )
        heads[row.bucket] = max(heads[row.bucket], row.rv)
    for row in c.execute(sa.select(office.bucket)):
        total, head = sums.pop(row.id, 0), heads.pop(row.id, 0)
        if row.sum != f"{total % _MODULUS:016x}" or row.head < head:
            yield _("empresa: la suma de {id} no es la de sus registros").format(id=row.id)
    for name in sums:
        yield _("empresa: falta la suma de {id}").format(id=name)


def _files(c: sa.Connection, files: Path) -> Iterator[str]:
    """Each file is there, and is what its name says."""
    for row in c.execute(_portions(sa.select(office.blob))):
        path = files / row.sha256[:2] / row.sha256
        if not path.is_file():
            yield _("archivo: falta {id}").format(id=row.sha256)
            continue
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != row.sha256:
                yield _("archivo: {id} está dañado").format(id=row.sha256)


def _portions(query: sa.Executable) -> sa.Executable:
    """Read some rows at a time, however many there are."""
    return query.execution_options(yield_per=_AT_ONCE)
