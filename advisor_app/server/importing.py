"""Firms and who works with them, from a spreadsheet: every row of it, or nothing."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from advisor_app.domain import ids
from advisor_app.domain.errors import InvalidRecord
from advisor_app.domain.firm import NO_IDENTIFICATION
from advisor_app.domain.grid import BadTable, Cell, Finds, Grid, in_order, quoted
from advisor_app.domain.list_cells import Table, words_of
from advisor_app.domain.list_template import Column
from advisor_app.domain.nit import Nit, parse_nit
from advisor_app.domain.places import shipped_places
from advisor_app.domain.text import Text, fold
from advisor_app.i18n import _
from advisor_app.schema import office
from advisor_app.schema.columns import now_text
from advisor_app.server import access, ledger, listing
from advisor_app.server.conflicts import OFFICE, office_hlc
from advisor_app.server.engine import take_turn
from advisor_app.sync.wire import Edit

if TYPE_CHECKING:
    from advisor_app.domain.grid import Book
    from advisor_app.domain.places import Municipality
    from advisor_app.sync.wire import Value

_NOTHING: Final = Text("", "")
COLUMNS: Final = (
    Column("nit", Text("NIT", "Tax number"), _NOTHING, 30),
    Column("legal_name", Text("Nombre", "Name"), _NOTHING, 200, is_needed=True),
    Column("trade_name", Text("Nombre comercial", "Trade name"), _NOTHING, 200),
    Column("divipola", Text("Municipio", "Municipality"), _NOTHING, 120, is_needed=True),
    Column("logins", Text("Asesores", "Advisors"), _NOTHING, 400),
)
_NAMESPACE: Final = uuid.UUID("0c0a54b2-6e0b-5d0e-9a1f-2f6d6ea7c3b1")


@dataclass(frozen=True, slots=True)
class Line:
    """A firm of the table, and the logins of those who work with it."""

    row: int
    nit: Nit | None
    legal_name: str
    trade_name: str
    divipola: str
    logins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Imported:
    """How many firms are new, how many were there, how many assignments were made."""

    new: int
    known: int
    given: int


def read_firms(book: Book) -> tuple[Table, list[Line], Finds]:
    """The firms on the first sheet, with everything that is wrong."""
    finds = Finds()
    grid = _whole_numbers_as_text(book.grids[0]) if book.grids else Grid("", {})
    if grid.beyond:
        finds.wrong(grid.beyond, _("la hoja sigue más allá de lo que se puede traer de una vez"))
    table = Table(grid, COLUMNS, finds)
    lines: list[Line] = []
    if table.has_headings:
        seen: dict[str, int] = {}
        found = (_line(table, row, seen) for row in table.rows)
        lines = [line for line in found if line is not None]
    return table, lines, finds


def put_in(c: sa.Connection, book: Book, name: str) -> Imported:
    """Register the firms that are new, and give each one to its advisors.

    Raises:
        BadTable: with every cell that is wrong; nothing was stored.
    """
    table, lines, finds = read_firms(book)
    u = office.user
    active = sa.select(u.c.login, u.c.id).where(u.c.disabled_at.is_(None))
    people = {str(login): str(user_id) for login, user_id in c.execute(active)}
    for line in lines:
        for login in line.logins:
            if login not in people:
                told = _("no hay una persona activa con el usuario «{login}»")
                table.wrong(line.row, "logins", told.format(login=quoted(login)))
    if finds.problems:
        raise BadTable(
            _("Las empresas no se pueden traer: hay que corregir estas celdas."),
            in_order(finds.problems),
            advice=_("No se guardó nada."),
        )
    return _write(c, lines, people, name)


def _write(c: sa.Connection, lines: list[Line], people: Mapping[str, str], name: str) -> Imported:
    caller = access.Caller(OFFICE, OFFICE, access.Role.COORDINATOR, name)
    seq = take_turn(c)
    by_nit = {nit: firm for firm, nit in listing.firms_by_nit(c)}
    new: list[Edit] = []
    given = 0
    for line in lines:
        firm = by_nit.get(line.nit.base) if line.nit else _name_of(line)
        if firm is None or not listing.is_firm(c, firm):
            firm = firm or ids.new_id()
            new.append(_edit(firm, line))
        for login in line.logins:
            given += access.give(c, people[login], firm, OFFICE)
    ledger.take_own(c, caller, seq, new)
    return Imported(len(new), len(lines) - len(new), given)


def _line(table: Table, row: int, seen: dict[str, int]) -> Line | None:
    taken = {column.key: table.take(row, column.key) for column in COLUMNS}
    nit, place = _nit(table, row, taken["nit"]), _place(table, row, taken["divipola"])
    if place is None or None in taken.values() or (taken["nit"] and nit is None):
        return None
    texts = {key: value or "" for key, value in taken.items()}
    logins = tuple(login.casefold() for login in words_of(texts["logins"]))
    line = Line(row, nit, texts["legal_name"], texts["trade_name"], place.code, logins)
    same = nit.base if nit else _name_of(line)
    if same in seen:
        key = "nit" if nit else "legal_name"
        told = _("la misma empresa está en la fila {row}")
        table.wrong(row, key, told.format(row=seen[same]))
        return None
    seen[same] = row
    return line


def _nit(table: Table, row: int, text: str | None) -> Nit | None:
    if not text:
        return None
    try:
        return parse_nit(text)
    except InvalidRecord as error:
        table.wrong(row, "nit", error.problems["nit"])
        return None


def _place(table: Table, row: int, text: str | None) -> Municipality | None:
    if not text:
        return None
    found = [one for one in shipped_places().search(_code(text)) if not one.retired]
    exact = [one for one in found if fold(one.name) == fold(text) or one.code == _code(text)]
    if len(exact or found) != 1:
        told = _("no se sabe cuál municipio es «{text}»; escriba su código DANE")
        table.wrong(row, "divipola", told.format(text=quoted(text)))
        return None
    return (exact or found)[0]


def _code(text: str) -> str:
    """A code of which a spreadsheet took away the zero it begins with."""
    return text.zfill(5) if text.isdecimal() else text


def _name_of(line: Line) -> str:
    """The id of a firm without a NIT: the same firm, whenever it is imported."""
    return str(uuid.uuid5(_NAMESPACE, f"{fold(line.legal_name)}/{line.divipola}"))


def _edit(firm: str, line: Line) -> Edit:
    values: dict[str, Value] = {
        "id_type": "nit" if line.nit else NO_IDENTIFICATION,
        "nit": line.nit.base if line.nit else None,
        "nit_dv": line.nit.check_digit if line.nit else None,
        "office_code": None if line.nit else f"OF-{firm.replace('-', '')[-8:].upper()}",
        "legal_name": line.legal_name,
        "trade_name": line.trade_name or None,
        "divipola": line.divipola,
        "created_at": now_text(),
        "demo": 0,
        "_deleted": 0,
        "bucket": firm,
    }
    fields = {key: (value, 0) for key, value in values.items() if value is not None}
    return Edit("firm", firm, firm, 0, office_hlc(), fields)


def _whole_numbers_as_text(grid: Grid) -> Grid:
    cells = {
        place: Cell("text", cell.text) if cell.kind == "number" and cell.text.isdigit() else cell
        for place, cell in grid.cells.items()
    }
    return replace(grid, cells=cells)
