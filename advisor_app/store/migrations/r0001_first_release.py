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


def _firm() -> None:
    op.create_table(
        "firm",
        sa.Column("id", sa.Text, nullable=False),
        *_texts("id_type nit nit_dv office_code legal_name trade_name legal_form"),
        *_texts("registration_no"),
        sa.Column("registration_renewed_year", sa.Integer),
        *_texts("ciiu_main ciiu_secondary sector macro_sector"),
        *_numbers("annual_income income_year workers_total workers_women workers_men"),
        *_numbers("workers_temporary workers_family members members_women"),
        *_texts("arl_risk_class founded_on divipola zone vereda address lat lon altitude"),
        *_numbers("women_led women_owned"),
        sa.Column("women_criterion", sa.Text),
        *_numbers("popular_economy family_agriculture exports_now"),
        *_texts("export_countries exports_usd target_market target_standards products"),
        *_texts("conditions"),
        sa.Column("market_commitment", sa.Integer),
        sa.Column("access_note", sa.Text),
        sa.Column("demo", sa.Integer, nullable=False, server_default=sa.text("0")),
        *_synced(),
        sa.PrimaryKeyConstraint("id", name="pk_firm"),
        sqlite_strict=True,
    )
    op.create_index("ix_firm_nit", "firm", ["nit"])
    op.create_index("ix_firm__deleted_updated_at", "firm", ["_deleted", "updated_at"])


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
        *_texts("name document_type document_number role sex age_range email phone"),
        *_texts("ethnic_group"),
        *_numbers("victim_ruv disability caregiver reincorporated migrant lgbtiq"),
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
        *_texts("place divipola modality purpose notes outcome outcome_reason"),
        *_texts("next_visit_on advisor_id"),
        *_synced(),
        sa.PrimaryKeyConstraint("id", name="pk_visit"),
        _to("visit", "firm_id", "firm"),
        sqlite_strict=True,
    )
    op.create_index("ix_visit_firm_id", "visit", ["firm_id"])
    op.create_index("ix_visit_next_visit_on", "visit", ["next_visit_on"])


def _consent() -> None:
    op.create_table(
        "consent",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("firm_id", sa.Text, nullable=False),
        *_texts("person_id visit_id"),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("answer", sa.Integer),
        *_texts("version text_hash given_at"),
        sa.Column("given_at_offset", sa.Integer),
        *_texts("method advisor_id"),
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
        *_texts("person_id role"),
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
        *_texts("instrument_digest parameters_digest form sector conditions"),
        sa.Column("commitment", sa.Integer),
        sa.Column("gap_readiness", sa.Text),
        sa.Column("gap_blocking", sa.Integer),
        *_texts("current_item status closed_at"),
        sa.Column("level", sa.Integer),
        *_texts("line line_override override_reason override_by override_at advisor_id"),
        *_texts("started_visit_id"),
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
        *_texts("evidence na_reason checks note role visit_id advisor_id answered_at"),
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
        *_texts("what who due_on"),
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
        *_texts("caption taken_at"),
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
        *_texts("replaces content_hash content issued_at"),
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
        *_texts("name document device_code phone"),
        sa.PrimaryKeyConstraint("id", name="pk_advisor"),
        sqlite_strict=True,
    )
