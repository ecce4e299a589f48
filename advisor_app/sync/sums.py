"""Whether a bucket came out as the office has it: a sum over its rows and their versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from advisor_app.schema.tables import SYNCED
from advisor_app.sync import local
from advisor_app.sync.merge import rows_sum

if TYPE_CHECKING:
    import sqlalchemy as sa

_SUM: Final = "sum:"


def keep(c: sa.Connection, told: Mapping[str, str]) -> None:
    """Keep what the office told of the buckets that came whole, until all have come."""
    for bucket, total in told.items():
        local.put(c, _SUM + bucket, total)


def are_told(c: sa.Connection) -> bool:
    """Whether the office told what buckets that came whole should come to."""
    query = "SELECT 1 FROM exchange WHERE name LIKE 'sum:%' LIMIT 1"
    return c.exec_driver_sql(query).first() is not None


def differing(c: sa.Connection) -> list[str]:
    """The buckets that are not what the office has, by the sums over rows and versions."""
    query = "SELECT name, value FROM exchange WHERE name LIKE 'sum:%'"
    told = {str(n).removeprefix(_SUM): str(v) for n, v in c.exec_driver_sql(query)}
    c.exec_driver_sql("DELETE FROM exchange WHERE name LIKE 'sum:%'")
    found = sums_of(c, told)
    return [bucket for bucket, total in told.items() if found[bucket] != total]


def sums_of(c: sa.Connection, buckets: Iterable[str]) -> dict[str, str]:
    """The sum over the rows of each bucket that the office has, as 16 hex digits.

    One pass over each table: none of them knows its rows by their bucket.
    """
    totals = dict.fromkeys(buckets, 0)
    for table in SYNCED:
        key = local.key_of(table.name)
        query = f'SELECT bucket, "{key}", _rv FROM "{table.name}" WHERE _rv > 0'  # noqa: S608 - names of ours
        for bucket, record_id, rv in c.exec_driver_sql(query):
            if bucket in totals:
                totals[bucket] += rows_sum(table.name, record_id, rv)
    held = "SELECT bucket, entity, id, rv FROM stage WHERE rv > 0"
    for bucket, entity, record_id, rv in c.exec_driver_sql(held):
        if bucket in totals:
            totals[bucket] += rows_sum(entity, record_id, rv)
    return {bucket: f"{total % (1 << 64):016x}" for bucket, total in totals.items()}
