"""Taking in batches: the only door through which records of the office change.

Each batch is taken once, whatever happens on the line: it has a number, a digest and an answer
that is kept until the next one. Whoever writes holds the counter of versions until the commit.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from advisor_app.schema import office
from advisor_app.schema.columns import now_text
from advisor_app.server import access, blobs, checks, history, seals
from advisor_app.server.conflicts import OFFICE, Clerk
from advisor_app.server.docs import Docs
from advisor_app.server.engine import Base, move_on, now_ms, take_turn
from advisor_app.server.errors import Refused
from advisor_app.sync import merge, packing
from advisor_app.sync.errors import BadMessage
from advisor_app.sync.wire import (
    MOST_EDITS,
    SCHEMA,
    Apart,
    Edit,
    Push,
    Pushed,
    Row,
    Value,
    pack_edits,
    pack_rows,
    unpack_edits,
)

if TYPE_CHECKING:
    from advisor_app.server.access import Caller, Sight
    from advisor_app.sync.merge import Merged, Record

_AHEAD_MS: Final = 5 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch, read and ready before the counter is taken."""

    message: Push
    edits: Sequence[Edit]
    sha256: str
    signature: str = ""


def read_batch(raw: bytes, signature: str = "") -> Batch:
    """The batch in the bytes.

    Raises:
        BadMessage: it is none, or too long.
    """
    message = packing.from_json(raw, Push)
    if sum(len(block.r) for block in message.blocks) > MOST_EDITS or message.no < 1:
        raise BadMessage("batch")
    latest = f"{now_ms() + _AHEAD_MS:015d}.000000"
    edits = [_bounded(edit, latest) for edit in unpack_edits(message.blocks)]
    return Batch(message, edits, hashlib.sha256(raw).hexdigest(), signature)


def push(base: Base, caller: Caller, batch: Batch) -> bytes:
    """Take in a batch once; the same batch has the same answer.

    Raises:
        Refused: it doesn't follow the last one, or comes from another life of the office.
    """
    with base.writing() as c:
        seq = take_turn(c)
        device = _device(c, caller, batch)
        if device.no == batch.message.no and device.sha256 == batch.sha256:
            return bytes(device.response)
        _must_follow(device, batch)
        intake = Intake(c, caller, batch, seq)
        pushed = intake.take() if not history.knows(c, batch.message.id) else intake.repeat()
        response = packing.to_json(pushed)
        values = {
            "inc": batch.message.inc,
            "no": batch.message.no,
            "sha256": batch.sha256,
            "response": response,
            "seen_at": now_text(),
        }
        c.execute(office.device.update().where(office.device.c.id == caller.device).values(values))
        return response


def take_own(c: sa.Connection, caller: Caller, seq: int, edits: Sequence[Edit]) -> None:
    """Take in what the office itself writes, in the transaction that holds the counter at ``seq``.

    Raises:
        Refused: one of the edits can't be taken; the transaction is to be given up.
    """
    if not edits:
        return
    blocks, ordered = pack_edits(edits)
    message = Push(uuid.uuid4().hex, "", 0, SCHEMA, blocks)
    digest = hashlib.sha256(packing.to_json(message)).hexdigest()
    if Intake(c, caller, Batch(message, ordered, digest), seq).take().x:
        raise Refused("message")


def epochs(c: sa.Connection) -> list[tuple[str, int]]:
    """The lives of the office, the oldest first, with the version each began at."""
    query = sa.select(office.epoch.c.id, office.epoch.c.head).order_by(office.epoch.c.no)
    return [(str(row.id), int(row.head)) for row in c.execute(query)]


