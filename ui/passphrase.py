"""How well a passphrase resists guessing, in words."""

from __future__ import annotations

from enum import IntEnum
from typing import Final

from advisor_app.domain.text import fold
from advisor_app.i18n import _

SHORTEST: Final = 10
_LONG: Final = 16
_VERY_LONG: Final = 24
_EASY: Final = (
    "123456", "abcdef", "qwerty", "contrasena", "password", "clave", "colombia", "bogota",
    "medellin", "advisor", "asesor", "calidad", "111111", "000000",
)  # fmt: skip


class Strength(IntEnum):
    """From nothing written to hard to guess."""

    EMPTY = 0
    SHORT = 1
    WEAK = 2
    GOOD = 3
    STRONG = 4

    @property
    def is_enough(self) -> bool:
        """Whether it may lock a workspace."""
        return self >= Strength.GOOD


def strength(passphrase: str) -> Strength:
    """The strength of a passphrase by length, variety and how easy its words are."""
    text = fold(passphrase).strip()
    if not text:
        return Strength.EMPTY
    if len(text) < SHORTEST:
        return Strength.SHORT
    rest = text
    for word in _EASY:
        rest = rest.replace(word, "")
    if len(rest) < SHORTEST - 2 or len(set(rest)) < 6:
        return Strength.WEAK
    words = len(text.split())
    strong = len(rest) >= _VERY_LONG or (len(rest) >= _LONG and (words >= 3 or _is_mixed(rest)))
    return Strength.STRONG if strong else Strength.GOOD


def strength_words(value: Strength) -> str:
    """What to tell who is choosing a passphrase."""
    return {
        Strength.EMPTY: _("Cuatro palabras que solo usted uniría son fáciles de recordar."),
        Strength.SHORT: _("Muy corta: use al menos {n} letras.").format(n=SHORTEST),
        Strength.WEAK: _("Débil: se repite o es de las primeras que alguien probaría."),
        Strength.GOOD: _("Aceptable: resiste a quien encuentre el equipo."),
        Strength.STRONG: _("Fuerte: muy difícil de adivinar."),
    }[value]


def _is_mixed(text: str) -> bool:
    return (
        any(char.isalpha() for char in text)
        and any(char.isdigit() for char in text)
        and any(not char.isalnum() for char in text)
    )
