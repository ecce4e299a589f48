"""The copies of instrument and parameters that travel with each diagnosis.

They are kept in the base under the digest of their canonical text, so that an old diagnosis
recomputes to the same result after the program's own files have moved on.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import cache
from typing import Protocol, TypeVar

import sqlalchemy as sa

from advisor_app.domain.errors import BadContent
from advisor_app.domain.gap_parameters import (
    GapParameters,
    load_gap_parameters,
    shipped_gap_parameters,
)
from advisor_app.domain.instrument import Instrument, load_instrument, shipped_instrument
from advisor_app.domain.parameters import ScoringParameters, load_parameters, shipped_parameters
from advisor_app.domain.plan_parameters import (
    PlanParameters,
    load_plan_parameters,
    shipped_plan_parameters,
)
from advisor_app.domain.standard import Standard, load_standard, shipped_ids, shipped_standard
from advisor_app.schema import tables
from advisor_app.services.errors import DamagedContent, NotFound

OWN_LIST = "own_list"
"""The kind of a list that was brought in, whether it was used yet or not."""


class Content(Protocol):
    """A file of the program that an assessment is made with."""

    @property
    def digest(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def body(self) -> str: ...


C = TypeVar("C", bound=Content)


def keep(c: sa.Connection, **used: Content) -> None:
    """Store each text once, by its kind; a digest that is there already is left alone."""
    for kind, content in used.items():
        known = c.execute(
            sa.select(tables.content.c.digest).where(tables.content.c.digest == content.digest)
        ).first()
        if known is None:
            c.execute(
                tables.content.insert().values(
                    digest=content.digest,
                    kind=kind,
                    content_id=content.id,
                    version=content.version,
                    body=content.body,
                )
            )


def instrument(c: sa.Connection, digest: str) -> Instrument:
    """The instrument with this digest."""
    shipped = shipped_instrument()
    return shipped if shipped.digest == digest else _kept(c, digest, _parsed_instrument)


def parameters(c: sa.Connection, digest: str) -> ScoringParameters:
    """The scoring parameters with this digest."""
    shipped = shipped_parameters()
    return shipped if shipped.digest == digest else _kept(c, digest, _parsed_parameters)


def standard(c: sa.Connection, digest: str) -> Standard:
    """The list of requirements with this digest."""
    t = tables.content
    named = c.execute(sa.select(t.c.content_id).where(t.c.digest == digest)).scalar()
    if named in shipped_ids():
        shipped = shipped_standard(str(named))  # one file, not the text of the base
        if shipped.digest == digest:
            return shipped
    return _kept(c, digest, load_standard)


def own_standards(c: sa.Connection) -> list[Standard]:
    """Every version of the lists that were brought in here and can be read, the first one first."""
    t = tables.content
    where = (t.c.kind == OWN_LIST, t.c["_deleted"] == 0)
    found: list[Standard] = []
    for digest in c.execute(sa.select(t.c.digest).where(*where).order_by(t.c.digest)).scalars():
        with contextlib.suppress(DamagedContent):  # told when an assessment of it is opened
            found.append(_kept(c, digest, load_standard))
    return sorted(found, key=lambda one: version_key(one.version))


def latest_standard(c: sa.Connection, id: str) -> Standard:  # noqa: A002 - the caller's word
    """The list a new assessment begins with: the newest of the own ones, or the shipped one.

    Raises:
        KeyError: there is none with this id.
    """
    own = [one for one in own_standards(c) if one.id == id]
    return own[-1] if own else shipped_standard(id)


def version_key(version: str) -> tuple[int, ...]:
    """A version for comparing: 1.10 comes after 1.9."""
    return tuple(int(part) for part in version.split(".") if part.isdecimal())


def gap_parameters(c: sa.Connection, digest: str) -> GapParameters:
    """The parameters of a gap assessment with this digest."""
    shipped = shipped_gap_parameters()
    return shipped if shipped.digest == digest else _kept(c, digest, load_gap_parameters)


def plan_parameters(c: sa.Connection, digest: str) -> PlanParameters:
    """The parameters of a plan with this digest."""
    shipped = shipped_plan_parameters()
    return shipped if shipped.digest == digest else _kept(c, digest, load_plan_parameters)


def _kept(c: sa.Connection, digest: str, parse: Callable[[str], C]) -> C:
    """What the text under this digest says, if it is the text that was kept there.

    Raises:
        DamagedContent: it is another text, or nothing that this version can read.
    """
    t = tables.content
    body = c.execute(sa.select(t.c.body).where(t.c.digest == digest)).scalar()
    if body is None:
        raise NotFound.record()
    try:
        found = parse(str(body))
    except BadContent as error:
        raise DamagedContent from error
    if found.digest != digest:
        raise DamagedContent
    return found


@cache
def _parsed_instrument(body: str) -> Instrument:
    return load_instrument(body)


@cache
def _parsed_parameters(body: str) -> ScoringParameters:
    return load_parameters(body)
