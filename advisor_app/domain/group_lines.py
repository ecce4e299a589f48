"""Members, sites or methods from lines that somebody typed, pasted or keeps in a CSV file."""

from __future__ import annotations

import codecs
import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from advisor_app.domain.errors import AdvisorError
from advisor_app.domain.groups import Part, next_code
from advisor_app.domain.text import fold
from advisor_app.i18n import _

if TYPE_CHECKING:
    from advisor_app.domain.groups import PartKind

LARGEST_FILE: Final = 1_000_000
MOST_LINES: Final = 2_000
LONGEST: Final = 120
LARGEST_FARM: Final = Decimal(100_000)
COLUMNS: Final[dict[PartKind, tuple[str, ...]]] = {
    "member": ("name", "place", "size", "code"),
    "site": ("name", "place", "code"),
    "method": ("name", "analyte", "matrix", "code"),
}
"""What stands where in a line without a heading."""
_HEADINGS: Final = {
    "nombre": "name", "miembro": "name", "asociado": "name", "productor": "name", "finca": "name",
    "sede": "name", "metodo": "name", "name": "name", "member": "name", "site": "name",
    "method": "name", "lugar": "place", "vereda": "place", "municipio": "place", "place": "place",
    "direccion": "place", "hectareas": "size", "ha": "size", "area": "size", "tamano": "size",
    "hectares": "size", "size": "size", "codigo": "code", "code": "code", "ggn": "code",
    "analito": "analyte", "analyte": "analyte", "matriz": "matrix", "matrix": "matrix",
}  # fmt: skip
_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.\-/]{0,15}")
_FORMULA: Final = ("=", "+", "@", "\t")


@dataclass(frozen=True, slots=True)
class Problem:
    """A line that can't be taken, and why."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read; nothing of it is good for use while there are problems."""

    parts: tuple[Part, ...]
    problems: tuple[Problem, ...]


def text_of_file(data: bytes) -> str:
    """The text of a CSV file, as spreadsheets of today and of twenty years ago write it.

    Raises:
        AdvisorError: too large, or no text.
    """
    if len(data) > LARGEST_FILE:
        raise _refused(_("El archivo es demasiado grande para ser una lista."))
    encoding = "utf-8-sig"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if any(unicodedata.category(char) == "Cc" and char not in "\r\n\t" for char in text):
        raise _refused(_("El archivo no es una lista en texto."))
    return text


def read_lines(text: str, kind: PartKind, known: Sequence[Part] = ()) -> Reading:
    """The parts of the lines, with a code for each that has none.

    Raises:
        AdvisorError: more lines than any register has.
    """
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        raise _refused(_("Son demasiadas líneas para un registro."))
    rows, problems = _rows(lines)
    columns = COLUMNS[kind]
    if rows and (named := _heading(rows[0][1])):
        if "name" not in named:
            return Reading((), (Problem(rows[0][0], _("Falta la columna del nombre.")),))
        columns, rows = named, rows[1:]
    register = _Register(known)
    for line, cells in rows:
        part, why = _part(columns, cells)
        why = why or register.take(part)
        if why:
            problems.append(Problem(line, why))
    return Reading(tuple(register.fresh), tuple(sorted(problems, key=lambda one: one.line)))


class _Register:
    """Who is known already, and who came with the lines so far."""

    def __init__(self, known: Sequence[Part]) -> None:
        self.fresh: list[Part] = []
        self._codes = [part.code for part in known]
        self._twins = {_identity(part) for part in known if not part.is_gone}

    def take(self, part: Part) -> str:
        """Add a part, with a code of ours if it has none; or tell why it can't be."""
        if part.code and fold(part.code) in map(fold, self._codes):
            return _("El código {code} ya está en el registro.").format(code=part.code)
        if _identity(part) in self._twins:
            return _("{name} ya está en el registro.").format(name=part.shown)
        part = part if part.code else replace(part, code=next_code(self._codes))
        self._codes.append(part.code)
        self._twins.add(_identity(part))
        self.fresh.append(part)
        return ""


def _rows(lines: Sequence[str]) -> tuple[list[tuple[int, list[str]]], list[Problem]]:
    """The cells of every line that has any."""
    split = _separator(lines)
    rows: list[tuple[int, list[str]]] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            (cells,) = csv.reader([line], delimiter=split, strict=True)
        except (csv.Error, ValueError):
            problems.append(Problem(number, _("Las comillas de esta línea no cierran.")))
            continue
        clean = [unicodedata.normalize("NFC", " ".join(cell.split())) for cell in cells]
        while clean and not clean[-1]:
            clean.pop()
        if clean:
            rows.append((number, clean))
    return rows, problems


def _separator(lines: Iterable[str]) -> str:
    """A tab where cells were pasted, a semicolon where one is written, else a comma."""
    text = "\n".join(lines)
    return next((mark for mark in ("\t", ";") if mark in text), ",")


def _heading(cells: list[str]) -> tuple[str, ...]:
    """The columns that a first line names; nothing where it is a line like the others."""
    named = [_HEADINGS.get(fold(cell), "") for cell in cells]
    known = [name for name in named if name]
    is_heading = len(known) == len(set(known)) and len(known) * 2 > len(cells)
    return tuple(named) if is_heading else ()


def _part(columns: Sequence[str], cells: Sequence[str]) -> tuple[Part, str]:
    """The part of a line, and what is wrong with it."""
    given = {name: cell for name, cell in zip(columns, cells, strict=False) if name}
    size = hectares(given.get("size", ""))
    why = _("Sobran datos: separe las columnas con punto y coma.")
    if len(cells) <= len(columns):
        why = _wrong(given, size)
    part = Part(
        given.get("code", ""),
        given.get("name", ""),
        given.get("place", ""),
        size or None,
        given.get("analyte", ""),
        given.get("matrix", ""),
    )
    return part, why


def _wrong(given: Mapping[str, str], size: Decimal | None) -> str:
    """What can't be right in the data of a line."""
    checks = (
        (not given.get("name"), _("Falta el nombre.")),
        (any(len(cell) > LONGEST for cell in given.values()), _("Un dato pasa de 120 letras.")),
        (
            any(cell.startswith(_FORMULA) for cell in given.values()),
            _("Un dato empieza como una fórmula."),
        ),
        (
            bool(given.get("code")) and not _CODE.fullmatch(given["code"]),
            _("El código lleva hasta 16 letras o cifras, sin espacios."),
        ),
        (size is None, _("Las hectáreas van en cifras, como 2,5.")),
    )
    return next((why for is_wrong, why in checks if is_wrong), "")


def hectares(text: str) -> Decimal | None:
    """An area as people write it; zero where nothing is written, None where it is no number."""
    plain = text.lower().removesuffix("ha").strip().replace(",", ".")
    try:
        value = Decimal(plain or "0")
    except InvalidOperation:
        return None
    return value if value.is_finite() and 0 <= value <= LARGEST_FARM else None


def _identity(part: Part) -> tuple[str, str, str, str]:
    return fold(part.name), fold(part.place), fold(part.analyte), fold(part.matrix)


def _refused(text: str) -> AdvisorError:
    return AdvisorError(
        text,
        advice=_("No se agregó nada. Guarde la hoja como CSV, con una línea por cada uno."),
    )
