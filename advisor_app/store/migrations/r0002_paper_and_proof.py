"""What a visit leaves on paper: its record in words, signatures, how papers were handed over."""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

_BEFORE = "before_0002"
_VISIT_FIELDS = (
    "id firm_id number started_at started_at_offset ended_at break_minutes place divipola modality "
    "purpose notes outcome outcome_reason next_visit_on advisor_id "
    "_rv _deleted bucket created_at updated_at"
)
_DOCUMENT_FIELDS = (
    "id firm_id assessment_id kind number version replaces content_hash content issued_at "
    "issued_at_offset advisor_id _rv _deleted bucket created_at updated_at"
)


def upgrade() -> None:
    """Widen two tables and make two; the triggers are made by whoever runs this."""
    _replace("visit", ("firm_id", "next_visit_on"), _VISIT_FIELDS, _visit)
    _replace("document", ("assessment_id", "firm_id"), _DOCUMENT_FIELDS, _document)
    _signature()
    _delivery()


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


def _visit() -> None:
    op.create_table(
        "visit",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("firm_id", sa.Text, nullable=False),
        sa.Column("number", sa.Integer),
        sa.Column("started_at", sa.Text),
        sa.Column("started_at_offset", sa.Integer),
        sa.Column("ended_at", sa.Text),
        sa.Column("break_minutes", sa.Integer),
        *_texts("place divipola modality purpose activities findings remarks notes outcome"),
        *_texts("outcome_reason next_visit_on advisor_id"),
        *_synced(),
        sa.PrimaryKeyConstraint("id", name="pk_visit"),
        _to("visit", "firm_id", "firm"),
        sqlite_strict=True,
    )
    op.create_index("ix_visit_firm_id", "visit", ["firm_id"])
    op.create_index("ix_visit_next_visit_on", "visit", ["next_visit_on"])


def _document() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("firm_id", sa.Text, nullable=False),
        *_texts("assessment_id visit_id"),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("number", sa.Text),
        sa.Column("version", sa.Integer),
        *_texts("replaces reason content_hash content issued_at"),
        sa.Column("issued_at_offset", sa.Integer),
        sa.Column("advisor_id", sa.Text),
        *_synced(),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
        _to("document", "firm_id", "firm"),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name="fk_document_assessment_id_assessment"
        ),
        _to("document", "visit_id", "visit"),
        sa.ForeignKeyConstraint(
            ["replaces"], ["document.id"], name="fk_document_replaces_document"
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_document_assessment_id", "document", ["assessment_id"])
    op.create_index("ix_document_firm_id", "document", ["firm_id"])
    op.create_index("ix_document_visit_id", "document", ["visit_id"])


def _signature() -> None:
    op.create_table(
        "signature",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("firm_id", sa.Text, nullable=False),
        sa.Column("document_id", sa.Text, nullable=False),
        sa.Column("person_id", sa.Text),
        sa.Column("party", sa.Text, nullable=False),
        sa.Column("method", sa.Text, nullable=False),
        *_texts("role reason signed_at"),
        sa.Column("signed_at_offset", sa.Integer),
        sa.Column("content_hash", sa.Text, nullable=False),
        sa.Column("document_version", sa.Integer),
        *_texts("evidence_id photo_id device_code app_version advisor_id"),
        *_synced(),
        sa.PrimaryKeyConstraint("id", name="pk_signature"),
        _to("signature", "firm_id", "firm"),
        _to("signature", "document_id", "document"),
        _to("signature", "person_id", "person"),
        _to("signature", "evidence_id", "attachment"),
        _to("signature", "photo_id", "attachment"),
        sqlite_strict=True,
    )
    op.create_index("ix_signature_document_id", "signature", ["document_id"])


def _delivery() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("firm_id", sa.Text, nullable=False),
        sa.Column("document_id", sa.Text, nullable=False),
        sa.Column("person_id", sa.Text),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        *_texts("lang asked_at done_at"),
        sa.Column("done_at_offset", sa.Integer),
        *_texts("proof reason advisor_id"),
        *_synced(),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
        _to("delivery", "firm_id", "firm"),
        _to("delivery", "document_id", "document"),
        _to("delivery", "person_id", "person"),
        sqlite_strict=True,
    )
    op.create_index("ix_delivery_document_id", "delivery", ["document_id"])
    op.create_index("ix_delivery_state", "delivery", ["state"])
