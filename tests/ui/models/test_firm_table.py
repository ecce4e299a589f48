"""The table of firms: quick with many, and honest as an item model."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt

from advisor_app.services.firms import FirmRow
from ui.models.firm_table import DETAIL, LEVEL, Column, FirmTable

ROW = FirmRow(
    id="f1",
    name="Asociación Hass Cordillera Verde",
    trade_name="",
    nit_shown="999.000.101-0",
    municipality="El Tambo",
    department="Cauca",
    sector="agro_primary",
    pdet=True,
    last_visit=date(2026, 11, 2),
    status="diagnosed",
    level=2,
)


@pytest.fixture
def table(qapp):
    made = FirmTable()
    yield made
    made.deleteLater()


def cell(table, row, column, role=Qt.ItemDataRole.DisplayRole):
    return table.data(table.index(row, column), role)


def test_it_behaves_as_an_item_model_while_it_changes(table, qtmodeltester):
    qtmodeltester.check(table)
    table.show_rows([replace(ROW, id=str(number)) for number in range(500)])
    table.show_rows([])


def test_it_behaves_as_an_item_model_that_is_full(table, qtmodeltester):
    table.show_rows([replace(ROW, id=str(number)) for number in range(500)])
    qtmodeltester.check(table)


def test_a_row_tells_name_number_place_sector_visit_and_level(table):
    table.show_rows([ROW])
    assert cell(table, 0, Column.NAME) == "Asociación Hass Cordillera Verde"
    assert cell(table, 0, Column.NAME, DETAIL) == "999.000.101-0"
    assert cell(table, 0, Column.PLACE) == "El Tambo"
    assert cell(table, 0, Column.PLACE, DETAIL) == "Cauca"
    assert cell(table, 0, Column.SECTOR) == "Producción agrícola"
    assert cell(table, 0, Column.VISIT) == "02/11/2026"
    assert cell(table, 0, Column.LEVEL) == "2 Básico"
    assert cell(table, 0, Column.LEVEL, LEVEL) == 2


def test_a_screen_reader_hears_both_lines(table):
    table.show_rows([ROW])
    spoken = cell(table, 0, Column.PLACE, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "El Tambo, Cauca"


def test_a_firm_without_a_level_says_where_it_stands(table):
    table.show_rows([replace(ROW, level=None, status="new", last_visit=None, sector="")])
    assert cell(table, 0, Column.LEVEL) == "Sin diagnóstico"
    assert cell(table, 0, Column.VISIT) == ""
    table.show_rows([replace(ROW, level=None, status="draft")])
    assert cell(table, 0, Column.LEVEL) == "En curso"
    table.show_rows([replace(ROW, status="draft")])
    assert cell(table, 0, Column.LEVEL, DETAIL) == "Otro en curso"


def test_a_firm_is_found_by_its_identity(table):
    table.show_rows([replace(ROW, id=str(number)) for number in range(500)])
    assert table.position_of("321") == 321
    assert table.position_of("nobody") is None


def test_the_columns_are_named(table):
    names = [table.headerData(n, Qt.Orientation.Horizontal) for n in range(table.columnCount())]
    assert names == ["Empresa", "Municipio", "Sector", "Última visita", "Nivel"]
    assert table.headerData(0, Qt.Orientation.Vertical) is None
