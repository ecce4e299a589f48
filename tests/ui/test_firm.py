"""A firm's page: its facts, its history and its one next step."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from advisor_app.domain.visit import Outcome
from tests.builders import answer_everything, consent, make_draft, make_firm
from tests.ui.hands import expose
from ui.screens.firm import FirmScreen
from ui.widgets.row_button import RowButton


@pytest.fixture
def screen(qtbot, context, session):
    made = FirmScreen(context)
    expose(qtbot, made)
    return made


def show(screen, tasks, firm):
    screen.open(firm_id=firm.id)
    tasks.wait_idle()
    labels = [label.text() for label in screen.findChildren(QLabel) if label.isVisible()]
    return " | ".join(labels)


def click(screen, name):
    for made in screen.findChildren(QAbstractButton):
        if made.isVisible() and name in (made.text(), made.accessibleName()):
            made.click()
            return
    raise AssertionError(name)


def test_it_tells_who_the_firm_is_and_where(screen, tasks, session):
    said = show(screen, tasks, make_firm(session))
    assert "Panadería Ñandú" in said
    assert "800.197.268-4 · El Tambo (Cauca) · Agroindustria y alimentos" in said
    assert "PDET Alto Patía y Norte del Cauca" in said
    assert screen.title() == "Panadería Ñandú"


def test_a_firm_without_nit_shows_its_office_code(screen, tasks, session):
    said = show(screen, tasks, make_firm(session, id_type="none", nit="", nit_dv=""))
    assert "OF-" in said


def test_the_size_comes_with_its_reason(screen, tasks, session):
    firm = make_firm(session)
    consent(session, firm)
    from dataclasses import replace

    session.firms.save(
        replace(firm, macro_sector="manufacturing", annual_income=Decimal(612_000_000),
                income_year=2025)
    )  # fmt: skip
    said = show(screen, tasks, firm)
    assert "Micro. 612.000.000 pesos de 2025 son 12.289 UVT; el límite es 23.563." in said


def test_the_primary_action_follows_the_life_of_the_firm(screen, tasks, session, navigator, qtbot):
    firm = make_firm(session)
    show(screen, tasks, firm)
    assert screen.next_button.hasFocus()
    qtbot.keyClick(screen.next_button, Qt.Key.Key_Space)
    consent(session, firm)
    show(screen, tasks, firm)
    screen.next_button.click()
    visit, view = make_draft(session, firm)
    show(screen, tasks, firm)
    screen.next_button.click()
    answer_everything(session, view)
    session.assessments.close(view.id)
    session.visits.finish(visit.id, Outcome.DONE)
    show(screen, tasks, firm)
    screen.next_button.click()
    assert navigator.visited == [
        ("consent", {"firm_id": firm.id}),
        ("visit_start", {"firm_id": firm.id}),
        ("interview", {"assessment_id": view.id}),
        ("result", {"assessment_id": view.id}),
    ]


def test_the_interview_begins_with_the_conditions_when_none_is_known(
    screen, tasks, session, navigator
):
    firm = make_firm(session)
    consent(session, firm)
    session.visits.start(firm.id)
    show(screen, tasks, firm)
    screen.next_button.click()
    route, params = navigator.visited[-1]
    assert route == "firm_form"
    assert params == {"firm_id": firm.id, "group": "conditions", "then": "interview"}


def test_the_interview_begins_at_once_when_the_conditions_are_known(
    screen, tasks, session, navigator
):
    from dataclasses import replace

    firm = make_firm(session)
    consent(session, firm)
    session.firms.save(replace(firm, conditions={"has_employees": True}))
    session.visits.start(firm.id)
    show(screen, tasks, firm)
    screen.next_button.click()
    tasks.wait_idle()
    view = session.assessments.of_firm(firm.id)[0]
    assert navigator.visited == [("interview", {"assessment_id": view.id})]


def test_the_history_leads_to_a_visits_papers_and_to_each_document(
    screen, tasks, session, navigator
):
    visit, _view = make_draft(session)
    session.visits.finish(visit.id, Outcome.DONE)
    issued = session.documents.issue(visit.id, "visit_record")
    show(screen, tasks, session.firms.get(visit.firm_id))
    rows = {one.name.text(): one for one in screen.findChildren(RowButton)}
    rows["Visita 1"].click()
    rows[f"Acta de visita {issued.number}"].click()
    assert navigator.visited == [
        ("papers", {"visit_id": visit.id}),
        ("report", {"kind": "visit_record", "subject_id": visit.id}),
    ]


def test_a_gap_in_the_history_is_no_diagnosis_and_leads_to_its_list(
    screen, tasks, session, navigator
):
    firm = make_firm(session)
    _visit, _view = make_draft(session, firm)
    gap = session.gaps.start(firm.id, "globalgap_ifa_v6_fv")
    show(screen, tasks, firm)
    names = [one.name.text() for one in screen.findChildren(RowButton)]
    assert names.count("Diagnóstico de madurez") == 1
    rows = {one.name.text(): one for one in screen.findChildren(RowButton)}
    rows["Brecha: GLOBALG.A.P. IFA v6"].click()
    assert navigator.visited == [("gap", {"assessment_id": gap.id})]


def test_the_history_tells_visits_diagnoses_and_authorizations(screen, tasks, session):
    firm = make_firm(session)
    visit, view = make_draft(session, firm)
    answer_everything(session, view)
    session.assessments.close(view.id)
    session.visits.finish(visit.id, Outcome.DONE)
    said = show(screen, tasks, firm)
    for words in ("Visita 1", "Realizada", "Diagnóstico de madurez", "Autorización de datos"):
        assert words in said
    assert "Nivel 3, Estandarizado" in said


def test_an_open_visit_can_be_closed_and_a_closed_diagnosis_opened(
    screen, tasks, session, navigator
):
    firm = make_firm(session)
    visit, view = make_draft(session, firm)
    answer_everything(session, view)
    show(screen, tasks, firm)
    click(screen, "Cerrar la visita")
    session.assessments.close(view.id)
    show(screen, tasks, firm)
    row = next(b for b in screen.findChildren(QAbstractButton)
               if b.isVisible() and b.accessibleName().startswith("Diagnóstico"))  # fmt: skip
    row.click()
    assert navigator.visited == [
        ("visit_end", {"visit_id": visit.id}),
        ("result", {"assessment_id": view.id}),
    ]


def test_a_visit_that_was_not_made_is_recorded_from_here(screen, tasks, session, navigator):
    firm = make_firm(session)
    show(screen, tasks, firm)
    click(screen, "No hubo visita")
    assert navigator.visited == [("visit_end", {"firm_id": firm.id})]


def test_another_firm_with_the_same_nit_is_named_and_opened(screen, tasks, session, navigator):
    twin = make_firm(session, legal_name="Panadería El Ñame")
    firm = make_firm(session)
    said = show(screen, tasks, firm)
    assert "Otra empresa tiene este mismo NIT: Panadería El Ñame, El Tambo (Cauca)." in said
    click(screen, "Abrir la otra")
    assert navigator.visited == [("firm", {"firm_id": twin.id})]


def test_people_and_authorizations_lead_to_their_screens(screen, tasks, session, navigator):
    firm = make_firm(session)
    consent(session, firm)
    said = show(screen, tasks, firm)
    assert "José Peña" in said
    click(screen, "Representante y contacto")
    click(screen, "Ver o cambiar")
    click(screen, "Completar o corregir")
    assert [params.get("group", "") for _route, params in navigator.visited] == ["contact", "", ""]
    assert [route for route, _params in navigator.visited] == ["firm_form", "consent", "firm_form"]


def test_e_opens_the_record(screen, tasks, session, navigator, qtbot):
    firm = make_firm(session)
    show(screen, tasks, firm)
    qtbot.keyClick(screen.next_button, Qt.Key.Key_E)
    assert navigator.visited == [("firm_form", {"firm_id": firm.id})]


def test_what_changes_elsewhere_is_read_again(screen, tasks, session):
    from advisor_app.services.changes import Changes

    firm = make_firm(session)
    show(screen, tasks, firm)
    consent(session, firm)
    screen.on_changes(Changes.of("another", ("firm", "another")))
    tasks.wait_idle()
    assert screen.next_button.text() == "Pedir la autorización"
    screen.on_changes(Changes.of(firm.id, ("consent", firm.id)))
    tasks.wait_idle()
    assert screen.next_button.text() == "Empezar la visita"
