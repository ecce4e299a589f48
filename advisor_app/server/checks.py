"""What an edit has to be like before it is merged."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from advisor_app.schema.tables import SYNCED
from advisor_app.sync.policy import fields_of
from advisor_app.sync.wire import HOMES

if TYPE_CHECKING:
    from advisor_app.sync.wire import Edit, Value

_LONGEST: Final = 4_000_000
_LONGEST_ID: Final = 80
_WHOLE: Final = (-(1 << 63), (1 << 63) - 1)
_LEVELS: Final = (1, 5)
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
    known = _fields(edit.entity)
    if not known or not _is_name(edit.id) or not _is_name(edit.home):
        return "entity"
    if wrong := _wrong_value(edit, known, newer=newer):
        return wrong
    home = HOMES.get(edit.entity)
    if home and edit.home != edit.fields.get(home, (edit.home, 0))[0]:
        return f"value {home}"
    if edit.entity == "conflict" and not is_new and not _DECIDED.issuperset(edit.fields):
        return "conflict"
    if is_new:
        for name in _needed(edit.entity):
            if edit.fields.get(name, (None, 0))[0] is None:
                return f"missing {name}"
    return ""


def is_catalogue(edit: Edit) -> bool:
    """Whether a content is everyone's: of such a kind, and named by the digest of its text."""
    kind, body = (edit.fields.get(name, (None, 0))[0] for name in ("kind", "body"))
    if kind not in CATALOGUES or not isinstance(body, str):
        return False
    return hashlib.sha256(body.encode()).hexdigest() == edit.id


def _wrong_value(edit: Edit, known: Mapping[str, _Field], *, newer: bool) -> str:
    for name, (value, _base) in edit.fields.items():
        field = known.get(name)
        if field is None:
            if not newer:
                return f"field {name[:40]}"
        elif not field.holds(value):
            return f"value {name}"
    for name in ("firm_id", "bucket"):
        value = edit.fields.get(name, (None, 0))[0]
        if value is not None and not _is_name(value):
            return f"value {name}"
    return ""


def _is_name(value: Value) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _LONGEST_ID and value.isprintable()


@dataclass(frozen=True, slots=True)
class _Field:
    """What a field may hold: a whole number between two, or a text; nothing, where it may be."""

    bounds: tuple[int, int] | None
    nullable: bool

    def holds(self, value: Value) -> bool:
        if value is None:
            return self.nullable
        if self.bounds is None:
            return isinstance(value, str) and len(value) <= _LONGEST
        return type(value) is int and self.bounds[0] <= value <= self.bounds[1]


@cache
def _fields(entity: str) -> dict[str, _Field]:
    return {column.name: _field(column) for column in _columns(entity)}


@cache
def _needed(entity: str) -> tuple[str, ...]:
    """The fields that a new row can't be without."""
    return tuple(c.name for c in _columns(entity) if not c.nullable and c.name not in _FILLED)


def _columns(entity: str) -> list[sa.Column[object]]:
    travel = fields_of(entity)
    return [c for t in SYNCED if t.name == entity for c in t.columns if c.name in travel]


def _field(column: sa.Column[object]) -> _Field:
    if not isinstance(column.type, sa.Integer):
        return _Field(None, bool(column.nullable))
    is_level = column.name == "level" and column.table.name == "answer"
    return _Field(_LEVELS if is_level else _WHOLE, bool(column.nullable))
