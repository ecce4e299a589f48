"""A spreadsheet as its cells, and what is wrong in which of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from advisor_app.domain.errors import AdvisorError
from advisor_app.i18n import _, ngettext

Kind = Literal["text", "number", "flag", "error", "formula"]
SHOWN: Final = 100
"""Problems that are told one by one; of the rest, how many there are."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell holds, as it is written in the file."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet.

    Attributes:
        cells: by row and column, both from 1; empty cells are left out.
        merged: ranges of merged cells, such as ``A3:B4``.
        beyond: the first cell past the rows or columns that are read; nothing after it was.
    """

    name: str
    cells: Mapping[tuple[int, int], Cell]
    merged: tuple[str, ...] = ()
    is_hidden: bool = False
    beyond: str = ""

    @property
    def rows(self) -> list[int]:
        """The rows that hold something, from the top."""
        return sorted({row for row, _column in self.cells})


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets that were asked for, and the names of the others."""

    grids: tuple[Grid, ...]
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and where.

    Attributes:
        place: sheet and cell as a spreadsheet writes them, such as ``Requisitos!C14``.
    """

    place: str
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.text}" if self.place else self.text


class BadTable(AdvisorError):  # noqa: N818 - said of the table
    """A spreadsheet that can't be taken as it is; nothing was stored.

    Attributes:
        problems: all of them, in the order of the sheets.
    """

    def __init__(self, message: str, problems: Sequence[Problem], *, advice: str = "") -> None:
        super().__init__(message, advice=advice)
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n".join([self.message, *self.lines(), *filter(None, [self.advice])])

    def lines(self) -> list[str]:
        """The problems as they are told, and how many more there are."""
        told = [str(problem) for problem in self.problems[:SHOWN]]
        if (left := len(self.problems) - SHOWN) > 0:
            more = ngettext("y {n} problema más", "y {n} problemas más", left)
            told.append(more.format(n=left))
        return told


@dataclass(slots=True)
class Finds:
    """Problems and warnings, gathered while a table is read."""

    problems: list[Problem] = field(default_factory=list[Problem])
    warnings: list[Problem] = field(default_factory=list[Problem])

    def wrong(self, place: str, text: str) -> None:
        """Note what keeps the table from being taken."""
        self.problems.append(Problem(place, text))

    def warn(self, place: str, text: str) -> None:
        """Note what is worth knowing."""
        self.warnings.append(Problem(place, text))


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """As one meets them: sheet by sheet in the order they came, row by row, from the left."""
    found = list(problems)
    sheets = list(dict.fromkeys(one.place.partition("!")[0] for one in found))

    def position(one: Problem) -> tuple[int, int, int, str]:
        sheet, _sign, cell = one.place.partition("!")
        first = cell.partition(":")[0]
        column = first.rstrip("0123456789")
        row = first[len(column) :]
        return sheets.index(sheet), int(row or 0), len(column), column

    return sorted(found, key=position)


def letters(column: int) -> str:
    """A column as a spreadsheet names it: 1 is A, 27 is AA."""
    name = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def address(sheet: str, row: int, column: int) -> str:
    """A cell as a spreadsheet names it."""
    return f"{sheet}!{letters(column)}{row}"


def quoted(text: str) -> str:
    """A value for a message: one line, short, nothing invisible."""
    plain = "".join(char for char in " ".join(text.split()) if char.isprintable())
    return f"{plain[:40]}…" if len(plain) > 40 else plain


def no_cells_of_their_own(grid: Grid, finds: Finds) -> None:
    """Refuse what a table of plain texts can't have: formulas, merged cells, hidden sheets."""
    if grid.is_hidden:
        finds.wrong(grid.name, _("la hoja está oculta; muéstrela para que se vea lo que trae"))
    for reach in grid.merged:
        finds.wrong(
            f"{grid.name}!{reach}", _("las celdas están combinadas; separe cada una con su valor")
        )
    for (row, column), cell in sorted(grid.cells.items()):
        if cell.kind == "formula":
            finds.wrong(
                address(grid.name, row, column),
                _("hay una fórmula; péguela como valor, sin fórmula"),
            )
