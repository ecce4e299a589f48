"""The photos of a document: six on a page in equal frames, told in words, never its end."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pikepdf
import pytest

from advisor_app.domain.document import DIAGNOSIS, GAP_REPORT
from advisor_app.reports.kinds import Printable, content_of, render_document
from advisor_app.reports.photo_content import PhotoPart
from tests.reports import builders, gaps
from tests.reports.photo_parts import files, parts, pictures, with_photos
from tests.reports.reading import PROFILES, failures, outline, pages, tree, whole
from tests.reports.test_photo import images

LOST = "Esta foto no se puede mostrar"


def made(content: Any, read: Callable[[str], bytes | None] = pictures, lang: str = "es") -> bytes:
    return render_document(Printable(GAP_REPORT, content, (), read), lang).pdf


def figures(pdf: bytes) -> list[str]:
    return [text for tag, text in tree(pdf) if tag == "Figure" and text.startswith("Foto ")]


def frames(pdf: bytes) -> list[list[float]]:
    """The boxes of the photos, in reading order."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        nodes: list[Any] = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary)]
        shown = [one for one in nodes if str(one.get("/Alt", "")).startswith("Foto ")]
        shown.sort(key=lambda one: int(str(one.Alt).split()[1].rstrip(".")))
        return [[float(side) for side in one.A.BBox] for one in shown]


def test_a_document_without_photos_has_no_annex_and_the_old_text():
    content = gaps.usual()
    assert "pictures" not in content.canonical_json()
    assert "Fotos" not in whole(made(content))


@pytest.mark.parametrize("kind", [GAP_REPORT, DIAGNOSIS])
def test_the_photos_come_back_from_the_text_and_change_the_fingerprint(kind: str):
    plain: Any = {GAP_REPORT: gaps.usual, DIAGNOSIS: builders.content}[kind]()
    content = with_photos(plain)
    assert content_of(kind, content.canonical_json()) == content
    assert content.content_hash != plain.content_hash


@pytest.mark.parametrize("kind", [GAP_REPORT, DIAGNOSIS])
def test_the_annex_is_the_last_bookmark_and_begins_a_page(kind: str):
    before: Any = gaps.usual("iso_14001") if kind == GAP_REPORT else builders.content()
    shown = replace(before, pictures=parts()[:1])  # a page with room for it comes before
    pdf = render_document(Printable(kind, shown, (), pictures), "es").pdf
    assert "Fotos" in str(outline(pdf)[-1])
    (page,) = [page for page in pages(pdf) if "Foto 1." in page]
    running_head, *rest = page.split("\n")
    assert running_head in pages(pdf)[1]
    assert rest[:2] == ["Fotos", "Foto 1. Tablero de lotes"]


def test_six_stand_on_a_page_in_equal_frames_of_two_columns():
    shown = tuple(replace(part, caption="Bodega", points=("4.2",)) for part in parts())
    pdf = made(replace(gaps.usual(), pictures=shown[:7]))
    counts = [count for page in pages(pdf) if (count := page.count("Respalda: 4.2"))]
    assert counts == [6, 1]
    boxes = frames(pdf)
    sizes = {(round(box[2] - box[0], 1), round(box[3] - box[1], 1)) for box in boxes}
    assert len(sizes) == 1
    assert len({box[0] for box in boxes}) == 2
    assert len({box[1] for box in boxes[:6]}) == 3


def test_each_is_shown_once_whole_and_in_its_own_shape():
    pdf = made(with_photos(gaps.usual()))
    assert len(images(pdf)) == len(files())
    drawn: list[float] = []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "cm":
                    drawn.append(float(operands[0]) / float(operands[3]))
    wanted = [640 / 480, 360 / 640, 640 / 250] * 2 + [640 / 480]
    assert drawn[-7:] == pytest.approx(wanted, rel=0.01)


def test_who_does_not_see_them_hears_caption_and_points_whole():
    heard = figures(made(with_photos(gaps.usual())))
    assert heard[0] == "Foto 1. Tablero de lotes. Respalda: 4.2, 7.1."
    assert heard[1] == "Foto 2. Respalda: 4.2."
    assert heard[2].count("Extintor vencido") == 30
    assert heard[2].endswith("8.58, 8.59.")
    assert heard[4] == "Foto 5."


def test_words_too_long_for_their_frame_are_cut_at_a_word():
    text = whole(made(with_photos(gaps.usual())))
    assert text.count("Extintor vencido") < 15
    assert "Extintor…" in text or "vencido…" in text


@pytest.mark.parametrize(
    "data", [None, b"", b"no photo", b"\xff\xd8\xff\xd9"], ids=["gone", "empty", "words", "bent"]
)
def test_what_cannot_be_shown_is_said_in_its_frame(data: bytes | None):
    pdf = made(with_photos(gaps.usual()), lambda _sha256: data)
    assert whole(pdf).count(LOST) == len(parts())
    assert all(LOST in heard for heard in figures(pdf))
    assert images(pdf) == []
    assert [failures(pdf, profile) for profile in PROFILES] == [[], []]


def test_each_photo_is_asked_for_once_and_in_its_order():
    asked: list[str] = []

    def read(sha256: str) -> bytes | None:
        asked.append(sha256)
        return pictures(sha256)

    made(with_photos(gaps.usual()), read)
    assert asked == [part.sha256 for part in parts()]


def test_a_single_photo_without_a_word_is_an_annex_too():
    one = PhotoPart(next(iter(files())), "", ())
    pdf = made(replace(gaps.usual(), pictures=(one,)))
    assert failures(pdf, PROFILES[0]) == []
    assert figures(pdf) == ["Foto 1."]


def test_the_points_and_the_day_stand_beneath():
    text = whole(made(replace(gaps.usual(), pictures=parts()[:1])))
    assert "Respalda: 4.2, 7.1 · 02/11/2026" in text
