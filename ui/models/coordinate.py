"""Degrees as people type them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

_DEGREES: Final = re.compile(r"([-\u2212+]?)(\d{1,3}(?:[.,]\d+)?)\s*°?\s*([NSEWO]?)", re.IGNORECASE)


def parse_coordinate(text: str) -> Decimal | None:
    """``2,4448``, ``-76.6147``, ``76,6147 O``; None where nothing is written.

    Raises:
        ValueError: it is no coordinate.
    """
    if not text.strip():
        return None
    found = _DEGREES.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    value = Decimal(found[2].replace(",", "."))
    below = found[1] in {"-", "\u2212"} or found[3].upper() in {"S", "W", "O"}
    return -value if below else value


def shown_coordinate(value: Decimal | None) -> str:
    """The degrees with a comma, with all the decimals they were given."""
    return "" if value is None else str(value).replace(".", ",")
