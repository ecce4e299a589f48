"""What an assessment looks at and what is known beside it, as the rows tell it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, cast

from advisor_app.domain.gap import State, assess
from advisor_app.domain.schemes import Prerequisites
from advisor_app.domain.scope_text import scope_of
from advisor_app.i18n import _
from advisor_app.schema import tables
from advisor_app.services import contents
from advisor_app.store import records

if TYPE_CHECKING:
    import sqlalchemy as sa

    from advisor_app.domain.groups import Part, Scope
    from advisor_app.domain.standard import Standard
    from advisor_app.store.records import Row

_RISK_CLASSES = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}


def scope_in(c: sa.Connection, row: Row) -> Scope:
    """The scope of an assessment with the names of its members."""
    scope = scope_of(row["scope"])
    if scope.person_id:
        person = records.one(c, tables.person, scope.person_id)
        return replace(scope, name=(person and person["name"]) or _nameless(scope.code))
    if scope.parts == "member":
        names = _names(c, row["firm_id"])
        return replace(scope, register=tuple(_named(part, names) for part in scope.register))
    return scope


def told(c: sa.Connection, row: Row, scope: Scope) -> dict[str, Any]:
    """What is known beside the list; that all members were seen is known from their lists."""
    known = json.loads(row["prerequisites"] or "{}")
    if scope.parts == "member" and scope.active and "members_inspected" not in known:
        t = tables.assessment
        closed = records.many(c, t, (t.c.group_id == row["id"], t.c.status == "closed"))
        seen = {scope_of(one["scope"]).code for one in closed}
        if seen.issuperset(part.code for part in scope.active):
            known["members_inspected"] = True
    if scope.whole and row["group_id"] and row["status"] == "draft":
        group = records.one(c, tables.assessment, row["group_id"])
        return json.loads(group["prerequisites"] or "{}") if group else known
    return known


def together(
    c: sa.Connection, row: Row, scope: Scope
) -> tuple[Standard, Mapping[str, State]] | None:
    """The whole list, and what the group answered of it, where a part shares it.

    A closed part keeps what the group had answered by then. Where that was too little to tell what
    the part comes to, the group's later answers complete it.
    """
    group = records.one(c, tables.assessment, row["group_id"]) if row["group_id"] else None
    if not scope.whole or group is None:
        return None
    t = tables.answer
    given = records.many(c, t, (t.c.assessment_id == group["id"],))
    central = contents.standard(c, group["instrument_digest"])
    states = {one["item"]: State(one["state"]) for one in given if central.has(one["item"])}
    kept = {code: State(state) for code, state in scope.answered}
    if kept:
        parameters = contents.gap_parameters(c, row["parameters_digest"])
        is_enough = not assess(central, parameters, kept).preliminary
        states = kept if is_enough else {**states, **kept}
    return contents.standard(c, scope.whole), states


def prerequisites_of(told: Mapping[str, Any], firm: Mapping[str, Any] | None) -> Prerequisites:
    """What was told; until it is closed, the firm's size and risk as its record has them."""
    known = {one.name for one in fields(Prerequisites)}
    values: dict[str, Any] = {
        name: frozenset(cast("list[str]", value)) if isinstance(value, list) else value
        for name, value in told.items()
        if name in known
    }
    risk = (firm or {}).get("arl_risk_class") or ""
    size = (firm or {}).get("workers_total")
    now: dict[str, Any] = {"workers": size, "risk_class": _RISK_CLASSES.get(risk)}
    return Prerequisites(**{**now, **values})


def prerequisites_row(known: Mapping[str, Any]) -> dict[str, Any]:
    """What was told, as it is kept."""
    return {
        name: sorted(cast("frozenset[str]", value)) if isinstance(value, frozenset) else value
        for name, value in known.items()
    }


def _names(c: sa.Connection, firm_id: str) -> dict[str, str]:
    return {row["id"]: row["name"] for row in records.of_firm(c, tables.person, firm_id)}


def _named(part: Part, names: Mapping[str, str]) -> Part:
    return replace(part, name=names.get(part.person_id) or _nameless(part.code))


def _nameless(code: str) -> str:
    return _("Miembro {code}").format(code=code)
