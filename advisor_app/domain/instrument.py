"""The maturity instrument: dimensions, items and to whom each item applies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from advisor_app.domain.errors import InvalidRecord
from advisor_app.i18n import _
from advisor_app.paths import resource

if TYPE_CHECKING:
    from advisor_app.domain.text import Text

Form = Literal["short", "full"]


@dataclass(frozen=True, slots=True)
class Level:
    """One of the five steps."""

    number: int
    key: str
    name: Text
    idea: Text


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector of the programme."""

    key: str
    name: Text


@dataclass(frozen=True, slots=True)
class Condition:
    """A yes-or-no question of the firm's profile that makes items apply or not."""

    key: str
    question: Text
    default: bool
    requires: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """What decides which items apply to a firm; a condition that is missing does not hold."""

    sector: str
    conditions: Mapping[str, bool] = field(default_factory=dict[str, bool], hash=False)


@dataclass(frozen=True, slots=True)
class Item:
    """One question with its five anchored levels."""

    code: str
    key: str
    dimension: str
    weight: int
    critical: bool
    critical_sectors: frozenset[str]
    short_form: bool
    na_allowed: bool
    applies: tuple[str, ...]
    reference: str
    question: Text
    ask: Text
    levels: tuple[Text, ...]
    checks: tuple[Text, ...]
    consequence: Text
    evidence: tuple[Text, ...]
    action: Text
    effort: Literal["S", "M", "L"]
    quick_win: bool
    confidential_alert: Text | None = None

    def is_critical(self, sector: str) -> bool:
        """Whether failing it caps the level of a firm of this sector."""
        return self.critical or sector in self.critical_sectors


@dataclass(frozen=True, slots=True)
class Dimension:
    """A group of items that is scored together."""

    code: str
    key: str
    name: Text
    purpose: Text
    weight: int
    core: bool
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Instrument:
    """A whole instrument of one version; two with the same digest are the same."""

    digest: str
    id: str = field(compare=False)
    version: str = field(compare=False)
    name: Text = field(compare=False)
    scale: tuple[Level, ...] = field(compare=False)
    sectors: tuple[Sector, ...] = field(compare=False)
    groups: Mapping[str, tuple[str, ...]] = field(compare=False)
    conditions: tuple[Condition, ...] = field(compare=False)
    dimensions: tuple[Dimension, ...] = field(compare=False)
    body: str = field(compare=False, repr=False)
    _items: dict[str, Item] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        items = {item.code: item for dimension in self.dimensions for item in dimension.items}
        object.__setattr__(self, "_items", items)

    @property
    def items(self) -> tuple[Item, ...]:
        """All items, in order."""
        return tuple(self._items.values())

    def item(self, code: str) -> Item:
        """The item of this code; KeyError when there is none."""
        return self._items[code]

    def has_item(self, code: str) -> bool:
        return code in self._items

    def dimension(self, code: str) -> Dimension:
        """The dimension of this code; KeyError when there is none."""
        for dimension in self.dimensions:
            if dimension.code == code:
                return dimension
        raise KeyError(code)

    def applicable(self, profile: Profile, form: Form) -> tuple[Item, ...]:
        """The items to ask a firm, in order."""
        return tuple(
            item
            for item in self._items.values()
            if (form == "full" or item.short_form) and self.applies(item, profile)
        )

    def applies(self, item: Item, profile: Profile) -> bool:
        """Whether an item applies to a firm, in whatever form."""
        return any(self._holds(term, profile) for term in item.applies)

    def condition_holds(self, key: str, profile: Profile) -> bool:
        """Whether a condition was answered yes, and so were those it depends on."""
        return profile.conditions.get(key, False) and all(
            self.condition_holds(other, profile) for other in self._condition(key).requires
        )

    def questions(self, profile: Profile) -> tuple[Condition, ...]:
        """The conditions worth asking, given the answers so far."""
        return tuple(
            condition
            for condition in self.conditions
            if all(self.condition_holds(other, profile) for other in condition.requires)
        )

    def _condition(self, key: str) -> Condition:
        return next(condition for condition in self.conditions if condition.key == key)

    def _holds(self, term: str, profile: Profile) -> bool:
        if term in ("all", profile.sector):
            return True
        if term.startswith("?"):
            return self.condition_holds(term[1:], profile)
        return any(self._holds(part, profile) for part in self.groups.get(term, ()))


def validate_profile(instrument: Instrument, profile: Profile) -> None:
    """Check that sector and conditions are of this instrument.

    Raises:
        InvalidRecord: with a sentence for ``sector`` or for the condition's key.
    """
    problems: dict[str, str] = {}
    if profile.sector not in {sector.key for sector in instrument.sectors}:
        problems["sector"] = _("No se conoce el sector «{key}».").format(key=profile.sector)
    known = {condition.key for condition in instrument.conditions}
    for key in profile.conditions:
        if key not in known:
            problems[key] = _("No se conoce la condición «{key}».").format(key=key)
    if problems:
        raise InvalidRecord(_("El perfil de la empresa tiene datos por corregir."), problems)


def load_instrument(source: Path | str) -> Instrument:
    """An instrument from its file, or from the text of one.

    Raises:
        BadContent: naming the file, the item and the field.
    """
    from advisor_app.domain.instrument_file import parse_instrument

    return parse_instrument(source)


@cache
def shipped_instrument(id: str = "IMC", version: str = "1.1") -> Instrument:  # noqa: A002 - the caller's word
    """The instrument that comes with the program, loaded once."""
    return load_instrument(resource("instruments", f"{id.lower()}-{version}.json"))
