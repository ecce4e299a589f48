"""The office's base: PostgreSQL, or one SQLite file; the same code on both."""

from __future__ import annotations

import contextlib
import threading
import uuid
from collections.abc import Generator
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import event

from advisor_app.domain import clock
from advisor_app.schema import office
from advisor_app.schema.columns import now_text

_BUSY_SECONDS: Final = 30
_POOL: Final = 16


class Base:
    """An open base of the office.

    Attributes:
        engine: for reading; each connection sees one moment.
    """

    def __init__(self, url: str) -> None:
        self.engine = sa.create_engine(url, hide_parameters=True, **_options(url))
        self._turn = threading.Lock() if self.is_file else contextlib.nullcontext()
        if self.is_file:
            event.listen(self.engine, "connect", _prepare)
            event.listen(self.engine, "begin", _begin)

    @property
    def is_file(self) -> bool:
        """Whether it is one file (SQLite) instead of a server of its own."""
        return self.engine.dialect.name == "sqlite"

    def create(self) -> None:
        """Make the tables and the first life, where they are not there yet."""
        office.office.create_all(self.engine)
        with self.writing() as c:
            if c.execute(sa.select(office.clock)).first() is None:
                c.execute(office.clock.insert().values(region=office.REGION, seq=0))
                begin_life(c)

    @contextlib.contextmanager
    def reading(self) -> Generator[sa.Connection]:
        """A connection that sees one moment of the base and changes nothing."""
        with self.engine.connect() as connection:
            if not self.is_file:
                connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Generator[sa.Connection]:
        """A transaction of one who writes; the others of this program wait in turn."""
        with self._turn, self.engine.connect() as connection:
            connection.execution_options(advisor_writes=True)
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def take_turn(c: sa.Connection, region: str = office.REGION) -> int:
    """Hold the region's counter until the commit; give the newest version.

    The first statement of whoever writes records: versions are in the order of the commits, so a
    cursor never passes a version that is still to come.
    """
    query = sa.select(office.clock.c.seq).where(office.clock.c.region == region).with_for_update()
    return int(c.execute(query).scalar_one())


def move_on(c: sa.Connection, seq: int, region: str = office.REGION) -> None:
    """Say how far the versions have come."""
    c.execute(office.clock.update().where(office.clock.c.region == region).values(seq=seq))


def begin_life(c: sa.Connection) -> None:
    """Begin another life of the office, after a copy was brought back.

    The laptops are told at which version, and note again what they have of later ones.
    """
    e = office.epoch
    number = int(c.execute(sa.select(sa.func.max(e.c.no))).scalar() or 0) + 1
    head = int(c.execute(sa.select(sa.func.max(office.clock.c.seq))).scalar() or 0)
    life = {"no": number, "id": uuid.uuid4().hex, "head": head, "began_at": now_text()}
    c.execute(e.insert().values(life))


def now_ms() -> int:
    """The office's time in milliseconds since 1970."""
    return int(clock.now().timestamp() * 1000)


def _options(url: str) -> dict[str, Any]:
    if not url.startswith("sqlite"):
        return {"pool_size": _POOL, "max_overflow": _POOL, "isolation_level": "READ COMMITTED"}
    if url in ("sqlite://", "sqlite:///:memory:"):
        return {"poolclass": sa.pool.StaticPool, "connect_args": {"check_same_thread": False}}
    connect = {"timeout": _BUSY_SECONDS, "check_same_thread": False}
    return {"pool_size": _POOL, "max_overflow": _POOL, "connect_args": connect}


def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own
    connection.isolation_level = None
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("advisor_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
