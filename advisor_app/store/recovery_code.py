"""A code of 125 random bits that a person can copy by hand, and that names its own slips."""

from __future__ import annotations

import secrets
from typing import Final

from advisor_app.i18n import _
from advisor_app.store.errors import WrongRecoveryCode

# Crockford's base 32: no I, L, O or U, which handwriting confuses
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES: Final = str.maketrans("OIL", "011")
_GROUPS: Final = 5
_DATA: Final = 5
_SIZE: Final = _DATA + 1
_BITS: Final = 5


def _times_x(value: int) -> int:
    """Multiply by x in the field of 32 elements (x^5 + x^2 + 1)."""
    value <<= 1
    return value ^ 0b100101 if value & 0b100000 else value


def _check(group: int, digits: list[int]) -> int:
    """The check digit of a group: it misses no single wrong character and no swapped pair.

    The group's number goes in too, so that two groups in the wrong order don't pass.
    """
    total = group + 1
    for digit in digits:
        total = _times_x(total) ^ digit
    return _times_x(total)


def new_code() -> str:
    """Five groups of six characters; the last of each group checks it."""
    groups: list[str] = []
    for number in range(_GROUPS):
        digits = [secrets.randbelow(1 << _BITS) for _position in range(_DATA)]
        digits.append(_check(number, digits))
        groups.append("".join(_ALPHABET[digit] for digit in digits))
    return "-".join(groups)


def parse(typed: str) -> bytes:
    """The secret in a code as somebody typed it: small letters, blanks, O for 0 don't matter.

    Raises:
        WrongRecoveryCode: not a code; names the group with the slip.
    """
    clean = "".join(char for char in typed.upper() if char.isalnum()).translate(_LOOKALIKES)
    if len(clean) != _GROUPS * _SIZE:
        raise WrongRecoveryCode(
            _("El código de recuperación tiene {expected} letras y cifras; hay {found}.").format(
                expected=_GROUPS * _SIZE, found=len(clean)
            )
        )
    secret = ""
    for number in range(_GROUPS):
        group = clean[number * _SIZE : (number + 1) * _SIZE]
        digits = [_ALPHABET.find(char) for char in group]
        if -1 in digits or _check(number, digits[:_DATA]) != digits[_DATA]:
            raise WrongRecoveryCode(
                _("Hay un error en el grupo {n} del código: {group}.").format(
                    n=number + 1, group=group
                ),
                group=number + 1,
            )
        secret += group[:_DATA]
    return secret.encode("ascii")
