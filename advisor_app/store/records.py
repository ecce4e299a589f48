"""Values to rows and back: one place that knows how a field lies in the base."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import sqlalchemy as sa

T = TypeVar("T")
Row = Mapping[str, Any]


def stored(value: object) -> object:
    """A value as its column holds it: text for dates, figures and JSON, 0/1 for booleans."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        is_moment = isinstance(value, datetime)
        return value.isoformat(timespec="microseconds") if is_moment else value.isoformat()
    if isinstance(value, Mapping | list | tuple | frozenset):
        plain = sorted(value) if isinstance(value, frozenset) else value
        return json.dumps(plain, ensure_ascii=False, sort_keys=True, default=stored)
    return value


def save(conn: sa.Connection, table: sa.Table, values: Mapping[str, object]) -> None:
    """Insert the row, or update the columns given; the capture triggers see what differs."""
    row = {name: stored(value) for name, value in values.items()}
    done = conn.execute(table.update().where(table.c.id == row["id"]).values(row))
    if done.rowcount == 0:
        conn.execute(table.insert().values(row))


def one(conn: sa.Connection, table: sa.Table, record_id: str) -> Row | None:
    """The row with this id, unless it was deleted."""
    found = conn.execute(
        sa.select(table).where(table.c.id == record_id, table.c["_deleted"] == 0)
    ).mappings()
    row = found.first()
    return None if row is None else _by_name(row)


def of_firm(conn: sa.Connection, table: sa.Table, firm_id: str, *order: str) -> list[Row]:
    """The rows of a firm in the order of these columns (``-name`` for descending)."""
    return many(conn, table, (table.c.firm_id == firm_id,), order)


def many(
    conn: sa.Connection,
    table: sa.Table,
    where: Iterable[sa.ColumnElement[bool]],
    order: Iterable[str] = (),
) -> list[Row]:
    """The rows that fit, without the deleted ones."""
    query = sa.select(table).where(table.c["_deleted"] == 0, *where)
    for name in order:
        column = table.c[name.removeprefix("-")]
        query = query.order_by(column.desc() if name.startswith("-") else column)
    return [_by_name(row) for row in conn.execute(query).mappings()]


def value_of(cls: type[T], row: Mapping[str, Any]) -> T:
    """The dataclass ``cls`` from the row's columns of the same names; NULL takes the default."""
    return cls(
        **{
            name: _read(kind, row[name])
            for name, kind in _kinds(cls)
            if name in row and row[name] is not None
        }
    )


def row_of(value: Any) -> dict[str, object]:  # noqa: ANN401 - any dataclass of the domain
    """The fields of a dataclass by name, ready for ``save``."""
    return {field.name: getattr(value, field.name) for field in fields(value)}


@cache
def _kinds(cls: type) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(cls)
    return tuple((field.name, _bare(hints[field.name])) for field in fields(cls))


def _bare(hint: Any) -> Any:  # noqa: ANN401 - a type or a typing construct
    """The type without its ``| None``."""
    if get_origin(hint) in (Union, UnionType):
        inner = [part for part in get_args(hint) if part is not NoneType]
        return inner[0] if len(inner) == 1 else object
    return hint


def _by_name(row: sa.RowMapping) -> Row:
    return {str(name): value for name, value in row.items()}


def _read(kind: Any, raw: Any) -> Any:  # noqa: ANN401 - what the annotation says
    if raw is None:
        return None
    origin = get_origin(kind) or kind
    if origin is tuple:
        return _tuple(kind, json.loads(raw))
    if origin in (dict, Mapping):
        return dict(json.loads(raw))
    if isinstance(origin, type):
        return _plain(origin, raw)
    return raw


def _plain(kind: type, raw: Any) -> Any:  # noqa: ANN401 - what the annotation says
    if kind is bool:
        return bool(raw)
    if kind is Decimal:
        return Decimal(raw)
    if kind in (date, datetime):
        return kind.fromisoformat(raw)  # type: ignore[attr-defined]  # both have it
    if issubclass(kind, Enum):
        return kind(raw)
    return raw


def _tuple(kind: Any, items: list[Any]) -> tuple[Any, ...]:  # noqa: ANN401 - as annotated
    inner = get_args(kind)[0] if get_args(kind) else object
    return tuple(bool(item) if inner is bool else item for item in items)
