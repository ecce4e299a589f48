"""Telling a laptop what is new: its buckets in pages, each from one moment of the base."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from advisor_app.schema import office
from advisor_app.server.access import must_be_let_in, sight_of
from advisor_app.server.docs import read_body
from advisor_app.server.engine import Base, now_ms
from advisor_app.server.errors import Refused
from advisor_app.server.ledger import epochs
from advisor_app.sync.wire import Gone, Pull, Pulled, Row, pack_rows

if TYPE_CHECKING:
    from advisor_app.server.access import Caller, Sight

MOST_ROWS: Final = 5_000
_AT_ONCE: Final = 200
_BUCKETS: Final = 400


def pull(base: Base, caller: Caller, asked: Pull) -> Pulled:
    """What the caller doesn't have yet.

    Raises:
        Refused: it speaks to another life of the office, or the laptop was revoked.
    """
    with base.reading() as c:
        must_be_let_in(c, caller)
        lives = epochs(c)
        if asked.epoch != lives[-1][0]:
            raise Refused("epoch", epochs=lives)
        sight = sight_of(c, caller)
        head = int(c.execute(sa.select(sa.func.max(office.clock.c.seq))).scalar() or 0)
        if sight.version != asked.grants:
            buckets = sorted(sight.buckets)
            everything = ["*"] if sight.everything else []
            return Pulled(asked.head, now_ms(), sight.version, [*everything, *buckets], more=True)
        page = _Page(c, asked, sight, head)
        page.fill()
        return page.told()


@dataclass(slots=True)
class _Page:
    c: sa.Connection
    asked: Pull
    sight: Sight
    head: int
    rows: list[Row] = field(default_factory=list)
    gone: list[Gone] = field(default_factory=list)
    cursors: dict[str, tuple[int, int]] = field(default_factory=dict)
    sums: dict[str, str] = field(default_factory=dict)
    more: bool = False

    def fill(self) -> None:
        """Take bucket after bucket until the page is full."""
        room = max(1, min(self.asked.rows, MOST_ROWS))
        for bucket, total in self._behind():
            if len(self.rows) >= room:
                self.more = True
                return
            page, floor = self.asked.cursors.get(bucket, (self.asked.head, self.asked.head))
            last = self._take(bucket, page, floor, room - len(self.rows))
            if last is not None:
                self.cursors[bucket] = (last, floor)
                self.more = True
                return
            self.cursors[bucket] = (self.head, self.head)
            self.sums[bucket] = total

    def told(self) -> Pulled:
        """The page as it is sent; the last one says only how far everything is."""
        if not self.more:
            self.cursors = {}
        return Pulled(
            head=self.head if not self.more else self.asked.head,
            now=now_ms(),
            grants=self.sight.version,
            rows=pack_rows(self.rows),
            gone=self.gone,
            cursors=self.cursors,
            sums=self.sums,
            more=self.more,
        )

    def _behind(self) -> Iterator[tuple[str, str]]:
        """The buckets that have something new, in a fixed order, with their sums."""
        b = office.bucket
        start = self.asked.head
        fresh = sa.select(b.c.id, b.c.head, b.c.sum).where(b.c.head > start)
        asked = sorted(set(self.asked.cursors))
        found = {row.id: row for row in self.c.execute(fresh)} if self.sight.everything else {}
        wanted = asked if self.sight.everything else sorted({*self.sight.buckets, *asked})
        for begin in range(0, len(wanted), _BUCKETS):
            part = wanted[begin : begin + _BUCKETS]
            query = sa.select(b.c.id, b.c.head, b.c.sum).where(b.c.id.in_(part))
            found |= {row.id: row for row in self.c.execute(query)}
        for name in sorted(found):
            page, _floor = self.asked.cursors.get(name, (start, start))
            if name in self.sight and page < found[name].head:
                yield name, found[name].sum

    def _take(self, bucket: str, page: int, floor: int, room: int) -> int | None:
        """Take what is new in a bucket; the version to go on from, or none at its end."""
        self._take_gone(bucket, floor)
        d = office.doc
        last = page
        own = floor == self.asked.head and self.asked.own
        while True:
            query = (
                sa.select(d.c.entity, d.c.rv, d.c.body)
                .where(d.c.bucket == bucket, d.c.rv > last)
                .order_by(d.c.rv)
                .limit(_AT_ONCE)
            )
            found = self.c.execute(query).all()
            for entity, rv, body in found:
                if room <= 0:
                    return last
                records = read_body(body).items()
                new = [
                    Row(entity, name, r.v, r.f)
                    for name, r in records
                    if r.v > floor and not (own and self._is_own(r.v))
                ]
                self.rows += new
                room -= len(new)
                last = int(rv)
            if len(found) < _AT_ONCE:
                return None

    def _is_own(self, version: int) -> bool:
        return any(first <= version <= last for first, last in self.asked.own)

    def _take_gone(self, bucket: str, floor: int) -> None:
        g = office.gone
        query = sa.select(g.c.entity, g.c.id).where(g.c.bucket == bucket, g.c.rv > floor)
        self.gone += [Gone(entity, name, bucket) for entity, name in self.c.execute(query)]
