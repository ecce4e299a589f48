"""What the report of a gap says of a group: its sample, every part, and what fails most."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from advisor_app.domain.text import Text  # noqa: TC001 - read at runtime, to decode


@dataclass(frozen=True, slots=True)
class GroupRowPart:
    """A member, a site or a method with what its list came to.

    Attributes:
        facts: code, place and size.
        how: how it came into the sample; None for a site or a method.
        state: ``Complies``, or how far its list is.
        passes: None while it is not known.
        is_counted: not for those who were replaced.
        blocking: points in its way, of a list that was begun.
    """

    name: str
    facts: Text
    how: Text | None
    state: Text
    passes: bool | None
    is_counted: bool
    readiness: Decimal | None
    coverage: Decimal | None
    blocking: int


@dataclass(frozen=True, slots=True)
class FailurePart:
    """A point that was seen failing, and in how many parts."""

    code: str
    title: Text
    count: int
    seen: int


@dataclass(frozen=True, slots=True)
class DrawPart:
    """A draw, with all that is needed to repeat it."""

    said: tuple[Text, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupPart:
    """A group as a whole.

    Attributes:
        list_note: which list the parts answered, and which points of it.
    """

    kind: Literal["member", "site", "method"]
    list_name: Text
    list_note: Text
    said: tuple[Text, ...]
    rows: tuple[GroupRowPart, ...]
    failures: tuple[FailurePart, ...]
    draws: tuple[DrawPart, ...]
