"""Firms: registered with public data, linked when they share a NIT, found as one types."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from advisor_app.domain.errors import InvalidRecord
from advisor_app.services.errors import ConsentNeeded, NotFound
from advisor_app.services.firms import FirmRow, find_firms
from advisor_app.services.session import Session
from tests.builders import consent, make_draft, make_firm


def row(name: str, nit: str = "", town: str = "") -> FirmRow:
    from advisor_app.domain.text import fold

    return FirmRow(
        id=name, name=name, trade_name="", nit_shown=nit, municipality=town, department="",
        sector="", pdet=False, last_visit=None, status="new", level=None,
        haystack=fold(f"{name} {nit} {town}"),
    )  # fmt: skip


def test_a_saved_firm_reads_back_equal(session: Session) -> None:
    firm = make_firm(session)
    assert session.firms.get(firm.id) == firm


def test_every_field_survives_the_base(session: Session) -> None:
    firm = make_firm(session)
    consent(session, firm)
    full = replace(
        firm, annual_income=Decimal(612000000), income_year=2025, workers_total=9,
        workers_women=4, workers_men=5, lat=Decimal("2.45"), lon=Decimal("-76.81"),
        women_led=True, exports_now=False, export_countries=("NL", "ES"),
        conditions={"has_employees": True, "serves_food": False}, products=("Pan", "Queso"),
    )  # fmt: skip
    session.firms.save(full)
    assert session.firms.get(firm.id) == full


def test_a_firm_without_nit_gets_an_office_code(session: Session) -> None:
    firm = make_firm(session, id_type="none", nit="", nit_dv="")
    shown = session.firms.list()[0].nit_shown
    assert shown.startswith("OF-")
    assert session.firms.get(firm.id).office_code == shown


def test_more_than_public_data_waits_for_the_consent(session: Session) -> None:
    firm = make_firm(session)
    with pytest.raises(ConsentNeeded):
        session.firms.save(replace(firm, workers_total=12))
    assert session.firms.get(firm.id).workers_total is None
    consent(session, firm)
    session.firms.save(replace(firm, workers_total=12))
    assert session.firms.get(firm.id).workers_total == 12


def test_a_second_firm_with_the_same_nit_is_linked_and_allowed(session: Session) -> None:
    first = make_firm(session)
    second = replace(session.firms.new(), legal_name="Otra", nit=first.nit, nit_dv=first.nit_dv)
    saved = session.firms.save(second)
    assert [twin.id for twin in saved.same_nit] == [first.id]
    assert [twin.id for twin in session.firms.same_nit(first.nit, first.id)] == [second.id]


def test_a_firm_that_breaks_a_rule_is_not_stored(session: Session) -> None:
    with pytest.raises(InvalidRecord) as caught:
        make_firm(session, divipola="99999")
    assert "divipola" in caught.value.problems
    assert session.firms.list() == []


def test_an_unknown_firm_is_said_to_be_missing(session: Session) -> None:
    with pytest.raises(NotFound):
        session.firms.get("nothing")


def test_the_search_ignores_accents_and_finds_every_word() -> None:
    rows = [row("Café Nariño", town="Pasto"), row("Café Huila", town="Pitalito")]
    assert [r.name for r in find_firms(rows, "cafe narino")] == ["Café Nariño"]
    assert [r.name for r in find_firms(rows, "PASTO")] == ["Café Nariño"]
    assert len(find_firms(rows, "  ")) == 2


def test_the_search_finds_a_nit_however_it_is_written() -> None:
    rows = [row("Uno", nit="8001972684"), row("Dos", nit="9990001010")]
    assert [r.name for r in find_firms(rows, "800.197.268-4")] == ["Uno"]


def test_the_history_shows_visits_diagnoses_and_consents(session: Session) -> None:
    visit, assessment = make_draft(session)
    kinds = {entry.kind: entry.ref for entry in session.firms.history(visit.firm_id)}
    assert kinds["visit"] == visit.id
    assert kinds["assessment"] == assessment.id
    assert "consent" in kinds


def test_the_list_shows_a_draft(session: Session) -> None:
    make_draft(session)
    shown = session.firms.list()[0]
    assert (shown.status, shown.place) == ("draft", "El Tambo (Cauca)")
    assert shown.last_visit is not None


def test_a_report_in_the_history_leads_to_its_diagnosis(session: Session) -> None:
    visit, draft = make_draft(session)
    issued = session.documents.issue(draft.id)
    entry = next(e for e in session.firms.history(visit.firm_id) if e.kind == "document")
    assert (entry.ref, entry.paper, entry.subject_id) == (issued.id, "diagnosis", draft.id)
