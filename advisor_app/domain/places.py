"""The municipalities of Colombia: found by typing, always with their department."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from advisor_app.domain.content import Node, read_content
from advisor_app.domain.text import fold
from advisor_app.i18n import _
from advisor_app.paths import resource

FORMAT: Final = "advisor-places/1"
KINDS: Final = ("municipality", "area", "island")
_CODE: Final = re.compile(r"[0-9]{5}")
_SEPARATORS: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality by its DIVIPOLA code; a retired code is only shown, never offered."""

    code: str
    name: str
    department: str
    department_code: str
    kind: str
    pdet_subregion: str | None
    retired: bool = False

    @property
    def shown(self) -> str:
        """``El Tambo (Cauca)``: 66 names occur in more than one department."""
        return f"{self.name} ({self.department})"


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the search compares, made once for each municipality."""

    name: str
    words: str
    place: Municipality


class Places:
    """All municipalities, ready to be searched at every keystroke."""

    def __init__(self, municipalities: Iterable[Municipality], date: str, source: str) -> None:
        self.date = date
        self.source = source
        self._by_code = {place.code: place for place in municipalities}
        self._entries = sorted(
            (_entry(place) for place in self._by_code.values() if not place.retired),
            key=lambda entry: (entry.name, entry.place.department),
        )

    def __len__(self) -> int:
        """How many are offered."""
        return len(self._entries)

    def __iter__(self) -> Iterator[Municipality]:
        """All that are offered, by name."""
        return (entry.place for entry in self._entries)

    def get(self, code: str) -> Municipality | None:
        """The municipality of a code, a retired one included; None when there is none."""
        return self._by_code.get(code)

    def search(self, text: str, limit: int = 20) -> list[Municipality]:
        """What was meant, best first: the whole name, its beginning, its words, then the rest.

        Every word typed begins a word of the name or of the department; accents do not matter.
        A code, or the beginning of one, finds too.
        """
        typed = _normal(text)
        if not typed:
            return []
        if typed.isdigit():
            return [e.place for e in self._entries if e.place.code.startswith(typed)][:limit]
        words = [f" {word}" for word in typed.split()]
        found = [entry for entry in self._entries if _has(entry.words, words)]
        found.sort(key=lambda entry: _rank(entry, typed))
        return [entry.place for entry in found[:limit]]


def _entry(place: Municipality) -> _Entry:
    name = _normal(place.name)
    return _Entry(name, f" {name} {_normal(place.department)}", place)


def _normal(text: str) -> str:
    return _SEPARATORS.sub(" ", fold(text)).strip()


def _has(words: str, typed: list[str]) -> bool:
    return all(word in words for word in typed)


def _rank(entry: _Entry, typed: str) -> int:
    if typed in (entry.name, entry.words.strip()):
        return 0
    if entry.name.startswith(typed):
        return 1
    return 2 if f" {typed}" in entry.name else 3


def load_places(source: Path | str) -> Places:
    """The municipalities from their file.

    Raises:
        BadContent: naming the file and the row.
    """
    root = read_content(source, FORMAT)
    fields = root.table(
        ("format", "date", "source", "departments", "subregions", "municipalities", "retired")
    )
    departments = {key: node.string() for key, node in fields["departments"].mapping().items()}
    subregions = fields["subregions"].strings()
    found: dict[str, Municipality] = {}
    for part, retired in (("municipalities", False), ("retired", True)):
        for row in fields[part].array():
            place = _municipality(row, departments, subregions, retired)
            if place.code in found:
                row.fail(_("el código está repetido"), place.code)
            found[place.code] = place
    return Places(found.values(), fields["date"].string(), fields["source"].string())


def _municipality(
    row: Node, departments: dict[str, str], subregions: tuple[str, ...], retired: bool
) -> Municipality:
    match row.value:
        case [str(code), str(name), str(kind)]:
            subregion = None
        case [str(code), str(name), str(kind), str(subregion)]:
            pass
        case _:
            row.fail(_("debe tener código, nombre, clase y subregión"))
    known: list[Any] = [departments.get(code[:2]), _CODE.fullmatch(code), name.strip()]
    if not all(known) or kind not in KINDS or subregion not in (None, *subregions):
        row.fail(_("debe tener código, nombre, clase y subregión"), code)
    return Municipality(
        code, name, departments[code[:2]], code[:2], kind, subregion, retired=retired
    )


@cache
def shipped_places() -> Places:
    """The municipalities that come with the program, loaded once."""
    return load_places(resource("catalogs", "municipalities.json"))
