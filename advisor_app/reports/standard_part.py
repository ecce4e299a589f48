"""What a diagnosis says of a list that the firm was held against: figures and what is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from advisor_app.domain.text import Text  # noqa: TC001 - read at runtime, to decode
from advisor_app.reports.gap_content import CheckPart, PointPart  # noqa: TC001 - as above

IN_FULL: Final = 2
"""So many lists have a section of their own; the others a line."""


@dataclass(frozen=True, slots=True)
class StandardPart:
    """One list, with its open points where the section is in full.

    Attributes:
        confirm: the list is still to be confirmed with its official source.
        scope: the member, site or method it looks at; empty for the whole firm.
        on: the day it was closed, or begun while answers can still change.
        checks: the conditions of the scheme's rule that do not hold or are not known.
        blocking, majors, others: the open points, each in one of them.
    """

    name: Text
    edition: Text
    confirm: bool
    scope: str
    on: date
    is_open: bool
    readiness: Decimal | None
    said: tuple[Text, ...]
    verdict: Text
    disclaimer: Text
    checks: tuple[CheckPart, ...] = ()
    blocking: tuple[PointPart, ...] = ()
    majors: tuple[PointPart, ...] = ()
    others: tuple[PointPart, ...] = ()
