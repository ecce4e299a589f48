"""What laptop and office say to each other.

Rows travel in blocks: rows of one table with the same columns, so that a name is sent once and
equal values stand below each other, where compression finds them. What all rows of a block have
alike stands apart. A row that is new stands on version 0.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final

import msgspec

from advisor_app.domain import ids
from advisor_app.store.revision import HEAD
from advisor_app.sync.errors import BadMessage

SCHEMA: Final = int(HEAD)
"""The revision of the tables that this version writes, on the laptop and at the office."""

MOST_EDITS: Final = 5_000
"""The most rows in one batch."""

MOST_OWN: Final = 64
"""The most series of versions that a laptop names as known."""

_LONGEST_ID: Final = 80

Count = Annotated[int, msgspec.Meta(ge=0, lt=1 << 53)]
"""A version or a number of something: never less than none, and exact in every JSON."""

Name = Annotated[str, msgspec.Meta(max_length=_LONGEST_ID, pattern=r"^[^\x00-\x1f]*$")]
"""What a record, a bucket or a life is called."""

Value = str | int | None
"""What a field holds: text, a whole number or nothing."""

HOMES: Final = {"answer": "assessment_id"}
"""Tables whose rows are kept together at the office, by the field that says with which."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What one laptop wrote in one row since it last sent it.

    Attributes:
        rv: the version of the row that the laptop had; 0 for a row of its own making.
        hlc: when it was last written there.
        fields: each field's value and the version that its first edit stood on.
        home: what the row is kept together with; its own id unless its table has a home.
    """

    entity: str
    id: str
    home: str
    rv: int
    hlc: str
    fields: Mapping[str, tuple[Value, int]]


class Block(msgspec.Struct, omit_defaults=True):
    """Rows of one table with the same columns.

    Attributes:
        e: the table.
        c: the columns, in the order of the values in each row.
        r: the rows. Of edits ``[id, moment, rv, bases, *values]``: the id is null where home and
            item give it, the moment is milliseconds since the row before, ``bases`` is 0 where each
            field stood on ``rv``, else one per column. Of rows from the office
            ``[id, rv, *values]``.
        h: the home of the rows where it is not their own id.
        k: the columns that have the same value in each row.
        t: the moment (milliseconds) that the first row's moment counts from.
    """

    e: Name
    c: list[str]
    r: list[list[Any]]
    h: Name = ""
    k: dict[str, Value] = {}
    t: int = 0


class Push(msgspec.Struct, omit_defaults=True):
    """A numbered batch of edits.

    Attributes:
        id: the batch's own name; edit ``n`` of it is ``id:n`` for ever.
        inc: the life of the laptop that numbers its batches.
        no: the number, one more than that of the batch before.
        schema: the revision of the tables it was written with.
        epoch: the life of the office that it believes to speak to.
    """

    id: Name
    inc: Name
    no: Count
    schema: Count
    blocks: list[Block]
    epoch: Name = ""


class Apart(msgspec.Struct, array_like=True, omit_defaults=True):
    """What became of an edit that was not simply taken.

    Attributes:
        n: which one of the batch.
        st: ``merged``, ``conflict``, ``forbidden`` or ``invalid``.
        rv: the version of the row now (0: none).
        why: a word for the log.
    """

    n: Count
    st: Name
    rv: Count = 0
    why: str = ""


class Pushed(msgspec.Struct, omit_defaults=True):
    """The answer to a batch: the same bytes whenever the same batch comes again.

    Attributes:
        no: which batch.
        first: the version of its first edit's row; the next ones follow by one.
        x: the edits that were not simply taken.
        rows: rows that the laptop does not have like this.
    """

    no: Count
    first: Count
    x: list[Apart] = []
    rows: list[Block] = []


class Pull(msgspec.Struct, omit_defaults=True):
    """What the laptop has, to be told what is new.

    Attributes:
        head: it has everything up to here, but for the buckets in ``cursors``.
        grants: the version of the list of its buckets.
        cursors: buckets that stand elsewhere: ``[page, floor]``.
        rows: how many rows it wants at most.
        own: versions that it knows already, because the office gave them to what it sent: first
            and last of each series. Rows of these versions are not told again.
    """

    head: Count = 0
    grants: Count = 0
    epoch: Name = ""
    schema: Count = 0
    cursors: dict[Name, tuple[Count, Count]] = {}
    rows: Count = 2_000
    own: Annotated[list[tuple[Count, Count]], msgspec.Meta(max_length=MOST_OWN)] = []


class Gone(msgspec.Struct, array_like=True):
    """A record that left a bucket."""

    entity: Name
    id: Name
    bucket: Name


class Pulled(msgspec.Struct, omit_defaults=True):
    """What is new for the laptop.

    Attributes:
        head: where the office stands.
        buckets: all buckets of this laptop, where the list changed.
        cursors: where the buckets of this page stand now.
        sums: of each bucket that this page completes, the sum over its rows, as 16 hex digits.
        more: whether there is another page.
        now: the office's time in milliseconds.
    """

    head: Count
    now: Count
    grants: Count = 0
    buckets: list[Name] | None = None
    rows: list[Block] = []
    gone: list[Gone] = []
    cursors: dict[Name, tuple[Count, Count]] = {}
    sums: dict[Name, str] = {}
    more: bool = False


class Join(msgspec.Struct):
    """What a coordinator says of two firms that are one.

    Attributes:
        firm: the one whose records go to the other.
    """

    firm: Name


class Refusal(msgspec.Struct, omit_defaults=True):
    """Why a request was not done.

    Attributes:
        code: a word for programs; decision 13 lists them.
        expect: the number of the batch that is waited for.
        epochs: the office's lives with the version each began at, the oldest first.
        now: the office's time in milliseconds.
    """

    code: str
    expect: Count = 0
    epochs: list[tuple[Name, Count]] = []
    now: int = 0


# --- Edits ------------------------------------------------------------------------------------


def pack_edits(edits: Iterable[Edit]) -> tuple[list[Block], list[Edit]]:
    """The edits in blocks, and the edits in the order of the blocks, which numbers them."""
    groups: defaultdict[tuple[object, ...], list[Edit]] = defaultdict(list)
    for edit in edits:
        home = edit.home if edit.home != edit.id else ""
        shape = tuple(name for name, (value, _base) in edit.fields.items() if _travels(edit, value))
        groups[edit.entity, home, shape, edit.rv > 0].append(edit)
    ordered = [edit for group in groups.values() for edit in group]
    return [_block(group) for group in groups.values()], ordered


def unpack_edits(blocks: Iterable[Block]) -> Iterator[Edit]:
    """The edits of the blocks, in order.

    Raises:
        BadMessage: a row is not as long as its columns, or its parts are of the wrong kind.
    """
    for block in blocks:
        alike = {name: (value, 0) for name, value in block.k.items()}
        millis = block.t
        for row in block.r:
            try:
                since, _, count = str(row[1]).partition(".")
                millis += int(since)
                hlc = _hlc(millis, int(count or 0))
                yield _edit(block, alike, row, hlc)
            except (TypeError, ValueError, IndexError) as error:
                raise BadMessage("row") from error


def _travels(edit: Edit, value: Value) -> bool:
    """A new row needs no word about what it leaves empty."""
    return edit.rv > 0 or value is not None


def _block(edits: list[Edit]) -> Block:
    first = edits[0]
    names = [n for n, (value, _base) in first.fields.items() if _travels(first, value)]
    alike: dict[str, Value] = {}
    if first.rv == 0 and len(edits) > 1:
        for name in names:
            value = first.fields[name][0]
            if all(edit.fields[name] == (value, 0) for edit in edits):
                alike[name] = value
    columns = [name for name in names if name not in alike]
    home = first.home if first.home != first.id else ""
    start = millis = _moment(first.hlc)[0]
    rows: list[list[Any]] = []
    for edit in edits:
        rows.append(_row(edit, columns, millis))
        millis = _moment(edit.hlc)[0]
    return Block(first.entity, columns, rows, home, alike, start)


def _row(edit: Edit, columns: list[str], before: int) -> list[Any]:
    millis, count = _moment(edit.hlc)
    moment = millis - before if count == 0 else f"{millis - before}.{count}"
    bases = [edit.fields[name][1] for name in columns]
    derived = edit.entity == "answer" and _given(edit) == edit.id
    return [
        None if derived else edit.id,
        moment,
        edit.rv,
        0 if all(base == edit.rv for base in bases) else bases,
        *(edit.fields[name][0] for name in columns),
    ]


def _given(edit: Edit) -> str:
    item = edit.fields.get("item", (None, 0))[0]
    return ids.answer_id(edit.home, item) if isinstance(item, str) else ""


def _edit(block: Block, alike: Mapping[str, tuple[Value, int]], row: list[Any], hlc: str) -> Edit:
    record_id, _since, rv, bases = row[:4]
    if bases == 0:
        bases = [rv] * len(block.c)
    if not all(isinstance(base, int) and base >= 0 for base in (rv, *bases)):
        raise ValueError("base")
    fields = dict(alike)
    for name, value, base in zip(block.c, row[4:], bases, strict=True):
        if not (value is None or isinstance(value, str) or type(value) is int):
            raise TypeError(name)
        fields[name] = (value, base)
    if record_id is None:
        record_id = ids.answer_id(block.h, str(fields["item"][0])) if "item" in fields else ""
    if not isinstance(record_id, str) or not record_id or "\0" in record_id:
        raise TypeError("id")
    return Edit(block.e, record_id, block.h or record_id, rv, hlc, fields)


def _hlc(millis: int, count: int) -> str:
    if not (0 <= millis < 10**15 and 0 <= count < 10**6):
        raise ValueError("moment")
    return f"{millis:015d}.{count:06d}"


def _moment(hlc: str) -> tuple[int, int]:
    millis, _, count = hlc.partition(".")
    return int(millis), int(count or 0)


# --- Rows from the office ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """A row as the office has it; a field that is not named is empty."""

    entity: str
    id: str
    rv: int
    fields: Mapping[str, Value]


def pack_rows(rows: Iterable[Row]) -> list[Block]:
    """The rows in blocks; empty fields are left out."""
    groups: defaultdict[tuple[str, tuple[str, ...]], list[Row]] = defaultdict(list)
    for row in rows:
        shape = tuple(sorted(name for name, value in row.fields.items() if value is not None))
        groups[row.entity, shape].append(row)
    return [_rows_block(entity, shape, group) for (entity, shape), group in groups.items()]


def unpack_rows(blocks: Iterable[Block]) -> Iterator[Row]:
    """The rows of the blocks.

    Raises:
        BadMessage: a row is not as long as its columns, or its parts are of the wrong kind.
    """
    for block in blocks:
        for row in block.r:
            if len(row) != len(block.c) + 2 or not _is_version(row[1]) or not _is_id(row[0]):
                raise BadMessage("row")
            fields = dict(block.k) | dict(zip(block.c, row[2:], strict=True))
            if not all(_is_value(value) for value in fields.values()):
                raise BadMessage("value")
            yield Row(block.e, row[0], row[1], fields)


def _is_version(told: object) -> bool:
    return type(told) is int and 0 <= told < 1 << 53


def _is_id(told: object) -> bool:
    return isinstance(told, str) and 0 < len(told) <= _LONGEST_ID


def _is_value(told: object) -> bool:
    if type(told) is int:
        return -(1 << 63) <= told < 1 << 63
    return told is None or isinstance(told, str)


def _rows_block(entity: str, shape: tuple[str, ...], rows: list[Row]) -> Block:
    first = rows[0].fields
    alike = {
        name: first[name]
        for name in shape
        if len(rows) > 1 and all(row.fields[name] == first[name] for row in rows)
    }
    columns = [name for name in shape if name not in alike]
    packed = [[row.id, row.rv, *(row.fields[name] for name in columns)] for row in rows]
    return Block(entity, columns, packed, k=alike)
