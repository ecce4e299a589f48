"""What the office tells whoever runs it: its people, laptops, and firms."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import sqlalchemy as sa

from advisor_app.domain.errors import AdvisorError, InvalidRecord
from advisor_app.domain.nit import parse_nit
from advisor_app.i18n import _
from advisor_app.schema import office
from advisor_app.server.docs import read_body

Line = tuple[str, ...]


def people(c: sa.Connection) -> list[Line]:
    """Login, name, role, and since when somebody is let in no more."""
    u = office.user
    query = sa.select(u.c.login, u.c.name, u.c.role, u.c.disabled_at).order_by(u.c.login)
    return [_line(row) for row in c.execute(query)]


def laptops(c: sa.Connection) -> list[Line]:
    """Id, login of the person, name, when it was seen last, and since when it is revoked."""
    d, u = office.device, office.user
    query = (
        sa.select(d.c.id, u.c.login, d.c.name, d.c.seen_at, d.c.revoked_at)
        .join(u, u.c.id == d.c.user_id)
        .order_by(u.c.login, d.c.enrolled_at)
    )
    return [_line(row) for row in c.execute(query)]


def firms_of(c: sa.Connection, user_id: str) -> list[Line]:
    """Id, NIT and name of each firm that a person was given."""
    g, d = office.grant, office.doc
    query = (
        sa.select(g.c.bucket, d.c.body)
        .outerjoin(d, sa.and_(d.c.entity == "firm", d.c.id == g.c.bucket))
        .where(g.c.user_id == user_id)
        .order_by(g.c.bucket)
    )
    found: list[Line] = []
    for bucket, body in c.execute(query):
        fields = read_body(body)[bucket].f if body else {}
        found.append((bucket, str(fields.get("nit", "")), str(fields.get("legal_name", ""))))
    return found


def find_firm(c: sa.Connection, named: str) -> str:
    """The firm with this id or NIT.

    Raises:
        AdvisorError: there is none, or more than one.
    """
    if is_firm(c, named):
        return named
    wanted = ""
    with suppress(InvalidRecord):  # neither an id nor a NIT, or one with another last digit
        wanted = parse_nit(named).base
    found = [name for name, nit in firms_by_nit(c) if nit == wanted]
    if len(found) != 1:
        message = _("Hay varias empresas con {firm}.") if found else _("No hay una empresa {firm}.")
        raise AdvisorError(message.format(firm=named))
    return found[0]


def is_firm(c: sa.Connection, name: str) -> bool:
    """Whether there is a firm with this id."""
    d = office.doc
    query = sa.select(d.c.id).where(d.c.entity == "firm", d.c.id == name)
    return c.execute(query).first() is not None


def firms_by_nit(c: sa.Connection) -> list[tuple[str, str]]:
    """Each firm's id and NIT, where it has one."""
    query = sa.select(office.doc.c.id, office.doc.c.body).where(office.doc.c.entity == "firm")
    return [
        (name, str(record.f["nit"]))
        for name, body in c.execute(query)
        for record in read_body(body).values()
        if record.f.get("nit") and not record.deleted
    ]


def _line(row: Any) -> Line:  # noqa: ANN401 - a row
    return tuple("" if value is None else str(value) for value in row)
