"""Laptops, an office and everything that goes wrong between them, as calls that a script makes.

Nothing is left to chance: the same calls do the same things.
"""

from __future__ import annotations

import contextlib
import copy
import json
import random
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Final
from unittest import mock

import sqlalchemy as sa

from advisor_app.domain import clock, ids
from advisor_app.schema import office as tables_of_office
from advisor_app.schema import tables
from advisor_app.schema.exchange import outbox, set_aside
from advisor_app.server import engine, history, joining
from advisor_app.server.access import Caller, Role
from advisor_app.server.docs import read_body
from advisor_app.server.errors import Refused
from advisor_app.sync import client, local, packing
from advisor_app.sync.wire import Block, Edit, Pushed, unpack_edits, unpack_rows
from tests.sync.faults import Crash, Fault, KilledKeeper, Lost, SimulatedLine
from tests.sync.saved import Saved, words_in
from tests.sync.world import DirectLine, Laptop, Office, at

if TYPE_CHECKING:
    import sqlite3


ADVISORS: Final = ("A", "B", "C")
TWIN: Final = "A again"
"""A second laptop with the base and the name of the first one."""
_SKEW: Final = {"A": timedelta(0), "B": timedelta(days=-1), "C": timedelta(hours=1)}
WRITTEN: Final[dict[str, tuple[str, ...]]] = {
    "firm": ("legal_name", "trade_name", "nit", "_deleted"),
    "person": ("name", "phone", "_deleted"),
    "assessment": ("scope", "form", "status", "current_item", "_deleted"),
    "answer": ("evidence", "note", "_deleted"),
    "attachment": ("caption", "_deleted"),
}
"""The tables and fields that users write in: decided by a person, by time, in groups, by rank."""
_OFFICE: Final = "office"
_COORDINATOR: Final = Caller("A", "u-K", Role.COORDINATOR, "Coordinación")
_MEMORY: Final = "sqlite://"
QUIET: Final = 12
"""Rounds of exchanges after which nothing may move any more."""


@dataclass(frozen=True, slots=True)
class Start:
    """How every simulation begins, made once."""

    office: sqlite3.Connection
    laptops: dict[str, sqlite3.Connection]
    saved: Saved
    sent: list[tuple[str, bytes]]
    chance: tuple[Any, ...]
    now: datetime


@cache
def _start() -> Start:
    sim = Simulation("sqlite:///:memory:")
    try:
        return sim.started()
    finally:
        sim.close()


