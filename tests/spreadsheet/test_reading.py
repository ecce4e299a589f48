"""Workbooks from anywhere: what is no list is refused in plain words, at little cost."""

from __future__ import annotations

import random
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from advisor_app.domain.errors import AdvisorError
from advisor_app.domain.grid import Book, Cell
from advisor_app.spreadsheet.archive import BadBook
from advisor_app.spreadsheet.reader import MOST_ROWS, read_book
from advisor_app.spreadsheet.writer import Heading, Sheet, write_book
from tests.spreadsheet import breaking, panela
from tests.spreadsheet.breaking import CONTENT_TYPES, SHEET, changed, saved, with_part, with_xml

LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ja"><!ENTITY b "&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]><worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&c;</v>
</c></row></sheetData></worksheet>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&x;</v></c></row></sheetData></worksheet>"""
ENDLESS = b'<a b="' + random.Random(1).randbytes(700_000).hex().encode() + b'"/>'  # noqa: S311 - only hard to shrink


def read(data: bytes) -> Book:
    return read_book(data, lambda _name: True)


def refusal(data: bytes) -> str:
    with pytest.raises(BadBook) as caught:
        read(data)
    return str(caught.value)


def test_texts_and_numbers_are_told_apart_as_the_file_has_them():
    book = read(breaking.with_cell("Lista", "D4", 4.10))
    cells = book.grids[0].cells
    assert [grid.name for grid in book.grids] == ["Lista", "Secciones", "Requisitos"]
    assert cells[2, 2] == Cell("text", "panela_propia")
    assert cells[4, 4] == Cell("number", "4.1")


def test_a_formula_a_merge_and_a_hidden_sheet_are_seen():
    def change(book: object) -> None:
        book["Secciones"]["B3"] = "=1+1"
        book["Secciones"].merge_cells("A5:B6")
        book["Secciones"].sheet_state = "hidden"

    sections = read(changed(change)).grids[1]
    assert sections.cells[3, 2].kind == "formula"
    assert sections.merged == ("A5:B6",)
    assert sections.is_hidden


def test_runs_of_one_text_are_one_text_and_escapes_are_read():
    strings = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><r><t>uno </t>'
        b"</r><r><t>dos</t></r><rPh><t>no</t></rPh></si><si><t>a_x000D_b</t></si></sst>"
    )
    sheet = (
        b'<worksheet><sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row></sheetData>'
        b"</worksheet>"
    )
    parts = breaking.parts_of(write_book("Libro", [Sheet("Uno", [Heading("A")], [["x"]])]))
    first = "xl/worksheets/sheet1.xml"
    made = breaking.packed({**parts, "xl/sharedStrings.xml": strings, first: sheet})
    (grid,) = read(made).grids
    assert [cell.text for cell in grid.cells.values()] == ["uno dos", "a\rb"]


def test_a_sheet_that_goes_on_for_ever_is_read_up_to_its_limit():
    rows = b"".join(
        b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 100_001)
    )
    grid = read(with_part(SHEET, b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"))
    last = grid.grids[2]
    assert last.beyond == f"Requisitos!A{MOST_ROWS + 1}"
    assert len(last.cells) == MOST_ROWS


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(b"", "vacío", id="empty"),
        pytest.param(b"codigo;titulo\n1;uno\n", "no es un libro de Excel", id="csv"),
        pytest.param(b"\xd0\xcf\x11\xe0" + bytes(600), "Excel antiguo", id="xls"),
        pytest.param(
            b"\xd0\xcf\x11\xe0" + bytes(90) + "EncryptedPackage".encode("utf-16-le"),
            "contraseña",
            id="sealed",
        ),
        pytest.param(saved(panela.workbook())[:4_000], "dañado", id="cut off"),
        pytest.param(breaking.packed({"mimetype": b"ods"}), "LibreOffice", id="ods"),
        pytest.param(breaking.packed({"a.txt": b"x"}), "no es un libro de Excel", id="any zip"),
        pytest.param(with_part("xl/vbaProject.bin", b"x"), "macros", id="macros"),
        pytest.param(with_part("xl/macrosheets/sheet1.xml", b"x"), "macros", id="old macros"),
        pytest.param(
            with_part("xl/externalLinks/externalLink1.xml", b"<x/>"), "enlazado", id="links"
        ),
        pytest.param(with_part("xl/embeddings/ole1.bin", b"x"), "incrustados", id="objects"),
        pytest.param(with_part("xl/workbook.bin", b"x"), "binario", id="xlsb"),
        pytest.param(with_part(SHEET, LAUGHS), "dañado", id="billion laughs"),
        pytest.param(with_part(SHEET, OUTSIDE), "dañado", id="external entity"),
        pytest.param(with_part(SHEET, b"<a>" * 60 + b"</a>" * 60), "dañado", id="deep"),
        pytest.param(with_part(SHEET, ENDLESS), "dañado", id="one long tag"),
        pytest.param(with_part(SHEET, b" " * 17_000_000), "demasiado grande", id="bomb"),
        pytest.param(breaking.with_lying_size(2_000), "dañado", id="lying bomb"),
        pytest.param(with_xml("xl/workbook.xml", b"<sheets>", b"<sheets"), "dañado", id="bad xml"),
        pytest.param(
            with_part("_rels/.rels", b"<Relationships/>"), "no es un libro", id="no workbook"
        ),
        pytest.param(
            with_part(SHEET, b'<w><row><c t="s"><v>99999</v></c></row></w>'),
            "dañado",
            id="no such text",
        ),
        pytest.param(bytes(9_000_000), "demasiado grande", id="large"),
        pytest.param(
            breaking.packed({f"{n}": b"" for n in range(500)}), "demasiado grande", id="many parts"
        ),
        pytest.param(
            breaking.packed({CONTENT_TYPES: b"x"}, zipfile.ZIP_LZMA), "dañado", id="other packing"
        ),
    ],
)
def test_what_no_list_comes_in_is_refused_in_plain_words(data: bytes, said: str):
    assert said in refusal(data)


def test_a_bomb_is_refused_before_it_fills_the_memory():
    bombs = (
        with_part(SHEET, b"<worksheet>" + b" " * 200_000_000 + b"</worksheet>"),
        with_part("xl/sharedStrings.xml", b"<sst>" + b"<si/>" * 3_000_000 + b"</sst>"),
        with_part(SHEET, b"<worksheet><sheetData>" + b"<a>" * 5_000_000),
        breaking.with_lying_size(1_000),
    )
    tracemalloc.start()
    try:
        for bomb in bombs:
            tracemalloc.reset_peak()
            held = tracemalloc.get_traced_memory()[0]
            with pytest.raises(BadBook):
                read(bomb)
            assert tracemalloc.get_traced_memory()[1] - held < 40_000_000
    finally:
        tracemalloc.stop()


def test_a_hundred_bent_files_are_read_or_refused_and_nothing_else(tmp_path: Path):
    for number, bent in enumerate(breaking.mutations(100, seed=4)):
        try:
            read(bent)
        except AdvisorError:
            continue
        except Exception as error:
            (tmp_path / "bent.xlsx").write_bytes(bent)
            pytest.fail(f"mutation {number} ({breaking.checksum(bent)}): {error!r}")
