"""The names of a group's members: kept with the people, and erased there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from advisor_app.domain import ids
from advisor_app.schema import tables
from advisor_app.services.people import GROUP_MEMBER
from advisor_app.store import records

if TYPE_CHECKING:
    import sqlalchemy as sa

    from advisor_app.domain.groups import Part
    from advisor_app.services.gaps import GapView

_NAMED_BY: Final = ("attendance", "consent", "signature", "delivery")


def keep_name(c: sa.Connection, view: GapView, part: Part) -> Part:
    """The part as the register keeps it: a member's name goes to the people."""
    if view.scope.parts != "member":
        return part
    if part.person_id:  # whoever also came or signed keeps that role
        records.save(c, tables.person, {"id": part.person_id, "name": part.name})
        return replace(part, name="")
    person_id = ids.new_id()
    person = {"id": person_id, "firm_id": view.firm_id, "name": part.name, "role": GROUP_MEMBER}
    records.save(c, tables.person, person)
    return replace(part, name="", person_id=person_id)


def forget(c: sa.Connection, person_id: str) -> None:
    """Erase a member's name, unless the person also came, agreed or signed."""
    if not person_id:
        return
    for name in _NAMED_BY:
        t = getattr(tables, name)
        if "person_id" in t.c and records.many(c, t, (t.c.person_id == person_id,)):
            return
    records.save(c, tables.person, {"id": person_id, "name": "", "_deleted": True})
