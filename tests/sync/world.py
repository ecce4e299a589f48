"""An office and laptops without a line between them: the pure core on bases in memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.pool import StaticPool

from advisor_app.domain import clock, ids
from advisor_app.schema import office, tables
from advisor_app.schema.metadata import metadata
from advisor_app.server import access, ledger, pages
from advisor_app.server.access import Caller, Role
from advisor_app.server.engine import Base
from advisor_app.server.errors import Refused as OfficeRefused
from advisor_app.store import hlc
from advisor_app.store.capture import create_triggers
from advisor_app.sync import client, local, packing
from advisor_app.sync.wire import Pull, Refusal


@cache
def _blank() -> sqlite3.Connection:
    """A laptop's base with nothing in it, to be copied."""
    driver = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    engine = _engine(driver)
    with engine.begin() as c:
        metadata.create_all(c)
        c.execute(tables.sync_state.insert().values(one=1, hlc=f"{0:015d}.000000"))
        create_triggers(c)
    return driver


def _engine(driver: sqlite3.Connection) -> sa.Engine:
    engine = sa.create_engine("sqlite://", creator=lambda: driver, poolclass=StaticPool)
    event.listen(engine, "begin", lambda c: c.exec_driver_sql("BEGIN IMMEDIATE"))
    event.listen(engine, "engine_disposed", lambda _e: None)
    return engine


class Laptop:
    """One laptop: its base in memory, its clock, and its way to the office."""

    def __init__(self, name: str, clock_: Callable[[], datetime], source: Any = None) -> None:
        self.name = name
        self._now = clock_
        self.driver = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        (source or _blank()).backup(self.driver)
        self.driver.execute("PRAGMA foreign_keys = ON")
        self.engine = _engine(self.driver)

    def copy(self) -> sqlite3.Connection:
        """The base as it is now."""
        copied = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        self.driver.backup(copied)
        return copied

    def restored(self, copied: sqlite3.Connection) -> Laptop:
        """This laptop as it was; it knows that it was brought back."""
        laptop = Laptop(self.name, self._now, copied)
        laptop.write(local.begin_life)
        return laptop

    def edit(self, work: Callable[[sa.Connection], Any]) -> Any:
        """What a user does: noted with this laptop's time."""

        def signed(c: sa.Connection) -> Any:
            last = str(c.exec_driver_sql("SELECT hlc FROM sync_state").scalar_one())
            with _clock(self._now()):
                moment = hlc.after(last)
            c.exec_driver_sql("UPDATE sync_state SET hlc = ?, actor = ?", (moment, self.name))
            return work(c)

        return self.write(signed)

    def write(self, work: Callable[[sa.Connection], Any]) -> Any:
        with self.engine.begin() as c:
            return work(c)

    def read(self, question: Callable[[sa.Connection], Any]) -> Any:
        with self.engine.begin() as c:
            return question(c)

    def rows(self, entity: str) -> dict[str, dict[str, Any]]:
        """The rows of a table by their ids, without what is not exchanged."""
        cursor = self.driver.execute(f'SELECT * FROM "{entity}"')  # noqa: S608 - names of ours
        names = [column[0] for column in cursor.description]
        found = [dict(zip(names, row, strict=True)) for row in cursor]
        for row in found:
            del row["updated_at"]
        return {row[local.key_of(entity)]: row for row in found}

    def noted(self) -> int:
        """How many fields wait to be sent."""
        return int(self.driver.execute("SELECT count(*) FROM change").fetchone()[0])

    def close(self) -> None:
        self.engine.dispose()
        self.driver.close()


