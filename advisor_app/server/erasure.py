"""A granted erasure (Ley 1581 de 2012, article 8): everywhere, as far as this office reaches."""

from __future__ import annotations

import json
import uuid
from itertools import count
from typing import TYPE_CHECKING

from advisor_app.schema import office
from advisor_app.server import history, seals
from advisor_app.server.access import Role
from advisor_app.server.conflicts import OFFICE, office_hlc
from advisor_app.server.docs import Docs
from advisor_app.server.engine import Base, move_on, take_turn
from advisor_app.server.errors import Refused
from advisor_app.sync.merge import Record, Stamp

if TYPE_CHECKING:
    from collections.abc import Iterator

    import sqlalchemy as sa

    from advisor_app.server.access import Caller


def erase(base: Base, caller: Caller, subject: str, *, entity: str = "person") -> bool:
    """Blank somebody's values in every record, and destroy the key of those in the history.

    The laptops blank theirs when they exchange next. Copies made before are out of reach. Gives
    whether there was such a record.

    Raises:
        Refused: only coordinators and administrators grant an erasure.
    """
    if caller.role is Role.ADVISOR:
        raise Refused("role")
    with base.writing() as c:
        seq = take_turn(c)
        docs = Docs(c)
        known = docs.get((entity, subject))
        if known is None or subject not in known.records:
            return False
        versions = count(seq + 1)
        docs.put(
            (entity, subject), known.bucket, subject,
            _blank(known.records[subject], seals.personal_fields(entity), next(versions)),
        )  # fmt: skip
        _blank_conflicts(docs, known.bucket, subject, versions)
        docs.save()
        last = next(versions) - 1
        seals.destroy(c, subject)
        move_on(c, last)
        name = uuid.uuid4().hex
        history.keep_own(c, caller, name, (seq + 1, last), {"erased": subject})
        _forget_answers(c)
        return True


def _blank(record: Record, fields: frozenset[str], seq: int) -> Record:
    stamp = Stamp(seq, office_hlc(), OFFICE)
    kept = {name: value for name, value in record.f.items() if name not in fields}
    return Record(seq, kept, record.s, record.x | dict.fromkeys(fields, stamp))


def _blank_conflicts(docs: Docs, bucket: str, subject: str, versions: Iterator[int]) -> None:
    """Values that lost are values too."""
    for entity, home in docs.load_bucket(bucket):
        known = docs.get((entity, home))
        if entity != "conflict" or known is None:
            continue
        for record_id, record in list(known.records.items()):
            if record.f.get("record_id") == subject:
                seq = next(versions)
                nothing = json.dumps({})
                fields = record.f | {"kept": nothing, "lost": nothing, "state": "auto"}
                stamp = Stamp(seq, office_hlc(), OFFICE)
                stamps = record.x | dict.fromkeys(("kept", "lost", "state"), stamp)
                docs.put((entity, home), bucket, record_id, Record(seq, fields, record.s, stamps))


def _forget_answers(c: sa.Connection) -> None:
    """The last answer to a laptop may name the person; who asks again is answered anew."""
    c.execute(office.device.update().values(sha256=None, response=None))
