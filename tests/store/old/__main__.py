"""Write the base of today's revision."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from advisor_app.domain import clock
from advisor_app.domain.clock import FixedClock
from advisor_app.schema import tables
from advisor_app.schema.metadata import metadata
from advisor_app.store.revision import HEAD
from advisor_app.store.workspace import Workspace

HERE = Path(__file__).parent
FILLED = {"_rv", "_deleted", "bucket", "created_at", "updated_at"}


def fill(connection: sa.Connection) -> None:
    """One row in every table, and a change on top."""
    for table in metadata.sorted_tables:
        if table.name in {"change", "sync_state"}:
            continue
        values: dict[str, object] = {}
        for column in table.columns:
            if "_rv" in table.c and column.name in FILLED:
                continue
            parent = next(iter(column.foreign_keys), None)
            if isinstance(column.type, sa.Integer):
                values[column.name] = 1
            elif parent is not None and column.nullable and parent.column.table is table:
                values[column.name] = None
            else:
                of = parent.column.table.name if parent is not None else table.name
                names = {"id", "digest"}
                known = parent is not None or column.name in names
                values[column.name] = f"{of}-1" if known else f"ñ {column.name}"
        connection.execute(table.insert().values(values))


def main() -> None:
    clock.use(FixedClock(datetime(2026, 11, 22, 15, 30, tzinfo=UTC)))
    folder = HERE / HEAD
    shutil.rmtree(folder, ignore_errors=True)
    workspace, _code = Workspace.create(folder, "", demo=True)
    workspace.actor = "advisor-1"
    workspace.write(fill).result()
    workspace.write(lambda c: c.execute(tables.firm.update().values(nit="2"))).result()
    workspace.attachments.put("Una foto del año 2026".encode(), "text/plain")
    # as a crash leaves it: the newest edits lie in the log only
    shutil.copytree(folder, crashed := HERE / f"{HEAD}-crashed", dirs_exist_ok=True)
    workspace.close()
    for place in (folder, crashed):
        for name in ("lock", "advisor.db-shm"):
            (place / name).unlink(missing_ok=True)


if __name__ == "__main__":
    main()
