"""A list of requirements from the cells of the template: all that is wrong is told at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from advisor_app.domain.grid import (
    BadTable,
    Book,
    Finds,
    Grid,
    Problem,
    in_order,
    quoted,
)
from advisor_app.domain.list_cells import Table, chosen, words_of
from advisor_app.domain.list_data import ListData
from advisor_app.domain.list_template import (
    EVIDENCES,
    LIST,
    MOST_REQUIREMENTS,
    MOST_SECTIONS,
    REQUIREMENT_COLUMNS,
    REQUIREMENTS,
    ROLES,
    SECTION_COLUMNS,
    SECTIONS,
)
from advisor_app.domain.standard_file import CODE, GROUPS
from advisor_app.domain.text import Text, fold
from advisor_app.i18n import _, language

Raw = dict[str, Any]
_POINTS: Final = re.compile(r"\d{1,4}([.,]\d{1,3})?")


@dataclass(frozen=True, slots=True)
class ReadList:
    """A list as the spreadsheet has it, in the form of a content file, and what to know of it."""

    raw: Raw
    warnings: tuple[Problem, ...]


def is_wanted(name: str) -> bool:
    """Whether a sheet of this name is one of the template's three."""
    return any(_is_named(name, title) for title in (LIST, SECTIONS, REQUIREMENTS))


def read_list(book: Book) -> ReadList:
    """The list in a workbook.

    Raises:
        BadTable: with every cell that is wrong.
    """
    finds = Finds()
    grids = [_sheet(book, title, finds) for title in (LIST, SECTIONS, REQUIREMENTS)]
    for name in book.unread:
        if not _is_help(name):
            finds.warn(name, _("esta hoja no se leyó"))
    data, sections, requirements = grids
    if finds.problems or data is None or sections is None or requirements is None:
        raise _refusal(finds)
    raw = ListData(data, finds).read()
    raw["sections"] = _read_sections(sections, finds)
    points = _Requirements(requirements, raw, finds)
    raw["requirements"] = points.read()
    raw["roles"] = points.roles
    if finds.problems:
        raise _refusal(finds)
    return ReadList(raw, tuple(in_order(finds.warnings)))


def _refusal(finds: Finds) -> BadTable:
    return BadTable(
        _("La lista no se puede traer: hay que corregir estas celdas."),
        in_order(finds.problems),
        advice=_("No se guardó nada. Corríjalas en su hoja de cálculo y traiga la lista otra vez."),
    )


def _sheet(book: Book, title: Text, finds: Finds) -> Grid | None:
    found = [grid for grid in book.grids if _is_named(grid.name, title)]
    if len(found) == 1:
        (grid,) = found
        if grid.beyond:
            finds.wrong(
                grid.beyond,
                _("la hoja sigue más allá; una lista admite hasta {n} requisitos").format(
                    n=f"{MOST_REQUIREMENTS:,}".replace(",", ".")
                ),
            )
        if not grid.cells:
            finds.wrong(grid.name, _("la hoja está vacía"))
        return grid
    if found:
        finds.wrong(title.in_(language()), _("la hoja está dos veces"))
        return None
    names = ", ".join([*(grid.name for grid in book.grids), *book.unread][:10])
    finds.wrong(
        title.in_(language()), _("falta esta hoja; el libro tiene: {names}").format(names=names)
    )
    return None


def _is_named(name: str, title: Text) -> bool:
    return fold(name.strip()) in (fold(title.es), fold(title.en))


def _is_help(name: str) -> bool:
    from advisor_app.domain.list_template import HELP

    return _is_named(name, HELP)


# --- Sections and requirements -----------------------------------------------------------------


def _read_sections(grid: Grid, finds: Finds) -> list[Raw]:
    table = Table(grid, SECTION_COLUMNS, finds)
    if not table.has_headings:
        return []
    found: dict[str, Raw] = {}
    first: dict[str, str] = {}
    for row in table.rows[: MOST_SECTIONS + 1]:
        key, title = table.take(row, "key"), table.both(row, "title")
        if not key:
            continue
        if key in found:
            again = _("la clave «{key}» ya está en {cell}")
            table.wrong(row, "key", again.format(key=quoted(key), cell=first[key]))
            continue
        first[key] = table.place(row, "key")
        found[key] = {"key": key, "title": title}
    if len(table.rows) > MOST_SECTIONS:
        table.wrong(
            table.rows[MOST_SECTIONS], "key", _("hay más de {n} secciones").format(n=MOST_SECTIONS)
        )
    if not table.rows:
        finds.wrong(f"{grid.name}!A2", _("falta al menos una sección"))
    table.warn_of_english()
    return list(found.values())


