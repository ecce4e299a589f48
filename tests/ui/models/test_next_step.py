"""The one next step, from the authorization to the result."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advisor_app.domain.consent import ConsentKind
from advisor_app.domain.visit import Outcome
from tests.builders import answer_everything, consent, make_draft, make_firm, make_session
from ui.models.firm_page import read_page
from ui.models.next_step import next_step


@pytest.fixture
def session(tmp_path):
    made = make_session(tmp_path / "workspace")
    yield made
    made.close()


def step_at(session, firm):
    page = read_page(session, firm.id)
    return next_step(page.firm, page.consents, page.visit, page.latest)


def test_first_the_authorization(session):
    firm = make_firm(session)
    assert step_at(session, firm).route == "consent"
    assert step_at(session, firm).words == "Pedir la autorización"


def test_after_a_no_it_may_be_asked_again(session):
    firm = make_firm(session)
    session.consents.give(firm.id, session.people.new(firm.id), {ConsentKind.DATA: False}, "spoken")
    assert step_at(session, firm).words == "Preguntar de nuevo"


def test_then_the_visit_then_the_interview(session):
    firm = make_firm(session)
    consent(session, firm)
    assert step_at(session, firm).route == "visit_start"
    session.visits.start(firm.id)
    assert step_at(session, firm).words == "Empezar la entrevista"


def test_a_firm_without_sector_needs_one_before_the_interview(session):
    firm = make_firm(session, sector="")
    consent(session, firm)
    session.visits.start(firm.id)
    assert step_at(session, firm).route == "firm_form"


def test_a_draft_goes_on_in_the_open_visit(session):
    firm = make_firm(session)
    _visit, view = make_draft(session, firm)
    step = step_at(session, firm)
    assert step.route == "interview"
    assert step.params == {"assessment_id": view.id}
    assert step.reason.startswith("El diagnóstico va en 0 respuestas de ")


def test_a_draft_without_a_visit_asks_for_one(session):
    firm = make_firm(session)
    visit, _view = make_draft(session, firm)
    session.visits.finish(visit.id, Outcome.PARTIAL)
    step = step_at(session, firm)
    assert step.route == "visit_start"
    assert step.reason.endswith("La visita nueva sigue donde quedó.")


def test_after_closing_the_diagnosis_the_visit_ends_and_the_result_stays(session):
    firm = make_firm(session)
    visit, view = make_draft(session, firm)
    answer_everything(session, view)
    session.assessments.close(view.id)
    assert step_at(session, firm).route == "visit_end"
    session.visits.finish(visit.id, Outcome.DONE)
    assert step_at(session, firm).route == "result"


def test_the_size_says_what_is_missing_and_then_why(session):
    from decimal import Decimal

    from ui.models.size_words import missing_for_size, reason_in_uvt, size_of

    firm = make_firm(session)
    assert "si produce, presta servicios" in missing_for_size(firm)
    firm = replace(firm, macro_sector="manufacturing")
    assert "ingresos" in missing_for_size(firm)
    firm = replace(firm, annual_income=Decimal(612_000_000))
    assert "año" in missing_for_size(firm)
    assert size_of(firm) is None
    found = size_of(replace(firm, income_year=2025))
    assert found.size == "micro"
    said = "612.000.000 pesos de 2025 son 12.289 UVT; el límite es 23.563."
    assert reason_in_uvt(found) == said
    large = size_of(replace(firm, income_year=2025, annual_income=Decimal(90_000_000_000)))
    assert reason_in_uvt(large).endswith("pasa de 1.736.565, el límite de la mediana.")
    assert size_of(replace(firm, income_year=1990)) is None
