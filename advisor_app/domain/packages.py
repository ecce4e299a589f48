"""From market and sector to the lists that a firm is measured with, each with its reason."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from advisor_app.domain.content import Node, read_content
from advisor_app.domain.errors import InvalidRecord
from advisor_app.domain.size import firm_size
from advisor_app.domain.standard import shipped_ids
from advisor_app.domain.text import fold
from advisor_app.i18n import _
from advisor_app.paths import resource

if TYPE_CHECKING:
    from advisor_app.domain.firm import Firm
    from advisor_app.domain.text import Text

FORMAT: Final = "advisor-packages/1"
CIRCUMSTANCES: Final = ("group", "micro", "has_employees", "serves_food")
_OF_THE_FIRM: Final = {"organic": ("organic", "ecologic"), "wellness": ("bienestar", "wellness")}
"""What a firm may say it aims at besides a market: a seal, a kind of service."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A list that suits a firm, and why."""

    standard: str
    reason: Text


@dataclass(frozen=True, slots=True)
class _Rule:
    sectors: tuple[str, ...]
    markets: tuple[str, ...]
    when: tuple[str, ...]
    standards: tuple[str, ...]
    reason: Text


@dataclass(frozen=True, slots=True)
class Packages:
    """The rules, the most telling first."""

    version: str
    words: Mapping[str, tuple[str, ...]] = field(hash=False)
    rules: tuple[_Rule, ...]

    def markets_in(self, text: str) -> frozenset[str]:
        """The markets that a firm's own words name."""
        folded = fold(text)
        found = {**self.words, **_OF_THE_FIRM}
        return frozenset(key for key, words in found.items() if any(w in folded for w in words))

    def proposals(
        self, sector: str, target_market: str, circumstances: frozenset[str]
    ) -> tuple[Proposal, ...]:
        """The lists for a firm, each once; the rules that name its market come first."""
        markets = self.markets_in(target_market)
        found: dict[str, Proposal] = {}
        for rule in self.rules:
            fits = (
                (not rule.sectors or sector in rule.sectors)
                and (not rule.markets or markets & set(rule.markets))
                and set(rule.when) <= circumstances
            )
            for standard in rule.standards if fits else ():
                found.setdefault(standard, Proposal(standard, rule.reason))
        return tuple(found.values())


def load_packages(source: Path | str) -> Packages:
    """The rules from their file.

    Raises:
        BadContent: naming the place, such as a list that does not exist.
    """
    root = read_content(source, FORMAT)
    fields = root.table(("format", "version", "provenance", "words", "rules"))
    words = {key: node.strings() for key, node in fields["words"].mapping().items()}
    known = (*words, *_OF_THE_FIRM)
    return Packages(
        fields["version"].string(),
        MappingProxyType(words),
        tuple(_rule(node, known) for node in fields["rules"].array(least=1)),
    )


def _rule(node: Node, markets: tuple[str, ...]) -> _Rule:
    fields = node.table(("sectors", "markets", "standards", "reason"), ("when",))
    when = fields.get("when")
    return _Rule(
        fields["sectors"].strings(),
        _known(fields["markets"], markets),
        () if when is None else _known(when, CIRCUMSTANCES),
        _known(fields["standards"], shipped_ids()),
        fields["reason"].text(),
    )


def _known(node: Node, allowed: tuple[str, ...]) -> tuple[str, ...]:
    for entry in node.array():
        if entry.string() not in allowed:
            entry.fail(_("no se conoce «{key}»").format(key=entry.value))
    return node.strings()


@cache
def shipped_packages() -> Packages:
    """The rules that come with the program, loaded once."""
    return load_packages(resource("catalogs", "packages.json"))


def circumstances(firm: Firm) -> frozenset[str]:
    """What else decides which lists are proposed."""
    found = {name for name in ("has_employees", "serves_food") if firm.conditions.get(name)}
    if firm.workers_total and firm.workers_total > 1:
        found.add("has_employees")
    if firm.members:
        found.add("group")
    if firm.annual_income is not None and firm.income_year is not None:
        income = Decimal(firm.annual_income)
        with contextlib.suppress(InvalidRecord):  # a year without a known UVT says no size
            size = firm_size(firm.macro_sector or "manufacturing", income, firm.income_year)
            if size.size == "micro":
                found.add("micro")
    return frozenset(found)
