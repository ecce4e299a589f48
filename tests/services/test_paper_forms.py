"""Blank forms from a workspace: with the office's words, and with what is known of a firm."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from advisor_app.domain.consent import consent_text, shipped_consent
from advisor_app.domain.errors import InvalidRecord
from advisor_app.domain.paper_form import Round
from advisor_app.services.errors import NotFound
from advisor_app.services.paper_forms import PrintedForm, blank_form
from advisor_app.services.session import Session
from tests.builders import consent, make_firm


def text_of(form: PrintedForm) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(form.pdf)).pages)


def test_a_form_carries_the_office_and_the_advisor(session: Session):
    session.office.save(shipped_consent().example)
    text = text_of(session.paper_forms.blank(Round.SHORT, "es"))
    words = session.office.words("es")
    assert shipped_consent().example["responsible"] in text
    assert f"IMC 1.1-C-{words.check_digits}" in text
    assert "Lucía Arboleda" in text


def test_other_words_of_the_office_give_another_code(session: Session):
    blank = text_of(session.paper_forms.blank(Round.SHORT, "es"))
    assert f"IMC 1.1-C-{consent_text('es').check_digits}" in blank
    session.office.save(shipped_consent().example)
    assert (
        text_of(session.paper_forms.blank(Round.SHORT, "es")).count(consent_text("es").check_digits)
        == 0
    )


def test_a_form_for_a_firm_names_it_and_asks_what_applies_to_it(session: Session):
    firm = make_firm(session)
    consent(session, firm)
    session.firms.save(replace(firm, conditions={"has_measuring_equipment": False}))
    text = text_of(session.paper_forms.for_firm(Round.SHORT, "es", firm.id))
    assert "Panadería Ñandú" in text
    assert "800.197.268-4" in text
    assert "Agroindustria y alimentos" in text
    assert "D9.3" not in text
    assert "D4.5" in text


def test_a_firm_without_sector_or_conditions_gets_the_form_for_any(session: Session):
    firm = make_firm(session, sector="")
    text = text_of(session.paper_forms.for_firm(Round.FULL, "en", firm.id))
    assert "D9.3" in text
    assert "D4.8" in text
    assert "Which questions apply" in text


def test_a_firm_that_is_not_there_gets_none(session: Session):
    with pytest.raises(NotFound):
        session.paper_forms.for_firm(Round.FULL, "es", "0190a1b2-0000-7000-8000-000000000000")


def test_a_form_without_a_workspace_leaves_the_office_to_be_written():
    text = text_of(blank_form(Round.SHORT, "es", "tourism"))
    assert consent_text("es").check_digits in text
    assert "Turismo" in text


def test_an_unknown_sector_is_refused():
    with pytest.raises(InvalidRecord) as refused:
        blank_form(Round.SHORT, "es", "banca")
    assert "tourism" in refused.value.advice
