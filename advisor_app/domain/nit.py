"""The Colombian tax number (NIT) and its check digit, however it was typed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from advisor_app import formats
from advisor_app.domain.errors import InvalidRecord
from advisor_app.i18n import _

# DIAN, modulo 11: weights from the last digit to the first.
_WEIGHTS: Final = (3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71)
_MODULUS: Final = 11
# What a copied page leaves in a number: blanks, points, marks that are not seen.
_NOISE: Final = re.compile(r"[\s.,'’_\u200b-\u200f\u202a-\u202e\u2060\ufeff]|^nit:?", re.IGNORECASE)
_DASH: Final = r"[-\u2010-\u2015\u2212/]"
_TYPED: Final = re.compile(
    rf"0*([1-9][0-9]{{5,9}})(?:(?:{_DASH}(?:dv:?)?|dv:?)([0-9]))?", re.IGNORECASE
)
# A company's NIT has nine digits and starts with 8 or 9; ten digits hold the check digit too.
_COMPANY: Final = re.compile(r"[89][0-9]{8}[0-9]")


@dataclass(frozen=True, slots=True)
class Nit:
    """A tax number: its digits and the check digit apart."""

    base: str
    check_digit: str

    def __str__(self) -> str:
        """As people write it: ``999.000.101-0``."""
        return formats.nit(self.base, self.check_digit)


def check_digit(base: str) -> str:
    """The check digit of up to 15 digits."""
    total = sum(int(digit) * w for digit, w in zip(reversed(base), _WEIGHTS, strict=False))
    rest = total % _MODULUS
    return str(rest if rest <= 1 else _MODULUS - rest)


def parse_nit(text: str) -> Nit:
    """The NIT in what was typed or pasted: dots, spaces and ``-dv`` are understood.

    Raises:
        InvalidRecord: no NIT, or another check digit than the one that was typed.
    """
    bare = _NOISE.sub("", text.strip())
    bare = _NOISE.sub("", bare)
    found = _TYPED.fullmatch(bare)
    if found is None:
        problem = _("Escriba el NIT con 6 a 10 cifras, por ejemplo 999.000.101-0.")
        raise InvalidRecord(_("Eso no parece un NIT."), {"nit": problem})
    base, typed = found[1], found[2]
    if typed is None and _COMPANY.fullmatch(base) and check_digit(base[:9]) == base[9]:
        base, typed = base[:9], base[9]
    right = check_digit(base)
    if typed is not None and typed != right:
        problem = _("Escribió {typed} después del guion y a {base} le corresponde {right}.")
        shown = problem.format(typed=typed, base=base, right=right)
        raise InvalidRecord(
            _("El NIT no coincide con su dígito de verificación."),
            {"nit": shown},
            advice=_("Compare el número con el RUT o la cámara de comercio."),
        )
    return Nit(base, right)
