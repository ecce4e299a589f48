"""Connections to the encrypted base."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, Literal, Protocol, cast

import sqlalchemy as sa
import sqlcipher3.dbapi2
from sqlalchemy import event
from sqlalchemy.pool import QueuePool

from advisor_app.store.errors import NotABase

SYNCHRONOUS: Final = "FULL"
BUSY_SECONDS: Final = 10
_READERS: Final = 4
_MOST_READERS: Final = 16

Mode = Literal["ro", "rw", "rwc"]
"""To read, to write, or to write and make it if it isn't there."""


dbapi2: Final[Any] = sqlcipher3.dbapi2  # a module in C without annotations
DriverError: Final[type[Exception]] = dbapi2.Error


class Rows(Protocol):
    """What a statement gives."""

    def fetchone(self) -> Any: ...  # noqa: ANN401 - whatever was asked for
    def fetchall(self) -> list[Any]: ...
    def __iter__(self) -> Iterator[Any]: ...


class Driver(Protocol):
    """A connection as the driver gives it."""

    @property
    def in_transaction(self) -> bool: ...
    def execute(self, statement: str, values: tuple[object, ...] = ..., /) -> Rows: ...
    def close(self) -> None: ...


Connect = Callable[[], Driver]


def connect(path: Path, key: bytes, mode: Mode = "rw") -> Driver:
    """An open connection: the caller says where each transaction begins.

    The key is the raw one, so this takes milliseconds; nothing is read or written yet.
    """
    connection: Driver = dbapi2.connect(
        f"{path.absolute().as_uri()}?mode={mode}{_leave_alone(path, mode)}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,  # otherwise the driver commits before each change of the schema
        check_same_thread=False,  # the pool hands it from thread to thread, never to two at once
    )
    for pragma in (
        "cipher_log_level = NONE",  # a wrong key would be told on stderr
        f"key = \"x'{key.hex()}'\"",
        "temp_store = MEMORY",
        "foreign_keys = ON",
        "secure_delete = ON",  # what is erased is gone, for whoever holds the key too
        f"synchronous = {SYNCHRONOUS}",
        "fullfsync = ON",  # macOS only: flush the drive's own cache as well
        "wal_autocheckpoint = 0",  # the writer does it, after the user has the answer
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _leave_alone(path: Path, mode: Mode) -> str:
    """Without a log to read, looking at a base must not even leave an empty log beside it."""
    log = path.with_name(path.name + "-wal")
    return "&immutable=1" if mode == "ro" and not log.exists() else ""


def reading_engine(connect: Connect) -> sa.Engine:
    """Short-lived connections for any thread; each sees one moment of the base."""

    def connect_reader() -> Driver:
        connection = connect()
        connection.execute("PRAGMA query_only = ON")
        return connection

    return _engine(connect_reader, "BEGIN", _READERS, _MOST_READERS - _READERS)


def writing_engine(connect: Connect) -> sa.Engine:
    """The one connection that writes."""

    def connect_writer() -> Driver:
        connection = connect()
        _use_log(connection)
        return connection

    return _engine(connect_writer, "BEGIN IMMEDIATE", 1, 0)


def _use_log(connection: Driver) -> None:
    """Keep commits in a log beside the base, so that readers and the writer never wait."""
    (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    if mode != "wal":
        raise NotABase


def _engine(connect: Connect, begin: str, size: int, overflow: int) -> sa.Engine:
    engine = sa.create_engine(
        "sqlite://",
        creator=cast("Callable[[], Any]", connect),
        module=dbapi2,
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=overflow,
        pool_use_lifo=True,  # the connection used last has its pages decrypted already
        hide_parameters=True,  # an error names the statement, never a person's data
    )

    def start(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "begin", start)
    return engine


def driver_of(connection: sa.Connection) -> Driver:
    """The driver's own connection inside one of SQLAlchemy's."""
    return cast("Driver", connection.connection.driver_connection)
