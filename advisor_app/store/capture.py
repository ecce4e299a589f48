"""Triggers that note each edit for the office, in the same transaction as the edit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from advisor_app.schema.tables import SYNCED

if TYPE_CHECKING:
    import sqlalchemy as sa

# _rv belongs to the office; updated_at tells only when this device wrote the row
_NOT_EXCHANGED: Final = frozenset({"_rv", "updated_at"})

# the state's row is joined in, so that time and author are read once for all fields
_TEMPLATE: Final = """\
CREATE TRIGGER "{name}" AFTER {event} ON "{table}"
WHEN NOT (SELECT applying FROM sync_state)
BEGIN
  INSERT INTO change (entity, id, field, base_rv, hlc, actor)
  SELECT '{table}', {identity}, column1, {base_rv}, hlc, actor
  FROM ({fields}), sync_state
  WHERE column2
  ON CONFLICT (entity, id, field)
  DO UPDATE SET hlc = excluded.hlc, actor = excluded.actor;
END"""

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


def create_triggers(connection: sa.Connection, tables: tuple[sa.Table, ...] = SYNCED) -> None:
    """Begin to capture."""
    for statement in trigger_statements(tables).values():
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
    fields = ",\n    ".join(
        f'(\'{field}\', OLD."{field}" IS NOT NEW."{field}")' for field in captured_fields(table)
    )
    yield _trigger(table, "insert", "NEW", f"VALUES ('{WHOLE_ROW}', TRUE)", "0")
    yield _trigger(table, "update", "NEW", f"VALUES\n    {fields}", "OLD._rv")
    yield _trigger(table, "delete", "OLD", "VALUES ('_deleted', TRUE)", "OLD._rv")


def _trigger(table: sa.Table, event: str, row: str, fields: str, base_rv: str) -> tuple[str, str]:
    """The trigger that notes each field (column1) that an event touched (column2)."""
    name = f"capture_{table.name}_{event}"
    statement = _TEMPLATE.format(
        name=name,
        event=event.upper(),
        table=table.name,
        identity=f'{row}."{_key(table)}"',
        fields=fields,
        base_rv=base_rv,
    )
    return name, statement
