"""Who sees which firms."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import sqlalchemy as sa

from advisor_app.schema.columns import now_text
from advisor_app.schema.office import device, grant, user
from advisor_app.server.errors import Refused

GLOBAL: Final = "global"


class Role(StrEnum):
    """What a person does in the programme."""

    ADVISOR = "advisor"
    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks.

    Attributes:
        device: the laptop.
        name: of the person, for those who read a conflict.
    """

    device: str
    user: str
    role: Role
    name: str = ""

    @property
    def own_bucket(self) -> str:
        """What travels with the person."""
        return f"user:{self.user}"


@dataclass(frozen=True, slots=True)
class Sight:
    """The buckets that somebody sees at this moment.

    Attributes:
        everything: all firms, also those to come.
        version: another one whenever the list changed.
    """

    buckets: frozenset[str]
    everything: bool
    version: int

    def __contains__(self, bucket: str) -> bool:
        if bucket in self.buckets:
            return True
        return self.everything and not bucket.startswith("user:")


def must_be_let_in(c: sa.Connection, caller: Caller) -> None:
    """Make sure that the laptop was not locked out.

    Raises:
        Refused: it was, or there is none of this name.
    """
    query = sa.select(device.c.revoked_at).where(device.c.id == caller.device)
    row = c.execute(query).first()
    if row is None or row.revoked_at:
        raise Refused("revoked")


def sight_of(c: sa.Connection, caller: Caller) -> Sight:
    """What the caller sees, read in this transaction."""
    version = c.execute(sa.select(user.c.grants).where(user.c.id == caller.user)).scalar() or 0
    given = c.execute(sa.select(grant.c.bucket).where(grant.c.user_id == caller.user))
    buckets = frozenset([*given.scalars(), GLOBAL, caller.own_bucket])
    return Sight(buckets, caller.role is Role.COORDINATOR, int(version) + 1)


def give(c: sa.Connection, user_id: str, bucket: str, by: str) -> bool:
    """Let a person work with a firm; gives whether they did not before."""
    here = (grant.c.user_id == user_id, grant.c.bucket == bucket)
    if c.execute(sa.select(grant.c.bucket).where(*here)).first() is not None:
        return False
    values = {"user_id": user_id, "bucket": bucket, "given_at": now_text(), "given_by": by}
    c.execute(grant.insert().values(values))
    _count(c, user_id)
    return True


def take_away(c: sa.Connection, user_id: str, bucket: str) -> None:
    """Let a person no longer work with a firm."""
    here = (grant.c.user_id == user_id, grant.c.bucket == bucket)
    if c.execute(grant.delete().where(*here)).rowcount:
        _count(c, user_id)


def holders(c: sa.Connection, bucket: str) -> list[str]:
    """Who was given this firm."""
    return list(c.execute(sa.select(grant.c.user_id).where(grant.c.bucket == bucket)).scalars())


def _count(c: sa.Connection, user_id: str) -> None:
    c.execute(user.update().where(user.c.id == user_id).values(grants=user.c.grants + 1))
