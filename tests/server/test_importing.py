"""Firms and assignments from a spreadsheet: all of it, or every cell that is wrong."""

from __future__ import annotations

import io

import openpyxl
import pytest

from advisor_app.domain.grid import BadTable
from advisor_app.server import history, importing
from advisor_app.spreadsheet.reader import read_book
from tests.server.offices import Served

HEAD = ("NIT", "Nombre", "Nombre comercial", "Municipio", "Asesores")
GOOD = (
    ("999.000.101-0", "Asociación La Meseta", "Meseta", "Popayán", "ana, beto"),
    (999000102, "Fundición Sur", None, 5001, "ana"),
    (None, "Trapiche Las Lajas", None, "Timbío", None),
)


def _book(*rows, head=HEAD):
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in (head, *rows):
        sheet.append(row)
    data = io.BytesIO()
    made.save(data)
    return read_book(data.getvalue(), lambda _name: True)


def _put_in(served: Served, *rows) -> importing.Imported:
    with served.base.writing() as c:
        return importing.put_in(c, _book(*rows), "Oficina")


def test_firms_arrive_on_the_laptops_of_their_advisors(served: Served):
    ana, beto = served.laptop("ana"), served.laptop("beto")
    assert _put_in(served, *GOOD) == importing.Imported(new=3, known=0, given=3)
    assert sum(len(block["r"]) for block in ana.pull_all()["rows"]) == 2
    told = repr(beto.pull_all()["rows"])
    assert all(word in told for word in ("Asociación La Meseta", "999000101", "19001"))
    assert "Fundición" not in told


def test_the_same_table_again_changes_nothing(served: Served):
    ana = served.laptop("ana")
    served.person("beto")
    _put_in(served, *GOOD)
    before = ana.pull_all()
    assert _put_in(served, *GOOD) == importing.Imported(new=0, known=3, given=0)
    assert ana.pull_all() == before


def test_every_wrong_cell_is_named_and_nothing_is_stored(served: Served):
    ana = served.laptop("ana")
    wrong = (
        ("999.000.101-5", "A", None, "Popayán", "ana"),
        ("999000102", None, None, "Popayán", None),
        ("999000102", "C", None, "Ningún lugar", None),
        ("999000103", "D", None, "Popayán", "nadie"),
        ("999000102", "E", None, "Popayán", None),
    )
    with pytest.raises(BadTable) as refused:
        _put_in(served, *GOOD[1:], *wrong)
    places = {one.place.partition("!")[2] for one in refused.value.problems}
    assert {"A4", "B5", "D6", "E7"} <= places
    assert ana.pull_all()["rows"] == []


def test_the_history_knows_that_the_office_wrote_it(served: Served):
    served.laptop("ana")
    served.person("beto")
    _put_in(served, *GOOD)
    import sqlalchemy as sa

    from advisor_app.schema import office

    with served.base.reading() as c:
        row = c.execute(sa.select(office.batch)).one()
        assert (row.device, row.first, row.last) == ("office", 1, 3)
        assert history.blocks_of(c, row.id)
