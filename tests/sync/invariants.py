"""What must hold when everybody has exchanged and nothing moves any more."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa

from advisor_app.schema import office, tables
from advisor_app.sync import local
from tests.sync.saved import words_in
from tests.sync.simulation import QUIET, WRITTEN, Simulation


def settle(sim: Simulation) -> None:
    """Exchange over a good line until nothing moves; that has an end."""
    before: object = None
    for _round in range(QUIET):
        for slot in sim.laptops:
            sim.exchange(slot, page=5)
        now = _state(sim)
        if now == before:
            return
        before = now
    raise AssertionError(f"still moving after {QUIET} rounds")


def check(sim: Simulation) -> None:
    """Every invariant, after everything came to rest."""
    settle(sim)
    _nothing_waits(sim)
    _all_alike(sim)
    _versions_in_order(sim)
    _nothing_lost(sim)
    _deletions(sim)
    _joined_stay_joined(sim)
    _whole_statements(sim)


def _state(sim: Simulation) -> object:
    with sim.office.base.reading() as c:
        seq = c.execute(sa.select(office.clock.c.seq)).scalar()
    waiting = tuple(
        laptop.driver.execute(
            "SELECT (SELECT count(*) FROM change), (SELECT count(*) FROM outbox),"
            " (SELECT count(*) FROM cursor), (SELECT count(*) FROM stage),"
            " (SELECT group_concat(name || value) FROM exchange WHERE name NOT IN ('inc', 'no'))"
        ).fetchone()
        for laptop in sim.laptops.values()
    )
    return seq, waiting


def _nothing_waits(sim: Simulation) -> None:
    for slot, laptop in sim.laptops.items():
        for name in ("change", "outbox", "cursor", "stage"):
            found = laptop.driver.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608 - names of ours
            assert not found, f"{name} of {slot}: {found}"


def _all_alike(sim: Simulation) -> None:
    """I1, I5: every laptop has what its person sees at the office, and nothing else."""
    records = sim.records()
    for slot, laptop in sim.laptops.items():
        sight = sim.office.seen_by(laptop.name)
        wanted = {key: _row(*key, one) for key, (bucket, one) in records.items() if bucket in sight}
        there: dict[tuple[str, str], dict[str, Any]] = {}
        for table in tables.SYNCED:
            there |= {(table.name, name): row for name, row in laptop.rows(table.name).items()}
        differing = {
            key: (there.get(key), wanted.get(key))
            for key in there.keys() | wanted.keys()
            if there.get(key) != wanted.get(key)
        }
        assert not differing, f"{slot}: {_brief(differing)}"


def _row(entity: str, record_id: str, record: Any) -> dict[str, Any]:
    values = {name: record.f.get(name) for name in local.columns_of(entity)}
    return values | {
        local.key_of(entity): record_id,
        "_rv": record.v,
        "_deleted": record.f.get("_deleted") or 0,
    }


def _brief(differing: dict[tuple[str, str], tuple[Any, Any]]) -> list[object]:
    """Laptop's and office's side of what is not alike."""
    told: list[object] = []
    for key, (here, there) in sorted(differing.items()):
        if here is None or there is None:
            told.append((key, "only there" if here is None else "only here", here or there))
        else:
            told.append((key, {n: (here[n], there[n]) for n in here if here[n] != there[n]}))
    return told


def _versions_in_order(sim: Simulation) -> None:
    """I3, I4: each batch once, each version once, none beyond the counter."""
    with sim.office.base.reading() as c:
        seq = c.execute(sa.select(office.clock.c.seq)).scalar() or 0
        batches = c.execute(sa.select(office.batch).order_by(office.batch.c.last)).all()
        heads = {row.id: row.head for row in c.execute(sa.select(office.bucket))}
    upto = 0
    for batch in batches:
        assert batch.first == upto + 1, f"versions {upto + 1} to {batch.first - 1} are in no batch"
        upto = batch.last
    assert upto == seq
    versions: dict[int, tuple[str, str]] = {}
    for key, (bucket, record) in sim.records().items():
        assert versions.setdefault(record.v, key) == key
        assert record.v <= heads[bucket] <= seq
        assert record.f["bucket"] == bucket
        assert all(stamp.seq <= record.v for stamp in (record.s, *record.x.values()))


def _nothing_lost(sim: Simulation) -> None:
    """I2: what was saved is current, kept for a person, or overwritten by who had seen it."""
    current = {
        (word, (entity, name, field))
        for (entity, name), (_bucket, record) in sim.records().items()
        for field, value in record.f.items()
        for word in words_in(value)
    }
    lost = sim.saved.lost(current, _kept(sim))
    assert not lost, f"lost: {lost}"


def _kept(sim: Simulation) -> set[str]:
    """The words that a person finds in a conflict, or set aside on a laptop."""
    found: set[str] = set()
    for (entity, _name), (_bucket, record) in sim.records().items():
        if entity == "conflict":
            found |= words_in(record.f["kept"]) | words_in(record.f["lost"])
    for laptop in sim.laptops.values():
        for (fields,) in laptop.driver.execute("SELECT fields FROM set_aside"):
            found |= words_in(fields)
    return found


def _deletions(sim: Simulation) -> None:
    """Who deleted a row had seen what is in it; a deletion that lost is told."""
    records = sim.records()
    kept = _kept(sim)
    told = {
        str(record.f["record_id"])
        for (entity, _id), (_bucket, record) in records.items()
        if entity == "conflict" and "_deleted" in (record.f["field"], *_fields_lost(record))
    }
    for laptop in sim.laptops.values():
        told |= {
            str(name)
            for name, fields in laptop.driver.execute("SELECT record_id, fields FROM set_aside")
            if json.loads(fields).get("_deleted")
        }
    for (entity, name), (_bucket, record) in records.items():
        if name in sim.saved.gone:
            continue
        if entity in WRITTEN and record.deleted:
            for value in record.f.values():
                unseen = words_in(value) - sim.saved.seen[entity, name] - kept
                assert not unseen or name in told, f"deleted unseen: {entity} {name} {unseen}"
        elif (entity, name) in sim.saved.deleted:
            assert name in told, f"a deletion came to nothing: {entity} {name}"


def _joined_stay_joined(sim: Simulation) -> None:
    """A firm that was joined to another one does not come back, and nothing new is under it."""
    with sim.office.base.reading() as c:
        losers = set(c.execute(sa.select(office.alias.c.loser)).scalars())
    for (entity, name), (bucket, record) in sim.records().items():
        if bucket in losers:
            assert (entity, name, record.deleted) == ("firm", bucket, True), f"under {bucket}"


def _fields_lost(record: Any) -> list[str]:
    return list(json.loads(str(record.f["lost"])))


def _whole_statements(sim: Simulation) -> None:
    """Fields that are one statement were never taken apart."""
    for (entity, name), (_bucket, record) in sim.records().items():
        for word_field, digit_field in (("evidence", "level"), ("nit", "nit_dv")):
            for word in words_in(record.f.get(word_field)):
                digit = int(word[1:]) % 5 + 1
                assert str(record.f[digit_field]) == str(digit), f"torn: {entity} {name}"
