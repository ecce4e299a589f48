"""An open call of the programme (convocatoria): what page 1 of a report invites to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit

from advisor_app.i18n import _


@dataclass(frozen=True, slots=True)
class Call:
    """A call.

    Attributes:
        address: where to apply; page 1 prints it with its QR code.
        closes_on: the last day, or None while it has none.
        rate: the share that it co-finances, 0 to 1; None while nobody told it.
        cap: the most pesos for one firm.
    """

    name: str
    address: str
    closes_on: date | None = None
    rate: Decimal | None = None
    cap: int | None = None

    def is_open(self, day: date) -> bool:
        """Whether one can still apply."""
        return self.closes_on is None or day <= self.closes_on


def call_problems(call: Call) -> dict[str, str]:
    """Field -> what is wrong with it."""
    problems: dict[str, str] = {}
    if not call.name:
        problems["name"] = _("Falta el nombre de la convocatoria.")
    if not _is_address(call.address):
        problems["address"] = _("La dirección empieza por https:// y no lleva espacios.")
    if call.rate is not None and not 0 <= call.rate <= 1:
        problems["rate"] = _("El porcentaje va de 0 a 100.")
    return problems


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    named = parts.scheme in ("http", "https") and bool(parts.hostname)
    return named and text.isascii() and not any(char.isspace() for char in text)
