"""The first page: always one page, in large type, in plain words, strengths first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from advisor_app.reports.content import CallPart, CommitmentPart, DiagnosisContent
from advisor_app.reports.diagnosis import render_diagnosis
from advisor_app.reports.flow import height_of
from advisor_app.reports.owner_draft import area, lowered
from advisor_app.reports.owner_sheet import owner_sheet
from advisor_app.reports.page import ROOM, TALL
from tests.reports import builders
from tests.reports.readability import fernandez_huerta, syllable_count
from tests.reports.reading import pages, texts

CALL = CallPart("Calidad para crecer 2027", "https://ejemplo.co/convocatorias/calidad-2027")


def sheet_text(content: DiagnosisContent, lang: str = "es") -> str:
    return " ".join(" ".join(texts(owner_sheet(content, lang)[0])).split())


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("firm", builders.FIRMS)
def test_the_sheet_of_every_demo_firm_is_one_page_in_its_type(firm: str, lang: str):
    content = replace(builders.content(firm), call=CALL)
    for shown in (builders.content(firm), content):
        blocks, fit = owner_sheet(shown, lang)
        assert height_of(blocks, ROOM) <= TALL
        assert fit.size == 14


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("firm", builders.FIRMS)
def test_the_sheet_is_one_page_whatever_is_written(firm: str, lang: str):
    strained = replace(
        builders.extreme(firm), call=CallPart("C" * 300, "https://x.co/" + "a" * 200)
    )
    cases = [
        strained,
        replace(strained, commitments=()),
        replace(strained, firm=replace(strained.firm, name="Ñ" * 120)),
        replace(strained, commitments=(CommitmentPart("W" * 2000, "W" * 400, None),) * 3),
        builders.preliminary(firm),
        replace(builders.preliminary(firm), commitments=(), cost=None),
    ]
    for content in cases:
        blocks, _fit = owner_sheet(content, lang)
        assert height_of(blocks, ROOM) <= TALL


def test_the_second_page_begins_with_how_it_was_done():
    for content in (builders.content("F01"), builders.extreme(), builders.preliminary()):
        second = pages(render_diagnosis(content, "es").pdf)[1]
        assert "Cómo se hizo" in second[:200]


@pytest.mark.parametrize("firm", builders.FIRMS)
def test_the_sheet_is_written_in_plain_words(firm: str):
    blocks, _fit = owner_sheet(builders.content(firm), "es")
    assert fernandez_huerta(texts(blocks)) >= 60


@pytest.mark.parametrize("firm", builders.FIRMS)
def test_the_sheet_is_read_aloud_in_about_two_minutes(firm: str):
    assert len(sheet_text(builders.content(firm)).split()) <= 340


def test_strengths_come_before_gaps():
    text = sheet_text(builders.content("F01"))
    assert text.index("Lo que ya hace bien") < text.index("Lo primero por mejorar")


def test_each_gap_has_its_consequence():
    content = builders.content("F01")
    text = sheet_text(content)
    assert len(content.gaps) == 3
    for gap in content.gaps:
        assert f"{area(gap.dimension.es)}: {lowered(gap.follows.es)}" in text


def test_a_strong_firm_reads_next_steps_and_no_blame():
    text = sheet_text(builders.content("F04"))
    assert "Para subir más" in text
    assert "Siguiente paso:" in text


def test_a_firm_with_nothing_to_praise_is_still_met_kindly():
    assert "Abrió sus puertas" in sheet_text(builders.preliminary())


def test_the_money_is_marked_as_an_estimate():
    text = sheet_text(builders.content("F01"))
    assert "Cada mes, las fallas le cuestan cerca de $ 3.367.000 Es una estimación" in text


def test_without_figures_the_money_is_said_to_be_missing():
    text = sheet_text(replace(builders.content("F01"), cost=None))
    assert "sin dato todavía" in text


def test_commitments_carry_name_and_date():
    content = replace(
        builders.content("F01"),
        commitments=(CommitmentPart("Pesar lo que se bota", "Alba Nelly", date(2026, 12, 4)),),
    )
    assert "Pesar lo que se bota Alba Nelly 4 de diciembre de 2026" in sheet_text(content)


def test_commitments_that_nobody_made_yet_are_lines_to_write_on():
    bare = replace(builders.content("F01"), commitments=())
    first = pages(render_diagnosis(bare, "es").pdf)[0]
    assert first.count("Quién") == 3


def test_the_line_says_why_and_what_would_change_it():
    content = builders.content("F01")
    text = sheet_text(content)
    assert "Lo que le conviene: Asistencia técnica" in text
    assert content.line.reasons[0].es in text
    assert "Qué la cambiaría:" in text


def test_an_open_call_is_named_with_its_address():
    text = sheet_text(replace(builders.content("F01"), call=CALL))
    assert CALL.address in text


@pytest.mark.parametrize(
    ("word", "count"),
    [("casa", 2), ("guitarra", 3), ("queso", 2), ("país", 2), ("construcción", 3), ("héroe", 3),
     ("agüero", 3), ("voy", 1), ("yema", 2), ("2,12", 4)],
)  # fmt: skip
def test_syllables_are_counted_as_a_teacher_would(word: str, count: int):
    assert syllable_count(word) == count
