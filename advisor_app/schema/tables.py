"""The tables that laptop and office share, and the few that stay on the laptop.

Rules for whoever writes to them: ids are made on the device (`advisor_app.domain.ids`); rows are
marked ``_deleted``, not deleted; ``INSERT OR REPLACE`` is not used (it would forget ``_rv``).
``bucket``, ``created_at`` and ``updated_at`` fill themselves when they are not given.
``updated_at`` tells when *this* device last wrote the row; it is not exchanged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from advisor_app.schema.columns import (
    day,
    decimal,
    flag,
    identity,
    moment,
    structure,
    synced,
    text,
    to,
    whole,
    zero,
)

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


def _table(name: str, *items: SchemaItem, with_rowid: bool = True) -> sa.Table:
    # STRICT: a value of the wrong type is refused at once, not found years later
    return sa.Table(name, metadata, *items, sqlite_strict=True, sqlite_with_rowid=with_rowid)


firm = _table(
    "firm",
    identity(),
    text("id_type"),
    text("nit"),
    text("nit_dv"),
    text("office_code"),
    text("legal_name"),
    text("trade_name"),
    text("legal_form"),
    text("registration_no"),
    whole("registration_renewed_year"),
    text("ciiu_main"),
    structure("ciiu_secondary"),
    text("sector"),
    text("macro_sector"),
    whole("annual_income"),
    whole("income_year"),
    whole("workers_total"),
    whole("workers_women"),
    whole("workers_men"),
    whole("workers_temporary"),
    whole("workers_family"),
    whole("members"),
    whole("members_women"),
    text("arl_risk_class"),
    day("founded_on"),
    text("divipola"),
    text("zone"),
    text("vereda"),
    text("address"),
    decimal("lat"),
    decimal("lon"),
    decimal("altitude"),
    flag("women_led"),
    flag("women_owned"),
    text("women_criterion"),
    flag("popular_economy"),
    flag("family_agriculture"),
    flag("exports_now"),
    structure("export_countries"),
    decimal("exports_usd"),
    text("target_market"),
    structure("target_standards"),
    structure("products"),
    structure("conditions"),
    flag("market_commitment"),
    text("access_note"),
    zero("demo"),
    *synced(),
    # not unique: a second record with the same NIT is warned of, linked and allowed
    sa.Index(None, "nit"),
    # the latest firms, and how many there are, without decrypting every record
    sa.Index(None, "_deleted", "updated_at"),
)

firm_link = _table(
    "firm_link",
    identity(),
    to("firm"),
    to("firm", "other_firm_id"),
    text("reason"),
    *synced(),
    sa.Index(None, "firm_id"),
    sa.Index(None, "other_firm_id"),
)

person = _table(
    "person",
    identity(),
    to("firm"),
    text("name"),
    text("document_type"),
    text("document_number"),
    text("role"),
    text("sex"),
    text("age_range"),
    text("email"),
    text("phone"),
    text("ethnic_group"),
    flag("victim_ruv"),
    flag("disability"),
    flag("caregiver"),
    flag("reincorporated"),
    flag("migrant"),
    flag("lgbtiq"),
    *synced(),
    sa.Index(None, "firm_id"),
)

visit = _table(
    "visit",
    identity(),
    to("firm"),
    whole("number"),
    moment("started_at"),
    whole("started_at_offset"),
    moment("ended_at"),
    whole("break_minutes"),
    text("place"),
    text("divipola"),
    text("modality"),
    text("purpose"),
    text("activities"),
    text("findings"),
    text("remarks"),
    text("notes"),
    text("outcome"),
    text("outcome_reason"),
    day("next_visit_on"),
    text("advisor_id"),
    *synced(),
    sa.Index(None, "firm_id"),
    sa.Index(None, "next_visit_on"),
)

consent = _table(
    "consent",
    identity(),
    to("firm"),
    to("person", required=False),
    to("visit", required=False),
    text("kind", nullable=False),
    flag("answer"),
    text("version"),
    text("text_hash"),
    moment("given_at"),
    whole("given_at_offset"),
    text("method"),
    text("advisor_id"),
    *synced(),
    sa.Index(None, "firm_id"),
)

attendance = _table(
    "attendance",
    identity(),
    to("firm"),
    to("visit"),
    to("person", required=False),
    text("role"),
    *synced(),
    sa.Index(None, "visit_id"),
)

content = _table(
    "content",
    identity("digest"),
    text("kind", nullable=False),
    text("content_id", nullable=False),
    text("version", nullable=False),
    structure("body"),
    *synced(),
)

assessment = _table(
    "assessment",
    identity(),
    to("firm"),
    text("kind", nullable=False),
    to("content", "instrument_digest", required=False),
    to("content", "parameters_digest", required=False),
    text("form"),
    text("sector"),
    structure("conditions"),
    flag("commitment"),
    decimal("gap_readiness"),
    whole("gap_blocking"),
    text("current_item"),
    text("status"),
    moment("closed_at"),
    # what the closed assessment came to, for lists; its answers and digests recompute it
    whole("level"),
    text("line"),
    text("line_override"),
    text("override_reason"),
    text("override_by"),
    moment("override_at"),
    text("advisor_id"),
    to("visit", "started_visit_id", required=False),
    *synced(),
    sa.Index(None, "firm_id"),
)

answer = _table(
    "answer",
    identity(),
    to("firm"),
    to("assessment"),
    text("item", nullable=False),
    text("state", nullable=False),
    whole("level"),
    text("evidence"),
    text("na_reason"),
    structure("checks"),
    text("note"),
    text("role"),
    to("visit", required=False),
    text("advisor_id"),
    moment("answered_at"),
    *synced(),
    sa.CheckConstraint("level BETWEEN 1 AND 5", name="level"),
    sa.Index(None, "assessment_id"),
)

quality_cost = _table(
    "quality_cost",
    identity(),
    to("firm"),
    to("assessment"),
    structure("figures"),
    *synced(),
    sa.Index(None, "assessment_id"),
)

commitment = _table(
    "commitment",
    identity(),
    to("firm"),
    to("assessment"),
    whole("position"),
    text("what"),
    text("who"),
    day("due_on"),
    *synced(),
    sa.Index(None, "assessment_id"),
)

attachment = _table(
    "attachment",
    identity(),
    to("firm"),
    text("sha256", nullable=False),
    text("media_type"),
    whole("size"),
    text("caption"),
    moment("taken_at"),
    *synced(),
    sa.Index(None, "firm_id"),
)

document = _table(
    "document",
    identity(),
    to("firm"),
    to("assessment", required=False),
    to("visit", required=False),
    text("kind", nullable=False),
    text("number"),
    whole("version"),
    to("document", "replaces", required=False),
    text("reason"),
    text("content_hash"),
    structure("content"),
    moment("issued_at"),
    whole("issued_at_offset"),
    text("advisor_id"),
    *synced(),
    sa.Index(None, "firm_id"),
    sa.Index(None, "assessment_id"),
    sa.Index(None, "visit_id"),
)

signature = _table(
    "signature",
    identity(),
    to("firm"),
    to("document"),
    to("person", required=False),
    text("party", nullable=False),
    text("method", nullable=False),
    text("role"),
    text("reason"),
    moment("signed_at"),
    whole("signed_at_offset"),
    # what was on screen or paper when it was signed: of the content, never of the file
    text("content_hash", nullable=False),
    whole("document_version"),
    # strokes, typed name and number, as one sealed file; a photo of the paper is another
    to("attachment", "evidence_id", required=False),
    to("attachment", "photo_id", required=False),
    text("device_code"),
    text("app_version"),
    text("advisor_id"),
    *synced(),
    sa.Index(None, "document_id"),
)

delivery = _table(
    "delivery",
    identity(),
    to("firm"),
    to("document"),
    to("person", required=False),
    text("channel", nullable=False),
    text("state", nullable=False),
    text("lang"),
    moment("asked_at"),
    moment("done_at"),
    whole("done_at_offset"),
    structure("proof"),
    text("reason"),
    text("advisor_id"),
    *synced(),
    sa.Index(None, "document_id"),
    sa.Index(None, "state"),
)

SYNCED: Final[tuple[sa.Table, ...]] = (
    firm,
    firm_link,
    person,
    visit,
    consent,
    attendance,
    content,
    assessment,
    answer,
    quality_cost,
    commitment,
    attachment,
    document,
    signature,
    delivery,
)
"""The tables that travel, parents before children."""

change = _table(
    "change",
    sa.Column("entity", sa.Text, primary_key=True, nullable=False),
    sa.Column("id", sa.Text, primary_key=True, nullable=False),
    sa.Column("field", sa.Text, primary_key=True, nullable=False),
    whole("base_rv", nullable=False),
    text("hlc", nullable=False),
    text("actor"),
    with_rowid=False,
)
"""What waits for the office: a field, the version it was edited on, by whom and when last."""

sync_state = _table(
    "sync_state",
    sa.Column("one", sa.Integer, primary_key=True, autoincrement=False),
    text("hlc", nullable=False),
    text("actor"),
    zero("applying"),
    sa.CheckConstraint("one = 1", name="one"),
)
"""One row: the moment and author of the running transaction, and whether capture rests."""

advisor = _table(
    "advisor",
    identity(),
    text("name"),
    text("document"),
    text("device_code"),
    text("phone"),
)

LOCAL: Final[tuple[sa.Table, ...]] = (change, sync_state, advisor)
"""The tables that never leave the laptop."""
