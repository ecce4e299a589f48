"""The tables of the office's base, the same on PostgreSQL and SQLite.

The rows of the laptops lie in ``doc``: a record, or several that are kept together, as one
versioned text. So a visit of 250 answers is one row to write, and a field that this version does
not know yet is kept like any other.
"""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa

office = sa.MetaData()


def _key(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, primary_key=True, nullable=False)


def _text(name: str, *, nullable: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=nullable)


def _number(name: str, *, nullable: bool = False, default: int | None = 0) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger, nullable=nullable, default=default)


def _bytes(name: str, *, nullable: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.LargeBinary, nullable=nullable)


clock = sa.Table("clock", office, _key("region"), _number("seq"))
"""One counter per region; whoever writes holds its row until the commit, so that the order of the
versions is the order of the commits."""

epoch = sa.Table(
    "epoch",
    office,
    sa.Column("no", sa.Integer, primary_key=True, autoincrement=False),
    _text("id", nullable=False),
    _number("head"),
    _text("began_at"),
)
"""The lives of this base: a new one begins when a backup is brought back, at the version it had."""

doc = sa.Table(
    "doc",
    office,
    _key("entity"),
    _key("id"),
    _text("bucket", nullable=False),
    _number("rv"),
    _bytes("body", nullable=False),
    sa.Index("ix_doc_bucket_rv", "bucket", "rv"),
)

bucket = sa.Table("bucket", office, _key("id"), _text("region"), _number("head"), _text("sum"))
"""Each firm's records together: their newest version and the sum over all rows."""

gone = sa.Table(
    "gone",
    office,
    _key("bucket"),
    _key("entity"),
    _key("id"),
    _number("rv"),
    sa.Index("ix_gone_bucket_rv", "bucket", "rv"),
)
"""What left a bucket, for the laptops that still have it there."""

alias = sa.Table("alias", office, _key("loser"), _text("survivor", nullable=False))
"""Firms that were joined to another one; late edits go there."""

batch = sa.Table(
    "batch",
    office,
    _key("id"),
    _number("first"),
    _number("last"),
    _text("device", nullable=False),
    _text("user_id", nullable=False),
    _text("inc"),
    _number("no"),
    _text("sha256", nullable=False),
    _text("signature"),
    _text("received_at", nullable=False),
    _bytes("body"),
    _text("statuses"),
    _text("before"),
    _text("digest", nullable=False),
    sa.Index("ix_batch_last", "last"),
)
"""The history: every batch as it came, chained by digests; personal values under their own keys."""

person_key = sa.Table(
    "person_key", office, _key("subject"), _bytes("wrapped"), _text("destroyed_at")
)
"""The key of each person's values in the history; without it they can't be read any more."""

user = sa.Table(
    "account",
    office,
    _key("id"),
    _text("login", nullable=False),
    _text("name", nullable=False),
    _text("role", nullable=False),
    _text("password"),
    _text("region"),
    _number("grants"),
    _text("disabled_at"),
    _text("created_at"),
    sa.UniqueConstraint("login"),
)
"""People: advisor, coordinator, administrator. ``grants`` counts the changes of what they see."""

grant = sa.Table(
    "firm_grant",
    office,
    _key("user_id"),
    _key("bucket"),
    _text("given_at"),
    _text("given_by"),
    sa.Index("ix_firm_grant_bucket", "bucket"),
)
"""Which firms a person works with; coordinators see those of their region without one."""

device = sa.Table(
    "device",
    office,
    _key("id"),
    _text("user_id", nullable=False),
    _text("name"),
    _text("public_key", nullable=False),
    _text("sealing_key"),
    _text("inc"),
    _number("no"),
    _text("sha256"),
    _bytes("response"),
    _text("enrolled_at"),
    _text("seen_at"),
    _text("revoked_at"),
)
"""Laptops, with the number of the last batch and its answer."""

enrolment = sa.Table(
    "enrolment", office, _key("code"), _text("user_id"), _text("expires_at"), _text("used_at")
)
"""One-time codes, as their digests."""

blob = sa.Table("blob", office, _key("sha256"), _number("size"), _text("state"), _text("stored_at"))
blob_ref = sa.Table("blob_ref", office, _key("sha256"), _key("bucket"))
"""Which buckets have a record that names a file: whoever sees one of them may read it."""

upload = sa.Table(
    "upload",
    office,
    _key("id"),
    _text("sha256", nullable=False),
    _number("size"),
    _number("sent"),
    _text("device", nullable=False),
    _text("began_at"),
)
"""Files on their way, how much of each has been forced to the disk."""

setting = sa.Table("setting", office, _key("name"), _text("value"))
"""What the office was set up with: signing key, name, first life."""

REGION: Final = "co"
"""The one region that there is by default."""
