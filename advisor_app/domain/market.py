"""Markets a firm may aim at and the standards they ask for, by name only."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from advisor_app.domain.content import KEY, read_content
from advisor_app.i18n import _
from advisor_app.paths import resource

if TYPE_CHECKING:
    from advisor_app.domain.standard import Standard as RequirementList
    from advisor_app.domain.text import Text

FORMAT: Final = "advisor-markets/1"


@dataclass(frozen=True, slots=True)
class Market:
    """A market, offered as a suggestion: the firm's own words are kept."""

    key: str
    name: Text


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard by its short name, with the edition that is meant."""

    key: str
    name: Text
    edition: Text


@dataclass(frozen=True, slots=True)
class Markets:
    """Both lists."""

    markets: tuple[Market, ...]
    standards: tuple[Standard, ...]

    def standard(self, key: str) -> Standard | None:
        """The standard of a key; None when there is none."""
        return next((standard for standard in self.standards if standard.key == key), None)


def load_markets(source: Path | str) -> Markets:
    """The lists from their file.

    Raises:
        BadContent: naming the file and the field.
    """
    root = read_content(source, FORMAT)
    fields = root.table(("format", "date", "source", "markets", "standards"))
    markets: dict[str, Market] = {}
    for node in fields["markets"].array(least=1):
        part = node.table(("key", "name"))
        key = part["key"].string(KEY)
        if key in markets:
            node.fail(_("el código está repetido"), key)
        markets[key] = Market(key, part["name"].text())
    standards: dict[str, Standard] = {}
    for node in fields["standards"].array(least=1):
        part = node.table(("key", "name", "edition"))
        key = part["key"].string(KEY)
        if key in standards:
            node.fail(_("el código está repetido"), key)
        standards[key] = Standard(key, part["name"].text(), part["edition"].text())
    return Markets(tuple(markets.values()), tuple(standards.values()))


@cache
def shipped_markets() -> Markets:
    """The lists that come with the program, loaded once."""
    return load_markets(resource("catalogs", "markets.json"))


def short_name(listed: RequirementList) -> Text:
    """A list as people call it, where the catalogue knows; its whole name where it does not."""
    return (shipped_markets().standard(listed.id) or listed).name
