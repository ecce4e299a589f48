"""Answers as a workbook: every one of them, as figures and texts, and nothing that runs."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from advisor_app.domain.errors import AdvisorError
from advisor_app.domain.gap import GapAnswer, State
from advisor_app.domain.groups import Part
from advisor_app.services import export
from advisor_app.services.gaps import GapView
from advisor_app.services.session import Session
from advisor_app.spreadsheet.reader import read_book
from tests.builders import answer_everything, answer_list, consent, make_draft, make_firm, rated

EVIL = '=HYPERLINK("http://x","clic")'
TRICKS = (EVIL, "+1+1", "-2+3", "@SUM(A1)", "\t=1", "{=1}", "a\x00b\x0bc", "_x0041_", "ñ🙂\u202e")


@pytest.fixture
def gap(session: Session) -> GapView:
    firm = make_firm(session, legal_name=EVIL)
    consent(session, firm)
    return session.gaps.start(firm.id, "codex_haccp")


def table(data: bytes, sheet: str) -> list[dict[str, Any]]:
    """The rows of a sheet as another program reads them."""
    rows = list(load_workbook(io.BytesIO(data))[sheet].values)
    return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]


def test_every_point_of_a_gap_stands_with_its_answer(session: Session, gap: GapView):
    first, second = gap.standard.requirements[:2]
    session.gaps.answer(gap.id, GapAnswer(first.code, State.FAILS, note="Falta la firma"))
    session.gaps.answer(gap.id, GapAnswer(second.code, State.COMPLIES))
    rows = table(export.workbook(session, "gap", gap.id, "es"), "Requisitos")
    assert [row["Número"] for row in rows] == [one.code for one in gap.standard.requirements]
    assert rows[0]["Respuesta"] == "No cumple"
    assert rows[0]["Nota o razón"] == "Falta la firma"
    assert rows[1]["Respuesta"] == "Cumple"
    assert rows[2]["Respuesta"] == "Sin ver"
    assert rows[0]["Días"] == {"S": 2, "M": 8, "L": 20}[first.effort]
    blocking = session.gaps.get(gap.id).result.blocking
    assert {row["Número"] for row in rows if row["Bloquea"]} == set(blocking)


def test_the_figures_of_a_gap_are_numbers(session: Session, gap: GapView):
    for one in gap.standard.requirements:
        session.gaps.answer(gap.id, GapAnswer(one.code, State.COMPLIES))
    facts = {row["Dato"]: row["Valor"] for row in table(
        export.workbook(session, "gap", gap.id, "es"), "Resumen"
    )}  # fmt: skip
    assert facts["Preparación"] == 100
    assert facts["Puntos que bloquean"] == 0
    chapters = table(export.workbook(session, "gap", gap.id, "es"), "Capítulos")
    assert sum(row["Aplican"] for row in chapters) == len(gap.standard.requirements)


def test_a_workbook_can_be_in_english_whatever_the_window_speaks(session: Session, gap: GapView):
    rows = table(export.workbook(session, "gap", gap.id, "en"), "Requirements")
    assert rows[0]["Answer"] == "Not seen"
    assert rows[0]["Requirement"] == gap.standard.requirements[0].title.en


def test_a_text_is_never_executed(session: Session, gap: GapView):
    codes = [one.code for one in gap.standard.requirements]
    for code, trick in zip(codes, TRICKS, strict=False):
        session.gaps.answer(gap.id, GapAnswer(code, State.FAILS, note=trick))
    data = export.workbook(session, "gap", gap.id, "es")
    book = read_book(data, lambda _name: True)
    assert {cell.kind for grid in book.grids for cell in grid.cells.values()} <= {"text", "number"}
    noted = [row["Nota o razón"] for row in table(data, "Requisitos")]
    assert noted[: len(TRICKS)] == [
        EVIL, "+1+1", "-2+3", "@SUM(A1)", "\t=1", "{=1}", "abc", "_x0041_", "ñ🙂\u202e",
    ]  # fmt: skip
    assert b"<f>" not in b"".join(_parts(data).values())


def _parts(data: bytes) -> dict[str, bytes]:
    from tests.spreadsheet.breaking import parts_of

    return parts_of(data)


def test_every_answer_of_a_diagnosis_stands_with_its_level(session: Session):
    visit, draft = make_draft(session)
    answer_everything(session, draft, visit_id=visit.id)
    told = replace(rated("D1.1", 4, "declared"), note="Lo dice el jefe")
    session.assessments.answer(draft.id, told, visit.id, "D1.2")
    data = export.workbook(session, "diagnosis", draft.id, "es")
    rows = {row["Código"]: row for row in table(data, "Respuestas")}
    result = session.assessments.result(draft.id).result
    assert set(rows) == {entry.item.code for entry in result.items}
    assert rows["D1.1"]["Nivel dicho"] == 4
    assert rows["D1.1"]["Nivel que se sostiene"] == result.substantiated("D1.1")
    assert rows["D1.1"]["Cómo se supo"] == "Dicho"
    assert rows["D1.1"]["Nota o razón"] == "Lo dice el jefe"
    scores = {row["Código"]: row["Puntaje"] for row in table(data, "Dimensiones")}
    for one in result.dimensions:
        assert one.score is None or Decimal(str(scores[one.dimension.code])) == one.score


def test_an_empty_diagnosis_can_be_exported_too(session: Session):
    _visit, draft = make_draft(session)
    rows = table(export.workbook(session, "diagnosis", draft.id, "es"), "Respuestas")
    assert {row["Estado"] for row in rows} == {"Sin ver"}


def test_the_same_answers_give_the_same_file(session: Session, gap: GapView):
    once = export.workbook(session, "gap", gap.id, "es")
    assert export.workbook(session, "gap", gap.id, "es") == once


def test_a_workbook_reads_well(session: Session, gap: GapView):
    book = load_workbook(io.BytesIO(export.workbook(session, "gap", gap.id, "es")))
    sheet = book["Requisitos"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:L{len(gap.standard.requirements) + 1}"
    assert sheet.column_dimensions["C"].width > 40
    assert book["Capítulos"]["E2"].number_format == '0.0" %"'
    assert book["Requisitos"]["K2"].number_format == "#,##0"


def test_every_action_of_a_plan_stands_with_what_it_closes(session: Session, gap: GapView):
    for number, one in enumerate(gap.standard.requirements):
        state = State.FAILS if number < 20 else State.COMPLIES
        session.gaps.answer(gap.id, GapAnswer(one.code, state))
    plan = session.plans.of_firm(gap.firm_id)
    session.plans.edit(gap.firm_id, plan.actions[0].id, {"cost": 1_500_000, "responsible": EVIL})
    data = export.workbook(session, "plan", gap.firm_id, "es")
    rows = table(data, "Acciones")
    plan = session.plans.of_firm(gap.firm_id)
    assert [row["Acción"] for row in rows] == [
        one.title for one in (*plan.carried, *plan.waiting, *plan.ended)
    ]
    priced = next(row for row in rows if row["Costo"])
    assert (priced["Costo"], priced["Responsable"]) == (1_500_000, EVIL)
    assert priced["Fecha límite"].date() == plan.actions[0].due_on
    found = table(data, "Lo que cierra")
    assert {row["Punto"] for row in found} >= {one.code for one in gap.standard.requirements[:20]}
    facts = {row["Dato"]: row["Valor"] for row in table(data, "Resumen")}
    assert facts["Costo"] == plan.cofinancing.cost
    assert table(export.workbook(session, "plan", gap.firm_id, "en"), "Actions")


def test_a_firm_without_a_plan_has_a_workbook_without_rows(session: Session):
    firm = make_firm(session)
    assert table(export.workbook(session, "plan", firm.id, "es"), "Acciones") == []


def test_what_is_not_there_is_refused(session: Session):
    with pytest.raises(AdvisorError):
        export.workbook(session, "gap", "nada", "es")


def test_a_group_has_a_sheet_of_its_members_by_code_and_by_no_name(session: Session):
    firm = make_firm(session)
    consent(session, firm)
    group = session.groups.begin(firm.id, "globalgap_option2_qms")
    people = [Part(f"{n:03d}", f"Rosalba Única {n}", "La Laguna") for n in range(1, 10)]
    session.groups.add(group.id, people)
    drawn = session.groups.draw(group.id)
    absent, visited, waiting = drawn.to_visit
    session.groups.replace_absent(group.id, absent, "No estaba en la finca ese día")
    view = session.groups.start(group.id, visited)
    answer_list(session, view, view.standard.requirements[0].code)
    data = export.workbook(session, "gap", group.id, "es")
    rows = {row["Código"]: row for row in table(data, "Miembros y muestra")}
    assert set(rows) == {one.code for one in people}
    assert (rows[visited]["Se visita"], rows[visited]["Resultado"]) == ("sí", "No cumple")
    assert (rows[visited]["Visto"], rows[visited]["Bloquean"]) == (100, 1)
    assert (rows[waiting]["Puesto del sorteo"], rows[waiting]["Resultado"]) == (3, "Sin empezar")
    assert (rows[absent]["Se visita"], rows[absent]["Resultado"]) == (None, None)
    assert rows[drawn.left_over[0]]["En lugar de"] == absent
    own = export.workbook(session, "gap", view.id, "es")
    for one in (data, own):
        assert not any(b"Rosalba" in part for part in _parts(one).values())
    facts = {row["Dato"]: row["Valor"] for row in table(own, "Resumen")}
    assert facts["Se evaluó"] == f"Miembro {visited}"
    facts = {row["Dato"]: row["Valor"] for row in table(data, "Resumen")}
    assert facts["Se evaluó"] == "la gestión del grupo"


def test_methods_stand_in_the_workbook_of_a_laboratory_by_name(session: Session):
    firm = make_firm(session, sector="laboratory")
    consent(session, firm)
    group = session.groups.divide(session.gaps.start(firm.id, "iso_17025").id, "method")
    session.groups.add(group.id, [Part("001", "ISO 6579", analyte="Salmonella", matrix="Carne")])
    (row,) = table(export.workbook(session, "gap", group.id, "en"), "Methods")
    assert (row["Method"], row["Analyte"], row["Matrix"]) == ("ISO 6579", "Salmonella", "Carne")
    assert (row["Visited"], row["Result"]) == ("yes", "Not begun")
