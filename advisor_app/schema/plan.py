"""The tables of proof and plan: files that back answers, actions, and what each action closes."""

from __future__ import annotations

import sqlalchemy as sa

from advisor_app.schema.columns import day, identity, structure, synced, text, to, whole
from advisor_app.schema.metadata import table

evidence = table(
    "evidence",
    identity(),
    to("firm"),
    to("attachment"),
    to("assessment"),
    text("item", nullable=False),
    *synced(),
    sa.Index(None, "assessment_id"),
    sa.Index(None, "attachment_id"),
)

action = table(
    "action",
    identity(),
    to("firm"),
    # what kind of action it is: the same one closes findings of several lists
    text("action_key"),
    text("title"),
    text("expected_result"),
    text("responsible"),
    text("support"),
    day("starts_on"),
    day("due_on"),
    whole("cost"),
    whole("eligible_cost"),
    text("funding"),
    text("status"),
    whole("advance"),
    whole("severity"),
    whole("impact"),
    whole("urgency"),
    whole("effort"),
    text("impact_reason"),
    structure("after"),
    whole("position"),
    text("closing_note"),
    to("attachment", "closing_attachment_id", required=False),
    day("verified_on"),
    text("verified_by"),
    text("advisor_id"),
    *synced(),
    sa.Index(None, "firm_id"),
)

finding = table(
    "finding",
    identity(),
    to("firm"),
    to("action"),
    to("assessment", required=False),
    text("item", nullable=False),
    text("source"),
    *synced(),
    sa.Index(None, "action_id"),
)
