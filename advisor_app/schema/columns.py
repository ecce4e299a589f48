"""The kinds of column that the tables are made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from advisor_app.domain import clock

if TYPE_CHECKING:
    from sqlalchemy.engine.default import DefaultExecutionContext


def now_text() -> str:
    """The present moment as the base keeps it: UTC, always with microseconds."""
    return clock.now().isoformat(timespec="microseconds")


def text(
    name: str, *, nullable: bool = True, default: Callable[..., str] | None = None
) -> sa.Column[Any]:
    """A short text, a code or one of a list of keys."""
    return sa.Column(name, sa.Text, nullable=nullable, default=default)


def whole(name: str, *, nullable: bool = True) -> sa.Column[Any]:
    """A whole number; money is whole pesos."""
    return sa.Column(name, sa.Integer, nullable=nullable)


def decimal(name: str) -> sa.Column[Any]:
    """A figure with decimals, kept as text so that no digit is lost."""
    return sa.Column(name, sa.Text)


def flag(name: str) -> sa.Column[Any]:
    """Yes (1), no (0), or not asked (NULL)."""
    return sa.Column(name, sa.Integer)


def zero(name: str) -> sa.Column[Any]:
    """A number or a flag that begins at 0 and is never unknown."""
    return sa.Column(name, sa.Integer, nullable=False, default=0, server_default=sa.text("0"))


def moment(name: str) -> sa.Column[Any]:
    """A moment: UTC, ISO 8601."""
    return sa.Column(name, sa.Text)


def day(name: str) -> sa.Column[Any]:
    """A calendar date, ISO 8601."""
    return sa.Column(name, sa.Text)


def structure(name: str) -> sa.Column[Any]:
    """A small list or mapping as JSON, merged as a whole."""
    return sa.Column(name, sa.Text)


def to(target: str, name: str | None = None, *, required: bool = True) -> sa.Column[Any]:
    """A reference to a row; nothing cascades, so a row never vanishes with another."""
    key = "digest" if target == "content" else "id"
    return sa.Column(
        name or f"{target}_id", sa.Text, sa.ForeignKey(f"{target}.{key}"), nullable=not required
    )


def identity(name: str = "id") -> sa.Column[Any]:
    """The row's own name, made on the device."""
    return sa.Column(name, sa.Text, primary_key=True, nullable=False)


def _own_bucket(context: DefaultExecutionContext) -> str:
    """A row travels with its firm; a firm is its own bucket; contents are everyone's."""
    values = context.get_current_parameters()
    return str(values.get("firm_id") or values.get("id") or "global")


def synced() -> tuple[sa.Column[Any], ...]:
    """What every table that travels to the office carries."""
    return (
        zero("_rv"),
        zero("_deleted"),
        text("bucket", nullable=False, default=_own_bucket),
        text("created_at", nullable=False, default=now_text),
        sa.Column("updated_at", sa.Text, nullable=False, default=now_text, onupdate=now_text),
    )
