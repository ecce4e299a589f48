"""Signed pages: the ink, the photo or the refusal, who and when, and still an archivable file."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageChops

from advisor_app.domain.signature import Method, Party, Signature, StrokePoint
from advisor_app.reports.content import DiagnosisContent
from advisor_app.reports.diagnosis import blocks_of, sheet_of
from advisor_app.reports.issued import ReplacedPart
from advisor_app.reports.page import Rendered, render
from tests.equipment import needs
from tests.reports import builders
from tests.reports.reading import PROFILES, failures, pages, tree, whole
from tests.reports.signatures import jpeg, scribble, signature

MARTA = signature(Method.DRAWN, Party.ADVISOR)


def signed(
    *signatures: Signature, lang: str = "es", content: DiagnosisContent | None = None
) -> Rendered:
    shown = content or builders.content("F01")
    return render(blocks_of(shown, lang, signatures), sheet_of(shown, lang))


def last_page(pdf: bytes) -> str:
    return " ".join(pages(pdf)[-1].replace("\u00a0", " ").split())


@pytest.mark.parametrize("method", list(Method))
@pytest.mark.parametrize("lang", ["es", "en"])
def test_a_signed_report_is_accessible_and_archivable(method: Method, lang: str):
    pdf = signed(signature(method), MARTA, lang=lang).pdf
    assert [failures(pdf, profile) for profile in PROFILES] == [[], []]


@pytest.mark.parametrize("method", list(Method))
def test_the_same_signatures_give_the_same_bytes(method: Method):
    assert signed(signature(method), MARTA).pdf == signed(signature(method), MARTA).pdf


def test_the_page_tells_who_signed_how_and_when():
    told = last_page(signed(signature(), MARTA).pdf)
    assert "Alba Nelly Muñoz Chantre CC 34567890 · Representante legal" in told
    assert "Firmó en pantalla: 2 de noviembre de 2026, 10:31 a. m. (UTC−05:00)" in told
    assert "Marta Lucía Ordóñez CC 51888777" in told


def test_a_screen_reader_hears_that_there_is_a_signature():
    heard = tree(signed(signature(), MARTA).pdf)
    alternatives = [text for tag, text in heard if tag == "Figure"]
    assert any(
        text.startswith("Firma de Alba Nelly Muñoz Chantre, dibujada en pantalla: 2 de noviembre")
        for text in alternatives
    )


def test_a_refusal_is_printed_with_its_reason_and_its_witness():
    told = last_page(signed(signature(Method.REFUSED), MARTA).pdf)
    assert "No quiso firmar. Motivo: No está de acuerdo con el puntaje de inocuidad." in told
    assert "Testigo: José Ñañez (CC 10222333 · Trabajador o trabajadora)" in told


def test_who_signs_later_finds_lines_to_sign_on():
    told = last_page(signed(signature(Method.LATER), MARTA).pdf)
    assert "Alba Nelly Muñoz Chantre Nombre Documento Firma Lugar, fecha y hora" in told
    assert "Firma después." in told


def test_a_corrected_version_names_the_old_one_and_why():
    old = ReplacedPart(1, "0123456789abcdef" * 4, "La cifra de ventas era de otro mes.")
    content = replace(builders.content("F01"), version=2, replaces=old)
    told = last_page(signed(content=content).pdf)
    assert (
        "Esta versión corrige la versión 1 (huella 0123 4567 89ab). "
        "Motivo: La cifra de ventas era de otro mes." in told
    )


def test_a_signature_of_one_dot_from_elsewhere_is_drawn():
    dot = replace(signature(), strokes=((StrokePoint(0.4, 0.4),),))
    assert failures(signed(dot).pdf, PROFILES[0]) == []


def test_each_of_several_people_has_a_box():
    others = [replace(MARTA, id="a", signer=replace(MARTA.signer, name=f"Ana {n}")) for n in "123"]
    told = whole(signed(signature(), *others).pdf)
    assert all(f"Ana {n}" in told for n in "123")


def test_many_who_sign_go_on_to_the_next_page_and_the_fingerprint_stays_with_the_last():
    many = [
        replace(one, id=str(n), signer=replace(one.signer, name=f"Ana {n}."))
        for n, one in enumerate([signature(Method.PHOTO)] * 9)
    ]
    pdf = signed(*many, MARTA).pdf
    assert all(f"Ana {n}." in whole(pdf) for n in range(9))
    told = last_page(pdf)
    assert MARTA.signer.name in told
    assert "Huella del contenido" in told


def test_a_photo_lies_in_the_file_as_the_jpeg_it_is():
    pdf = signed(signature(Method.PHOTO), MARTA).pdf
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        images = [
            thing.read_raw_bytes()
            for thing in opened.objects
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"
        ]
    assert images == [jpeg()]


def test_a_signature_whose_evidence_is_lost_is_printed_with_a_word_about_it():
    lost = replace(signature(), strokes=())
    assert "su imagen no se pudo leer en este equipo" in last_page(signed(lost, MARTA).pdf)


@needs("pdftoppm")
def test_the_ink_lies_in_the_box_of_who_signed(tmp_path: Path):
    dash = (tuple(StrokePoint(0.1 + n / 100, 0.2) for n in range(40)),)
    ink, other = (
        last_page_drawn(signed(one, MARTA).pdf, tmp_path)
        for one in (signature(), replace(signature(), strokes=dash))
    )
    left, top, right, bottom = ImageChops.difference(ink, other).getbbox() or (0, 0, 0, 0)
    width, height = ink.size
    assert width * 0.09 < left < right < width * 0.5
    assert right - left > width * 0.15
    assert height * 0.05 < bottom - top < height * 0.12


def test_the_harder_the_pen_the_thicker_the_line():
    flat = replace(signature(), strokes=scribble(pressed=False))
    pressed, even = (widths(signed(one).pdf) for one in (signature(), flat))
    assert len(pressed) > len(even) + 2


def widths(pdf: bytes) -> set[str]:
    """The thicknesses of the lines on the last page."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        page = opened.pages[-1]
        commands = pikepdf.parse_content_stream(page)
        return {str(operands[0]) for operands, operator in commands if str(operator) == "w"}


@needs("pdftoppm")
def test_the_photo_lies_in_the_box_of_who_signed(tmp_path: Path):
    drawn = last_page_drawn(signed(signature(Method.PHOTO), MARTA).pdf, tmp_path)
    grey = drawn.point(lambda value: 255 if 190 < value < 225 else 0)
    left, _top, right, _bottom = grey.crop((0, 0, drawn.width // 2, drawn.height)).getbbox() or (
        0,
        0,
        0,
        0,
    )
    assert right - left > drawn.width * 0.2


def last_page_drawn(pdf: bytes, folder: Path) -> Image.Image:
    file = folder / "signed.pdf"
    file.write_bytes(pdf)
    last = str(len(pages(pdf)))
    command = ("pdftoppm", "-gray", "-r", "80", "-f", last, "-l", last, "-singlefile")
    subprocess.run([*command, file, folder / "page"], check=True)
    with Image.open(folder / "page.pgm") as drawn:
        return drawn.copy()
