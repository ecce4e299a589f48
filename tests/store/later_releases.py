"""Invented releases of a far future, which prove the machinery of migrations beforehand."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from advisor_app.schema.tables import SYNCED, firm
from advisor_app.store.migrate import Step, released_steps


def add_regions() -> None:
    """A parent whose rows take their children with them: the trap of replacing a table."""
    op.create_table(
        "region", sa.Column("id", sa.Text, primary_key=True), sa.Column("name", sa.Text)
    )
    op.create_table(
        "village",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("region_id", sa.Text, sa.ForeignKey("region.id", ondelete="CASCADE")),
    )
    connection = op.get_bind()
    for number in range(50):
        connection.exec_driver_sql("INSERT INTO region VALUES (?, ?)", (f"r{number}", "x"))
        connection.exec_driver_sql(
            "INSERT INTO village VALUES (?, ?)", (f"v{number}", f"r{number}")
        )


def replace_parents() -> None:
    """Rebuild tables that have children, and give the firm a new field with a value."""
    with op.batch_alter_table("region", recreate="always") as region:
        region.add_column(sa.Column("note", sa.Text))
    with op.batch_alter_table(
        "firm", recreate="always", table_kwargs={"sqlite_strict": True}
    ) as firm:
        firm.add_column(sa.Column("slogan", sa.Text))
        firm.drop_column("vereda")
    op.execute("UPDATE firm SET slogan = 'de ' || legal_name")


def lose_rows() -> None:
    """What a careless script does."""
    op.execute("DELETE FROM answer WHERE level = 3")


def lose_parents() -> None:
    """What a careless script does with foreign keys off."""
    op.execute("UPDATE person SET firm_id = 'nobody'")


def stop_halfway() -> None:
    """What a script does that meets data it didn't expect."""
    op.add_column("firm", sa.Column("slogan", sa.Text))
    op.execute("DELETE FROM person")
    raise LookupError("halfway")


REGIONS = Step("8001", add_regions)
PARENTS = Step("8002", replace_parents)


def steps(*later: Step) -> tuple[Step, ...]:
    return (*released_steps(), *later)


def tables_after_8002() -> tuple[sa.Table, ...]:
    """The tables that travel, as `replace_parents` leaves them."""
    names = [column.name for column in firm.columns if column.name not in {"id", "vereda"}]
    columns = [sa.Column(name, sa.Text) for name in (*names, "slogan")]
    later = sa.Table("firm", sa.MetaData(), sa.Column("id", sa.Text, primary_key=True), *columns)
    return (later, *SYNCED[1:])
