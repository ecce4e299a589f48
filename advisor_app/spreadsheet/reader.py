"""Reading the cells of a workbook that comes from anywhere: bounded, and nothing is computed."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from typing import Final

from advisor_app.domain.grid import Book, Cell, Grid, Kind, address
from advisor_app.i18n import _
from advisor_app.spreadsheet.archive import Archive, BadBook
from advisor_app.spreadsheet.stream import Attributes, Stream

MOST_ROWS: Final = 2_000
MOST_COLUMNS: Final = 60
_MOST_STRINGS: Final = 100_000
_MOST_MERGED: Final = 200
_MOST_SHEETS: Final = 100
_LONGEST_CELL: Final = 32_767
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_KINDS: Final[dict[str, Kind]] = {
    "s": "text", "inlineStr": "text", "str": "text", "b": "flag", "e": "error", "n": "number",
    "d": "number",
}  # fmt: skip


def read_book(data: bytes, wanted: Callable[[str], bool]) -> Book:
    """The cells of the sheets whose names are wanted.

    Raises:
        BadBook: it is no workbook, is damaged, or is of a kind that no list comes in.
    """
    archive = Archive(data)
    home = _home(archive)
    strings: list[str] | None = None
    grids: list[Grid] = []
    unread: list[str] = []
    for name, part, hidden in _sheets(archive, home):
        if not wanted(name):
            unread.append(name)
            continue
        if strings is None:
            strings = _strings(archive, home)
        grids.append(_SheetReader(name, strings, hidden=hidden).read(archive, part))
    return Book(tuple(grids), tuple(unread))


# --- The way to a sheet ------------------------------------------------------------------------


def _relations(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """What a part refers to inside the file: id -> kind and part."""
    folder, name = posixpath.split(part)
    source = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, tuple[str, str]] = {}

    def began(tag: str, values: Attributes) -> None:
        if tag != "Relationship" or values.get("TargetMode") == "External":
            return
        target = values.get("Target", "")
        whole = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        kind = values.get("Type", "").rpartition("/")[2]
        found[values.get("Id", "")] = (kind, posixpath.normpath(whole))

    if archive.has(source):
        Stream(began, _nothing).read(archive.pieces(source))
    return found


def _home(archive: Archive) -> str:
    """The part that names the sheets."""
    for kind, part in _relations(archive, "").values():
        if kind == "officeDocument" and archive.has(part):
            return part
    raise BadBook.foreign(_("El archivo no es un libro de Excel, aunque su nombre lo diga."))


def _sheets(archive: Archive, home: str) -> list[tuple[str, str, bool]]:
    """Each sheet's name, its part, and whether it is hidden."""
    named: list[tuple[str, str, bool]] = []

    def began(tag: str, values: Attributes) -> None:
        if tag == "sheet":
            if len(named) >= _MOST_SHEETS:
                raise BadBook.too_large()
            hidden = values.get("state", "visible") != "visible"
            named.append((values.get("name", ""), values.get("id", ""), hidden))

    Stream(began, _nothing).read(archive.pieces(home))
    parts = _relations(archive, home)
    return [
        (name, parts[key][1], hidden)
        for name, key, hidden in named
        if key in parts and parts[key][0] == "worksheet"
    ]


def _strings(archive: Archive, home: str) -> list[str]:
    """The texts that cells refer to by number."""
    for kind, part in _relations(archive, home).values():
        if kind == "sharedStrings":
            return _StringReader().read(archive, part)
    return []


