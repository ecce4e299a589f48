"""Short closed lists of the records: kinds of identification, legal forms, zones and so on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from advisor_app.domain.content import read_content
from advisor_app.i18n import _
from advisor_app.paths import resource

if TYPE_CHECKING:
    from advisor_app.domain.text import Text

FORMAT: Final = "advisor-choices/1"


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer."""

    key: str
    name: Text


def choices(field: str) -> tuple[Choice, ...]:
    """The possible answers of a field, in order; KeyError when its list is not closed."""
    return shipped_choices()[field]


def keys(field: str) -> tuple[str, ...]:
    """The keys of the possible answers."""
    return tuple(choice.key for choice in choices(field))


def choice_name(field: str, key: str, lang: str) -> str:
    """The words for a stored key; an unknown key is shown as it is."""
    names = {choice.key: choice.name.in_(lang) for choice in choices(field)}
    return names.get(key, key)


def load_choices(source: Path | str) -> Mapping[str, tuple[Choice, ...]]:
    """The lists from their file.

    Raises:
        BadContent: naming the file, the list and the key.
    """
    root = read_content(source, FORMAT)
    lists = root.table(("format", "date", "source", "lists"))["lists"].mapping()
    found: dict[str, tuple[Choice, ...]] = {}
    for field, node in lists.items():
        entries: dict[str, Choice] = {}
        for row in node.array(least=1):
            part = row.table(("key", "name"))
            key = part["key"].string()
            if key in entries:
                row.fail(_("el código está repetido"), key)
            entries[key] = Choice(key, part["name"].text())
        found[field] = tuple(entries.values())
    return MappingProxyType(found)


@cache
def shipped_choices() -> Mapping[str, tuple[Choice, ...]]:
    """The lists that come with the program, loaded once."""
    return load_choices(resource("catalogs", "choices.json"))
