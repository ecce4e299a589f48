"""Accessible and archivable by two validators, and refused when it is not."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from advisor_app.reports import archive, fonts, page
from advisor_app.reports.blocks import Block, Figure
from advisor_app.reports.content import CallPart, CommitmentPart
from advisor_app.reports.diagnosis import build_diagnosis
from advisor_app.reports.figures import QrArt
from advisor_app.reports.owner_draft import lowered
from advisor_app.reports.page import Heading, Sheet, render
from advisor_app.reports.pen import Pen
from advisor_app.reports.tagging import Element, Marks
from advisor_app.reports.words import Style, Words
from tests.reports import builders
from tests.reports.reading import PROFILES, failures, tree

MOMENT = datetime(2026, 11, 2, tzinfo=UTC)
STYLE = Style(11, "#000000")
FACTS = archive.Facts("Título", "Asunto", "Autora", "es-CO", MOMENT)
UA, A2A = PROFILES


def sheet(lang: str = "es") -> Sheet:
    return Sheet(
        lang=lang, title="Título", subject="Asunto", author="Autora", kind="Prueba",
        foot="Empresa", mark="n.º 1", moment=MOMENT,
    )  # fmt: skip


def contents() -> dict[str, object]:
    full = builders.content("F01")
    called = replace(
        full,
        call=CallPart("Convocatoria", "https://ejemplo.co/convocatoria"),
        commitments=(CommitmentPart("Medir", "", None),),
    )
    return {
        "demo": full,
        "short form": builders.content("F08", "short"),
        "preliminary": builders.preliminary(),
        "extreme": builders.extreme(),
        "with a call": called,
    }


@pytest.mark.parametrize("name", ["demo", "short form", "preliminary", "extreme", "with a call"])
@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("profile", PROFILES, ids=["UA-1", "A-2a"])
def test_every_report_is_accessible_and_archivable(name: str, lang: str, profile: object):
    assert failures(build_diagnosis(contents()[name], lang), profile) == []


@pytest.mark.parametrize("firm", builders.FIRMS)
def test_every_demo_report_is_accessible_and_archivable(firm: str):
    pdf = build_diagnosis(builders.content(firm), "en")
    assert [failures(pdf, profile) for profile in PROFILES] == [[], []]


def test_no_stream_ends_like_a_line():
    for firm in builders.FIRMS:
        with pikepdf.open(io.BytesIO(build_diagnosis(builders.content(firm), "es"))) as pdf:
            streams = [one for one in pdf.objects if isinstance(one, pikepdf.Stream)]
            assert not [one for one in streams if one.read_raw_bytes()[-1:] in b"\r\n"]


def test_a_page_drawn_without_tags_fails():
    out = io.BytesIO()
    fonts.ready()
    canvas = Canvas(out, invariant=1, initialFontName=fonts.REGULAR)
    canvas.setFont(fonts.REGULAR, 12)
    canvas.drawString(72, 700, "Sin etiquetas")
    canvas.showPage()
    canvas.save()
    marks = Marks()
    marks.new_page()
    pdf = archive.finish(archive.Drawn(out.getvalue()), Element("Document"), marks, FACTS)
    assert failures(pdf, UA)


def test_a_figure_without_words_fails():
    figure = Figure(QrArt("https://ejemplo.co", 60), "Código QR")
    figure.element.alt = ""
    assert failures(render([Heading(1, "Uno", STYLE), figure], sheet()).pdf, UA)


def test_a_skipped_heading_fails(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(page, "check_headings", lambda _root: None)
    blocks = [Heading(1, "Uno", STYLE), Heading(3, "Tres", STYLE)]
    assert failures(render(blocks, sheet()).pdf, UA)


@pytest.mark.parametrize("levels", [(2,), (1, 3), (1, 2, 1, 3)])
def test_a_document_that_skips_a_heading_is_not_made(levels: tuple[int, ...]):
    blocks: list[Block] = [Heading(level, "Título", STYLE) for level in levels]
    with pytest.raises(ValueError, match="follows a heading"):
        render(blocks, sheet())


def test_a_figure_cannot_be_made_without_words():
    with pytest.raises(ValueError, match="words"):
        Figure(QrArt("https://ejemplo.co", 60), " ")


def test_text_outside_the_structure_is_refused():
    pen = Pen(Canvas(io.BytesIO()), Marks())
    with pytest.raises(ValueError, match="must belong"):
        pen.text((0, 0), "suelto", fonts.REGULAR, 10, "#000000")


def test_a_paragraph_over_two_pages_is_one_element_read_whole():
    text = "Una nota larga que sigue en la otra página sin perder palabras. " * 120
    text = text.strip()
    pdf = render([Heading(1, "Uno", STYLE), Words(text, STYLE)], sheet()).pdf
    assert tree(pdf) == [("Document", ""), ("H1", "Uno"), ("P", text)]
    assert failures(pdf, UA) == []


def test_a_table_over_pages_is_one_table_with_one_header():
    pdf = build_diagnosis(builders.extreme(), "es")
    nodes = tree(pdf)
    tables = [tag for tag, _text in nodes if tag == "Table"]
    captions = [text for tag, text in nodes if tag == "Caption"]
    assert len(captions) == len(tables) - 1  # the facts on how it was done stand without one
    assert [text.split(".")[0] for text in captions] == [
        f"Tabla {number}" for number in range(1, len(captions) + 1)
    ]
    heads = [text for _tag, text in nodes if text == "Pregunta y lo que se encontró"]
    assert len(heads) == 10


def test_a_screen_reader_hears_whole_words_in_order():
    content = builders.content("F01")
    words = [text for _tag, text in tree(build_diagnosis(content, "es"))]
    assert words[1] == content.firm.name
    assert content.answers[0].today is not None
    heard = " ".join(words)
    assert content.answers[0].today.es in heard
    assert lowered(content.gaps[0].follows.es) in heard
    assert words.index("Cómo se hizo") < words.index("Madurez por dimensión")


def test_commitments_to_write_by_hand_are_named_for_a_screen_reader():
    content = replace(builders.content("F01"), commitments=(), next_visit_on=date(2026, 12, 1))
    words = [text for _tag, text in tree(build_diagnosis(content, "es"))]
    assert words.count("Quién") == 3