@dataclass(slots=True)
class Intake:
    """One batch on its way into the records."""

    c: sa.Connection
    caller: Caller
    batch: Batch
    seq: int
    exceptions: list[Apart] = field(default_factory=list)
    lacking: list[Row] = field(default_factory=list)
    _docs: Docs = field(init=False)
    _sight: Sight = field(init=False)
    _clerk: Clerk = field(init=False)
    _alias: dict[str, str] = field(init=False)
    _erased: frozenset[str] = field(init=False)
    _changed: int = 0

    def __post_init__(self) -> None:
        self._docs = Docs(self.c)
        self._sight = access.sight_of(self.c, self.caller)
        self._clerk = Clerk(self.c, self._docs, self.caller, self.batch.message.id)
        self._alias = {row.loser: row.survivor for row in self.c.execute(sa.select(office.alias))}
        self._docs.load([(edit.entity, edit.home) for edit in self.batch.edits])
        subjects = [e.id for e in self.batch.edits if seals.personal_fields(e.entity)]
        self._erased = seals.destroyed(self.c, subjects)

    def take(self) -> Pushed:
        """Merge every edit; what can't be taken is answered for by itself."""
        first = self.seq + 1
        for number, edit in enumerate(self.batch.edits):
            self._take_one(number, edit, first + number)
        last = self._clerk.settle(first + len(self.batch.edits))
        self._docs.save()
        move_on(self.c, last)
        statuses = {one.n: one.st for one in self.exceptions}
        history.keep(self.c, self.caller, self.batch, (first, last), statuses)
        return Pushed(self.batch.message.no, first, self.exceptions, pack_rows(self.lacking))

    def repeat(self) -> Pushed:
        """Answer for a batch that was taken in an earlier life of the laptop."""
        for number, edit in enumerate(self.batch.edits):
            known = self._docs.get((edit.entity, edit.home))
            record = known.records.get(edit.id) if known else None
            if known is None or record is None or known.bucket not in self._sight:
                self._except(number, "forbidden")
            else:
                self._except(number, "merged", record.v, "again")
                self._lacks(edit, record)
        return Pushed(self.batch.message.no, 0, self.exceptions, pack_rows(self.lacking))

    def _take_one(self, number: int, edit: Edit, seq: int) -> None:
        known = self._docs.get((edit.entity, edit.home))
        record = known.records.get(edit.id) if known else None
        newer = self.batch.message.schema > SCHEMA
        if why := checks.fault(edit, newer=newer, is_new=record is None):
            self._except(number, "invalid", why=why)
            return
        told = edit
        if record is not None and edit.id in self._erased:
            edit = _without_person(edit)
        redirected = self._redirected(edit) if record is None else edit
        bucket = known.bucket if known else self._bucket_of(redirected)
        if bucket not in self._sight or (record is None and self._strays(redirected, bucket)):
            self._except(number, "forbidden")
            return
        if record is not None and bucket == access.GLOBAL:  # everyone's stays as its name says
            self._except(number, "merged", record.v, "everyone")
            self._lacks(edit, record)
            return
        if edit.entity == "firm" and edit.id in self._alias and record is not None:
            self._clerk.too_late(number, edit, record, self._alias[edit.id])
            self._except(number, "merged", record.v, "joined")
            self._lacks(edit, record)
            return
        merged = merge.merge(record, redirected, seq, self.caller.device)
        if record is None:
            merged.record.f["bucket"] = bucket
        self._keep(number, edit, merged, bucket, previous=record)
        if redirected is not told or _told_bucket(edit) not in (None, bucket):
            self._lacks(edit, merged.record)  # it knows its own version, and is not told it again

    def _keep(
        self, number: int, edit: Edit, merged: Merged, bucket: str, *, previous: Record | None
    ) -> None:
        record = merged.record
        if merged.changed:
            self._docs.put((edit.entity, edit.home), bucket, edit.id, record)
            if edit.entity == "attachment":
                self._refer(record, bucket)
        status = "conflict" if merged.clashes else "ok"
        for clash in merged.clashes:
            self._clerk.note(number, edit, clash, bucket)
        if edit.entity == "conflict":
            self._clerk.decide(edit, record)
        if not merged.changed and status == "ok":
            status = "merged"
        if status != "ok":
            self._except(number, status, record.v)
        if status != "ok" or (previous is not None and previous.v != edit.rv):
            self._lacks(edit, record)

    def _refer(self, record: Record, bucket: str) -> None:
        for name in ("sha256", "original_sha256"):
            if digest := record.f.get(name):
                blobs.refer(self.c, str(digest), bucket)

    def _bucket_of(self, edit: Edit) -> str:
        """Where a record that is new belongs."""
        firm = edit.fields.get("firm_id", (None, 0))[0]
        if edit.entity == "firm":
            self._may_begin(edit.id)
            return edit.id
        if edit.entity == "content":
            asked = edit.fields.get("bucket", (None, 0))[0]
            if checks.is_catalogue(edit):
                return access.GLOBAL
            return str(asked) if asked != access.GLOBAL else self.caller.own_bucket
        return str(firm)

    def _strays(self, edit: Edit, bucket: str) -> bool:
        """Whether a record that is new names another firm than that of what it is kept with."""
        if bucket == access.GLOBAL:
            return edit.entity != "content"
        if edit.entity != "answer":
            return False
        assessment = self._docs.get(("assessment", edit.home))
        firm = edit.fields.get("firm_id", (None, 0))[0]
        return firm != bucket or (assessment is not None and assessment.bucket != bucket)

    def _may_begin(self, firm_id: str) -> None:
        """Whoever registers a firm works with it."""
        if self.caller.device == OFFICE:
            return
        taken = self._docs.get(("firm", firm_id)) or access.holders(self.c, firm_id)
        if not taken and ":" not in firm_id and firm_id != access.GLOBAL:
            access.give(self.c, self.caller.user, firm_id, self.caller.user)
            self._sight = access.sight_of(self.c, self.caller)

    def _redirected(self, edit: Edit) -> Edit:
        """What belongs to a firm that was joined to another goes to that one."""
        firm = edit.fields.get("firm_id", (None, 0))[0]
        survivor = self._alias.get(str(firm))
        if survivor is None:
            return edit
        fields = dict(edit.fields) | {"firm_id": (survivor, 0), "bucket": (survivor, 0)}
        return Edit(edit.entity, edit.id, edit.home, edit.rv, edit.hlc, fields)

    def _except(self, number: int, status: str, rv: int = 0, why: str = "") -> None:
        self.exceptions.append(Apart(number, status, rv, why))

    def _lacks(self, edit: Edit, record: Record) -> None:
        self.lacking.append(Row(edit.entity, edit.id, record.v, record.f))


