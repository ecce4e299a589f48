"""How two edits of one field are settled: one place that says it for every table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from advisor_app.schema.tables import SYNCED


class Rule(StrEnum):
    """What happens where somebody else changed a field since this edit's base."""

    REVIEW = "review"
    """A person decides: the office's value stays, the other one waits beside it."""
    LATER = "later"
    """The later edit stays, by the clocks of the laptops; the other one is kept."""
    FURTHER = "further"
    """The state that is further on stays; nothing is lost, because it contains the other."""
    FIRST = "first"
    """What the office has stays, whoever saw it: the field says how the row began."""
    MARK = "mark"
    """The later edit stays: where somebody was reading, which nobody asks for later."""


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that are one statement, taken or left together.

    Attributes:
        name: what a conflict is called by.
        fields: what is stated.
        along: when, where and by whom it was; this follows and is no conflict by itself.
    """

    name: str
    fields: tuple[str, ...]
    rule: Rule
    along: tuple[str, ...] = ()
    order: tuple[str | None, ...] = ()


_WHO_ANSWERED: Final = ("role", "visit_id", "advisor_id", "answered_at")

_GROUPS: Final[dict[str, tuple[Group, ...]]] = {
    "firm": (
        Group("nit", ("id_type", "nit", "nit_dv"), Rule.REVIEW),
        Group("legal_name", ("legal_name",), Rule.REVIEW),
        Group("demo", ("demo",), Rule.FIRST),
    ),
    "answer": (
        Group(
            "answer",
            ("state", "level", "evidence", "na_reason", "checks"),
            Rule.REVIEW,
            along=_WHO_ANSWERED,
        ),
    ),
    "assessment": (
        Group("result", ("level", "line"), Rule.REVIEW),
        Group(
            "override",
            ("line_override", "override_reason"),
            Rule.REVIEW,
            along=("override_by", "override_at"),
        ),
        Group("gap", ("gap_readiness", "gap_blocking"), Rule.REVIEW),
        Group("scope", ("scope",), Rule.REVIEW),
        Group(
            "status",
            ("status",),
            Rule.FURTHER,
            along=("closed_at",),
            order=(None, "draft", "closed"),
        ),
        Group("current_item", ("current_item",), Rule.MARK),
    ),
    "quality_cost": (Group("figures", ("figures",), Rule.REVIEW),),
    "consent": (Group("answer", ("answer",), Rule.REVIEW, along=("given_at", "given_at_offset")),),
}
_ALWAYS: Final = (
    Group("created_at", ("created_at",), Rule.FIRST),
    Group("bucket", ("bucket",), Rule.FIRST),
    Group("firm_id", ("firm_id",), Rule.FIRST),
)


@cache
def group_of(entity: str, field: str) -> Group:
    """The group that a field is settled with; a field of its own by its later edit."""
    for group in (*_GROUPS.get(entity, ()), *_ALWAYS):
        if field in group.fields or field in group.along:
            return group
    return Group(field, (field,), Rule.LATER)


@cache
def fields_of(entity: str) -> frozenset[str]:
    """The fields of a table that travel; empty for a table that doesn't."""
    for table in SYNCED:
        if table.name == entity:
            (key,) = table.primary_key.columns
            stays = {key.name, "_rv", "updated_at"}
            return frozenset(str(column.name) for column in table.columns) - stays
    return frozenset()
