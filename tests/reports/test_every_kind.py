"""What holds for every kind of document, in each language, however bad its content is."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from advisor_app.domain import document
from advisor_app.domain.signature import Method, Party
from advisor_app.i18n import LANGUAGES
from advisor_app.reports.issued import ReplacedPart
from advisor_app.reports.kinds import KINDS, Printable, content_of, render_document, render_together
from tests.reports.papers import CONTENTS, LONG_NAME
from tests.reports.photo_parts import pictures, with_photos
from tests.reports.reading import PROFILES, chapters, failures, fonts, outline, pages, tree, whole
from tests.reports.signatures import signature

EVERY = [(kind, name) for kind in KINDS for name in CONTENTS.get(kind, {"missing": None})]
CASES = [(kind, name, lang) for kind, name in EVERY for lang in LANGUAGES]


SIGNED = [signature(Method.DRAWN, Party.FIRM), signature(Method.PHOTO, Party.ADVISOR)]


def built(kind: str, name: str, lang: str) -> bytes:
    paper = Printable(kind, CONTENTS[kind][name](), SIGNED, pictures)
    return render_document(paper, lang).pdf


@pytest.fixture(scope="module", params=CASES, ids="-".join)
def pdf(request: pytest.FixtureRequest) -> bytes:
    return built(*request.param)


def test_every_kind_is_tried():
    assert set(CONTENTS) == set(KINDS) == set(document.NAMES)


@pytest.mark.parametrize("profile", PROFILES, ids=["UA-1", "A-2a"])
def test_it_is_accessible_and_archivable(pdf: bytes, profile: Any):
    assert failures(pdf, profile) == []


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_another_program_finds_the_file_sound(pdf: bytes, tmp_path: Path):
    file = tmp_path / "document.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(
        ["qpdf", "--check", str(file)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_font_is_embedded(pdf: bytes):
    assert set(fonts(pdf).values()) == {True}


def test_it_has_one_title_and_bookmarks(pdf: bytes):
    nodes = tree(pdf)
    assert [tag for tag, _text in nodes].count("H1") == 1
    assert len(outline(pdf)) >= 2


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_screen_reader_hears_the_words_that_are_seen_and_whole(kind: str, lang: str):
    pdf = built(kind, "usual", lang)
    heard = {word for tag, text in tree(pdf) if tag != "Figure" for word in text.split()}
    assert heard <= set(whole(pdf).split())


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_content_gives_the_same_bytes(kind: str):
    assert built(kind, "usual", "es") == built(kind, "usual", "es")


@pytest.mark.parametrize(("kind", "name"), EVERY)
def test_a_content_comes_back_from_its_text(kind: str, name: str):
    content = CONTENTS[kind][name]()
    back = content_of(kind, content.canonical_json())
    assert back == content
    assert back.content_hash == content.content_hash


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_names_firm_number_version_and_fingerprint(kind: str, lang: str):
    content: Any = CONTENTS[kind]["usual"]()
    version = {"es": "versión", "en": "version"}[lang]
    shown = [text.replace("\u00a0", " ") for text in pages(built(kind, "usual", lang))]
    for text in shown:
        assert content.firm.name in text
        assert f"{content.number} · {version} 1" in text
        assert content.short_hash.replace("\u00a0", " ") in text


@pytest.mark.parametrize("kind", KINDS)
def test_a_name_of_120_characters_stands_in_full(kind: str):
    content: Any = CONTENTS[kind]["usual"]()
    named = replace(content, firm=replace(content.firm, name=LONG_NAME))
    text = whole(render_document(Printable(kind, named), "es").pdf)
    assert LONG_NAME.split()[0] in text
    assert " ".join(LONG_NAME.split()) in text


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_lies_outside_the_page(kind: str):
    import io

    from pypdf import PdfReader

    for part in PdfReader(io.BytesIO(built(kind, "bad", "es"))).pages:
        places: list[tuple[float, float]] = []

        def note(
            text: str, cm: Any, tm: Any, _font: Any, _size: Any, into: list[Any] = places
        ) -> None:
            if text.strip():
                into.append((tm[4], tm[5]))

        part.extract_text(visitor_text=note)
        assert all(20 < x < 600 and 20 < y < 780 for x, y in places)


@pytest.mark.parametrize("kind", KINDS)
def test_a_correction_names_the_version_it_corrects(kind: str):
    content: Any = CONTENTS[kind]["usual"]()
    second = replace(content, version=2, replaces=ReplacedPart(1, "ab" * 32, "Faltó un nombre"))
    text = whole(render_document(Printable(kind, second), "es").pdf).replace("\u00a0", " ")
    assert "corrige la versión 1" in text
    assert "Faltó un nombre" in text


def test_all_the_papers_of_a_visit_are_one_file():
    papers = [Printable(kind, CONTENTS[kind]["usual"]()) for kind in KINDS]
    shown = Printable(document.DIAGNOSIS, with_photos(papers[0].content), (), pictures)
    papers = [shown, *papers[1:]]
    together = render_together(papers, "es", "Papeles de la visita")
    assert [failures(together.pdf, profile) for profile in PROFILES] == [[], []]
    assert together.page_count == sum(render_document(one, "es").page_count for one in papers)


def test_each_document_of_a_file_is_one_bookmark_with_its_parts_below():
    papers = [Printable(kind, CONTENTS[kind]["usual"]()) for kind in KINDS]
    shown = Printable(document.DIAGNOSIS, with_photos(papers[0].content), (), pictures)
    marks = chapters(render_together([shown, *papers[1:]], "es", "Papeles de la visita").pdf)
    assert list(marks) == [
        "Informe de diagnóstico",
        "Acta de la visita 2",
        "Lista de asistencia",
        "Brecha frente a ISO 9001:2026 - Sistema de gestión de la calidad (edición vigente)",
        "Plan de mejora",
        "Autorización para el tratamiento de datos personales",
    ]
    diagnosis = marks["Informe de diagnóstico"]
    assert (diagnosis[0], diagnosis[-1]) == ("Hoja para el dueño o la dueña", "Fotos")
