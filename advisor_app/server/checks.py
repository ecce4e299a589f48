"""What an edit has to be like before it is merged."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from advisor_app.schema.tables import SYNCED
from advisor_app.sync.policy import fields_of

if TYPE_CHECKING:
    from advisor_app.sync.wire import Edit, Value

_LONGEST: Final = 4_000_000
_LONGEST_ID: Final = 80
_LARGEST: Final = 1 << 63
_FILLED: Final = frozenset({"_deleted", "demo", "bucket", "created_at"})
_DECIDED: Final = frozenset({"state", "choice", "reason", "resolved_by", "resolved_at"})

CATALOGUES: Final = frozenset(
    {"instrument", "parameters", "standard", "gap_parameters", "plan_parameters", "own_list"}
)
"""Kinds of content that are everyone's."""


def fault(edit: Edit, *, newer: bool, is_new: bool) -> str:
    """Why an edit can't be taken; empty where it can.

    One that was written with a ``newer`` revision of the tables may have fields that are unknown
    here; they are kept. ``is_new`` says that there is no such row yet.
    """
    known = _columns(edit.entity)
    if not known or not _is_name(edit.id) or not _is_name(edit.home):
        return "entity"
    for name, (value, _base) in edit.fields.items():
        if name not in fields_of(edit.entity):
            if not newer:
                return f"field {name[:40]}"
        elif not _fits(known[name], value):
            return f"value {name}"
    for name in ("firm_id", "bucket"):
        value = edit.fields.get(name, (None, 0))[0]
        if value is not None and not _is_name(value):
            return f"value {name}"
    if edit.entity == "conflict" and not is_new and not _DECIDED.issuperset(edit.fields):
        return "conflict"
    return _missing(edit, known) if is_new else ""


def is_catalogue(edit: Edit) -> bool:
    """Whether a content is everyone's: of such a kind, and named by the digest of its text."""
    kind, body = (edit.fields.get(name, (None, 0))[0] for name in ("kind", "body"))
    if kind not in CATALOGUES or not isinstance(body, str):
        return False
    return hashlib.sha256(body.encode()).hexdigest() == edit.id


def _is_name(value: Value) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _LONGEST_ID and value.isprintable()


@cache
def _columns(entity: str) -> dict[str, sa.Column[object]]:
    return {c.name: c for table in SYNCED if table.name == entity for c in table.columns}


def _fits(column: sa.Column[object], value: Value) -> bool:
    if value is None:
        return bool(column.nullable)
    if isinstance(column.type, sa.Integer):
        within = type(value) is int and -_LARGEST <= value < _LARGEST
        if column.name == "level" and column.table.name == "answer":
            return within and 1 <= int(value) <= 5
        return within
    return isinstance(value, str) and len(value) <= _LONGEST


def _missing(edit: Edit, known: dict[str, sa.Column[object]]) -> str:
    for name, column in known.items():
        asked = not column.nullable and not column.primary_key and name in fields_of(edit.entity)
        if asked and name not in _FILLED and edit.fields.get(name, (None, 0))[0] is None:
            return f"missing {name}"
    return ""
