"""What the tables are registered in, and how each of them is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from sqlalchemy.sql.schema import SchemaItem

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def table(name: str, *items: SchemaItem, with_rowid: bool = True) -> sa.Table:
    """A table of the base, refusing values of another kind."""
    # STRICT: a value of the wrong type is refused at once, not found years later
    return sa.Table(name, metadata, *items, sqlite_strict=True, sqlite_with_rowid=with_rowid)