class _clock:  # noqa: N801 - used like a function
    """Inside, it is this moment."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def __enter__(self) -> None:
        self._before = clock.current()
        clock.use(clock.FixedClock(self._moment))

    def __exit__(self, *_error: object) -> None:
        clock.use(self._before)


class Office:
    """The office on one base, with a person and a laptop for each name."""

    def __init__(
        self,
        *names: str,
        url: str = "sqlite://",
        role: Role = Role.ADVISOR,
        source: sqlite3.Connection | None = None,
    ) -> None:
        self.base = Base(url)
        self.callers = {name: Caller(name, f"u-{name}", role, f"Asesor {name}") for name in names}
        if source is not None:
            source.backup(self.driver())
            return
        office.office.drop_all(self.base.engine)
        self.base.create()
        with self.base.writing() as c:
            for caller in self.callers.values():
                self.admit(c, caller)

    def driver(self) -> sqlite3.Connection:
        """The one connection of a base in memory."""
        with self.base.engine.connect() as c:
            return c.connection.driver_connection

    def copy(self) -> sqlite3.Connection:
        """The base in memory as it is now."""
        copied = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        self.driver().backup(copied)
        return copied

    def admit(self, c: sa.Connection, caller: Caller) -> None:
        """Register a person with a laptop."""
        c.execute(
            office.user.insert().values(
                id=caller.user, login=caller.user, name=caller.name, role=caller.role.value
            )
        )
        c.execute(
            office.device.insert().values(id=caller.device, user_id=caller.user, public_key="")
        )

    def give(self, name: str, bucket: str) -> None:
        with self.base.writing() as c:
            access.give(c, self.callers[name].user, bucket, "test")

    def take_away(self, name: str, bucket: str) -> None:
        with self.base.writing() as c:
            access.take_away(c, self.callers[name].user, bucket)

    def seen_by(self, name: str) -> access.Sight:
        with self.base.reading() as c:
            return access.sight_of(c, self.callers[name])

    def push(self, name: str, body: bytes) -> bytes:
        return ledger.push(self.base, self.callers[name], ledger.read_batch(body))

    def pull(self, name: str, body: bytes) -> bytes:
        asked = packing.from_json(body, Pull)
        return packing.to_json(pages.pull(self.base, self.callers[name], asked))

    def close(self) -> None:
        self.base.close()


class DirectLine:
    """A line that never breaks."""

    def __init__(self, office_: Office, name: str) -> None:
        self._office = office_
        self._name = name

    def push(self, body: bytes) -> bytes:
        return self._asked(self._office.push, body)

    def pull(self, body: bytes) -> bytes:
        return self._asked(self._office.pull, body)

    def _asked(self, do: Callable[[str, bytes], bytes], body: bytes) -> bytes:
        try:
            return do(self._name, body)
        except OfficeRefused as error:
            refusal = Refusal(error.code, error.expect, error.epochs)
            raise client.Refused(refusal) from error


def exchange(laptop: Laptop, office_: Office, **sizes: int) -> client.Came:
    """One exchange over a line that never breaks."""
    return client.Exchange(laptop, DirectLine(office_, laptop.name), **sizes).run()


def add_firm(laptop: Laptop, firm_id: str, **values: Any) -> str:
    """Register a firm."""
    row = {"id": firm_id, "legal_name": f"Firma {firm_id}"} | values
    laptop.edit(lambda c: c.execute(tables.firm.insert().values(row)))
    return firm_id


def add_assessment(laptop: Laptop, firm_id: str, assessment_id: str) -> str:
    """Begin an assessment of a firm."""
    row = {"id": assessment_id, "firm_id": firm_id, "kind": "maturity", "status": "draft"}
    laptop.edit(lambda c: c.execute(tables.assessment.insert().values(row)))
    return assessment_id


def answer(
    laptop: Laptop, firm_id: str, assessment_id: str, item: str, level: int, **more: Any
) -> str:
    """Answer a question, or answer it again."""
    answer_id = ids.answer_id(assessment_id, item)
    values = {"state": "rated", "level": level} | more
    t = tables.answer

    def work(c: sa.Connection) -> None:
        done = c.execute(t.update().where(t.c.id == answer_id).values(values))
        if done.rowcount == 0:
            whole = {"id": answer_id, "firm_id": firm_id, "assessment_id": assessment_id}
            c.execute(t.insert().values(whole | {"item": item} | values))

    laptop.edit(work)
    return answer_id


def change(laptop: Laptop, entity: str, record_id: str, **values: Any) -> None:
    """Write in a row."""
    (table,) = (one for one in tables.SYNCED if one.name == entity)
    laptop.edit(lambda c: c.execute(table.update().where(table.c.id == record_id).values(values)))


def at(minutes: float = 0) -> datetime:
    """A moment of the tests' day."""
    return datetime(2026, 11, 25, 12, tzinfo=UTC) + timedelta(minutes=minutes)
