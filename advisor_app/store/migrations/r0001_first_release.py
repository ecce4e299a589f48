"""The tables of the first release."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Make the tables; the triggers are made by whoever runs this."""
    _firm()
    _firm_link()
    _person()
    _visit()
    _consent()
    _attendance()
    _content()
    _assessment()
    _answer()
    _quality_cost()
    _commitment()
    _attachment()
    _document()
    _change()
    _sync_state()
    _advisor()
    op.execute("INSERT INTO sync_state (one, hlc) VALUES (1, '000000000000000.000000')")


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


def _firm() -> None:
    op.create_table(
        "firm",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("id_type", sa.Text),
        sa.Column("nit", sa.Text),
        sa.Column("nit_dv", sa.Text),
        sa.Column("office_code", sa.Text),
        sa.Column("legal_name", sa.Text),
        sa.Column("trade_name", sa.Text),
        sa.Column("legal_form", sa.Text),
        sa.Column("registration_no", sa.Text),
        sa.Column("registration_renewed_year", sa.Integer),
        sa.Column("ciiu_main", sa.Text),
        sa.Column("ciiu_secondary", sa.Text),
        sa.Column("sector", sa.Text),
        sa.Column("macro_sector", sa.Text),
        sa.Column("annual_income", sa.Integer),
        sa.Column("income_year", sa.Integer),
        sa.Column("workers_total", sa.Integer),
        sa.Column("workers_women", sa.Integer),
        sa.Column("workers_men", sa.Integer),
        sa.Column("workers_temporary", sa.Integer),
        sa.Column("workers_family", sa.Integer),
        sa.Column("members", sa.Integer),
        sa.Column("members_women", sa.Integer),
        sa.Column("arl_risk_class", sa.Text),
        sa.Column("founded_on", sa.Text),
        sa.Column("divipola", sa.Text),
        sa.Column("zone", sa.Text),
        sa.Column("vereda", sa.Text),
        sa.Column("address", sa.Text),
        sa.Column("lat", sa.Text),
        sa.Column("lon", sa.Text),
        sa.Column("altitude", sa.Text),
        sa.Column("women_led", sa.Integer),
        sa.Column("women_owned", sa.Integer),
        sa.Column("women_criterion", sa.Text),
        sa.Column("popular_economy", sa.Integer),
        sa.Column("family_agriculture", sa.Integer),
        sa.Column("exports_now", sa.Integer),
        sa.Column("export_countries", sa.Text),
        sa.Column("exports_usd", sa.Text),
        sa.Column("target_market", sa.Text),
        sa.Column("target_standards", sa.Text),
        sa.Column("products", sa.Text),
        sa.Column("conditions", sa.Text),
        sa.Column("market_commitment", sa.Integer),
        sa.Column("access_note", sa.Text),
        sa.Column("demo", sa.Integer, nullable=False, server_default=sa.text("0")),
        *_synced(),
        sa.PrimaryKeyConstraint("id", name="pk_firm"),
        sqlite_strict=True,
    )
    op.create_index("ix_firm_nit", "firm", ["nit"])


