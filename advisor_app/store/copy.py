"""Encrypted copies of the base that were opened and checked before they count."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from advisor_app.store.database import Driver, connect
from advisor_app.store.durable import make_folder, no_room_explained, sync_folder
from advisor_app.store.errors import BadCopy
from advisor_app.store.faults import explaining


def checked_copy(source: Driver, key: bytes, target: Path) -> Path:
    """Copy an open base, with what its log holds, to a file with the same key.

    Raises:
        DiskFull: no room; no copy was left.
        BadCopy: the copy is not sound; it was thrown away.
    """
    make_folder(target.parent)
    draft = target.with_name(target.name + ".part")
    draft.unlink(missing_ok=True)
    try:
        with explaining(target.parent):
            # encrypted with the source's own key; unlike the driver's backup it reads every row
            source.execute("VACUUM INTO ?", (str(draft),))
            with contextlib.closing(connect(draft, key, "ro")) as copy:
                if faults := integrity_faults(copy) or _differences(source, copy):
                    raise BadCopy(faults)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    with no_room_explained():
        _sync(draft)
    draft.replace(target)
    sync_folder(target.parent)
    return target


def integrity_faults(connection: Driver) -> list[str]:
    """What is wrong with a base: pages that were altered, structures that don't fit, lost parents.

    Every page is read, so this takes a while on a large base.
    """
    altered = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check")]
    if altered:
        return altered
    structure = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
    orphans = [f"{row[0]} -> {row[2]}" for row in connection.execute("PRAGMA foreign_key_check")]
    return [fault for fault in structure if fault != "ok"] + orphans


def row_counts(connection: Driver) -> dict[str, int]:
    """How many rows each table has."""
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%'"
        " ESCAPE '\\' ORDER BY name"
    ).fetchall()
    return {name: count_rows(connection, name) for (name,) in tables}


def count_rows(connection: Driver, table: str) -> int:
    """How many rows a table has."""
    # a table's name can't be a bound value; it comes from the base's own list
    (count,) = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()  # noqa: S608 - not typed by anybody
    return int(count)


def _differences(source: Driver, copy: Driver) -> list[str]:
    before, after = row_counts(source), row_counts(copy)
    return [name for name in before if before[name] != after.get(name)]


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
