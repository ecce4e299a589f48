"""Bringing an older base up to this version: all of it or none of it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from alembic.migration import MigrationContext
from alembic.operations import Operations

from advisor_app.domain import clock
from advisor_app.domain.errors import AdvisorError
from advisor_app.i18n import _
from advisor_app.schema.tables import SYNCED
from advisor_app.store import base, migrations
from advisor_app.store.capture import (
    create_triggers,
    drop_triggers,
    stored_triggers,
    trigger_statements,
)
from advisor_app.store.copy import checked_copy, row_counts
from advisor_app.store.database import Driver, connect, driver_of, writing_engine
from advisor_app.store.faults import explaining
from advisor_app.store.revision import REVISIONS, SCRIPTS

if TYPE_CHECKING:
    import sqlalchemy as sa

COPIES: Final = "backups"
_COPIES_KEPT: Final = 3


class MigrationFailed(AdvisorError):  # noqa: N818 - says what is the case
    """The base could not be brought up to this version; it is as it was."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            _(
                "El espacio de trabajo no se pudo pasar a esta versión del programa ({reason})."
            ).format(reason=reason),
            advice=_("No se perdió nada. Siga con la versión anterior y avise a la oficina."),
        )


@dataclass(frozen=True, slots=True)
class Step:
    """One script: the revision it leads to and how."""

    revision: str
    upgrade: Callable[[], None]


def migrate(
    folder: Path,
    key: bytes,
    steps: Sequence[Step] | None = None,
    synced: tuple[sa.Table, ...] = SYNCED,
) -> Path:
    """Run the scripts that are missing, in one transaction; give the copy made before.

    Raises:
        MigrationFailed: nothing was changed.
        DiskFull: there is no room for the copy or the change; nothing was changed.
    """
    path = folder / base.NAME
    with explaining(folder), contextlib.closing(connect(path, key)) as connection:
        copy = checked_copy(connection, key, _name_of_copy(folder, connection))
    try:
        _in_one_transaction(path, key, released_steps() if steps is None else steps, synced)
    except BaseException:
        copy.unlink()  # the base itself is as it was
        raise
    _forget_old_copies(copy.parent)
    return copy


def released_steps() -> tuple[Step, ...]:
    """The scripts of this version, oldest first."""
    modules = (import_module(f"{migrations.__name__}.{name}") for name in SCRIPTS)
    return tuple(
        Step(revision, module.upgrade) for revision, module in zip(REVISIONS, modules, strict=True)
    )


def run_steps(connection: sa.Connection, steps: Sequence[Step]) -> None:
    """Run the scripts newer than the base, inside the caller's transaction."""
    with Operations.context(MigrationContext.configure(connection)):
        for step in steps:
            if step.revision > base.revision_of(driver_of(connection)):
                step.upgrade()
                connection.exec_driver_sql(
                    "UPDATE alembic_version SET version_num = ?", (step.revision,)
                )


def _in_one_transaction(
    path: Path, key: bytes, steps: Sequence[Step], synced: tuple[sa.Table, ...]
) -> None:
    engine = writing_engine(partial(_without_foreign_keys, path, key))
    try:
        with explaining(path.parent), engine.begin() as transaction:
            _upgrade(transaction, steps, synced)
    except AdvisorError:
        raise
    except Exception as error:
        raise MigrationFailed(type(error).__name__) from error
    finally:
        engine.dispose()


def _upgrade(
    connection: sa.Connection, steps: Sequence[Step], synced: tuple[sa.Table, ...]
) -> None:
    driver = driver_of(connection)
    before = row_counts(driver)
    drop_triggers(connection)
    connection.exec_driver_sql("UPDATE sync_state SET applying = 1")
    run_steps(connection, steps)
    connection.exec_driver_sql("UPDATE sync_state SET applying = 0")
    _nothing_lost(driver, before)
    create_triggers(connection, synced)
    if stored_triggers(connection) != trigger_statements(synced):
        raise MigrationFailed("triggers")


def _nothing_lost(driver: Driver, before: dict[str, int]) -> None:
    after = row_counts(driver)
    for table, count in before.items():
        if after.get(table, 0) < count:
            raise MigrationFailed(f"{table}: {after.get(table, 0)} < {count}")
    orphans = driver.execute("PRAGMA foreign_key_check").fetchall()
    if orphans:
        raise MigrationFailed(f"{orphans[0][0]} -> {orphans[0][2]}")


def _without_foreign_keys(path: Path, key: bytes) -> Driver:
    """A connection on which replacing a table doesn't delete the children of its rows."""
    connection = connect(path, key)
    connection.execute("PRAGMA foreign_keys = OFF")
    return connection


def _name_of_copy(folder: Path, connection: Driver) -> Path:
    moment = clock.now().strftime("%Y%m%dT%H%M%S")
    return folder / COPIES / f"{moment}-{base.revision_of(connection)}.db"


def _forget_old_copies(copies: Path) -> None:
    for old in sorted(copies.glob("*.db"))[:-_COPIES_KEPT]:
        old.unlink()
    for part in copies.glob("*.part"):
        part.unlink()