class Simulation:
    """Three advisors with a laptop each, the office, and what all of them did."""

    def __init__(self, url: str = _MEMORY) -> None:
        self.url = url
        self._before = clock.current()
        self._chance = random.Random(0)  # noqa: S311 - names only
        self._names = mock.patch.object(uuid, "uuid4", self._name)
        self.backups: dict[str, sqlite3.Connection] = {}
        start = _start() if url == _MEMORY else None
        self._names.start()
        self._clock = clock.FixedClock(start.now if start else at())
        clock.use(self._clock)
        self.saved = copy.deepcopy(start.saved) if start else Saved()
        self.sent = list(start.sent) if start else []
        self.office = Office(*ADVISORS, url=url, source=start.office if start else None)
        self.laptops = {
            name: Laptop(name, self._clock_of(name), start.laptops[name] if start else None)
            for name in ADVISORS
        }
        if start is None:
            self._begin()
        else:
            self._chance.setstate(start.chance)

    def _begin(self) -> None:
        """One firm that all three work with."""
        firm = self.new_firm("A")
        self.exchange("A")
        for name in ADVISORS[1:]:
            self.office.give(name, firm)
            self.exchange(name)

    def started(self) -> Start:
        """What there is now, to begin others with."""
        bases = {name: laptop.copy() for name, laptop in self.laptops.items()}
        state = self._chance.getstate()
        return Start(self.office.copy(), bases, self.saved, self.sent, state, self._clock.now())

    def close(self) -> None:
        """Put clock and names back."""
        self._names.stop()
        clock.use(self._before)
        self.office.close()
        for laptop in self.laptops.values():
            laptop.close()
        for copied in self.backups.values():
            copied.close()

    # --- What users do --------------------------------------------------------------------------

    def new_firm(self, slot: str, nit: int = 0) -> str:
        """Register a firm; several may have the same NIT."""
        record_id = f"firm-{self.saved.word()}"
        values = {"id": record_id, "legal_name": self.saved.word(), "nit": f"90{nit}"}
        self._insert(slot, "firm", values)
        return record_id

    def new_person(self, slot: str, k: int = 0) -> None:
        """Add a person to one of the firms."""
        self._new(slot, k, "person", {"name": self.saved.word()})

    def new_assessment(self, slot: str, k: int = 0) -> None:
        """Begin an assessment of one of the firms."""
        values = {"kind": "maturity", "status": "draft", "scope": self.saved.word()}
        self._new(slot, k, "assessment", values)

    def new_attachment(self, slot: str, k: int = 0) -> None:
        """Add a photo to one of the firms; only its record travels here."""
        self._new(slot, k, "attachment", {"sha256": "0" * 64, "caption": self.saved.word()})

    def answer(self, slot: str, k: int = 0, item: int = 0) -> str | None:
        """Answer a question of one of the assessments, or answer it again."""
        assessment = self._one(slot, "assessment", k)
        if assessment is None:
            return None
        code = f"D1.{item}"
        record_id = ids.answer_id(assessment["id"], code)
        known = self.laptops[slot].rows("answer").get(record_id)
        if known is not None:
            self._write(slot, "answer", known, self._said("evidence"))
            return record_id
        values = {
            "id": record_id, "firm_id": assessment["firm_id"], "item": code,
            "assessment_id": assessment["id"], "state": "rated",
        }  # fmt: skip
        self._insert(slot, "answer", values | self._said("evidence"))
        return record_id

    def edit(self, slot: str, k: int = 0, w: int = 0) -> None:
        """Write in one of the fields of one of the rows."""
        rows = list(self._rows(slot))
        if not rows:
            return
        entity, row = rows[k % len(rows)]
        fields = WRITTEN[entity]
        self.write(slot, entity, row["id"], fields[w % len(fields)])

    def write(self, slot: str, entity: str, record_id: str, name: str) -> None:
        """Write in this field of this row, if the laptop has it."""
        row = self.laptops[slot].rows(entity).get(record_id)
        if row is None or row["_deleted"]:
            return
        if name == "_deleted":
            self.saved.delete(entity, record_id, row.values())
            self._update(slot, entity, record_id, {"_deleted": 1})
        else:
            self._write(slot, entity, row, self._said(name))

    def decide(self, slot: str, k: int = 0, choice: str = "lost") -> None:
        """Decide one of the open conflicts."""
        found = self.laptops[slot].rows("conflict")
        waiting = [row for _id, row in sorted(found.items()) if row["state"] == "open"]
        if waiting:
            row = waiting[k % len(waiting)]
            values = {"state": "resolved", "choice": choice, "reason": "porque sí"}
            self._update(slot, "conflict", row["id"], values)

    # --- The line -------------------------------------------------------------------------------

    def exchange(
        self,
        slot: str,
        fault: Fault = Fault(),  # noqa: B008 - it never changes
        *,
        batch: int = 500,
        page: int = 500,
        only: str = "",
        meanwhile: Callable[[], None] | None = None,
    ) -> None:
        """One exchange; what goes wrong in it ends it where it was."""
        self._tick()
        line = SimulatedLine(self, slot, fault, meanwhile)
        watch = client.Watch(stopped=lambda: only == "one" and line.calls > 0)
        keeper = KilledKeeper(self.laptops[slot], fault)
        with contextlib.suppress(Lost, Crash):
            client.Exchange(keeper, line, watch, batch=batch, page=page).run()

    def replay(self, k: int = 0) -> None:
        """A batch that was held up somewhere arrives once more; nobody hears the answer."""
        if self.sent:
            name, body = self.sent[k % len(self.sent)]
            line = DirectLine(self.office, name)
            with contextlib.suppress(client.Refused):
                self.may_see(name, packing.from_json(line.push(body), Pushed).rows)

    def may_see(self, name: str, blocks: list[Block]) -> None:
        """Assert that somebody may see these rows now."""
        sight = self.office.seen_by(name)
        for row in unpack_rows(blocks):
            assert row.fields["bucket"] in sight, f"{name} was shown {row}"

    # --- Machines and people --------------------------------------------------------------------

    def backup(self, slot: str) -> None:
        """Copy a laptop's base."""
        if old := self.backups.pop(slot, None):
            old.close()
        self.backups[slot] = self.laptops[slot].copy()

    def restore(self, slot: str, *, knows: bool = True) -> None:
        """Bring a laptop back from its copy; the program may not know that it was."""
        copied = self.backups.get(slot)
        if copied is not None:
            old = self.laptops[slot]
            self.laptops[slot] = Laptop(old.name, self._clock_of(old.name), copied)
            old.close()
            if knows:
                self.laptops[slot].write(local.begin_life)
            self.saved.brought_back(self._alive())

    def backup_office(self) -> None:
        """Copy the office's base, where it lies in memory."""
        if self.url == _MEMORY:
            if old := self.backups.pop(_OFFICE, None):
                old.close()
            self.backups[_OFFICE] = self.office.copy()

    def restore_office(self) -> None:
        """Bring the office back from its copy: another life begins at the version it had."""
        copied = self.backups.get(_OFFICE)
        if copied is not None:
            callers = self.office.callers
            self.office.close()
            self.office = Office(*ADVISORS, source=copied)
            self.office.callers = callers
            with self.office.base.writing() as c:
                engine.begin_life(c)
            self.saved.brought_back(self._alive())

    def clone(self) -> None:
        """Somebody copies a laptop: two with one name."""
        if TWIN not in self.laptops:
            source = self.laptops["A"]
            self.laptops[TWIN] = Laptop("A", self._clock_of("A"), source.driver)

    def grant(self, name: str, k: int = 0, *, on: bool = True) -> None:
        """Let an advisor work with one of the firms, or no longer."""
        firms = sorted(name for entity, name in self.records() if entity == "firm")
        if firms:
            (self.office.give if on else self.office.take_away)(name, firms[k % len(firms)])

    def join(self, k: int = 0, w: int = 1) -> None:
        """A coordinator says that two firms are one."""
        firms = sorted(name for entity, name in self.records() if entity == "firm")
        survivor, loser = firms[k % len(firms)], firms[w % len(firms)]
        try:
            joining.join(self.office.base, _COORDINATOR, survivor, loser)
        except Refused:
            return
        self.saved.joined(loser)

    def promote(self, name: str, *, coordinator: bool = True) -> None:
        """Make somebody a coordinator, who sees everything, or an advisor again."""
        role = Role.COORDINATOR if coordinator else Role.ADVISOR
        caller = self.office.callers[name]
        if caller.role is not role:
            self.office.callers[name] = replace(caller, role=role)
            account = tables_of_office.user
            with self.office.base.writing() as c:
                changed = {"role": role.value, "grants": account.c.grants + 1}
                c.execute(account.update().where(account.c.id == caller.user).values(changed))

    # --- What there is --------------------------------------------------------------------------

    def records(self) -> dict[tuple[str, str], tuple[str, Any]]:
        """The office's records, each with its bucket."""
        with self.office.base.reading() as c:
            found = c.execute(tables_of_office.doc.select()).all()
        return {
            (row.entity, name): (row.bucket, record)
            for row in found
            for name, record in read_body(row.body).items()
        }

    def _alive(self) -> set[str]:
        """Every word that is still somewhere."""
        found: set[str] = set()
        for _bucket, record in self.records().values():
            for value in record.f.values():
                found |= words_in(value)
        for edit in self._taken():
            for value, _base in edit.fields.values():
                found |= words_in(value)
        for laptop in self.laptops.values():
            for table in (*tables.SYNCED, set_aside, outbox):
                for row in laptop.driver.execute(f"SELECT * FROM {table.name}"):  # noqa: S608 - names of ours
                    for value in row:
                        found |= words_in(value)
        return found

    def _taken(self) -> Iterator[Edit]:
        """Every edit that the office has taken, by its history."""
        batch = tables_of_office.batch
        with self.office.base.reading() as c:
            for name, told in c.execute(sa.select(batch.c.id, batch.c.statuses)).all():
                statuses = json.loads(told)
                for number, edit in enumerate(unpack_edits(history.blocks_of(c, name))):
                    if statuses.get(str(number)) not in ("forbidden", "invalid"):
                        yield edit

    # --- Small things ---------------------------------------------------------------------------

    def _said(self, name: str) -> dict[str, Any]:
        """A field with the others that are one statement with it."""
        word = self.saved.word()
        digit = int(word[1:]) % 5 + 1
        if name == "evidence":
            return {"evidence": word, "level": digit, "state": "rated"}
        if name == "nit":
            return {"nit": word, "nit_dv": str(digit)}
        return {"status": "closed", "closed_at": word} if name == "status" else {name: word}

    def _new(self, slot: str, k: int, entity: str, values: dict[str, Any]) -> None:
        """Add a row to one of the firms."""
        firm = self._one(slot, "firm", k)
        if firm is not None:
            about = {"id": f"{entity}-{self.saved.word()}", "firm_id": firm["id"]}
            self._insert(slot, entity, about | values)

    def _insert(self, slot: str, entity: str, values: dict[str, Any]) -> None:
        for name, value in values.items():
            if not name.endswith("id"):
                self.saved.write((entity, values["id"], name), None, value)
        (table,) = (one for one in tables.SYNCED if one.name == entity)
        self._tick()
        self.laptops[slot].edit(lambda c: c.execute(table.insert().values(values)))

    def _write(self, slot: str, entity: str, row: dict[str, Any], values: dict[str, Any]) -> None:
        for name, value in values.items():
            if name not in ("closed_at", "current_item"):  # nobody ever asks for those again
                self.saved.write((entity, row["id"], name), row[name], value)
        self._update(slot, entity, row["id"], values)

    def _update(self, slot: str, entity: str, record_id: str, values: dict[str, Any]) -> None:
        (table,) = (one for one in tables.SYNCED if one.name == entity)
        changed = table.update().where(table.c.id == record_id).values(values)
        self._tick()
        self.laptops[slot].edit(lambda c: c.execute(changed))

    def _rows(self, slot: str) -> Iterator[tuple[str, dict[str, Any]]]:
        for entity in WRITTEN:
            for _id, row in sorted(self.laptops[slot].rows(entity).items()):
                if not row["_deleted"]:
                    yield entity, row

    def _one(self, slot: str, entity: str, k: int) -> dict[str, Any] | None:
        rows = [row for kind, row in self._rows(slot) if kind == entity]
        return rows[k % len(rows)] if rows else None

    def _tick(self) -> None:
        self._clock.tick(timedelta(seconds=1))

    def _clock_of(self, name: str) -> Callable[[], Any]:
        return lambda: self._clock.now() + _SKEW[name]

    def _name(self) -> uuid.UUID:
        return uuid.UUID(int=self._chance.getrandbits(128), version=4)
