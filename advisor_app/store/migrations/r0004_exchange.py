"""The exchange with the office: conflicts, returns, and what is on its way."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Make the tables; the triggers are made by whoever runs this."""
    _conflict()
    _review()
    _remark()
    _on_laptop()


def _texts(names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text) for name in names.split()]


def _needed(names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names.split()]


def _to(table: str, column: str, parent: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{parent}"
    return sa.ForeignKeyConstraint([column], [f"{parent}.id"], name=name)


def _synced() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("_rv", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("_deleted", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("bucket", sa.Text, nullable=False),
        sa.Column("created_at", sa.Text, nullable=False),
        sa.Column("updated_at", sa.Text, nullable=False),
    )


def _conflict() -> None:
    op.create_table(
        "conflict",
        *_needed("id firm_id entity record_id home field"),
        *_texts("kept kept_by kept_at kept_device lost lost_by lost_at lost_device"),
        *_needed("state"),
        *_texts("choice reason resolved_by resolved_at"),
        *_synced(),
        sa.PrimaryKeyConstraint("id", name="pk_conflict"),
        _to("conflict", "firm_id", "firm"),
        sqlite_strict=True,
    )
    op.create_index("ix_conflict_firm_id", "conflict", ["firm_id"])
    op.create_index("ix_conflict_state", "conflict", ["state"])


def _review() -> None:
    op.create_table(
        "review",
        *_needed("id firm_id assessment_id state"),
        *_texts("note returned_by returned_at advisor_id corrected_id corrected_at"),
        *_synced(),
        sa.PrimaryKeyConstraint("id", name="pk_review"),
        _to("review", "firm_id", "firm"),
        _to("review", "assessment_id", "assessment"),
        _to("review", "corrected_id", "assessment"),
        sqlite_strict=True,
    )
    op.create_index("ix_review_firm_id", "review", ["firm_id"])
    op.create_index("ix_review_state", "review", ["state"])


def _remark() -> None:
    op.create_table(
        "remark",
        *_needed("id firm_id review_id item"),
        *_texts("text reply"),
        *_synced(),
        sa.PrimaryKeyConstraint("id", name="pk_remark"),
        _to("remark", "firm_id", "firm"),
        _to("remark", "review_id", "review"),
        sqlite_strict=True,
    )
    op.create_index("ix_remark_review_id", "remark", ["review_id"])


def _on_laptop() -> None:
    op.create_table(
        "outbox",
        sa.Column("one", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("no", sa.Integer, nullable=False),
        *_needed("body"),
        *_texts("made_at"),
        sa.CheckConstraint("one = 1", name="ck_outbox_one"),
        sa.PrimaryKeyConstraint("one", name="pk_outbox"),
        sqlite_strict=True,
    )
    op.create_table(
        "cursor",
        *_needed("bucket"),
        sa.Column("page", sa.Integer, nullable=False),
        sa.Column("floor", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("bucket", name="pk_cursor"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "stage",
        *_needed("entity id bucket"),
        sa.Column("rv", sa.Integer, nullable=False),
        *_needed("body"),
        *_texts("why"),
        sa.PrimaryKeyConstraint("entity", "id", name="pk_stage"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_stage_bucket", "stage", ["bucket"])
    op.create_table(
        "set_aside",
        *_needed("id entity record_id"),
        *_texts("fields"),
        *_needed("why"),
        *_texts("at"),
        sa.Column("seen", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.PrimaryKeyConstraint("id", name="pk_set_aside"),
        sqlite_strict=True,
    )
    _told()


def _told() -> None:
    op.create_table(
        "exchange",
        *_needed("name"),
        *_texts("value"),
        sa.PrimaryKeyConstraint("name", name="pk_exchange"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "exchange_log",
        sa.Column("no", sa.Integer, nullable=False),
        *_texts("at"),
        *_needed("what"),
        *_texts("detail"),
        sa.PrimaryKeyConstraint("no", name="pk_exchange_log"),
        sqlite_strict=True,
    )
    op.create_table(
        "sent_file",
        *_needed("sha256 state"),
        *_texts("place"),
        sa.Column("sent", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("size", sa.Integer),
        *_texts("confirmed_at"),
        sa.PrimaryKeyConstraint("sha256", name="pk_sent_file"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
