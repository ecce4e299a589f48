"""Formats of a firm: those of its plan first, printed with its data, whatever these are."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from advisor_app.domain.consent import ConsentKind
from advisor_app.domain.format import shipped_formats
from advisor_app.services.errors import NotFound
from advisor_app.services.session import Session
from tests.builders import answer_everything, consent, make_draft, make_firm, rated

NOBODY = "0190a1b2-0000-7000-8000-000000000000"


def keys(formats) -> list[str]:
    return [one.key for one in formats]


def words(pdf: bytes) -> str:
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    return " ".join(text.split())


def test_an_action_with_a_topic_that_has_a_format_is_known(session: Session):
    assert session.formats.has("complaints")
    assert session.formats.has("item:D1.1")
    assert not session.formats.has("item:D99.1")
    assert not session.formats.has("")


def test_a_firm_is_offered_its_plan_then_its_sector_then_the_rest(session: Session):
    firm = make_firm(session, sector="agro_primary")
    _visit, view = make_draft(session, firm)
    answer_everything(session, view, 4)
    for item in ("D4.5", "D10.2"):
        session.assessments.answer(view.id, rated(item, 1))
    carried = [one.action_key for one in session.plans.of_firm(firm.id).carried]
    shelf = session.formats.shelf(firm.id)
    served = [[one.key for one in shelf.planned if one.serves(key)] for key in carried]
    assert keys(shelf.planned) == list(dict.fromkeys(key for each in served for key in each))
    assert {"agrochemical_record", "corrective_action"} <= set(keys(shelf.planned))
    assert "harvest_record" in keys([*shelf.planned, *shelf.own])
    assert all("agro_primary" in one.sectors for one in shelf.own)
    widths = [len(one.sectors) for one in shelf.own]
    assert widths == sorted(widths)
    assert "quality_commitment" in keys(shelf.general)
    assert "backup_record" in keys(shelf.others)
    everything = [*shelf.planned, *shelf.own, *shelf.general, *shelf.others]
    assert sorted(keys(everything)) == sorted(keys(shipped_formats()))


def test_without_a_plan_or_a_sector_everything_is_offered(session: Session):
    firm = make_firm(session, sector="")
    shelf = session.formats.shelf(firm.id)
    assert shelf.planned == shelf.own == shelf.others == ()
    assert shelf.general == shipped_formats() == session.formats.shelf().general


def test_the_pages_bear_the_firm_s_data_one_bookmark_each(session: Session):
    firm = make_firm(session)
    consent(session, firm)
    made = session.formats.pages(["quality_commitment", "complaint_log"], firm.id, "es")
    assert made.page_count == 2
    assert made.code == "F-01 F-09"
    text = words(made.pdf)
    assert "Panadería Ñandú" in text
    assert "800.197.268-4" in text
    assert "José Peña" in text
    titles = [str(entry.title) for entry in PdfReader(io.BytesIO(made.pdf)).outline[:1]]
    assert titles == ["Compromiso con la calidad"]


def test_who_answers_for_an_action_and_by_when_stand_on_its_format_alone(session: Session):
    firm = make_firm(session)
    _visit, view = make_draft(session, firm)
    answer_everything(session, view, 2)
    keys = {one.action_key: one for one in session.plans.of_firm(firm.id).carried}
    action = next(one for key, one in keys.items() if session.formats.has(key))
    due = date(2027, 3, 14)
    told = {"responsible": "Rosa Ñáñez", "due_on": due}
    session.plans.edit(firm.id, action.id, told)
    (own, *_rest) = [one.key for one in shipped_formats() if one.serves(action.action_key)]
    other = next(one.key for one in shipped_formats() if not one.serves(action.action_key))
    made = session.formats.pages([other, own], firm.id, "es", action_key=action.action_key)
    first, second = PdfReader(io.BytesIO(made.pdf)).pages
    assert "Rosa Ñáñez" not in first.extract_text()
    said = second.extract_text()
    assert "Rosa Ñáñez" in said
    assert "14/03/2027" in said
    assert "Rosa Ñáñez" not in words(session.formats.pages([own], firm.id, "es").pdf)
    without = session.formats.pages([own], firm.id, "es", action_key="item:D99.9")
    assert "Según el plan" not in words(without.pdf)
    nobody = replace(session.people.new(firm.id), name="José Peña", role="owner")
    session.consents.give(firm.id, nobody, {ConsentKind.DATA: False}, "spoken")
    said = words(session.formats.pages([own], firm.id, "es", action_key=action.action_key).pdf)
    assert "Rosa Ñáñez" not in said
    assert "14/03/2027" in said


def test_without_a_firm_the_pages_have_lines_for_its_name(session: Session):
    made = session.formats.pages(["order_form"], "", "en")
    assert "Customer order" in words(made.pdf)
    assert made.code == "F-05"


def test_a_firm_or_a_format_that_is_not_there_is_refused(session: Session):
    for wanted, firm_id in ((["order_form"], NOBODY), (["poem"], ""), ([], "")):
        with pytest.raises(NotFound):
            session.formats.pages(wanted, firm_id, "es")
    with pytest.raises(NotFound):
        session.formats.shelf(NOBODY)
