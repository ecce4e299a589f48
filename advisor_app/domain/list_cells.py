"""The cells of a table under its headings: each one as a plain text, or with what is wrong."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Final

from advisor_app.domain.grid import Finds, Grid, address, no_cells_of_their_own, quoted
from advisor_app.domain.text import fold
from advisor_app.i18n import _, language, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from advisor_app.domain.list_template import Column
    from advisor_app.domain.text import Text

_BREAKS: Final = re.compile(r"[\t\r\n\u2028\u2029]+")
_INVISIBLE: Final = {"Cc", "Cf", "Cs", "Co", "Cn"}


class Table:
    """A sheet whose first row names its columns, in Spanish or English and in any order."""

    def __init__(self, grid: Grid, columns: Sequence[Column], finds: Finds) -> None:
        self._grid, self._finds = grid, finds
        self._columns = {column.key: column for column in columns}
        no_cells_of_their_own(grid, finds)
        self._at = self._headings(columns)
        self.rows = [row for row in grid.rows if row > 1]
        self._without_english: Counter[str] = Counter()

    @property
    def has_headings(self) -> bool:
        """Whether every column that is needed was found."""
        return all(key in self._at for key, one in self._columns.items() if one.is_needed)

    def place(self, row: int, key: str) -> str:
        """A cell as a spreadsheet names it."""
        return address(self._grid.name, row, self._at.get(key, 1))

    def wrong(self, row: int, key: str, text: str) -> None:
        """Note what is wrong with a cell."""
        self._finds.wrong(self.place(row, key), text)

    def take(self, row: int, key: str) -> str | None:
        """The words of a cell, empty where there are none; None where they are wrong, and told."""
        column, position = self._columns[key], self._at.get(key, 0)
        return plain_cell(self._grid, (row, position), column, self._finds)

    def choice(self, row: int, key: str) -> str | None:
        """The key of what was chosen; as in ``take``."""
        text = self.take(row, key)
        if not text:
            return text
        column = self._columns[key]
        found = chosen(text, column.choices or {})
        if found is None:
            self.wrong(row, key, not_a_choice(column, text))
        return found

    def both(self, row: int, key: str) -> dict[str, str] | None:
        """Words in both languages; the Spanish stands in for an English that is missing."""
        spanish, english = self.take(row, key), self.take(row, f"{key}.en")
        if spanish is None or english is None:
            return None
        if not spanish:
            if english:
                self.wrong(row, key, _("falta el español; el inglés está"))
            return None
        if not english:
            self._without_english[key] += 1
        return {"es": spanish, "en": english or spanish}

    def warn_of_english(self) -> None:
        """Say once for each column that English is missing, and in how many rows."""
        for key, count in self._without_english.items():
            column = address(self._grid.name, 1, self._at[key]).rstrip("1")
            told = ngettext(
                "falta el inglés en {n} fila; se usará el español",
                "falta el inglés en {n} filas; se usará el español",
                count,
            )
            self._finds.warn(column, told.format(n=count))

    def _headings(self, columns: Sequence[Column]) -> dict[str, int]:
        names = {fold(word): one.key for one in columns for word in (one.title.es, one.title.en)}
        found: dict[str, int] = {}
        for row, position in sorted(self._grid.cells):
            if row != 1:
                continue
            text = self._grid.cells[1, position].text
            place = address(self._grid.name, 1, position)
            key = names.get(fold(" ".join(text.split())))
            if key is None:
                self._finds.wrong(
                    place, _("no se conoce la columna «{name}»").format(name=quoted(text))
                )
            elif key in found:
                self._finds.wrong(
                    place, _("la columna «{name}» está dos veces").format(name=quoted(text))
                )
            else:
                found[key] = position
        for one in columns:
            if one.is_needed and one.key not in found:
                self._finds.wrong(
                    f"{self._grid.name}!1",
                    _("falta la columna «{name}»").format(name=one.title.in_(language())),
                )
        self._refuse_loose_cells(set(found.values()))
        return found

    def _refuse_loose_cells(self, known: set[int]) -> None:
        """Name the first cell of each column that has no heading."""
        loose: set[int] = set()
        for row, position in sorted(self._grid.cells):
            headed = position in known or (1, position) in self._grid.cells
            if not headed and position not in loose:
                loose.add(position)
                self._finds.wrong(
                    address(self._grid.name, row, position),
                    _("esta columna no tiene título en la primera fila"),
                )


def plain_cell(grid: Grid, at: tuple[int, int], column: Column, finds: Finds) -> str | None:
    """The words of a cell in one line; None where they are wrong, which is noted then."""
    cell, place = grid.cells.get(at), address(grid.name, *at)
    if cell is None:
        if column.is_needed and at[1]:
            finds.wrong(place, _("falta: {name}").format(name=column.title.in_(language())))
            return None
        return ""
    if cell.kind == "formula":  # told with all the others of the sheet
        return None
    if cell.kind != "text":
        finds.wrong(place, _not_a_text(cell.kind, cell.text))
        return None
    text = _BREAKS.sub(" ", cell.text).strip()
    if trouble := _trouble(text, column):
        finds.wrong(place, trouble)
        return None
    return text


def _trouble(text: str, column: Column) -> str:
    """What is wrong with the words themselves; empty when nothing is."""
    for char in text:
        if unicodedata.category(char) in _INVISIBLE:
            found = _("tiene un carácter invisible (U+{code}); bórrelo y escriba de nuevo")
            return found.format(code=f"{ord(char):04X}")
    if len(text) > column.longest:
        found = _("el texto tiene {n} letras y caben {most}")
        return found.format(n=len(text), most=column.longest)
    return ""


def chosen(text: str, choices: Mapping[str, Text]) -> str | None:
    """The key of a choice by its key or its word in either language; None when there is none."""
    if text in choices:
        return text
    wanted = fold(text)
    found = {
        key for key, name in choices.items() if wanted in (fold(key), fold(name.es), fold(name.en))
    }
    return found.pop() if len(found) == 1 else None


def words_of(text: str | None) -> list[str]:
    """What stands between commas."""
    return [word.strip() for word in (text or "").split(",") if word.strip()]


def not_a_choice(column: Column, text: str) -> str:
    """That a word is none of the column's choices, and which they are."""
    lang = language()
    *words, last = [name.in_(lang) for name in (column.choices or {}).values()]
    known = _("{words} o {last}").format(words=", ".join(words), last=last)
    said = _("«{text}» no existe en «{name}»; use {words}")
    return said.format(text=quoted(text), name=column.title.in_(lang), words=known)


def _not_a_text(kind: str, text: str) -> str:
    if kind == "flag":
        return _("hay un valor lógico (VERDADERO o FALSO); escriba sí o no como texto")
    if kind == "error":
        return _("hay un error de la hoja de cálculo; escriba el valor como texto")
    return _(
        "hay un número o una fecha ({text}), no un texto: así 4.10 se vuelve 4.1. Dé a la columna "
        "el formato Texto y escriba el valor de nuevo"
    ).format(text=quoted(text))