class _StringReader:
    """Gathers the runs of each text, without how it is said in another script."""

    def __init__(self) -> None:
        self._found: list[str] = []
        self._words: list[str] = []
        self._inside = False
        self._aside = 0

    def read(self, archive: Archive, part: str) -> list[str]:
        Stream(self._began, self._ended, self._text).read(archive.pieces(part))
        return self._found

    def _began(self, tag: str, _values: Attributes) -> None:
        if tag == "si":
            self._words = []
        elif tag == "rPh":
            self._aside += 1
        elif tag == "t":
            self._inside = not self._aside

    def _ended(self, tag: str) -> None:
        if tag == "si":
            if len(self._found) >= _MOST_STRINGS:
                raise BadBook.too_large()
            self._found.append(_plain("".join(self._words)))
        elif tag == "rPh":
            self._aside -= 1
        elif tag == "t":
            self._inside = False

    def _text(self, text: str) -> None:
        if self._inside:
            self._words.append(text)


# --- One sheet ---------------------------------------------------------------------------------


class _Enough(Exception):  # noqa: N818 - no failure: the rest of the sheet is not wanted
    """The sheet goes on past what is read."""


class _SheetReader:
    """Takes the cells one by one, up to the rows and columns that a list may have."""

    def __init__(self, name: str, strings: list[str], *, hidden: bool) -> None:
        self._name, self._strings, self._hidden = name, strings, hidden
        self._cells: dict[tuple[int, int], Cell] = {}
        self._merged: list[str] = []
        self._row = self._column = 0
        self._kind = "n"
        self._formula = False
        self._words: list[str] = []
        self._inside = False
        self._aside = 0

    def read(self, archive: Archive, part: str) -> Grid:
        beyond = ""
        try:
            Stream(self._began, self._ended, self._text).read(archive.pieces(part))
        except _Enough:
            beyond = address(self._name, self._row, self._column)
        return Grid(
            self._name, self._cells, tuple(self._merged), is_hidden=self._hidden, beyond=beyond
        )

    def _began(self, tag: str, values: Attributes) -> None:
        if tag == "row":
            self._row = max(1, _whole(values.get("r"), self._row + 1))
            self._column = 0
        elif tag == "c":
            self._begin_cell(values)
        elif tag in ("v", "t"):
            self._inside = not self._aside
        elif tag == "f":
            self._formula = True
        elif tag == "rPh":
            self._aside += 1
        elif tag == "mergeCell" and len(self._merged) < _MOST_MERGED:
            self._merged.append(values.get("ref", "")[:24])

    def _begin_cell(self, values: Attributes) -> None:
        self._column += 1
        if (reference := values.get("r")) is not None:
            found = _REFERENCE.fullmatch(reference)
            if found is None:
                raise BadBook.damaged()
            self._column, self._row = _number_of(found[1]), int(found[2])
        self._kind = values.get("t", "n")
        self._formula = False
        self._words = []

    def _ended(self, tag: str) -> None:
        if tag == "c":
            self._keep()
        elif tag in ("v", "t"):
            self._inside = False
        elif tag == "rPh":
            self._aside -= 1

    def _text(self, text: str) -> None:
        if self._inside:
            self._words.append(text)

    def _keep(self) -> None:
        raw = "".join(self._words)
        kind: Kind = "formula" if self._formula else _KINDS.get(self._kind, "error")
        text = self._shared(raw) if self._kind == "s" and kind == "text" and raw else _plain(raw)
        if kind != "formula" and not text.strip():
            return
        place = (self._row, self._column)
        if self._row > MOST_ROWS or self._column > MOST_COLUMNS:
            raise _Enough
        if place in self._cells or len(text) > _LONGEST_CELL:
            raise BadBook.damaged()
        self._cells[place] = Cell(kind, text)

    def _shared(self, number: str) -> str:
        position = _whole(number.strip(), -1)
        if not 0 <= position < len(self._strings):
            raise BadBook.damaged()
        return self._strings[position]


def _plain(text: str) -> str:
    """A text with the characters that XML can't hold, which Excel writes as ``_x000D_``."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _whole(text: str | None, otherwise: int) -> int:
    if text is None:
        return otherwise
    if not (text.isascii() and text.isdecimal()) or len(text) > 7:
        raise BadBook.damaged()
    return int(text)


def _number_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _nothing(_tag: str) -> None:
    """The end of an element says nothing here."""
