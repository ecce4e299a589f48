"""A list of requirements of a standard: numbers, our own short titles, and help for each point."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from advisor_app.paths import resource

if TYPE_CHECKING:
    from advisor_app.domain.text import Text

Severity = Literal["C", "M", "m", "R"]
Effort = Literal["S", "M", "L"]

SEVERITIES: Final[tuple[Severity, ...]] = ("C", "M", "m", "R")
"""Critical or legal, major, minor, recommendation: what an auditor would usually raise."""
FOLDER: Final = "standards"


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter of a list."""

    key: str
    title: Text


@dataclass(frozen=True, slots=True)
class Requirement:
    """One point of a list.

    Attributes:
        code: its number in the standard, or ours where the standard's is not public.
        title: our own words, never the standard's.
        confirm: from memory; shown as «por confirmar».
        looks_at: what an auditor looks at.
        evidence: what the firm can show, in its own words.
        effort: S, M or L: 2, 8 or 20 person-days unless edited.
        place: where in the firm it is seen, to walk the plant by.
        points: what it is worth, where the scheme counts points.
        groups: the groups of firms it is asked of (Resolución 0312); empty for all.
    """

    code: str
    title: Text
    severity: Severity
    section: str
    confirm: bool
    looks_at: Text
    evidence: tuple[Text, ...]
    action: Text
    effort: Effort
    na_allowed: bool
    place: str
    points: Decimal | None = None
    groups: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Standard:
    """A list with its edition and the scheme that decides on it.

    Attributes:
        digest: SHA-256 of the canonical text; an assessment keeps it.
        version: of our list, not of the standard.
        family: lists of the same family are editions of one standard.
        roles: requirement codes by what they prove, such as ``internal_audit``.
        prerequisites: what is asked beside the list.
    """

    digest: str
    id: str
    version: str
    family: str
    name: Text
    edition: Text
    valid_from: date | None
    valid_to: date | None
    transition: Text | None
    scheme: str
    sectors: tuple[str, ...]
    markets: Text | None
    source: Text
    note: Text
    rule: Text | None
    timeline: Text
    confirm: bool
    sections: tuple[Section, ...]
    requirements: tuple[Requirement, ...]
    prerequisites: tuple[str, ...]
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    body: str = field(default="", repr=False, compare=False)

    def __hash__(self) -> int:
        """Of the digest alone: a list is looked into for every answer that is read."""
        return hash(self.digest)

    def requirement(self, code: str) -> Requirement:
        """The requirement with this code.

        Raises:
            KeyError: there is none.
        """
        return _by_code(self)[code]

    def has(self, code: str) -> bool:
        """Whether the list has this code."""
        return code in _by_code(self)


@cache
def _by_code(standard: Standard) -> dict[str, Requirement]:
    return {one.code: one for one in standard.requirements}


@cache
def load_standard(source: Path | str) -> Standard:
    """A list from its file or text.

    Raises:
        BadContent: naming the file, the requirement and the field.
    """
    from advisor_app.domain.standard_file import parse_standard

    return parse_standard(source)


@cache
def shipped_ids() -> tuple[str, ...]:
    """The lists that come with the program, in the order of their names."""
    folder = resource(FOLDER)
    return tuple(sorted(path.stem.rpartition("-")[0] for path in folder.glob("*.json")))


def shipped_standard(id: str, version: str = "1.0") -> Standard:  # noqa: A002 - the caller's word
    """A list that comes with the program, loaded once.

    Raises:
        KeyError: there is none with this id.
    """
    if id not in shipped_ids():
        raise KeyError(id)
    return load_standard(resource(FOLDER, f"{id}-{version}.json"))
