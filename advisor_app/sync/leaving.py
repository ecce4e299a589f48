"""What goes from the laptop again: records that left a bucket, buckets that it sees no more.

What is still being written in stays until it was sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from advisor_app.schema.tables import SYNCED
from advisor_app.sync import local
from advisor_app.sync.incoming import noted_fields

if TYPE_CHECKING:
    import sqlalchemy as sa

_BUCKETS_HERE: Final = " UNION ".join(
    [
        *(
            f'SELECT bucket FROM "{table.name}" WHERE _rv > 0'  # noqa: S608 - names of ours
            for table in SYNCED
        ),
        # a firm that was begun here, and that the office did not take
        "SELECT record_id FROM set_aside JOIN firm ON firm.id = record_id"
        " WHERE set_aside.entity = 'firm' AND why LIKE 'forbidden%'",
    ]
)


def leaves(c: sa.Connection) -> bool:
    """Whether something left a bucket of this laptop."""
    return c.exec_driver_sql("SELECT 1 FROM stage WHERE rv = -1 LIMIT 1").first() is not None


def leave(c: sa.Connection) -> int:
    """Take out what left a bucket of this laptop; give how many rows.

    Raises:
        IntegrityError: something that is still being written refers to it; it is left for later.
    """
    c.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    count = 0
    rows = c.exec_driver_sql("SELECT entity, id, bucket FROM stage WHERE rv = -1").all()
    with local.applying(c):
        for entity, record_id, bucket in rows:
            if not noted_fields(c, entity, record_id):
                key = local.key_of(entity)
                done = c.exec_driver_sql(
                    f'DELETE FROM "{entity}" WHERE "{key}" = ? AND bucket = ?',  # noqa: S608 - names of ours
                    (record_id, bucket),
                )
                count += done.rowcount
        c.exec_driver_sql("DELETE FROM stage WHERE rv = -1")
    return count


def may_be_hidden(c: sa.Connection) -> bool:
    """Whether it is worth looking for what the laptop may not see any more."""
    return bool(local.get(c, local.LEAVING))


def hidden(c: sa.Connection) -> list[str]:
    """The buckets of which there is something here that the laptop may not see any more."""
    seen = local.buckets(c)
    if local.EVERYTHING in seen or not seen:
        return []
    found = {str(row[0]) for row in c.exec_driver_sql(_BUCKETS_HERE)}
    return sorted(found - set(seen))


def settled(c: sa.Connection) -> None:
    """Look no more once nothing is left to take out, until the list changes."""
    if not hidden(c):
        local.forget(c, local.LEAVING)


def purge(c: sa.Connection, bucket: str) -> int:
    """Take out a bucket that the laptop may not see any more, unless something in it waits.

    Raises:
        IntegrityError: something elsewhere refers to it; it is left for later.
    """
    if _waiting_in(c, bucket):
        return 0
    c.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    count = 0
    with local.applying(c):
        for table in SYNCED:
            query = f'DELETE FROM "{table.name}" WHERE bucket = ?'  # noqa: S608 - names of ours
            count += c.exec_driver_sql(query, (bucket,)).rowcount
        c.exec_driver_sql("DELETE FROM firm_link WHERE other_firm_id = ?", (bucket,))
        c.exec_driver_sql("DELETE FROM stage WHERE bucket = ?", (bucket,))
        local.renewed(c, bucket)
        local.forget(c, local.OWN)
    return count


def _waiting_in(c: sa.Connection, bucket: str) -> bool:
    for table in SYNCED:
        key = local.key_of(table.name)
        query = (
            f'SELECT 1 FROM change n JOIN "{table.name}" t ON t."{key}" = n.id'  # noqa: S608 - names of ours
            f" WHERE n.entity = '{table.name}' AND t.bucket = ? LIMIT 1"
        )
        if c.exec_driver_sql(query, (bucket,)).first() is not None:
            return True
    return False
