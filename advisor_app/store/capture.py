"""Triggers that note each edit for the office, in the same transaction as the edit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import sqlalchemy as sa

from advisor_app.schema.tables import SYNCED

# _rv belongs to the office; updated_at tells only when this device wrote the row
_NOT_EXCHANGED: Final = frozenset({"_rv", "updated_at"})

WHOLE_ROW: Final = "*"
"""The field of a change that is a new row."""


def trigger_statements(tables: tuple[sa.Table, ...] = SYNCED) -> dict[str, str]:
    """The SQL of each trigger by its name.

    A change keeps the row version that its *first* edit stood on, and the time and author of its
    *last* one: the office merges by the former and settles ties by the latter.
    """
    return {name: sql for table in tables for name, sql in _of_table(table)}


def captured_fields(table: sa.Table) -> list[str]:
    """The fields whose edits travel to the office."""
    key = _key(table)
    return [c.name for c in table.columns if c.name != key and c.name not in _NOT_EXCHANGED]


def create_triggers(connection: sa.Connection) -> None:
    """Begin to capture."""
    for statement in trigger_statements().values():
        connection.exec_driver_sql(statement)


def drop_triggers(connection: sa.Connection) -> None:
    """Stop capturing: the triggers of this and of earlier versions go."""
    for name in stored_triggers(connection):
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')


def stored_triggers(connection: sa.Connection) -> dict[str, str]:
    """The SQL of each capture trigger in the base by its name."""
    rows = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'capture\\_%'"
        " ESCAPE '\\'"
    )
    return {str(name): str(sql) for name, sql in rows}


def _key(table: sa.Table) -> str:
    (key,) = table.primary_key.columns
    return key.name


def _of_table(table: sa.Table) -> Iterator[tuple[str, str]]:
    key = _key(table)
    fields = ",\n    ".join(
        f'(\'{field}\', OLD."{field}" IS NOT NEW."{field}")' for field in captured_fields(table)
    )
    yield _trigger(table, "insert", f"SELECT '{table.name}', NEW.\"{key}\", '{WHOLE_ROW}', 0")
    yield _trigger(
        table,
        "update",
        f"SELECT '{table.name}', NEW.\"{key}\", column1, OLD._rv\n  FROM (VALUES\n    {fields})",
        where="column2",
    )
    yield _trigger(table, "delete", f"SELECT '{table.name}', OLD.\"{key}\", '_deleted', OLD._rv")


def _trigger(table: sa.Table, event: str, selected: str, *, where: str = "TRUE") -> tuple[str, str]:
    name = f"capture_{table.name}_{event}"
    statement = (
        f'CREATE TRIGGER "{name}" AFTER {event.upper()} ON "{table.name}"\n'
        "WHEN NOT (SELECT applying FROM sync_state)\n"
        "BEGIN\n"
        "  INSERT INTO change (entity, id, field, base_rv, hlc, actor)\n"
        f"  SELECT entry.*, sync_state.hlc, sync_state.actor\n"
        f"  FROM ({selected} WHERE {where}) AS entry, sync_state WHERE TRUE\n"
        "  ON CONFLICT (entity, id, field)\n"
        "  DO UPDATE SET hlc = excluded.hlc, actor = excluded.actor;\n"
        "END"
    )
    return name, statement
