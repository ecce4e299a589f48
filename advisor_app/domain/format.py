"""One-page formats a firm begins to use the day of the visit: what each asks for and how."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from advisor_app.paths import resource

if TYPE_CHECKING:
    from pathlib import Path

    from advisor_app.domain.text import Text

FOLDER: Final = "formats"
Known = Literal["", "products", "responsible", "date"]


@dataclass(frozen=True, slots=True)
class Line:
    """A name and the line to write on.

    Attributes:
        share: its part of the width of its row.
        known: what the firm's record writes there already.
    """

    name: Text
    share: int = 1
    known: Known = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines to fill in, several in a row."""

    title: Text | None
    rows: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; ``share`` is its part of the width."""

    title: Text
    share: int


@dataclass(frozen=True, slots=True)
class Example:
    """A row that is filled in already, for firms of these sectors, or of any."""

    sectors: tuple[str, ...]
    cells: tuple[Text | None, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the example, rows that begin with printed words, and at least so many blank ones.

    Attributes:
        tall: the least height of a row in millimetres, where more is written; 0 for a line.
    """

    title: Text | None
    columns: tuple[Column, ...]
    examples: tuple[Example, ...]
    written: tuple[tuple[Text | None, ...], ...]
    rows: int
    tall: int = 0

    def example_for(self, sector: str) -> Example | None:
        """The example of a sector, else the one for all."""
        own = (one for one in self.examples if sector in one.sectors)
        return next(own, next((one for one in self.examples if not one.sectors), None))


@dataclass(frozen=True, slots=True)
class Checks:
    """Points to look at, each with boxes and, if wished, room for a note."""

    title: Text | None
    items: tuple[Text, ...]
    answers: tuple[Text, ...]
    note: Text | None


@dataclass(frozen=True, slots=True)
class Prose:
    """Printed words, and lines to go on by hand; ``is_large`` to be hung on a wall."""

    title: Text | None
    text: Text | None
    lines: int
    is_large: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """Squared paper for a line of dots, and below it the rows with the figures.

    The first of the columns is that of their names.
    """

    title: Text
    columns: tuple[Text, ...]
    bands: int
    rows: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Labels:
    """Equal labels to cut out; each line has a name and what the first label shows there."""

    title: Text
    count: int
    lines: tuple[tuple[Text, Text], ...]


@dataclass(frozen=True, slots=True)
class Signatures:
    """Room to sign, side by side."""

    lines: tuple[Line, ...]


Part = Lines | Grid | Checks | Prose | Chart | Labels | Signatures


@dataclass(frozen=True, slots=True)
class Format:
    """One page.

    Attributes:
        code: what stands at its foot, such as ``F-08``.
        topics: what a firm has once it is in use.
        items: the questions of the maturity interview that it is a first step for.
        sectors: whom it suits; empty for all.
        purpose: what it is for, in a sentence.
        steps: how it is filled in.
        grows: the place, among the parts, of the one that takes the room that is left.
    """

    key: str
    version: str
    code: str
    topics: tuple[str, ...]
    items: tuple[str, ...]
    sectors: tuple[str, ...]
    title: Text
    purpose: Text
    steps: tuple[Text, ...]
    parts: tuple[Part, ...]
    grows: int

    def serves(self, action_key: str) -> bool:
        """Whether an action of the plan, by topic or by question, begins with it."""
        kind, _colon, code = action_key.partition(":")
        return action_key in self.topics or (kind == "item" and code in self.items)

    def suits(self, sector: str) -> bool:
        """Whether it is for firms of this sector; one that is not known yet passes."""
        return not self.sectors or not sector or sector in self.sectors


@cache
def load_format(source: Path | str) -> Format:
    """A format from its file or text.

    Raises:
        BadContent: naming the file and the place in it.
    """
    from advisor_app.domain.format_file import parse_format

    return parse_format(source)


@cache
def shipped_formats() -> tuple[Format, ...]:
    """The formats that come with the program, in the order of their codes."""
    made = (load_format(path) for path in resource(FOLDER).glob("*.json"))
    return tuple(sorted(made, key=lambda one: one.code))
