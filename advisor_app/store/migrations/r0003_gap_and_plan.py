"""Gap assessments and their proof: scope, evidence, actions and what each of them closes."""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

_BEFORE = "before_0003"
_ASSESSMENT_FIELDS = (
    "id firm_id kind instrument_digest parameters_digest form sector conditions commitment "
    "gap_readiness gap_blocking current_item status closed_at level line line_override "
    "override_reason override_by override_at advisor_id started_visit_id "
    "_rv _deleted bucket created_at updated_at"
)
_ATTACHMENT_FIELDS = (
    "id firm_id sha256 media_type size caption taken_at _rv _deleted bucket created_at updated_at"
)


def upgrade() -> None:
    """Widen two tables and make three; the triggers are made by whoever runs this."""
    _replace("assessment", ("firm_id",), _ASSESSMENT_FIELDS, _assessment)
    _replace("attachment", ("firm_id",), _ATTACHMENT_FIELDS, _attachment)
    _evidence()
    _action()
    _finding()


def _replace(table: str, indexed: tuple[str, ...], fields: str, make: Callable[[], None]) -> None:
    """Make a table anew around the same rows; what refers to it keeps referring to its name."""
    columns = ", ".join(fields.split())
    for column in indexed:
        op.drop_index(f"ix_{table}_{column}")
    op.execute("PRAGMA legacy_alter_table = ON")  # else other tables would follow the old one
    op.execute(f"ALTER TABLE {table} RENAME TO {_BEFORE}")
    op.execute("PRAGMA legacy_alter_table = OFF")
    make()
    op.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {_BEFORE}")  # noqa: S608 - written above
    op.drop_table(_BEFORE)


def _texts(names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text) for name in names.split()]


def _numbers(names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer) for name in names.split()]


def _to(table: str, column: str, parent: str, key: str = "id") -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{parent}"
    return sa.ForeignKeyConstraint([column], [f"{parent}.{key}"], name=name)


def _synced() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("_rv", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("_deleted", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("bucket", sa.Text, nullable=False),
        sa.Column("created_at", sa.Text, nullable=False),
        sa.Column("updated_at", sa.Text, nullable=False),
    )


def _assessment() -> None:
    op.create_table(
        "assessment",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("firm_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        *_texts("instrument_digest parameters_digest form sector conditions prerequisites scope"),
        sa.Column("group_id", sa.Text),
        sa.Column("commitment", sa.Integer),
        sa.Column("gap_readiness", sa.Text),
        sa.Column("gap_blocking", sa.Integer),
        *_texts("current_item status closed_at"),
        sa.Column("level", sa.Integer),
        *_texts("line line_override override_reason override_by override_at advisor_id"),
        sa.Column("started_visit_id", sa.Text),
        *_synced(),
        sa.PrimaryKeyConstraint("id", name="pk_assessment"),
        _to("assessment", "firm_id", "firm"),
        _to("assessment", "instrument_digest", "content", "digest"),
        _to("assessment", "parameters_digest", "content", "digest"),
        sa.ForeignKeyConstraint(
            ["group_id"], ["assessment.id"], name="fk_assessment_group_id_assessment"
        ),
        _to("assessment", "started_visit_id", "visit"),
        sqlite_strict=True,
    )
    op.create_index("ix_assessment_firm_id", "assessment", ["firm_id"])
    op.create_index("ix_assessment_group_id", "assessment", ["group_id"])


def _attachment() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("firm_id", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("media_type", sa.Text),
        sa.Column("size", sa.Integer),
        *_texts("caption taken_at original_sha256 visit_id"),
        *_synced(),
        sa.PrimaryKeyConstraint("id", name="pk_attachment"),
        _to("attachment", "firm_id", "firm"),
        _to("attachment", "visit_id", "visit"),
        sqlite_strict=True,
    )
    op.create_index("ix_attachment_firm_id", "attachment", ["firm_id"])


def _evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("firm_id", sa.Text, nullable=False),
        sa.Column("attachment_id", sa.Text, nullable=False),
        sa.Column("assessment_id", sa.Text, nullable=False),
        sa.Column("item", sa.Text, nullable=False),
        *_synced(),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
        _to("evidence", "firm_id", "firm"),
        _to("evidence", "attachment_id", "attachment"),
        _to("evidence", "assessment_id", "assessment"),
        sqlite_strict=True,
    )
    op.create_index("ix_evidence_assessment_id", "evidence", ["assessment_id"])
    op.create_index("ix_evidence_attachment_id", "evidence", ["attachment_id"])


def _action() -> None:
    op.create_table(
        "action",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("firm_id", sa.Text, nullable=False),
        *_texts("action_key title expected_result responsible support starts_on due_on"),
        *_numbers("cost eligible_cost"),
        *_texts("funding status"),
        *_numbers("advance severity impact urgency effort"),
        *_texts("impact_reason after"),
        sa.Column("position", sa.Integer),
        *_texts("closing_note closing_attachment_id verified_on verified_by advisor_id"),
        *_synced(),
        sa.PrimaryKeyConstraint("id", name="pk_action"),
        _to("action", "firm_id", "firm"),
        _to("action", "closing_attachment_id", "attachment"),
        sqlite_strict=True,
    )
    op.create_index("ix_action_firm_id", "action", ["firm_id"])


def _finding() -> None:
    op.create_table(
        "finding",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("firm_id", sa.Text, nullable=False),
        sa.Column("action_id", sa.Text, nullable=False),
        sa.Column("assessment_id", sa.Text),
        sa.Column("item", sa.Text, nullable=False),
        sa.Column("source", sa.Text),
        *_synced(),
        sa.PrimaryKeyConstraint("id", name="pk_finding"),
        _to("finding", "firm_id", "firm"),
        _to("finding", "action_id", "action"),
        _to("finding", "assessment_id", "assessment"),
        sqlite_strict=True,
    )
    op.create_index("ix_finding_action_id", "finding", ["action_id"])
