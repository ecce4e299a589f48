"""Economic activities (CIIU Rev. 4 A.C.): section and division of a four-digit code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from advisor_app.domain.content import read_content
from advisor_app.domain.errors import InvalidRecord
from advisor_app.domain.text import Text, fold
from advisor_app.i18n import _
from advisor_app.paths import resource

FORMAT: Final = "advisor-activities/1"
_CODE: Final = re.compile(r"[0-9]{4}")
_LETTER: Final = re.compile(r"[A-Z]")


@dataclass(frozen=True, slots=True)
class Section:
    """A letter of the classification, in short words of our own."""

    letter: str
    name: Text


@dataclass(frozen=True, slots=True)
class Division:
    """Two digits of the classification, in short words of our own."""

    code: str
    name: Text
    section: Section


@dataclass(frozen=True, slots=True)
class Activity:
    """A four-digit code and where it belongs."""

    code: str
    division: Division

    @property
    def section(self) -> Section:
        return self.division.section


def parse_ciiu(text: str) -> Activity:
    """The activity of a code; any class of a known division is accepted.

    Raises:
        InvalidRecord: the text is no such code.
    """
    code = text.strip().replace(".", "")
    if not _CODE.fullmatch(code):
        problem = _("El código CIIU tiene cuatro cifras, por ejemplo 0121.")
        raise InvalidRecord(_("Eso no parece un código CIIU."), {"ciiu_main": problem})
    division = shipped_divisions().get(code[:2])
    if division is None:
        problem = _("Ningún código CIIU empieza por {start}.").format(start=code[:2])
        raise InvalidRecord(_("Eso no parece un código CIIU."), {"ciiu_main": problem})
    return Activity(code, division)


def search_divisions(text: str, lang: str, limit: int = 20) -> list[Division]:
    """Divisions whose code or name starts a word with each word typed."""
    words = fold(text).split()
    if not words:
        return []
    return [
        division
        for division in shipped_divisions().values()
        if _matches(f" {division.code} {fold(division.name.in_(lang))}", words)
    ][:limit]


def _matches(haystack: str, words: list[str]) -> bool:
    return all(f" {word}" in haystack for word in words)


def load_divisions(source: Path | str) -> dict[str, Division]:
    """The divisions by code, from their file.

    Raises:
        BadContent: naming the file and the field.
    """
    root = read_content(source, FORMAT)
    fields = root.table(("format", "date", "source", "sections"))
    found: dict[str, Division] = {}
    for node in fields["sections"].array(least=1):
        part = node.table(("letter", "name", "divisions"))
        section = Section(part["letter"].string(_LETTER), part["name"].text())
        for row in part["divisions"].array(least=1):
            code, es, en = (cell.string() for cell in row.array(exactly=3))
            if code in found:
                row.fail(_("el código está repetido"), code)
            found[code] = Division(code, Text(es, en), section)
    return found


@cache
def shipped_divisions() -> dict[str, Division]:
    """The divisions that come with the program, loaded once."""
    return load_divisions(resource("catalogs", "activities.json"))
