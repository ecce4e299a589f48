"""Values that lost, kept as records that the laptops read and people decide on."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from advisor_app.domain.clock import now
from advisor_app.schema.columns import now_text
from advisor_app.schema.office import device, user
from advisor_app.server.checks import fault
from advisor_app.sync.merge import Clash, Record, Stamp, merge
from advisor_app.sync.wire import Edit, Value

if TYPE_CHECKING:
    from advisor_app.server.access import Caller
    from advisor_app.server.docs import Docs

OFFICE: Final = "office"
"""The device of what the office writes by itself."""
_NAMESPACE: Final = uuid.UUID("5b0c9f0e-54b4-5d0c-8f41-7d1f8f7b2a10")
_SEEN_ALL: Final = 1 << 62
_RESOLVED: Final = "resolved"


@dataclass(slots=True)
class Clerk:
    """What one batch leaves for people, written after its edits."""

    c: sa.Connection
    docs: Docs
    caller: Caller
    batch: str
    _noted: list[tuple[str, str, dict[str, Value]]] = field(default_factory=list)
    _decided: list[tuple[str, Record]] = field(default_factory=list)

    def note(self, number: int | str, edit: Edit, clash: Clash, bucket: str) -> None:
        """Keep what lost, for a person or for the record."""
        values = _values(edit, clash.group, bucket)
        values |= self._side("kept", clash.kept, clash.kept_by)
        values |= self._side("lost", clash.lost, clash.lost_by)
        values["state"] = "open" if clash.open else "auto"
        self._noted.append((self._name(number, clash.group), bucket, values))

    def too_late(self, number: int, edit: Edit, record: Record, survivor: str) -> None:
        """Keep an edit of a firm that was joined to another one meanwhile."""
        lost = {name: value for name, (value, _base) in edit.fields.items()}
        kept = {name: record.f.get(name) for name in lost}
        mine = Stamp(0, edit.hlc, self.caller.device)
        clash = Clash("joined", kept, lost, record.s, mine, open=True)
        self.note(number, edit, clash, survivor)

    def decide(self, edit: Edit, record: Record) -> None:
        """Remember that a person chose the value that had lost."""
        now_resolved = "state" in edit.fields and record.f.get("state") == _RESOLVED
        if now_resolved and record.f.get("choice") == "lost":
            self._decided.append((edit.id, record))

    def settle(self, first: int) -> int:
        """Write all of it from this version on; give the last version."""
        versions = count(first)
        for conflict_id, conflict in self._decided:
            self._take_back(conflict_id, conflict, versions)
        for conflict_id, bucket, values in self._noted:
            seq = next(versions)
            record = Record(seq, _stored(values), Stamp(seq, office_hlc(), OFFICE))
            self.docs.put(("conflict", conflict_id), bucket, conflict_id, record)
        return next(versions) - 1

    def _take_back(self, conflict_id: str, conflict: Record, versions: Iterator[int]) -> None:
        """Put the chosen value in, unless the row says something else again by now."""
        told = conflict.f
        entity, record_id, home = (str(told[name]) for name in ("entity", "record_id", "home"))
        lost, kept = (_statement(told.get(name)) for name in ("lost", "kept"))
        known = self.docs.get((entity, home))
        record = known.records.get(record_id) if known else None
        if known is None or record is None or known.bucket != told["bucket"]:
            return
        fields = {name: (value, _SEEN_ALL) for name, value in lost.items()}
        edit = Edit(entity, record_id, home, record.v, office_hlc(), fields)
        if fault(edit, newer=False, is_new=False):
            return  # no record can say this: the office never wrote this conflict
        if any(record.f.get(name) != value for name, value in kept.items()):
            mine = Stamp(0, edit.hlc, self.caller.device)
            now_there = {name: record.f.get(name) for name in lost}
            clash = Clash(str(told["field"]), now_there, lost, record.s, mine, open=True)
            self.note(conflict_id, edit, clash, known.bucket)
            return
        merged = merge(record, edit, next(versions), OFFICE)
        if merged.changed:
            self.docs.put((entity, home), known.bucket, record_id, merged.record)

    def _side(self, side: str, values: Mapping[str, Value], stamp: Stamp) -> dict[str, Value]:
        millis = int(stamp.hlc.partition(".")[0])
        return {
            side: json.dumps(dict(values), ensure_ascii=False, sort_keys=True),
            f"{side}_by": self._name_of(stamp.device),
            f"{side}_at": _moment(millis),
            f"{side}_device": stamp.device,
        }

    def _name_of(self, device_id: str) -> str | None:
        if device_id == self.caller.device:
            return self.caller.name
        query = sa.select(user.c.name).join(device, device.c.user_id == user.c.id)
        return self.c.execute(query.where(device.c.id == device_id)).scalar()

    def _name(self, number: int | str, group: str) -> str:
        return str(uuid.uuid5(_NAMESPACE, f"{self.batch}:{number}:{group}"))


def _values(edit: Edit, group: str, bucket: str) -> dict[str, Value]:
    return {
        "firm_id": bucket,
        "bucket": bucket,
        "entity": edit.entity,
        "record_id": edit.id,
        "home": edit.home,
        "field": group,
        "created_at": now_text(),
        "_deleted": 0,
    }


def _statement(text: Value) -> dict[str, Value]:
    """The fields of one side; nothing where a laptop wrote what is none."""
    try:
        told = json.loads(str(text))
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _stored(values: Mapping[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in values.items() if value is not None}


def office_hlc() -> str:
    """The present moment as the office stamps what it writes by itself."""
    return f"{int(now().timestamp() * 1000):015d}.000000"


def _moment(millis: int) -> str:
    return datetime.fromtimestamp(millis / 1000, UTC).isoformat(timespec="microseconds")
