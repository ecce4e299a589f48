"""Own lists: what a spreadsheet brings, every wrong cell by its address, and versions that last."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from openpyxl import Workbook, load_workbook

from advisor_app.domain.document import GAP_REPORT
from advisor_app.domain.errors import AdvisorError
from advisor_app.domain.gap import GapAnswer, State
from advisor_app.domain.grid import BadTable
from advisor_app.domain.list_template import SCHEMES
from advisor_app.domain.standard import shipped_ids, shipped_standard
from advisor_app.i18n import set_language
from advisor_app.schema import tables
from advisor_app.services import list_files, lists
from advisor_app.services.session import Session
from tests.builders import consent, make_firm
from tests.reports.reading import whole
from tests.spreadsheet import breaking, panela
from tests.spreadsheet.breaking import changed, with_cell


def brought(tmp_path: Path, data: bytes) -> Path:
    """A file to bring in."""
    file = tmp_path / "lista.xlsx"
    file.write_bytes(data)
    return file


def problems(tmp_path: Path, data: bytes) -> list[str]:
    """What is wrong with a file, one line each."""
    with pytest.raises(BadTable) as caught:
        list_files.read_file(brought(tmp_path, data))
    return [str(problem) for problem in caught.value.problems]


def offered_by(book: Workbook, source: str) -> set[Any]:
    """The choices of a drop-down, written out or in a range."""
    if source.startswith('"'):
        return set(source.strip('"').split(","))
    sheet, _sign, cells = source.replace("$", "").replace("'", "").partition("!")
    return {row[0].value for row in book[sheet][cells]}


def stored_lists(session: Session) -> int:
    with session._workspace.read() as c:
        count = sa.select(sa.func.count()).where(tables.content.c.kind == "own_list")
        return c.execute(count).scalar_one()


# --- What comes in -----------------------------------------------------------------------------


def test_a_list_written_by_hand_in_another_program_is_taken(session: Session):
    made = session.lists.install(panela.FILE)
    standard = made.standard
    assert (standard.id, standard.version, standard.scheme) == ("panela_propia", "1.0", "fssc")
    assert len(standard.requirements) == 30
    last = standard.requirement("V.10")
    assert (last.severity, last.place, last.na_allowed) == ("R", "storage", True)
    assert last.title.en == last.title.es  # the English is missing there
    assert standard.requirement("C.1").title.en == "Each plot of cane has a name and a sketch"
    assert standard.sectors == ("agroindustry_food", "agro_primary")
    told = [str(warning) for warning in made.warnings]
    assert "Requisitos!D: falta el inglés en 16 filas; se usará el español" in told


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("key", shipped_ids())
def test_every_list_of_the_program_comes_back_the_same(key: str, lang: str, tmp_path: Path):
    standard, file = shipped_standard(key), tmp_path / "l.xlsx"
    list_files.write_list(standard, file, lang)
    again = lists.settle(list_files.read_file(file), [])
    assert again.standard.digest == standard.digest
    assert not again.is_new
    assert again.warnings == ()


def test_a_file_is_the_same_each_time_it_is_written(tmp_path: Path):
    one, two = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    for file in (one, two):
        list_files.write_list(shipped_standard("iso_27001"), file, "es")
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize("lang", ["es", "en"])
def test_what_is_written_is_what_its_drop_down_offers(tmp_path: Path, lang: str):
    file = tmp_path / "l.xlsx"
    list_files.write_list(shipped_standard("iso_27001"), file, lang)
    book = load_workbook(file)
    offered = 0
    for sheet in book.worksheets:
        for rule in sheet.data_validations.dataValidation:
            choices = offered_by(book, rule.formula1)
            first, _colon, last = str(rule.sqref).partition(":")
            values = {row[0].value for row in sheet[f"{first}:{last or first}"]}
            assert values - {None} <= choices, rule.sqref
            offered += 1
    assert offered == 8


def test_the_blank_template_names_what_must_be_filled_in(tmp_path: Path):
    file = tmp_path / "t.xlsx"
    list_files.write_template(file, "es")
    assert problems(tmp_path, file.read_bytes()) == [
        "Lista!B2: falta: Clave",
        "Lista!B4: falta: Nombre",
        "Secciones!A2: falta al menos una sección",
        "Requisitos!A2: falta al menos un requisito",
    ]


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "said"),
    [
        ("Requisitos", "C14", "X", "«X» no existe en «Gravedad»; use C, M, m o R"),
        ("Requisitos", "A9", "C.1", "el número «C.1» ya está en Requisitos!A2"),
        ("Requisitos", "A9", 4.10, "hay un número o una fecha (4.1), no un texto: así 4.10"),
        ("Requisitos", "A9", "4 10", "«4 10» no sirve de número"),
        ("Requisitos", "A9", None, "falta: Número"),
        ("Requisitos", "B9", "Z", "la sección «Z» no está en la hoja de secciones; hay B, C,"),
        ("Requisitos", "D9", None, "falta: Requisito"),
        ("Requisitos", "D9", "x" * 32_000, "el texto tiene 32000 letras y caben 300"),
        ("Requisitos", "D9", "a\u202eb", "tiene un carácter invisible (U+202E)"),
        ("Requisitos", "D9", "a\u200bb", "tiene un carácter invisible (U+200B)"),
        ("Requisitos", "D9", "=1+1", "hay una fórmula"),
        ("Requisitos", "F9", None, "falta: Evidencia 1"),
        ("Requisitos", "I9", "XL", "«XL» no existe en «Esfuerzo»; use S, M o L"),
        ("Requisitos", "J9", None, "falta: Admite no aplica"),
        ("Requisitos", "J9", True, "hay un valor lógico"),
        ("Requisitos", "K9", "Luna", "«Luna» no existe en «Lugar»"),
        ("Requisitos", "L9", "quizá", "«quizá» no existe en «Por confirmar»; use sí o no"),
        ("Requisitos", "O9", "suelto", "esta columna no tiene título"),
        ("Requisitos", "M1", "Color", "no se conoce la columna «Color»"),
        ("Lista", "B2", "Panela Ñ", "«Panela Ñ» no sirve: solo letras minúsculas"),
        ("Lista", "B3", "uno", "«uno» no sirve: escríbala como 1.0"),
        ("Lista", "B6", "magia", "«magia» no existe en «Regla»; use ms, fssc,"),
        ("Lista", "B7", "luna", "«luna» no existe; use all,"),
        ("Lista", "B9", "1/10/2026", "escriba la fecha como 2026-11-25"),
        ("Lista", "C2", "panela", "aquí no va ningún dato"),
        ("Secciones", "A3", "C", "la clave «C» ya está en Secciones!A2"),
    ],
)
def test_a_wrong_cell_is_named_by_its_address(
    tmp_path: Path, sheet: str, cell: str, value: Any, said: str
):
    found = problems(tmp_path, with_cell(sheet, cell, value))
    assert any(line.startswith(f"{sheet}!{cell}: {said}") for line in found), found


def test_a_date_and_an_error_are_no_texts(tmp_path: Path):
    import datetime

    found = problems(tmp_path, with_cell("Lista", "B9", datetime.date(2026, 10, 1)))
    assert found[0].startswith("Lista!B9: hay un número o una fecha")
    found = problems(tmp_path, with_cell("Requisitos", "D9", "#REF!"))
    assert found == [
        "Requisitos!D9: hay un error de la hoja de cálculo; escriba el valor como texto"
    ]


def test_merged_cells_a_hidden_sheet_and_a_missing_one_are_named(tmp_path: Path):
    def merge(book: Any) -> None:
        book["Requisitos"].merge_cells("D5:D6")
        book["Secciones"].sheet_state = "hidden"

    found = problems(tmp_path, changed(merge))
    assert found[0].startswith("Secciones: la hoja está oculta")
    assert any(line.startswith("Requisitos!D5:D6: las celdas están combinadas") for line in found)

    def rename(book: Any) -> None:
        book["Requisitos"].title = "Puntos"

    assert problems(tmp_path, changed(rename)) == [
        "Requisitos: falta esta hoja; el libro tiene: Lista, Secciones, Puntos"
    ]


def test_all_errors_come_at_once_and_a_hundred_are_told(tmp_path: Path):
    def spoil(book: Any) -> None:
        for row in range(2, 32):
            for column in "CIJK":
                book["Requisitos"][f"{column}{row}"] = "?"

    with pytest.raises(BadTable) as caught:
        list_files.read_file(brought(tmp_path, changed(spoil)))
    assert len(caught.value.problems) == 120
    assert len(caught.value.lines()) == 101
    assert caught.value.lines()[-1] == "y 20 problemas más"


def test_more_than_a_thousand_requirements_are_refused_with_the_cell(tmp_path: Path):
    def grow(book: Any) -> None:
        row = [cell.value for cell in book["Requisitos"][2]]
        for number in range(1_000):
            book["Requisitos"].append([f"X.{number}", *row[1:]])

    (found,) = problems(tmp_path, changed(grow))
    assert found == "Requisitos!A1002: hay 1030 requisitos; una lista admite hasta 1.000"


def test_a_sheet_of_a_hundred_thousand_rows_is_refused_with_the_cell(tmp_path: Path):
    row = b'<row r="%d"><c r="A%d" t="str"><v>x</v></c></row>'
    rows = b"".join(row % (n, n) for n in range(1, 100_001))
    sheet = b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>"
    found = problems(tmp_path, breaking.with_part(breaking.SHEET, sheet))
    assert found[0].startswith("Requisitos!A2001: la hoja sigue más allá")


def test_a_rule_with_points_needs_them_in_every_group(tmp_path: Path):
    found = problems(tmp_path, with_cell("Lista", "B6", "sgsst"))
    assert found[0].endswith("la regla «sgsst» necesita puntos y grupos")
    file = tmp_path / "s.xlsx"
    list_files.write_list(shipped_standard("sgsst_0312"), file, "es")

    book = load_workbook(file)
    for row in range(2, 62):
        book["Requisitos"][f"Q{row}"] = "60"
    book.save(file)
    assert problems(tmp_path, file.read_bytes()) == [
        "Requisitos: ningún requisito con puntos es del grupo 7",
        "Requisitos: ningún requisito con puntos es del grupo 21",
    ]


def test_the_errors_are_in_the_language_of_the_user(tmp_path: Path):
    set_language("en")
    found = problems(tmp_path, with_cell("Requisitos", "C14", "X"))
    assert found == ["Requisitos!C14: “X” does not exist in “Severity”; use C, M, m or R"]


# --- Versions ----------------------------------------------------------------------------------


def test_the_same_list_again_changes_nothing_and_an_edit_is_the_next_version(
    session: Session, tmp_path: Path
):
    assert session.lists.install(panela.FILE).is_new
    again = session.lists.install(panela.FILE)
    assert (again.is_new, again.standard.version) == (False, "1.0")
    edited = brought(tmp_path, with_cell("Requisitos", "D2", "Los lotes tienen nombre"))
    second = session.lists.install(edited)
    assert (second.is_new, second.standard.version) == (True, "1.1")
    newer = brought(tmp_path, with_cell("Lista", "B3", "2.10"))
    assert session.lists.install(newer).standard.version == "2.10"
    assert [one.version for one in session.lists.own()] == ["1.0", "1.1", "2.10"]
    assert session.lists.find("panela_propia").version == "2.10"
    assert session.lists.find("panela_propia", "1.1") == second.standard


def test_an_assessment_keeps_the_version_it_began_with(session: Session, tmp_path: Path):
    firm = make_firm(session)
    consent(session, firm)
    session.lists.install(panela.FILE)
    old = session.gaps.start(firm.id, "panela_propia")
    session.gaps.answer(old.id, GapAnswer("C.1", State.COMPLIES))
    session.lists.install(brought(tmp_path, with_cell("Requisitos", "D2", "Otro texto")))
    assert session.gaps.start(firm.id, "panela_propia").id == old.id
    closed = session.gaps.close(old.id)
    assert closed.standard.version == "1.0"
    assert closed.result.readiness is not None
    assert session.gaps.start(firm.id, "panela_propia").standard.version == "1.1"


def test_an_own_version_of_a_list_of_the_program_takes_its_place(session: Session, tmp_path: Path):

    file = tmp_path / "haccp.xlsx"
    list_files.write_list(shipped_standard("codex_haccp"), file, "es")
    book = load_workbook(file)
    book["Requisitos"]["D2"] = "Con nuestras palabras"
    book.save(file)
    made = session.lists.install(file)
    assert (made.is_new, made.standard.version) == (True, "1.1")
    named = {one.id: one for one in session.lists.all()}
    assert named["codex_haccp"].is_own
    assert len(named) == len(shipped_ids())
    firm = make_firm(session)
    consent(session, firm)
    assert session.gaps.start(firm.id, "codex_haccp").standard.digest == made.standard.digest


def test_a_list_brought_in_by_mistake_is_taken_away_and_can_come_back(
    session: Session, tmp_path: Path
):
    firm = make_firm(session)
    consent(session, firm)
    session.lists.install(panela.FILE)
    wrong = brought(tmp_path, with_cell("Requisitos", "D2", "Un error"))
    session.lists.install(wrong)
    gap = session.gaps.start(firm.id, "panela_propia")
    assert session.lists.remove("panela_propia").version == "1.1"
    assert session.lists.find("panela_propia").version == "1.0"
    assert session.gaps.get(gap.id).standard.version == "1.1"  # goes on with what it began with
    again = session.lists.install(wrong)
    assert (again.is_new, again.standard.version) == (True, "1.1")
    assert session.lists.remove("panela_propia", "1.0").version == "1.0"
    with pytest.raises(AdvisorError, match="es del programa"):
        session.lists.remove("codex_haccp")


def test_a_refused_file_leaves_nothing_behind(session: Session, tmp_path: Path):
    heard: list[object] = []
    session.subscribe(heard.append)
    for data in (with_cell("Requisitos", "C31", "X"), b"PK nada", breaking.with_lying_size(2_000)):
        with pytest.raises(AdvisorError):
            session.lists.install(brought(tmp_path, data))
    with pytest.raises(AdvisorError):
        session.lists.install(tmp_path / "no está.xlsx")
    assert stored_lists(session) == 0
    assert heard == []


def test_a_check_stores_nothing(session: Session):
    assert session.lists.check(panela.FILE).is_new
    assert stored_lists(session) == 0


def test_what_is_unknown_is_said(session: Session):
    session.lists.install(panela.FILE)
    with pytest.raises(AdvisorError, match=r"no tiene la versión 9\.9.*Hay: 1\.0"):
        session.lists.find("panela_propia", "9.9")
    with pytest.raises(AdvisorError, match="No hay ninguna lista"):
        session.lists.find("nada")


def test_an_own_list_is_found_again_after_the_workspace_was_closed(tmp_path: Path):
    from tests.builders import make_session

    first = make_session(tmp_path / "w")
    digest = first.lists.install(panela.FILE).standard.digest
    first.close()
    from advisor_app.services import entry

    second = entry.open_demo(tmp_path / "w")
    try:
        assert second.lists.find("panela_propia").digest == digest
    finally:
        second.close()


def test_an_own_list_can_go_out_and_come_back(session: Session, tmp_path: Path):
    standard = session.lists.install(panela.FILE).standard
    file = tmp_path / "out.xlsx"
    list_files.write_list(standard, file, "en")
    again = session.lists.install(file)
    assert (again.is_new, again.standard.digest) == (False, standard.digest)
    assert json.loads(again.standard.body)["prerequisites"] == []


# --- Used like any other -----------------------------------------------------------------------


@pytest.mark.parametrize("scheme", [one for one in SCHEMES if one != "sgsst"])
def test_an_own_list_is_decided_by_any_rule(session: Session, tmp_path: Path, scheme: str):
    firm = make_firm(session)
    consent(session, firm)
    session.lists.install(brought(tmp_path, with_cell("Lista", "B6", scheme)))
    gap = session.gaps.start(firm.id, "panela_propia")
    assert gap.verdict.passes is not True  # nothing was seen yet
    for number, one in enumerate(gap.standard.requirements):
        state = State.FAILS if number % 4 == 0 else State.COMPLIES
        session.gaps.answer(gap.id, GapAnswer(one.code, state))
    answered = session.gaps.get(gap.id)
    assert answered.verdict.scheme == scheme
    assert answered.result.readiness is not None
    asked = {check.key for check in answered.verdict.checks if check.holds is None}
    assert asked <= set(answered.standard.prerequisites)  # the screen asks for all of it


def test_an_own_list_is_printed_and_enters_the_plan(session: Session):
    firm = make_firm(session)
    consent(session, firm)
    session.lists.install(panela.FILE)
    gap = session.gaps.start(firm.id, "panela_propia")
    session.gaps.answer(gap.id, GapAnswer("H.1", State.FAILS, note="Hay un tarro de clarol"))
    for lang, title in (("es", "panela de trapiche"), ("en", "panela from the mill")):
        printed = " ".join(whole(session.documents.preview(gap.id, lang, GAP_REPORT)).split())
        assert title in printed
        assert "Hay un tarro de clarol" in printed
    titles = [one.title for one in session.plans.of_firm(firm.id).actions]
    assert any("Prohibirlos por escrito" in title for title in titles), titles
