"""The tables of what is handed over: files, issued documents, signatures, deliveries."""

from __future__ import annotations

import sqlalchemy as sa

from advisor_app.schema.columns import identity, moment, structure, synced, text, to, whole
from advisor_app.schema.metadata import table

attachment = table(
    "attachment",
    identity(),
    to("firm"),
    text("sha256", nullable=False),
    text("media_type"),
    whole("size"),
    text("caption"),
    moment("taken_at"),
    # the file as it came, where it was asked to be kept
    text("original_sha256"),
    to("visit", required=False),
    *synced(),
    sa.Index(None, "firm_id"),
)

document = table(
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

signature = table(
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

delivery = table(
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