def _firm_link() -> None:
    op.create_table(
        "firm_link",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("firm_id", sa.Text, nullable=False),
        sa.Column("other_firm_id", sa.Text, nullable=False),
        sa.Column("reason", sa.Text),
        *_synced(),
        sa.PrimaryKeyConstraint("id", name="pk_firm_link"),
        _to("firm_link", "firm_id", "firm"),
        sa.ForeignKeyConstraint(
            ["other_firm_id"], ["firm.id"], name="fk_firm_link_other_firm_id_firm"
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_firm_link_firm_id", "firm_link", ["firm_id"])
    op.create_index("ix_firm_link_other_firm_id", "firm_link", ["other_firm_id"])


def _person() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("firm_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text),
        sa.Column("document_type", sa.Text),
        sa.Column("document_number", sa.Text),
        sa.Column("role", sa.Text),
        sa.Column("sex", sa.Text),
        sa.Column("age_range", sa.Text),
        sa.Column("email", sa.Text),
        sa.Column("phone", sa.Text),
        sa.Column("ethnic_group", sa.Text),
        sa.Column("victim_ruv", sa.Integer),
        sa.Column("disability", sa.Integer),
        sa.Column("caregiver", sa.Integer),
        sa.Column("reincorporated", sa.Integer),
        sa.Column("migrant", sa.Integer),
        sa.Column("lgbtiq", sa.Integer),
        *_synced(),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        _to("person", "firm_id", "firm"),
        sqlite_strict=True,
    )
    op.create_index("ix_person_firm_id", "person", ["firm_id"])


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
        sa.Column("place", sa.Text),
        sa.Column("divipola", sa.Text),
        sa.Column("modality", sa.Text),
        sa.Column("purpose", sa.Text),
        sa.Column("notes", sa.Text),
        sa.Column("outcome", sa.Text),
        sa.Column("outcome_reason", sa.Text),
        sa.Column("next_visit_on", sa.Text),
        sa.Column("advisor_id", sa.Text),
        *_synced(),
        sa.PrimaryKeyConstraint("id", name="pk_visit"),
        _to("visit", "firm_id", "firm"),
        sqlite_strict=True,
    )
    op.create_index("ix_visit_firm_id", "visit", ["firm_id"])


def _consent() -> None:
    op.create_table(
        "consent",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("firm_id", sa.Text, nullable=False),
        sa.Column("person_id", sa.Text),
        sa.Column("visit_id", sa.Text),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("answer", sa.Integer),
        sa.Column("version", sa.Text),
        sa.Column("text_hash", sa.Text),
        sa.Column("given_at", sa.Text),
        sa.Column("given_at_offset", sa.Integer),
        sa.Column("method", sa.Text),
        sa.Column("advisor_id", sa.Text),
        *_synced(),
        sa.PrimaryKeyConstraint("id", name="pk_consent"),
        _to("consent", "firm_id", "firm"),
        _to("consent", "person_id", "person"),
        _to("consent", "visit_id", "visit"),
        sqlite_strict=True,
    )
    op.create_index("ix_consent_firm_id", "consent", ["firm_id"])


def _attendance() -> None:
    op.create_table(
        "attendance",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("firm_id", sa.Text, nullable=False),
        sa.Column("visit_id", sa.Text, nullable=False),
        sa.Column("person_id", sa.Text),
        sa.Column("role", sa.Text),
        *_synced(),
        sa.PrimaryKeyConstraint("id", name="pk_attendance"),
        _to("attendance", "firm_id", "firm"),
        _to("attendance", "visit_id", "visit"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_attendance_person_id_person"
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_attendance_visit_id", "attendance", ["visit_id"])


def _content() -> None:
    op.create_table(
        "content",
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("content_id", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("body", sa.Text),
        *_synced(),
        sa.PrimaryKeyConstraint("digest", name="pk_content"),
        sqlite_strict=True,
    )


def _assessment() -> None:
    op.create_table(
        "assessment",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("firm_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("instrument_digest", sa.Text),
        sa.Column("parameters_digest", sa.Text),
        sa.Column("form", sa.Text),
        sa.Column("sector", sa.Text),
        sa.Column("conditions", sa.Text),
        sa.Column("commitment", sa.Integer),
        sa.Column("gap_readiness", sa.Text),
        sa.Column("gap_blocking", sa.Integer),
        sa.Column("current_item", sa.Text),
        sa.Column("status", sa.Text),
        sa.Column("closed_at", sa.Text),
        sa.Column("level", sa.Integer),
        sa.Column("line", sa.Text),
        sa.Column("line_override", sa.Text),
        sa.Column("override_reason", sa.Text),
        sa.Column("override_by", sa.Text),
        sa.Column("override_at", sa.Text),
        sa.Column("advisor_id", sa.Text),
        sa.Column("started_visit_id", sa.Text),
        *_synced(),
        sa.PrimaryKeyConstraint("id", name="pk_assessment"),
        _to("assessment", "firm_id", "firm"),
        sa.ForeignKeyConstraint(
            ["instrument_digest"],
            ["content.digest"],
            name="fk_assessment_instrument_digest_content",
        ),
        sa.ForeignKeyConstraint(
            ["parameters_digest"],
            ["content.digest"],
            name="fk_assessment_parameters_digest_content",
        ),
        sa.ForeignKeyConstraint(
            ["started_visit_id"], ["visit.id"], name="fk_assessment_started_visit_id_visit"
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_assessment_firm_id", "assessment", ["firm_id"])


def _answer() -> None:
    op.create_table(
        "answer",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("firm_id", sa.Text, nullable=False),
        sa.Column("assessment_id", sa.Text, nullable=False),
        sa.Column("item", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("level", sa.Integer),
        sa.Column("evidence", sa.Text),
        sa.Column("na_reason", sa.Text),
        sa.Column("checks", sa.Text),
        sa.Column("note", sa.Text),
        sa.Column("role", sa.Text),
        sa.Column("visit_id", sa.Text),
        sa.Column("advisor_id", sa.Text),
        sa.Column("answered_at", sa.Text),
        *_synced(),
        sa.PrimaryKeyConstraint("id", name="pk_answer"),
        sa.CheckConstraint("level BETWEEN 1 AND 5", name=op.f("ck_answer_level")),
        _to("answer", "firm_id", "firm"),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name="fk_answer_assessment_id_assessment"
        ),
        _to("answer", "visit_id", "visit"),
        sqlite_strict=True,
    )
    op.create_index("ix_answer_assessment_id", "answer", ["assessment_id"])


def _quality_cost() -> None:
    op.create_table(
        "quality_cost",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("firm_id", sa.Text, nullable=False),
        sa.Column("assessment_id", sa.Text, nullable=False),
        sa.Column("figures", sa.Text),
        *_synced(),
        sa.PrimaryKeyConstraint("id", name="pk_quality_cost"),
        _to("quality_cost", "firm_id", "firm"),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name="fk_quality_cost_assessment_id_assessment"
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_quality_cost_assessment_id", "quality_cost", ["assessment_id"])


def _commitment() -> None:
    op.create_table(
        "commitment",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("firm_id", sa.Text, nullable=False),
        sa.Column("assessment_id", sa.Text, nullable=False),
        sa.Column("position", sa.Integer),
        sa.Column("what", sa.Text),
        sa.Column("who", sa.Text),
        sa.Column("due_on", sa.Text),
        *_synced(),
        sa.PrimaryKeyConstraint("id", name="pk_commitment"),
        _to("commitment", "firm_id", "firm"),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name="fk_commitment_assessment_id_assessment"
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_commitment_assessment_id", "commitment", ["assessment_id"])


def _attachment() -> None:
    op.create_table(
        "attachment",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("firm_id", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("media_type", sa.Text),
        sa.Column("size", sa.Integer),
        sa.Column("caption", sa.Text),
        sa.Column("taken_at", sa.Text),
        *_synced(),
        sa.PrimaryKeyConstraint("id", name="pk_attachment"),
        _to("attachment", "firm_id", "firm"),
        sqlite_strict=True,
    )
    op.create_index("ix_attachment_firm_id", "attachment", ["firm_id"])


def _document() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("firm_id", sa.Text, nullable=False),
        sa.Column("assessment_id", sa.Text),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("number", sa.Text),
        sa.Column("version", sa.Integer),
        sa.Column("replaces", sa.Text),
        sa.Column("content_hash", sa.Text),
        sa.Column("content", sa.Text),
        sa.Column("issued_at", sa.Text),
        sa.Column("issued_at_offset", sa.Integer),
        sa.Column("advisor_id", sa.Text),
        *_synced(),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
        _to("document", "firm_id", "firm"),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name="fk_document_assessment_id_assessment"
        ),
        sa.ForeignKeyConstraint(
            ["replaces"], ["document.id"], name="fk_document_replaces_document"
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_document_assessment_id", "document", ["assessment_id"])
    op.create_index("ix_document_firm_id", "document", ["firm_id"])


def _change() -> None:
    op.create_table(
        "change",
        sa.Column("entity", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("base_rv", sa.Integer, nullable=False),
        sa.Column("hlc", sa.Text, nullable=False),
        sa.Column("actor", sa.Text),
        sa.PrimaryKeyConstraint("entity", "id", "field", name="pk_change"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _sync_state() -> None:
    op.create_table(
        "sync_state",
        sa.Column("one", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("hlc", sa.Text, nullable=False),
        sa.Column("actor", sa.Text),
        sa.Column("applying", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.PrimaryKeyConstraint("one", name="pk_sync_state"),
        sa.CheckConstraint("one = 1", name=op.f("ck_sync_state_one")),
        sqlite_strict=True,
    )


def _advisor() -> None:
    op.create_table(
        "advisor",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("name", sa.Text),
        sa.Column("document", sa.Text),
        sa.Column("device_code", sa.Text),
        sa.Column("phone", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_advisor"),
        sqlite_strict=True,
    )
