"""The tables of the exchange: what the office says, and what only the laptop knows."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from advisor_app.schema.columns import identity, moment, structure, synced, text, to, whole, zero
from advisor_app.schema.metadata import table

conflict = table(
    "conflict",
    identity(),
    to("firm"),
    # which statement of which row
    text("entity", nullable=False),
    text("record_id", nullable=False),
    text("home", nullable=False),
    text("field", nullable=False),
    structure("kept"),
    text("kept_by"),
    moment("kept_at"),
    text("kept_device"),
    structure("lost"),
    text("lost_by"),
    moment("lost_at"),
    text("lost_device"),
    # open, kept by itself, or decided by a person
    text("state", nullable=False),
    text("choice"),
    text("reason"),
    text("resolved_by"),
    moment("resolved_at"),
    *synced(),
    sa.Index(None, "firm_id"),
    sa.Index(None, "state"),
)

review = table(
    "review",
    identity(),
    to("firm"),
    to("assessment"),
    # returned, corrected or accepted
    text("state", nullable=False),
    text("note"),
    text("returned_by"),
    moment("returned_at"),
    text("advisor_id"),
    to("assessment", "corrected_id", required=False),
    moment("corrected_at"),
    *synced(),
    sa.Index(None, "firm_id"),
    sa.Index(None, "state"),
)

remark = table(
    "remark",
    identity(),
    to("firm"),
    to("review"),
    text("item", nullable=False),
    text("text"),
    text("reply"),
    *synced(),
    sa.Index(None, "review_id"),
)

FROM_OFFICE: Final = (conflict, review, remark)
"""What people at the office write, or the office itself."""

outbox = table(
    "outbox",
    sa.Column("one", sa.Integer, primary_key=True, autoincrement=False),
    whole("no", nullable=False),
    text("body", nullable=False),
    moment("made_at"),
    sa.CheckConstraint("one = 1", name="one"),
)
"""The batch that is on its way: the same bytes until the office has answered."""

cursor = table(
    "cursor",
    sa.Column("bucket", sa.Text, primary_key=True, nullable=False),
    whole("page", nullable=False),
    whole("floor", nullable=False),
    with_rowid=False,
)
"""How far each bucket has come: pages up to ``page``, and everything up to ``floor``."""

stage = table(
    "stage",
    sa.Column("entity", sa.Text, primary_key=True, nullable=False),
    sa.Column("id", sa.Text, primary_key=True, nullable=False),
    text("bucket", nullable=False),
    whole("rv", nullable=False),
    text("body", nullable=False),
    text("why"),
    sa.Index(None, "bucket"),
    with_rowid=False,
)
"""Rows that came and wait: for the rest of their bucket, or for the row they refer to."""

set_aside = table(
    "set_aside",
    identity(),
    text("entity", nullable=False),
    text("record_id", nullable=False),
    structure("fields"),
    text("why", nullable=False),
    moment("at"),
    zero("seen"),
)
"""What the office did not take, whole, with the reason."""

exchange = table(
    "exchange",
    sa.Column("name", sa.Text, primary_key=True, nullable=False),
    text("value"),
    with_rowid=False,
)
"""What the laptop knows of itself and the office: life, number, epoch, head, address."""

exchange_log = table(
    "exchange_log",
    sa.Column("no", sa.Integer, primary_key=True),
    moment("at"),
    text("what", nullable=False),
    structure("detail"),
)
"""What the exchange did, for a person who helps; counts and codes, nothing of any person."""

sent_file = table(
    "sent_file",
    sa.Column("sha256", sa.Text, primary_key=True, nullable=False),
    text("state", nullable=False),
    text("place"),
    zero("sent"),
    whole("size"),
    moment("confirmed_at"),
    with_rowid=False,
)
"""Files on their way to the office, and those that it has confirmed by their hash."""

ON_LAPTOP: Final = (outbox, cursor, stage, set_aside, exchange, exchange_log, sent_file)
"""What never leaves the laptop."""
