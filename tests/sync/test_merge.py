"""The merge by itself: what must hold for any edits, in any order; and the bytes of the line."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from advisor_app.domain import ids
from advisor_app.sync import packing
from advisor_app.sync.errors import BadMessage
from advisor_app.sync.merge import Record, Stamp, merge
from advisor_app.sync.policy import Rule, group_of
from advisor_app.sync.wire import (
    Block,
    Edit,
    Push,
    Row,
    Value,
    pack_edits,
    pack_rows,
    unpack_edits,
    unpack_rows,
)

NAMES = ("legal_name", "nit", "nit_dv", "trade_name", "address", "zone")
ANSWERED = ("level", "evidence", "note", "answered_at")
_names = st.text(min_size=1, max_size=80)
_texts = st.text("abcñ1", max_size=4)
_values: st.SearchStrategy[Value] = st.one_of(st.none(), st.integers(-3, 3), _texts)


def moment(number: int) -> str:
    return f"{number:015d}.000000"


def edits(names: tuple[str, ...] = NAMES, entity: str = "firm") -> st.SearchStrategy[Edit]:
    fields = st.dictionaries(
        st.sampled_from(names), st.tuples(_values, st.integers(0, 4)), min_size=1
    )
    return st.builds(
        lambda told, hlc: Edit(entity, "r", "r", 1, moment(hlc), told), fields, st.integers(0, 9)
    )


def records(names: tuple[str, ...] = NAMES) -> st.SearchStrategy[Record]:
    """A record of version 4 whose fields were written at versions up to it."""
    stamps = st.builds(lambda seq, hlc: Stamp(seq, moment(hlc), "x"), st.integers(1, 4), _nine)
    return st.builds(
        lambda f, x: Record(4, {n: v for n, v in f.items() if v is not None}, _FIRST, x),
        st.dictionaries(st.sampled_from(names), _values),
        st.dictionaries(st.sampled_from(names), stamps),
    )


_nine = st.integers(0, 9)
_FIRST = Stamp(1, moment(0), "x")


@given(records(), edits())
def test_the_same_edit_once_more_changes_nothing(record, edit):
    once = merge(record, edit, 5, "a")
    again = merge(once.record, edit, 6, "a")
    taken = {n for n, (v, _base) in edit.fields.items() if once.record.f.get(n) == v}
    assert {n: again.record.f.get(n) for n in taken} == {n: once.record.f.get(n) for n in taken}
    if not once.clashes:
        assert not again.changed
        assert again.record == once.record


@given(records(), edits())
def test_the_record_that_is_given_stays_as_it_is(record, edit):
    before = (record.v, dict(record.f), dict(record.x))
    merge(record, edit, 5, "a")
    assert (record.v, record.f, record.x) == before


@given(records(), edits(("legal_name", "trade_name")), edits(("nit", "nit_dv", "zone")))
def test_edits_of_other_statements_come_to_the_same_in_any_order(record, one, two):
    ahead = merge(merge(record, one, 5, "a").record, two, 6, "b").record
    back = merge(merge(record, two, 5, "b").record, one, 6, "a").record
    assert ahead.f == back.f


@given(records(), edits())
def test_no_value_is_lost(record, edit):
    merged = merge(record, edit, 5, "a")
    kept = [(n, v) for clash in merged.clashes for n, v in (*clash.lost.items(),)]
    for name, (value, base) in edit.fields.items():
        assert merged.record.f.get(name) == value or (name, value) in kept
        other = record.f.get(name)
        overwritten = merged.record.f.get(name) != other
        if overwritten and record.stamp(name).seq > base:
            assert (name, other) in kept, "nobody had seen what was overwritten"


@given(records(ANSWERED), edits(ANSWERED, "answer"))
def test_a_statement_is_taken_or_left_as_a_whole(record, edit):
    merged = merge(record, edit, 5, "a")
    stated = [n for n in edit.fields if n in ("level", "evidence")]
    changed = [n for n in stated if edit.fields[n][0] != record.f.get(n)]
    taken = [n for n in changed if merged.record.f.get(n) == edit.fields[n][0]]
    assert taken in ([], changed)


@given(records(), edits(), _nine, _nine)
def test_no_clock_decides_what_a_person_decides(record, edit, early, late):
    def at(hlc: int) -> dict[str, Value]:
        told = Edit("firm", "r", "r", 1, moment(hlc), edit.fields)
        found = merge(record, told, 5, "a").record.f
        return {n: v for n, v in found.items() if group_of("firm", n).rule is Rule.REVIEW}

    assert at(early) == at(late)


@given(st.lists(edits(), min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_what_everybody_says_is_the_same_in_any_order_up_to_the_conflicts(told, chance):
    """Edits of laptops that knew nothing of each other: each value is there or in a conflict."""
    told = [
        Edit("firm", "r", "r", 1, e.hlc, {n: (str(v), 1) for n, (v, _b) in e.fields.items()})
        for e in told
    ]
    start = Record(1, {}, _FIRST)

    def everything(order: Iterable[tuple[int, Edit]]) -> tuple[dict[str, Value], set[object]]:
        record, seen = start, set[object]()
        for seq, (number, edit) in enumerate(order, start=2):
            merged = merge(record, edit, seq, f"laptop-{number}")
            record = merged.record
            for clash in merged.clashes:
                seen |= {(n, v) for n, v in (*clash.lost.items(), *clash.kept.items())}
        return record.f, seen | set(record.f.items())

    one = list(enumerate(told))
    other = list(one)
    chance.shuffle(other)
    (first, seen), (second, seen_too) = everything(one), everything(other)
    said = {(n, v) for e in told for n, (v, _base) in e.fields.items()}
    assert said <= seen
    assert said <= seen_too
    for name in NAMES:
        if group_of("firm", name).rule is Rule.LATER and len({e.hlc for e in told}) == len(told):
            assert first.get(name) == second.get(name)


# --- The bytes --------------------------------------------------------------------------------


@st.composite
def sent(draw: st.DrawFn) -> Edit:
    new = draw(st.booleans())
    rv = 0 if new else draw(st.integers(1, 50))
    bases = st.just(0) if new else st.integers(0, 50)
    fields = draw(st.dictionaries(st.sampled_from(ANSWERED), st.tuples(_values, bases), min_size=1))
    if new:
        fields["item"] = (draw(st.sampled_from(("D1.1", "D1.2"))), 0)
    home = draw(st.sampled_from(("as-1", "as-2")))
    named = ids.answer_id(home, str(fields["item"][0])) if new else draw(st.uuids()).hex
    return Edit("answer", named, home, rv, f"{draw(_nine):015d}.{draw(_nine):06d}", fields)


@given(st.lists(sent(), max_size=12))
def test_edits_arrive_as_they_were_sent(told):
    blocks, ordered = pack_edits(told)
    message = Push("batch", "life", 1, 4, blocks)
    through = packing.grow(packing.shrink(packing.to_json(message)))
    came = list(unpack_edits(packing.from_json(through, Push).blocks))
    assert len(came) == len(told)
    for edit, original in zip(came, ordered, strict=True):
        assert (edit.id, edit.home, edit.rv) == (original.id, original.home, original.rv)
        assert edit.hlc == original.hlc
        travels = {n: t for n, t in original.fields.items() if original.rv or t[0] is not None}
        assert dict(edit.fields) == travels


@given(st.lists(st.builds(Row, st.just("firm"), _names, _nine, st.dictionaries(_texts, _values))))
def test_rows_arrive_as_they_were_sent(told):
    came = list(unpack_rows(packing.from_json(packing.to_json(pack_rows(told)), list[Block])))
    bare = [(r.id, r.rv, {n: v for n, v in r.fields.items() if v is not None}) for r in told]
    assert sorted(map(repr, bare)) == sorted(repr((r.id, r.rv, _in_order(r, bare))) for r in came)


def _in_order(row: Row, bare: list[tuple[str, int, dict[str, Value]]]) -> dict[str, Value]:
    """The fields in the order that the row was sent with."""
    for name, rv, fields in bare:
        if (name, rv, fields) == (row.id, row.rv, dict(row.fields)):
            return fields
    return dict(row.fields)


@given(st.binary(max_size=300), st.data())
def test_a_cut_frame_or_one_with_more_behind_it_is_refused(data, draw):
    frame = packing.shrink(data)
    assert packing.grow(frame) == data
    cut = frame[: draw.draw(st.integers(0, len(frame) - 1))]
    for bent in (cut, frame + b"\0", frame + frame):
        with pytest.raises(BadMessage):
            packing.grow(bent)


def test_what_would_grow_beyond_bounds_is_not_opened():
    bomb = zstandard.ZstdCompressor(level=19).compress(bytes(packing.MOST_BYTES + 1))
    assert len(bomb) < 20_000
    with pytest.raises(BadMessage):
        packing.grow(bomb)
    writer = zstandard.ZstdCompressor(write_content_size=False).compressobj()
    with pytest.raises(BadMessage):
        packing.grow(writer.compress(bytes(1_000_000)) + writer.flush())


def test_a_frame_that_lies_about_its_size_is_refused():
    frame = bytearray(packing.shrink(b"x" * 200))
    frame[5] = 100
    with pytest.raises(BadMessage):
        packing.grow(bytes(frame))


@pytest.mark.parametrize(
    "text", [b"[" * 100_000, b'{"blocks":' * 50_000, b"", b"null", b"{}", b"1"]
)
def test_no_message_is_refused_without_falling_over(text):
    with pytest.raises(BadMessage):
        packing.from_json(text, Push)


@pytest.mark.parametrize(
    "row",
    [[], ["id"], ["id", 0, -1, 0, "v"], ["id", 0, 1, 0], ["id", 0, 1, 0, "v", "w"],
     ["id", 0, 1, 0, ["v"]], ["id", 0, 1, 0, 1.5], ["id", 0, 1, [-1], "v"], [7, 0, 1, 0, "v"],
     ["", 0, 1, 0, "v"], [None, 0, 1, 0, "v"], ["id", "x", 1, 0, "v"], ["id", 0, 1, 0, True]],
)  # fmt: skip
def test_a_row_of_another_shape_is_refused(row):
    with pytest.raises(BadMessage):
        list(unpack_edits([Block("firm", ["legal_name"], [row])]))
