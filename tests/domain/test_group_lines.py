"""Members from lines typed, pasted or in a CSV: taken whole, or refused line by line in words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor_app.domain.errors import AdvisorError
from advisor_app.domain.group_lines import LARGEST_FILE, read_lines, text_of_file
from advisor_app.domain.groups import Part


def read(text, kind="member", known=()):
    return read_lines(text, kind, known)


def why(text, kind="member", known=()):
    reading = read(text, kind, known)
    return [(one.line, one.why) for one in reading.problems]


def test_lines_are_taken_as_people_write_them():
    (rosa, jhon) = read("Rosa Campo; La Laguna; 2,5 ha\n\n  Jhon Edier   Ñuscué ;El Tablón\n").parts
    assert rosa == Part("001", "Rosa Campo", "La Laguna", Decimal("2.5"))
    assert jhon == Part("002", "Jhon Edier Ñuscué", "El Tablón")


@pytest.mark.parametrize(
    "text",
    [
        "Código;Nombre;Vereda;Hectáreas\nM-7;Rosa Campo;La Laguna;2,5",
        'nombre,"vereda",ha,código\nRosa Campo,La Laguna,2.5,M-7',
        "Rosa Campo\tLa Laguna\t2,5\tM-7",
    ],
)
def test_a_heading_names_the_columns_and_cells_may_be_pasted(text):
    assert read(text).parts == (Part("M-7", "Rosa Campo", "La Laguna", Decimal("2.5")),)


def test_methods_have_analyte_and_matrix():
    (one,) = read("AOAC 991.14; Coliformes; Agua", "method").parts
    assert one.shown == "AOAC 991.14 · Coliformes · Agua"


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        (";La Laguna", 1, "nombre"),
        ("Rosa\nJhon; x; dos", 2, "cifras"),
        ("Rosa; x; -3", 1, "cifras"),
        ("Rosa; x; NaN", 1, "cifras"),
        ("Rosa; x; 1e9", 1, "cifras"),
        ("Rosa; a; 1; C1; de más", 1, "Sobran"),
        ("Rosa\n=HYPERLINK(1)", 2, "fórmula"),
        ("Rosa; @SUM", 1, "fórmula"),
        ("x" * 121, 1, "120"),
        ('"Rosa; La Laguna', 1, "comillas"),
        ("Rosa; a; 1; código raro", 1, "16 letras"),
        ("Rosa; a; 1; C1\nJhon; b; 1; c1", 2, "ya está"),
        ("Rosa; a\nROSA ;A", 2, "ya está"),
        ("vereda;hectáreas\nLa Laguna;2", 1, "columna del nombre"),
    ],
)
def test_a_line_that_can_not_be_taken_is_named_with_its_number(text, line, word):
    ((at, said),) = why(text)
    assert at == line
    assert word in said


def test_who_is_registered_is_not_taken_twice_but_may_come_back():
    known = (Part("001", "Rosa Campo", "La Laguna"), Part("002", "Jhon", is_gone=True))
    assert why("Rosa Campo; La Laguna", known=known)[0][0] == 1
    assert read("Jhon", known=known).parts[0].code == "003"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_files_of_every_spreadsheet_are_read(encoding):
    text = "Nombre;Vereda\r\nBeatriz Peña;El Tablón\r\n"
    (one,) = read(text_of_file(text.encode(encoding))).parts
    assert (one.name, one.place) == ("Beatriz Peña", "El Tablón")


@pytest.mark.parametrize(
    "data",
    [b"PK\x03\x04\x14\x00\x06\x00", b"\xff\xd8\xff\xe0\x00\x10JFIF", b"x" * (LARGEST_FILE + 1)],
    ids=["xlsx", "jpeg", "huge"],
)
def test_what_is_no_list_is_refused_whole(data):
    with pytest.raises(AdvisorError) as refused:
        text_of_file(data)
    assert "No se agregó nada" in refused.value.advice


def test_a_hundred_thousand_lines_are_refused_at_once():
    with pytest.raises(AdvisorError, match="demasiadas"):
        read("Rosa\n" * 100_000)


@given(st.binary(max_size=400))
def test_no_file_breaks_the_reader(data):
    try:
        reading = read(text_of_file(data))
    except AdvisorError:
        return
    assert all(part.name and part.code for part in reading.parts)
    assert len({part.code for part in reading.parts}) == len(reading.parts)