def _told_bucket(edit: Edit) -> Value:
    return edit.fields.get("bucket", (None, 0))[0]


def _without_person(edit: Edit) -> Edit:
    """What an erasure took stays away, whoever wrote it again without knowing."""
    personal = seals.personal_fields(edit.entity)
    fields = {name: told for name, told in edit.fields.items() if name not in personal}
    return Edit(edit.entity, edit.id, edit.home, edit.rv, edit.hlc, fields)


def _bounded(edit: Edit, latest: str) -> Edit:
    """A clock that is ahead wins no tie by it."""
    if edit.hlc <= latest:
        return edit
    return Edit(edit.entity, edit.id, edit.home, edit.rv, latest, edit.fields)


def _device(c: sa.Connection, caller: Caller, batch: Batch) -> Any:  # noqa: ANN401 - a row
    query = sa.select(office.device).where(office.device.c.id == caller.device).with_for_update()
    device = c.execute(query).first()
    if device is None or device.revoked_at:
        raise Refused("revoked")
    lives = epochs(c)
    if batch.message.epoch and batch.message.epoch != lives[-1][0]:
        raise Refused("epoch", epochs=lives)
    return device


def _must_follow(device: Any, batch: Batch) -> None:  # noqa: ANN401 - a row
    last = device.no if device.inc == batch.message.inc else 0
    if last and batch.message.no == last:
        raise Refused("reused", expect=last + 1)
    if batch.message.no != last + 1:
        raise Refused("gap", expect=last + 1)
