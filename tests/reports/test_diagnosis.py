"""The whole report: the words of every page, the same bytes, everything that names it."""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import replace

import pytest
from pypdf import PdfReader

from advisor_app.i18n import catalog
from advisor_app.reports.diagnosis import build_diagnosis, render_diagnosis
from tests.reports import builders, golden
from tests.reports.reading import fonts, outline, pages, whole

translated = pytest.mark.skipif(
    any(catalog("en").text(text) == text for text in ("Cómo se hizo", "Tabla {n}.")),
    reason="the English catalogue does not hold the report's texts yet",
)


@pytest.mark.parametrize("lang", ["es", pytest.param("en", marks=translated)])
def test_every_page_says_what_it_said(lang: str):
    path = golden.file_of(lang)
    assert golden.current(lang) == path.read_text(encoding="utf-8"), golden.HOW_TO_RENEW


@translated
@pytest.mark.parametrize("firm", ["F01", "F04", "F12"])
def test_the_english_report_holds_no_spanish_of_ours(firm: str):
    text = whole(build_diagnosis(builders.content(firm), "en"))
    ours = ("Lo que", "Cómo se", "Página", "versión", "Tabla", "Puntaje", "Firmas", "sin dato")
    assert not [spanish for spanish in ours if spanish in text]


@pytest.mark.parametrize("lang", ["es", "en"])
def test_the_same_content_gives_the_same_bytes(lang: str):
    content = builders.content("F01")
    assert build_diagnosis(content, lang) == build_diagnosis(content, lang)


def test_another_process_gives_the_same_bytes():
    program = (
        "import hashlib; from tests.reports import builders;"
        "from advisor_app.reports.diagnosis import build_diagnosis as build;"
        "print(hashlib.sha256(build(builders.content('F01'), 'es')).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True, text=True, check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(golden.ROOT)},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(digests) == 1


@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_font_is_embedded(lang: str):
    listed = fonts(build_diagnosis(builders.extreme(), lang))
    assert listed
    assert all(listed.values())
    assert all("SourceSansPro" in name for name in listed)


def test_every_page_names_firm_number_version_fingerprint_and_place():
    content = builders.content("F01")
    rendered = render_diagnosis(content, "es")
    shown = pages(rendered.pdf)
    assert len(shown) == rendered.page_count
    for number, text in enumerate(shown, start=1):
        flat = text.replace("\u00a0", " ")
        assert content.firm.name in flat
        assert (
            f"7F3A-2026-0012 · versión 1 · huella {content.short_hash}".replace("\u00a0", " ")
            in flat
        )
        assert f"Página {number} de {len(shown)}" in flat


def test_a_preliminary_result_says_so_on_every_page():
    shown = pages(build_diagnosis(builders.preliminary(), "es"))
    assert all("PRELIMINAR" in text for text in shown)


def test_a_complete_result_does_not():
    assert "PRELIMINAR" not in whole(build_diagnosis(builders.content("F01"), "es"))


def test_a_draft_says_that_it_is_one():
    draft = replace(builders.content("F01"), number="")
    assert all("Borrador" in text for text in pages(build_diagnosis(draft, "es")))


def test_the_outline_follows_the_sections():
    found = outline(build_diagnosis(builders.content("F01"), "es"))
    assert found[:2] == ["Informe de diagnóstico", "Hoja para el dueño o la dueña"]
    assert found.index("Cómo se hizo") < found.index("Madurez por dimensión")
    assert found[-1] == "Firmas"


@pytest.mark.parametrize(("lang", "locale"), [("es", "es-CO"), ("en", "en-US")])
def test_the_file_knows_its_language_title_and_moment(lang: str, locale: str):
    read = PdfReader(io.BytesIO(build_diagnosis(builders.content("F01"), lang)))
    assert read.trailer["/Root"]["/Lang"] == locale
    assert builders.content("F01").firm.name in str(read.metadata.title)
    assert read.metadata.creation_date == builders.MOMENT
    assert read.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]


def test_the_dimensions_stand_from_the_strongest_to_the_weakest():
    text = whole(build_diagnosis(builders.content("F01"), "es"))
    table = text[text.index("Tabla 1.") :]
    order = ["Control del producto", "Cliente, mercado", "Mejora, riesgo", "Liderazgo y rumbo"]
    assert [table.index(name) for name in order] == sorted(table.index(name) for name in order)


def test_caps_are_explained():
    content = builders.content("F01")
    text = whole(build_diagnosis(content, "es")).replace("\u00a0", " ")
    assert content.result.caps
    assert all(cap.es in text for cap in content.result.caps)


def test_an_answer_shows_what_was_said_and_what_it_bears():
    text = whole(build_diagnosis(builders.content("F08"), "es"))
    assert "nivel dicho 3, sustentado 2" in text


def test_reasons_for_not_applying_are_printed():
    content = builders.content("F10")
    reasons = [part.na_reason for part in content.answers if part.state == "na"]
    text = whole(build_diagnosis(content, "es"))
    assert reasons
    assert all(reason in text for reason in reasons)


def test_no_line_is_chosen_by_a_person_without_saying_so():
    from advisor_app.domain.routing import ServiceLine
    from advisor_app.reports.compose import Override, compose

    reason = "El pedido de la Unión Europea sale en febrero."
    override = Override(ServiceLine.CERTIFICATION, reason, "Marta", builders.MOMENT.date())
    content = compose(replace(builders.facts_of("F01"), override=override))
    text = whole(build_diagnosis(content, "es"))
    assert reason in text
    assert "La línea calculada era Asistencia técnica" in text


def test_the_confidential_alert_is_never_printed():
    unsafe = [f for f in builders.FIRMS if "D7.5" in builders.facts_of(f).result.critical_open]
    for firm in unsafe or ["F12"]:
        text = whole(build_diagnosis(builders.content(firm), "es"))
        assert "ICBF" not in text
        assert "protección infantil" not in text


def test_a_firm_without_a_nit_or_visits_or_answers_is_printed():
    content = replace(
        builders.preliminary(),
        sessions=(),
        cost=None,
        commitments=(),
        next_visit_on=None,
        number="",
    )
    assert "sin dato" in whole(build_diagnosis(content, "es"))


def test_all_of_it_can_be_set_in_large_type():
    content = builders.content("F01")
    usual, large = render_diagnosis(content, "es"), render_diagnosis(content, "es", large=True)
    assert large.page_count > usual.page_count


def test_the_whole_fingerprint_is_printed_for_who_compares_it():
    content = builders.content("F01")
    text = "".join(pages(build_diagnosis(content, "es"))[-1].split())
    assert content.content_hash in text


def test_nothing_is_printed_as_unknown_that_the_program_wrote():
    from advisor_app.reports.fonts import UNKNOWN

    for lang in ("es", "en"):
        for firm in ("F01", "F09"):
            assert UNKNOWN not in whole(build_diagnosis(builders.content(firm), lang))
