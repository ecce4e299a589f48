"""Blank forms: which questions a round asks, under which numbers, and the code at their foot."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from advisor_app.domain.errors import InvalidRecord
from advisor_app.domain.instrument import Profile
from advisor_app.domain.text import Text
from advisor_app.i18n import _

if TYPE_CHECKING:
    from advisor_app.domain.instrument import Instrument, Item

_CODE: Final = re.compile(r"([A-Z]+)\W*(\d+\.\d+)\W*([CRT])(?:\W*([0-9A-F]{4}))?", re.ASCII)


class Round(StrEnum):
    """Which questions a form asks."""

    SHORT = "short"
    REST = "rest"
    FULL = "full"


ROUNDS: Final = {
    Round.SHORT: Text("Primera ronda", "First round"),
    Round.REST: Text("Segunda ronda: el resto", "Second round: the rest"),
    Round.FULL: Text("Las dos rondas", "Both rounds"),
}
_LETTERS: Final = {Round.SHORT: "C", Round.REST: "R", Round.FULL: "T"}


@dataclass(frozen=True, slots=True)
class FormCode:
    """What stands at the foot of a form: instrument, round, and proof of its authorization.

    Attributes:
        consent: the first digits of the consent text's hash; empty where none is printed.
    """

    instrument: str
    version: str
    round: Round
    consent: str = ""

    def __str__(self) -> str:
        parts = (f"{self.instrument} {self.version}", _LETTERS[self.round], self.consent)
        return "-".join(part for part in parts if part)

    @property
    def edition(self) -> str:
        """The instrument with its version, as people say it."""
        return f"{self.instrument} {self.version}"


def read_code(typed: str) -> FormCode:
    """The code that somebody copied from the foot of a form.

    Raises:
        InvalidRecord: it is none.
    """
    found = _CODE.fullmatch(typed.strip().upper())
    problem = _("Cópielo del pie de la hoja, por ejemplo IMC 1.1-C-3F9A.")
    if found is None:
        raise InvalidRecord(_("Ese no es el código de un formulario."), {"code": problem})
    instrument, version, letter, consent = found.groups(default="")
    round_ = next(one for one, known in _LETTERS.items() if known == letter)
    if asks_consent(round_) != bool(consent):
        raise InvalidRecord(
            _("Al código del formulario le sobra o le falta algo."), {"code": problem}
        )
    return FormCode(instrument, version, round_, consent)


def asks_consent(round_: Round) -> bool:
    """Whether the form prints the authorization: the second round follows one that was given."""
    return round_ is not Round.REST


def line_numbers(instrument: Instrument) -> dict[str, int]:
    """The line of each item, the same on every form of a version."""
    return {item.code: number for number, item in enumerate(instrument.items, start=1)}


@dataclass(frozen=True, slots=True)
class Scope:
    """To whom an item on a form applies: with neither, to every firm the form is for.

    Attributes:
        sectors: keys of the sectors it applies to.
        conditions: keys of the questions where a yes makes it apply.
    """

    sectors: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()


def asked(
    instrument: Instrument,
    round_: Round,
    sector: str | None = None,
    conditions: Mapping[str, bool] | None = None,
) -> dict[Item, Scope]:
    """The items of a form in order, with whom each is for as far as that is not known yet."""
    found: dict[Item, Scope] = {}
    for item in instrument.items:
        if round_ is not Round.FULL and item.short_form is not (round_ is Round.SHORT):
            continue
        if sector is not None and conditions is not None:
            applies = instrument.applies(item, Profile(sector, conditions))
            scope = Scope() if applies else None
        else:
            scope = _scope(instrument, item, sector)
        if scope is not None:
            found[item] = scope
    return found


def _scope(instrument: Instrument, item: Item, sector: str | None) -> Scope | None:
    terms = set(_spread(instrument, item.applies))
    every = {one.key for one in instrument.sectors}
    sectors = every if "all" in terms else terms & every
    if sectors == every or sector in sectors:
        return Scope()
    scope = Scope(
        tuple(one.key for one in instrument.sectors if sector is None and one.key in sectors),
        tuple(one.key for one in instrument.conditions if f"?{one.key}" in terms),
    )
    return scope if scope != Scope() else None


def _spread(instrument: Instrument, terms: Iterable[str]) -> Iterable[str]:
    for term in terms:
        if term in instrument.groups:
            yield from _spread(instrument, instrument.groups[term])
        else:
            yield term
