"""The records of the office as versioned texts: read many, change some, write those."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec
import sqlalchemy as sa
import zstandard

from advisor_app.schema.office import bucket as bucket_table
from advisor_app.schema.office import doc, gone
from advisor_app.sync.merge import Record, rows_sum

Key = tuple[str, str]
"""A table and what its records are kept by."""

_AT_ONCE: Final = 400
_WORTH_SHRINKING: Final = 2_000
_MODULUS: Final = 1 << 64
_encode: Final = msgspec.json.Encoder().encode
_decode: Final = msgspec.json.Decoder(dict[str, Record]).decode


@dataclass(slots=True)
class Doc:
    """Records that are kept together.

    Attributes:
        stored_in: the bucket it has in the base; none for a new one.
    """

    bucket: str
    records: dict[str, Record] = field(default_factory=dict)
    stored_in: str = ""

    @property
    def rv(self) -> int:
        """The newest version among its records."""
        return max((record.v for record in self.records.values()), default=0)


def write_body(records: dict[str, Record]) -> bytes:
    """The records as they are stored: JSON, shrunk where it is worth it."""
    text = _encode(records)
    if len(text) < _WORTH_SHRINKING:
        return text
    return zstandard.ZstdCompressor(level=1).compress(text)


def read_body(body: bytes) -> dict[str, Record]:
    """The records of a stored text."""
    text = bytes(body)
    if text.startswith(zstandard.FRAME_HEADER):
        text = zstandard.ZstdDecompressor().decompress(text)
    return _decode(text)


class Docs:
    """The texts that one transaction works with, and what it changes in them."""

    def __init__(self, c: sa.Connection) -> None:
        self._c = c
        self._docs: dict[Key, Doc] = {}
        self._looked_for: set[Key] = set()
        self._changed: dict[Key, None] = {}
        self._sums: defaultdict[str, int] = defaultdict(int)
        self._left: list[tuple[str, str, str, int]] = []

    def load(self, keys: Collection[Key]) -> None:
        """Read those that are there and not read yet."""
        wanted: defaultdict[str, list[str]] = defaultdict(list)
        for entity, home in dict.fromkeys(keys):
            if (entity, home) not in self._docs and (entity, home) not in self._looked_for:
                wanted[entity].append(home)
                self._looked_for.add((entity, home))
        for entity, homes in wanted.items():
            for part in _parts(homes):
                self._keep(sa.select(doc).where(doc.c.entity == entity, doc.c.id.in_(part)))

    def load_bucket(self, bucket: str) -> list[Key]:
        """Read everything of a bucket; give what there is."""
        query = sa.select(doc).where(doc.c.bucket == bucket)
        self._keep(query)
        return [key for key, one in self._docs.items() if one.bucket == bucket]

    def get(self, key: Key) -> Doc | None:
        """One of those that were read or made."""
        if key not in self._docs:
            self.load([key])
        return self._docs.get(key)

    def records_of(self, key: Key) -> dict[str, Record]:
        """The records of one of them; nothing where there is none."""
        known = self.get(key)
        return known.records if known else {}

    def put(self, key: Key, bucket: str, record_id: str, record: Record) -> None:
        """A record's new state."""
        known = self._docs.setdefault(key, Doc(bucket))
        before = known.records.get(record_id)
        if before is not None:
            self._sums[known.bucket] -= rows_sum(key[0], record_id, before.v)
        self._sums[known.bucket] += rows_sum(key[0], record_id, record.v)
        known.records[record_id] = record
        self._changed[key] = None

    def move(self, key: Key, target: str, versions: Iterator[int]) -> None:
        """Move all records of a text to another bucket; the old one is told that they left."""
        moved = self._docs[key]
        source = moved.bucket
        for record_id, record in moved.records.items():
            self._sums[source] -= rows_sum(key[0], record_id, record.v)
            self._sums[target] += rows_sum(key[0], record_id, record.v)
            self._left.append((source, key[0], record_id, next(versions)))
        moved.bucket = target
        self._changed[key] = None

    def save(self) -> None:
        """Write what changed, and the heads and sums of the buckets."""
        new: list[dict[str, Any]] = []
        old: list[dict[str, Any]] = []
        heads: defaultdict[str, int] = defaultdict(int)
        for entity, home in self._changed:
            one = self._docs[entity, home]
            values = {"bucket": one.bucket, "rv": one.rv, "body": write_body(one.records)}
            heads[one.bucket] = max(heads[one.bucket], one.rv)
            if one.stored_in:
                old.append({"b_entity": entity, "b_id": home} | values)
            else:
                new.append({"entity": entity, "id": home} | values)
        for bucket, _entity, _id, version in self._left:
            heads[bucket] = max(heads[bucket], version)
        if new:
            self._c.execute(doc.insert(), new)
        if old:
            here = (doc.c.entity == sa.bindparam("b_entity"), doc.c.id == sa.bindparam("b_id"))
            self._c.execute(doc.update().where(*here), old)
        self._save_left()
        self._save_buckets(heads)

    def _keep(self, query: sa.Select[Any]) -> None:
        for row in self._c.execute(query):
            found = Doc(row.bucket, read_body(row.body), row.bucket)
            self._docs.setdefault((row.entity, row.id), found)

    def _save_left(self) -> None:
        for bucket, entity, record_id, version in self._left:
            here = (gone.c.bucket == bucket, gone.c.entity == entity, gone.c.id == record_id)
            self._c.execute(gone.delete().where(*here))
            self._c.execute(
                gone.insert().values(bucket=bucket, entity=entity, id=record_id, rv=version)
            )

    def _save_buckets(self, heads: dict[str, int]) -> None:
        b = bucket_table
        names = sorted({*heads, *self._sums})
        known: dict[str, Any] = {}
        for part in _parts(names):
            for row in self._c.execute(sa.select(b).where(b.c.id.in_(part))):
                known[row.id] = row
        new: list[dict[str, Any]] = []
        old: list[dict[str, Any]] = []
        for name in names:
            row = known.get(name)
            total = (int(row.sum, 16) if row else 0) + self._sums[name]
            values = {
                "head": max(heads.get(name, 0), row.head if row else 0),
                "sum": f"{total % _MODULUS:016x}",
            }
            (old if row else new).append(values | {"b_id" if row else "id": name})
        if new:
            self._c.execute(b.insert(), new)
        if old:
            self._c.execute(b.update().where(b.c.id == sa.bindparam("b_id")), old)


def _parts(names: Sequence[str]) -> Iterable[Sequence[str]]:
    return (names[start : start + _AT_ONCE] for start in range(0, len(names), _AT_ONCE))
