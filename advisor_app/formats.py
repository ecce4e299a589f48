"""Numbers, money, dates and identifiers as es-CO (and English) readers expect them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

_EVERY_DIGIT: Final = Context(prec=80)  # with the usual 28, the product of two figures may not fit
NBSP: Final = "\u00a0"
MINUS: Final = "\u2212"

_MONTHS: Final = {
    "es": (
        "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
        "septiembre", "octubre", "noviembre", "diciembre",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August",
        "September", "October", "November", "December",
    ),
}  # fmt: skip


def rounded(value: Decimal, places: int) -> Decimal:
    """Half up, as the programme rounds (1.375 -> 1.38)."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _EVERY_DIGIT)


def number(value: Decimal | int, lang: str, places: int = 0) -> str:
    """``1.234,5`` in Spanish, ``1,234.5`` in English, with a true minus."""
    shown = rounded(Decimal(value), places)
    text = f"{abs(shown):,.{places}f}"
    if lang == "es":
        text = text.translate(str.maketrans({",": ".", ".": ","}))
    return f"{MINUS}{text}" if shown < 0 else text


def percent(value: Decimal | int, lang: str, places: int = 1) -> str:
    """``27,4 %`` with a space that does not break (Spanish); ``27.4%`` in English."""
    return number(value, lang, places) + (f"{NBSP}%" if lang == "es" else "%")


def pesos(value: Decimal | int, lang: str) -> str:
    """Colombian pesos without cents: ``$ 9.814.500``; English says COP."""
    sign, figure = ("$", number(value, "es")) if lang == "es" else ("COP", number(value, "en"))
    return f"{sign}{NBSP}{figure}"


def long_date(day: date, lang: str) -> str:
    """``30 de enero de 2025``; ``30 January 2025``."""
    month = _MONTHS[lang][day.month - 1]
    if lang == "es":
        return f"{day.day} de {month} de {day.year}"
    return f"{day.day} {month} {day.year}"


def short_date(day: date, lang: str) -> str:
    """``30/01/2025``; in English ``2025-01-30``, which nobody misreads."""
    return day.strftime("%d/%m/%Y") if lang == "es" else day.isoformat()


def short_month(day: date, lang: str) -> str:
    """``ene 2025``; ``Jan 2025``."""
    return f"{_MONTHS[lang][day.month - 1][:3]} {day.year}"


def local(moment: datetime, offset_minutes: int) -> datetime:
    """A UTC moment as the wall clock showed it where it was recorded (naive)."""
    return (moment + timedelta(minutes=offset_minutes)).replace(tzinfo=None)


def clock_time(moment: datetime, lang: str) -> str:
    """``3:30 p. m.``; ``3:30 p.m.`` of a local time."""
    hour = moment.hour % 12 or 12
    half = ("a", "p")[moment.hour >= 12]
    suffix = f"{half}.{NBSP}m." if lang == "es" else f"{half}.m."
    return f"{hour}:{moment.minute:02d}{NBSP}{suffix}"


def nit(base: str, check_digit: str) -> str:
    """``999.000.101-0``."""
    grouped = f"{int(base):,}".replace(",", ".")
    return f"{grouped}-{check_digit}"
