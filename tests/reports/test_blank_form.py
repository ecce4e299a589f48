"""Blank forms: every question once, whole words, few pages, valid for both profiles."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product

import pytest

from advisor_app.domain.consent import ConsentKind, consent_text, shipped_consent
from advisor_app.domain.instrument import Profile, shipped_instrument
from advisor_app.domain.paper_form import Round, asked, line_numbers
from advisor_app.formats import NBSP
from advisor_app.reports.blank_form import blocks_of, render_form
from advisor_app.reports.blocks import Block
from advisor_app.reports.form_draft import SMALLEST, BlankForm, FormFirm
from advisor_app.reports.words import Words
from tests.reports.reading import PROFILES, failures, fonts, outline, pages, tree, whole

MOMENT = datetime(2026, 11, 2, tzinfo=UTC)
INSTRUMENT = shipped_instrument()
OFFICE = shipped_consent().example
FIRM = FormFirm(
    "Asociación de Productores de Aguacate Hass de la Cordillera Verde",
    "999.000.101-0",
    "El Tambo (Cauca), La Unión",
)
MOST_PAGES = {Round.SHORT: 6, Round.REST: 6, Round.FULL: 12}
EVERY = list(product(("es", "en"), Round))


def form(round_: Round = Round.SHORT, lang: str = "es", **fields) -> BlankForm:
    return BlankForm(INSTRUMENT, round_, consent_text(lang, OFFICE), MOMENT, **fields)


def headings(pdf: bytes) -> list[tuple[str, str]]:
    return [(tag, text.strip()) for tag, text in tree(pdf) if tag in ("H1", "H2", "H3")]


def words_of(blocks) -> list[Words]:
    found = []
    for block in blocks:
        if isinstance(block, Words):
            found.append(block)
        found += words_of(block.parts if isinstance(block, Block) else [])
    return found


@pytest.mark.parametrize(("lang", "round_"), EVERY)
@pytest.mark.parametrize("profile", PROFILES, ids=["UA-1", "A-2a"])
def test_every_form_is_accessible_and_archivable(lang: str, round_: Round, profile: object):
    assert failures(render_form(form(round_, lang), lang).pdf, profile) == []


@pytest.mark.parametrize(("lang", "round_"), EVERY)
def test_every_question_and_level_of_the_round_stands_there_once(lang: str, round_: Round):
    items, numbers = asked(INSTRUMENT, round_), line_numbers(INSTRUMENT)
    told = [
        text.replace(NBSP, " ") for _tag, text in tree(render_form(form(round_, lang), lang).pdf)
    ]
    for item in INSTRUMENT.items:
        head = f"{numbers[item.code]} {item.code} {item.question.in_(lang)}"
        assert sum(text.startswith(head) for text in told) == (item in items)
        if item in items:
            assert all(level.in_(lang) in told for level in item.levels)


def test_both_rounds_together_ask_what_the_whole_form_asks():
    short, rest = asked(INSTRUMENT, Round.SHORT), asked(INSTRUMENT, Round.REST)
    assert (len(short), len(rest)) == (27, 32)
    assert not short.keys() & rest.keys()
    assert short.keys() | rest.keys() == asked(INSTRUMENT, Round.FULL).keys()


@pytest.mark.parametrize("lang", ["es", "en"])
def test_the_words_of_every_page_are_whole(lang: str):
    text = whole(render_form(form(Round.FULL, lang), lang).pdf)
    for item in INSTRUMENT.items:
        assert item.question.in_(lang) in text
        assert all(level.in_(lang) in text for level in item.levels)


@pytest.mark.parametrize(("lang", "round_"), EVERY)
@pytest.mark.parametrize("known", ["any firm", "a sector", "a firm"])
def test_a_form_takes_few_pages(lang: str, round_: Round, known: str):
    fields = {
        "any firm": {},
        "a sector": {"sector": "laboratory"},
        "a firm": {
            "sector": "agroindustry_food",
            "conditions": {one.key: True for one in INSTRUMENT.conditions},
            "firm": FIRM,
            "advisor": "Marta Lucía Ordóñez",
        },
    }[known]
    assert render_form(form(round_, lang, **fields), lang).page_count <= MOST_PAGES[round_]


@pytest.mark.parametrize("lang", ["es", "en"])
def test_the_authorization_with_its_signature_ends_on_the_first_page(lang: str):
    first, second, *_others = pages(render_form(form(lang=lang), lang).pdf)
    assert {"es": "Firma o huella", "en": "Signature or fingerprint"}[lang] in first
    assert "D1.1" in second
    assert "D1.1" not in first


@pytest.mark.parametrize("lang", ["es", "en"])
def test_nothing_is_printed_too_small(lang: str):
    sizes = {words.style.size for words in words_of(blocks_of(form(Round.FULL, lang), lang))}
    assert min(sizes) >= SMALLEST


def test_the_headings_lead_from_the_title_to_the_questions():
    pdf = render_form(form(), "es").pdf
    found = headings(pdf)
    assert [text for tag, text in found if tag == "H1"] == [
        "Diagnóstico de calidad · Primera ronda"
    ]
    names = [f"{one.code}. {one.name.es}" for one in INSTRUMENT.dimensions]
    assert [text for tag, text in found if tag == "H2" and text[0] == "D"] == names
    assert sum(tag == "H3" for tag, _text in found) == 27
    assert [entry for entry in outline(pdf) if entry[0] == "D" and entry[1].isdigit()] == names


def test_a_number_is_the_same_on_every_form():
    numbers = line_numbers(INSTRUMENT)
    assert list(numbers.values()) == list(range(1, 60))
    for round_ in Round:
        told = [text for tag, text in headings(render_form(form(round_), "es").pdf) if tag == "H3"]
        for text in told:
            number, code = text.split()[:2]
            assert numbers[code] == int(number)


def test_a_form_of_a_sector_asks_only_what_may_apply_to_it():
    for sector in INSTRUMENT.sectors:
        every = Profile(sector.key, {one.key: True for one in INSTRUMENT.conditions})
        none = Profile(sector.key, {})
        found = asked(INSTRUMENT, Round.FULL, sector.key)
        assert tuple(found) == INSTRUMENT.applicable(every, "full")
        sure = [item for item, scope in found.items() if not scope.conditions]
        assert tuple(sure) == INSTRUMENT.applicable(none, "full")
        assert not any(scope.sectors for scope in found.values())


def test_a_form_of_a_known_firm_asks_exactly_what_the_interview_asks():
    conditions = {"has_employees": True, "outsources": False, "serves_food": True}
    found = asked(INSTRUMENT, Round.FULL, "tourism", conditions)
    profile = Profile("tourism", conditions)
    assert tuple(found) == INSTRUMENT.applicable(profile, "full")
    assert not [scope for scope in found.values() if scope.sectors or scope.conditions]
    text = whole(render_form(form(Round.FULL, sector="tourism", conditions=conditions), "es").pdf)
    assert "Solo aplica" not in text
    assert "Qué preguntas aplican" not in text


def test_a_form_for_any_firm_says_whom_a_question_is_for():
    text = whole(render_form(form(Round.FULL), "es").pdf)
    assert (
        "Aplica a todos los sectores menos Software y tecnología; Tercerización de servicios; "
        "Turismo; Otros servicios." in text
    )
    assert "Solo aplica si responde sí a «¿Exporta hoy?»" not in text
    assert "Solo aplica si responde sí a «¿Otros hacen parte del trabajo por usted?»." in text
    assert "o si responde sí a «¿Prepara o sirve alimentos?»." in text
    assert all(one.question.es in text for one in INSTRUMENT.conditions)


def test_only_a_question_that_admits_it_has_a_box_for_not_applicable():
    told = tree(render_form(form(Round.FULL), "es").pdf)
    letters = "".join(text for tag, text in told if tag == "P" and text in tuple("DOVNS"))
    assert letters.count("N") == sum(item.na_allowed for item in INSTRUMENT.items)
    assert letters.count("DOV") == letters.count("S") == 59


@pytest.mark.parametrize("lang", ["es", "en"])
def test_the_authorization_is_printed_word_for_word(lang: str):
    words = consent_text(lang, OFFICE)
    text = whole(render_form(form(lang=lang), lang).pdf)
    for part in words.full.split("\n"):
        assert part in text
    for kind in ConsentKind:
        assert words.questions[kind] in text
    assert words.version in text


def test_the_second_round_does_not_ask_for_the_authorization_again():
    blank = form(Round.REST)
    text = whole(render_form(blank, "es").pdf)
    assert blank.consent.title not in text
    assert str(blank.code) == "IMC 1.1-R"


def test_every_page_names_the_form_the_firm_and_its_place():
    blank = form(firm=FIRM, sector="agro_primary")
    shown = pages(render_form(blank, "es").pdf)
    assert str(blank.code) == f"IMC 1.1-C-{blank.consent.text_hash[:4].upper()}"
    for number, text in enumerate(shown, start=1):
        assert f"Formulario {blank.code}" in text
        assert f"Página {number} de {len(shown)}" in text
        assert "Empresa: Asociación de Productores" in text


def test_an_unknown_firm_has_a_line_to_write_its_name_on_every_page():
    assert all("Empresa: ____" in text for text in pages(render_form(form(), "es").pdf))


def test_the_costs_and_three_commitments_can_be_written_down():
    text = whole(render_form(form(), "es").pdf)
    assert "1. Las ventas. ¿Cuánto vende en un mes normal?" in text
    assert "5. Ventas perdidas." in text
    assert text.count("Cuándo") == 3


def test_the_same_form_gives_the_same_bytes_with_fonts_embedded():
    one, other = (render_form(form(Round.FULL), "es").pdf for _time in range(2))
    assert one == other
    assert all(fonts(one).values())


def test_the_confidential_alert_is_never_printed():
    text = whole(render_form(form(Round.FULL), "es").pdf)
    alerts = [item.confidential_alert for item in INSTRUMENT.items if item.confidential_alert]
    assert alerts
    assert not [alert for alert in alerts if alert.es in text]


@pytest.mark.parametrize("profile", PROFILES, ids=["UA-1", "A-2a"])
def test_a_firm_with_an_endless_name_and_odd_letters_still_fits(profile: object):
    name = "Asociación Comunitaria y Multiactiva de Productoras y Productores 日本 🙂 " * 3
    firm = FormFirm(name[:180], "OF-D87FB161", "Ñ" * 90)
    blank = form(
        firm=firm, sector="agro_primary", conditions={}, advisor="María de los Ángeles " * 6
    )
    rendered = render_form(blank, "es")
    assert failures(rendered.pdf, profile) == []
    assert rendered.page_count <= MOST_PAGES[Round.SHORT]
    assert "Firma o huella" in pages(rendered.pdf)[0]


def test_what_is_known_is_read_apart_from_its_name():
    told = tree(render_form(form(firm=FIRM, sector="agro_primary"), "es").pdf)
    place = told.index(("P", "Empresa"))
    assert told[place + 1] == ("P", FIRM.name)
