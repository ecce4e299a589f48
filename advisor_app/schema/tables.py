"""The tables that laptop and office share, and the few that stay on the laptop.

Rules for whoever writes to them: ids are made on the device (`advisor_app.domain.ids`); rows are
marked ``_deleted``, not deleted; ``INSERT OR REPLACE`` is not used (it would forget ``_rv``).
``bucket``, ``created_at`` and ``updated_at`` fill themselves when they are not given.
``updated_at`` tells when *this* device last wrote the row; it is not exchanged.
"""

from __future__ import annotations

from typing import Final

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
from advisor_app.schema.exchange import FROM_OFFICE, ON_LAPTOP
from advisor_app.schema.metadata import table
from advisor_app.schema.papers import attachment, delivery, document, signature
from advisor_app.schema.plan import action, evidence, finding

firm = table(
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

firm_link = table(
    "firm_link",
    identity(),
    to("firm"),
    to("firm", "other_firm_id"),
    text("reason"),
    *synced(),
    sa.Index(None, "firm_id"),
    sa.Index(None, "other_firm_id"),
)

person = table(
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

visit = table(
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

consent = table(
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

attendance = table(
    "attendance",
    identity(),
    to("firm"),
    to("visit"),
    to("person", required=False),
    text("role"),
    *synced(),
    sa.Index(None, "visit_id"),
)

content = table(
    "content",
    identity("digest"),
    text("kind", nullable=False),
    text("content_id", nullable=False),
    text("version", nullable=False),
    structure("body"),
    *synced(),
)

assessment = table(
    "assessment",
    identity(),
    to("firm"),
    text("kind", nullable=False),
    to("content", "instrument_digest", required=False),
    to("content", "parameters_digest", required=False),
    text("form"),
    text("sector"),
    structure("conditions"),
    # of a gap assessment: what is asked beside the list, what it looks at, the group it is part of
    structure("prerequisites"),
    structure("scope"),
    to("assessment", "group_id", required=False),
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
    sa.Index(None, "group_id"),
)

answer = table(
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

quality_cost = table(
    "quality_cost",
    identity(),
    to("firm"),
    to("assessment"),
    structure("figures"),
    *synced(),
    sa.Index(None, "assessment_id"),
)

commitment = table(
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
    evidence,
    action,
    finding,
    *FROM_OFFICE,
)
"""The tables that travel, parents before children."""

change = table(
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

sync_state = table(
    "sync_state",
    sa.Column("one", sa.Integer, primary_key=True, autoincrement=False),
    text("hlc", nullable=False),
    text("actor"),
    zero("applying"),
    sa.CheckConstraint("one = 1", name="one"),
)
"""One row: the moment and author of the running transaction, and whether capture rests."""

advisor = table(
    "advisor",
    identity(),
    text("name"),
    text("document"),
    text("device_code"),
    text("phone"),
)

LOCAL: Final[tuple[sa.Table, ...]] = (change, sync_state, advisor, *ON_LAPTOP)
"""The tables that never leave the laptop."""
