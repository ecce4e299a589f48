"""Photos in a document: byte for byte, described, nameless, and never the end of it."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest
from PIL import Image

from advisor_app.reports.blocks import Block, Columns
from advisor_app.reports.draft import Writing
from advisor_app.reports.look import Look
from advisor_app.reports.page import Heading, Rendered, render
from advisor_app.reports.photo import jpeg_of, photo
from tests.reports.reading import PROFILES, failures, tree, whole
from tests.reports.signatures import jpeg
from tests.reports.test_tagging import STYLE, sheet

PLACE = b"Vereda Guacharaquillo"
WRITING = Writing("es", Look())


def made(*blocks: Block) -> Rendered:
    return render([Heading(1, "Evidencias", STYLE), *blocks], sheet())


def from_a_camera(mode: str = "RGB", **saving: Any) -> bytes:
    """A photo that tells where and when it was taken."""
    exif = Image.Exif()
    exif[0x010E] = PLACE.decode()
    out = io.BytesIO()
    picture = Image.new(mode, (640, 480), 120 if mode == "L" else None)
    picture.save(out, "JPEG", exif=exif, comment=PLACE, **saving)
    assert PLACE in out.getvalue()
    return out.getvalue()


def images(pdf: bytes) -> list[tuple[bytes, str]]:
    """Each picture of the file as it lies there, and its colours."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        streams = [one for one in opened.objects if isinstance(one, pikepdf.Stream)]
        photos = [one for one in streams if one.get("/Subtype") == pikepdf.Name.Image]
        return [(one.read_raw_bytes(), str(one.ColorSpace)) for one in photos]


@pytest.mark.parametrize("profile", PROFILES, ids=["UA-1", "A-2a"])
def test_a_photo_is_accessible_and_archivable(profile: object):
    pdf = made(photo(WRITING, jpeg(), "Bodega ordenada", "Bodega, 3 de noviembre")).pdf
    assert failures(pdf, profile) == []
    assert ("Figure", "Bodega ordenada") in tree(pdf)
    assert "Bodega, 3 de noviembre" in whole(pdf)


def test_its_bytes_are_those_that_were_given():
    assert images(made(photo(WRITING, jpeg(), "Bodega")).pdf) == [(jpeg(), "/DeviceRGB")]


def test_the_same_photo_twice_lies_in_the_file_once():
    twice = [photo(WRITING, jpeg(), f"Bodega {n}", tall=500) for n in range(2)]
    rendered = made(*twice)
    assert rendered.page_count == 2
    assert len(images(rendered.pdf)) == 1


@pytest.mark.parametrize(("mode", "colours"), [("RGB", "/DeviceRGB"), ("L", "/DeviceGray")])
def test_what_a_camera_adds_stays_out_and_the_picture_is_the_same(mode: str, colours: str):
    data = from_a_camera(mode, progressive=mode == "RGB")
    ((kept, told),) = images(made(photo(WRITING, data, "Bodega")).pdf)
    assert told == colours
    assert PLACE not in kept
    with Image.open(io.BytesIO(data)) as before, Image.open(io.BytesIO(kept)) as after:
        assert list(after.getexif()) == []
        assert before.tobytes() == after.tobytes()


def test_in_a_column_it_is_as_narrow_as_the_column():
    wide = photo(WRITING, jpeg(1200, 300), "Mesa", tall=200)
    assert wide.height(400) == pytest.approx(100)
    assert wide.height(2000) == 200
    pdf = made(Columns([wide, photo(WRITING, jpeg(300, 1200), "Puerta")], [1, 1])).pdf
    assert failures(pdf, PROFILES[0]) == []


def test_a_figure_without_words_is_refused():
    with pytest.raises(ValueError, match="words"):
        photo(WRITING, jpeg(), " ")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xd8",
        b"no photo at all",
        jpeg()[: len(jpeg()) // 2],
        jpeg()[:30] + b"\xff\xd9",
        from_a_camera("CMYK"),
    ],
    ids=["empty", "two bytes", "words", "cut", "head only", "four inks"],
)
def test_what_is_no_photo_is_said_in_its_place(data: bytes):
    assert jpeg_of(data) is None
    pdf = made(photo(WRITING, data, "Bodega ordenada.")).pdf
    assert "Esta foto no se pudo leer: Bodega ordenada." in whole(pdf)
    assert images(pdf) == []
    assert failures(pdf, PROFILES[1]) == []


def test_equal_photos_give_equal_files():
    first, second = (made(photo(WRITING, jpeg(), "Bodega")).pdf for _time in range(2))
    assert first == second