class _Requirements:
    """A requirement a row.

    Attributes:
        roles: what some of them prove, filled while they are read.
    """

    def __init__(self, grid: Grid, raw: Raw, finds: Finds) -> None:
        self._name, self._finds = grid.name, finds
        self._table = Table(grid, REQUIREMENT_COLUMNS, finds)
        self._sections = {section["key"] for section in raw["sections"]}
        self._has_points = raw["scheme"] == "sgsst"
        self._cells: dict[str, str] = {}
        self.roles: dict[str, list[str]] = {}

    def read(self) -> list[Raw]:
        """The requirements, as far as they could be read."""
        if not self._table.has_headings:
            return []
        rows = self._table.rows
        if not rows:
            self._finds.wrong(f"{self._name}!A2", _("falta al menos un requisito"))
        if len(rows) > MOST_REQUIREMENTS:
            self._table.wrong(
                rows[MOST_REQUIREMENTS], "code",
                _("hay {n} requisitos; una lista admite hasta 1.000").format(n=len(rows)),
            )  # fmt: skip
            rows = rows[:MOST_REQUIREMENTS]
        found = [self._requirement(row) for row in rows]
        if self._has_points and not self._finds.problems:
            self._check_groups(found)
        self._table.warn_of_english()
        return found

    def _requirement(self, row: int) -> Raw:
        take, table = self._table.take, self._table
        code = self._code(row)
        section = take(row, "section")
        if section and self._sections and section not in self._sections:
            known = ", ".join(sorted(self._sections)[:12])
            table.wrong(
                row, "section",
                _("la sección «{key}» no está en la hoja de secciones; hay {known}").format(
                    key=quoted(section), known=known
                ),
            )  # fmt: skip
        raw: Raw = {
            "code": code,
            "section": section,
            "severity": table.choice(row, "severity"),
            "title": table.both(row, "title"),
            "looks_at": table.both(row, "looks_at"),
            "evidence": self._evidence(row),
            "action": table.both(row, "action"),
            "effort": table.choice(row, "effort"),
            "na_allowed": table.choice(row, "na_allowed") == "yes",
            "place": table.choice(row, "place"),
            "confirm": table.choice(row, "confirm") == "yes",
        }
        self._prove(row, code)
        return {**raw, **self._worth(row)}

    def _code(self, row: int) -> str | None:
        code = self._table.take(row, "code")
        if not code:
            return None
        if not CODE.fullmatch(code):
            self._table.wrong(
                row, "code",
                _("«{code}» no sirve de número: letras, números y . + - /").format(
                    code=quoted(code)
                ),
            )  # fmt: skip
        elif code in self._cells:
            self._table.wrong(
                row, "code",
                _("el número «{code}» ya está en {cell}").format(
                    code=code, cell=self._cells[code]
                ),
            )  # fmt: skip
        else:
            self._cells[code] = self._table.place(row, "code")
        return code

    def _evidence(self, row: int) -> list[dict[str, str]]:
        found = [self._table.both(row, f"evidence{n}") for n in range(1, EVIDENCES + 1)]
        return [piece for piece in found if piece]

    def _prove(self, row: int, code: str | None) -> None:
        for word in words_of(self._table.take(row, "roles")):
            role = chosen(word, ROLES)
            if role is None:
                known = ", ".join(name.in_(language()) for name in ROLES.values())
                self._table.wrong(
                    row, "roles",
                    _("«{text}» no existe; use {words}").format(text=quoted(word), words=known),
                )  # fmt: skip
            elif code:
                self.roles.setdefault(role, []).append(code)

    def _worth(self, row: int) -> Raw:
        """Points and groups, which only one scheme counts by."""
        points, groups = self._table.take(row, "points"), self._table.take(row, "groups")
        worth: Raw = {}
        if points and not _POINTS.fullmatch(points):
            self._table.wrong(row, "points", _("escriba los puntos como 0.5"))
        elif points:
            worth["points"] = points.replace(",", ".")
        known = {str(group) for group in GROUPS}
        if (named := words_of(groups)) and not known.issuperset(named):
            self._table.wrong(row, "groups", _("use 7, 21 y 60, separados por coma"))
        elif named:
            worth["groups"] = [int(group) for group in named]
        if self._has_points and (points == "" or groups == ""):
            key = "points" if points == "" else "groups"
            self._table.wrong(row, key, _("la regla «sgsst» necesita puntos y grupos"))
        return worth

    def _check_groups(self, found: list[Raw]) -> None:
        for group in GROUPS:
            worth = (Decimal(one["points"]) for one in found if group in one["groups"])
            if not sum(worth, Decimal(0)):
                self._finds.wrong(
                    self._name, _("ningún requisito con puntos es del grupo {n}").format(n=group)
                )
