"""Two firms that are one: what was under the one goes to the other, for ever."""

from __future__ import annotations

import uuid
from itertools import count
from typing import TYPE_CHECKING

import sqlalchemy as sa

from advisor_app.schema.office import alias
from advisor_app.server import access, blobs, history
from advisor_app.server.access import Role
from advisor_app.server.conflicts import OFFICE, office_hlc
from advisor_app.server.docs import Doc, Docs
from advisor_app.server.engine import Base, move_on, take_turn
from advisor_app.server.errors import Refused
from advisor_app.sync.merge import DELETED, Record, Stamp

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from advisor_app.server.access import Caller
    from advisor_app.sync.wire import Value


def join(base: Base, caller: Caller, survivor: str, loser: str) -> None:
    """Put everything of one firm under another; whoever worked with the one works with the other.

    The firm itself is taken away and its name is kept: what arrives for it later goes to the
    survivor, and late edits of it wait for a person.

    Raises:
        Refused: only coordinators join firms, and only two that are there.
    """
    if caller.role is not Role.COORDINATOR:
        raise Refused("role")
    with base.writing() as c:
        seq = take_turn(c)
        docs = Docs(c)
        known = _one_of_two(c, docs, survivor, loser)
        versions = count(seq + 1)
        for key in docs.load_bucket(loser):
            if key == ("firm", loser):
                firm = known.records[loser]
                docs.put(key, loser, loser, _changed(firm, {DELETED: 1}, next(versions)))
            else:
                _move(c, docs, key, survivor, versions)
        docs.save()
        last = next(versions) - 1
        move_on(c, last)
        c.execute(alias.update().where(alias.c.survivor == loser).values(survivor=survivor))
        c.execute(alias.insert().values(loser=loser, survivor=survivor))
        for person in access.holders(c, loser):
            access.give(c, person, survivor, caller.user)
        told = {"joined": loser, "to": survivor}
        history.keep_own(c, caller, uuid.uuid4().hex, (seq + 1, last), told)


def _one_of_two(c: sa.Connection, docs: Docs, survivor: str, loser: str) -> Doc:
    """The firm that is to be joined to the other one."""
    joined = sa.select(alias.c.loser).where(alias.c.loser.in_([survivor, loser]))
    other, known = docs.get(("firm", survivor)), docs.get(("firm", loser))
    if survivor == loser or not other or not known or c.execute(joined).first() is not None:
        raise Refused("message")
    return known


def _move(
    c: sa.Connection, docs: Docs, key: tuple[str, str], survivor: str, versions: Iterator[int]
) -> None:
    """Put the records of one text under the survivor."""
    for record_id, record in list(docs.records_of(key).items()):
        values: dict[str, Value] = {"firm_id": survivor, "bucket": survivor}
        if record.f.get("other_firm_id") == survivor:  # a link to itself says nothing
            values[DELETED] = 1
        docs.put(key, survivor, record_id, _changed(record, values, next(versions)))
        for name in ("sha256", "original_sha256"):
            if key[0] == "attachment" and (digest := record.f.get(name)):
                blobs.refer(c, str(digest), survivor)
    docs.move(key, survivor, versions)


def _changed(record: Record, values: Mapping[str, Value], seq: int) -> Record:
    """A record with other values, by the office."""
    stamp = Stamp(seq, office_hlc(), OFFICE)
    return Record(seq, record.f | dict(values), record.s, record.x | dict.fromkeys(values, stamp))
