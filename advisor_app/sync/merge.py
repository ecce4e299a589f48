"""The merge of one edit into one row, as a pure function.

Nothing here reads a clock, a base or a line: one seed replays one run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import msgspec

from advisor_app.sync.policy import Group, Rule, group_of
from advisor_app.sync.wire import Edit, Value  # noqa: TC001 - msgspec reads the annotations

DELETED: Final = "_deleted"


class Stamp(msgspec.Struct, array_like=True, frozen=True):
    """Who wrote a field.

    Attributes:
        seq: the version it became.
        hlc: when, by the laptop's hybrid clock.
        device: on which laptop.
    """

    seq: int
    hlc: str
    device: str


class Record(msgspec.Struct, omit_defaults=True):
    """A row as the office keeps it.

    Attributes:
        v: its version.
        f: its fields; an empty one is left out.
        s: who wrote the fields that ``x`` doesn't name.
        x: who wrote a field, where that is another.
    """

    v: int
    f: dict[str, Value]
    s: Stamp
    x: dict[str, Stamp] = {}

    def stamp(self, name: str) -> Stamp:
        """Who wrote a field last."""
        return self.x.get(name, self.s)

    @property
    def deleted(self) -> bool:
        """Whether it was taken away."""
        return bool(self.f.get(DELETED))


@dataclass(frozen=True, slots=True)
class Clash:
    """Two edits that did not know of each other.

    Attributes:
        group: the name of the group of fields.
        kept, lost: the fields of the statement on either side.
        kept_by, lost_by: who wrote them.
        open: whether a person is to decide.
    """

    group: str
    kept: Mapping[str, Value]
    lost: Mapping[str, Value]
    kept_by: Stamp
    lost_by: Stamp
    open: bool


@dataclass(slots=True)
class Merged:
    """What an edit came to.

    Attributes:
        record: the row afterwards.
        changed: whether it is another one than before.
        clashes: what did not fit, each with the value that lost.
    """

    record: Record
    changed: bool = False
    clashes: list[Clash] = field(default_factory=list)


def merge(record: Record | None, edit: Edit, seq: int, device: str) -> Merged:
    """The row after the edit, which becomes version ``seq``; the record given stays as it is."""
    stamp = Stamp(seq, edit.hlc, device)
    if record is None:
        fields: dict[str, Value] = {n: v for n, (v, _base) in edit.fields.items() if v is not None}
        return Merged(Record(seq, fields, stamp), changed=True)
    merged = Merged(Record(record.v, dict(record.f), record.s, dict(record.x)))
    wanted = dict(edit.fields)
    _settle_deletion(merged, record, wanted, stamp)
    for group, names in _grouped(edit.entity, wanted):
        _settle(merged, record, group, {name: wanted[name] for name in names}, stamp)
    if merged.changed:
        _revive(merged, wanted, stamp)
        merged.record.v = seq
    return merged


def _grouped(entity: str, names: Mapping[str, object]) -> Iterator[tuple[Group, list[str]]]:
    groups: dict[str, tuple[Group, list[str]]] = {}
    for name in names:
        group = group_of(entity, name)
        groups.setdefault(group.name, (group, []))[1].append(name)
    yield from groups.values()


def _settle(
    merged: Merged,
    record: Record,
    group: Group,
    wanted: Mapping[str, tuple[Value, int]],
    stamp: Stamp,
) -> None:
    """Take or leave one statement."""
    if group.rule is Rule.LATER:
        _say_again(merged, record, wanted, stamp)
    differing = [n for n, (value, _) in wanted.items() if record.f.get(n) != value]
    if group.rule is Rule.FIRST:
        differing = [n for n in differing if record.f.get(n) is None]
    unseen = [n for n in differing if record.stamp(n).seq > wanted[n][1]]
    stated = [n for n in unseen if n in group.fields]
    if not unseen:
        _take(merged, {n: wanted[n][0] for n in differing}, stamp)
        return
    if not stated and all(n in group.along for n in differing):
        return  # the same was said twice; the first saying stays
    theirs = max((record.stamp(n) for n in (stated or unseen)), key=lambda s: (s.hlc, s.device))
    wins = _wins(group, record, wanted, stamp, theirs)
    if wins:
        _take(merged, {n: wanted[n][0] for n in differing}, stamp)
    _note(merged, record, group, wanted, (stamp, theirs), wins=wins)


def _say_again(
    merged: Merged, record: Record, wanted: Mapping[str, tuple[Value, int]], stamp: Stamp
) -> None:
    """The same value said later by somebody who did not know counts as said later."""
    for name, (value, base) in wanted.items():
        known = record.stamp(name)
        later = (stamp.hlc, stamp.device) > (known.hlc, known.device)
        if known.seq > base and later and record.f.get(name) == value:
            merged.record.x[name] = stamp
            merged.changed = True


def _wins(
    group: Group,
    record: Record,
    wanted: Mapping[str, tuple[Value, int]],
    stamp: Stamp,
    theirs: Stamp,
) -> bool:
    if group.rule in (Rule.LATER, Rule.MARK):
        return (stamp.hlc, stamp.device) > (theirs.hlc, theirs.device)
    if group.rule is Rule.FURTHER:
        (name,) = group.fields
        if name not in wanted:
            return False
        return _rank(group, wanted[name][0]) > _rank(group, record.f.get(name))
    return False


def _rank(group: Group, value: Value) -> int:
    return group.order.index(value) if value in group.order else len(group.order)


def _note(
    merged: Merged,
    record: Record,
    group: Group,
    wanted: Mapping[str, tuple[Value, int]],
    stamps: tuple[Stamp, Stamp],
    *,
    wins: bool,
) -> None:
    """Keep the value that lost, unless the field is one that nobody ever asks for."""
    if group.rule in (Rule.FIRST, Rule.MARK, Rule.FURTHER):
        return
    names = [n for n in wanted if n in group.fields or n in group.along]
    ours = {n: wanted[n][0] for n in names}
    other = {n: record.f.get(n) for n in names}
    mine, theirs = stamps
    sides = (ours, other, mine, theirs) if wins else (other, ours, theirs, mine)
    merged.clashes.append(Clash(group.name, *sides, open=group.rule is Rule.REVIEW))


def _take(merged: Merged, values: Mapping[str, Value], stamp: Stamp) -> None:
    for name, value in values.items():
        if value is None:
            merged.record.f.pop(name, None)
        else:
            merged.record.f[name] = value
        merged.record.x[name] = stamp
        merged.changed = True


def _settle_deletion(
    merged: Merged, record: Record, wanted: dict[str, tuple[Value, int]], stamp: Stamp
) -> None:
    """An edit that a deletion did not know of is stronger: the row stays, the wish is kept."""
    asked = wanted.get(DELETED)
    if asked is None or not asked[0] or record.deleted:
        return
    base = asked[1]
    stamps = [record.s, *record.x.values()]
    unseen = [s for s in stamps if s.seq > base]
    if unseen:
        del wanted[DELETED]
        latest = max(unseen, key=lambda s: s.seq)
        merged.clashes.append(Clash(DELETED, {DELETED: 0}, {DELETED: 1}, latest, stamp, open=True))


def _revive(merged: Merged, wanted: Mapping[str, object], stamp: Stamp) -> None:
    """An edit of a row that was taken away meanwhile brings it back, and says so."""
    if merged.record.deleted and DELETED not in wanted:
        gone = merged.record.stamp(DELETED)
        _take(merged, {DELETED: 0}, stamp)
        merged.clashes.append(Clash(DELETED, {DELETED: 0}, {DELETED: 1}, stamp, gone, open=False))


def rows_sum(entity: str, record_id: str, rv: int) -> int:
    """What one row adds to the sum of its bucket: 64 bits of BLAKE2b over its name and version."""
    from hashlib import blake2b

    return int.from_bytes(blake2b(f"{entity}:{record_id}:{rv}".encode(), digest_size=8).digest())
