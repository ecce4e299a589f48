"""Photos from outside: upright, small and nameless, or refused with a word and nothing kept."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

import pytest
from PIL import Image

from advisor_app.services import photos
from advisor_app.services.photos import SMALLEST, NotAPhoto, photo_from, photo_of, thumbnail_of
from tests.pictures import huge_png
from tests.reports.signatures import jpeg

_ORIENTATION, _MAKER, _GPS = 0x0112, 0x010F, 0x8825


def telephone_photo(orientation: int) -> bytes:
    """A photo with a red left half, as a telephone writes it: turned, with place and maker."""
    picture = Image.new("RGB", (1600, 1000), "white")
    picture.paste("red", (0, 0, 800, 1000))
    exif = Image.Exif()
    exif[_ORIENTATION] = orientation
    exif[_MAKER] = "Fabricante"
    exif.get_ifd(_GPS)[2] = (4.0, 36.0, 0.0)
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    assert b"Fabricante" in out.getvalue()
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_a_large_photo_becomes_small_and_stays_a_jpeg():
    small = opened(photo_of(telephone_photo(1)))
    assert (small.format, small.size, small.mode) == ("JPEG", (1280, 800), "RGB")


@pytest.mark.parametrize(
    ("orientation", "size", "red", "white"),
    [
        (1, (1280, 800), (100, 400), (1200, 400)),
        (6, (800, 1280), (400, 100), (400, 1200)),
        (8, (800, 1280), (400, 1200), (400, 100)),
    ],
    ids=["level", "turned right", "turned left"],
)
def test_a_photo_taken_with_the_telephone_turned_stands_upright(
    orientation: int, size: tuple[int, int], red: tuple[int, int], white: tuple[int, int]
):
    small = opened(photo_of(telephone_photo(orientation)))
    assert small.size == size
    assert small.getpixel(red)[1] < 60
    assert small.getpixel(white)[1] > 200


def test_nothing_is_kept_of_place_and_device():
    small = photo_of(telephone_photo(6))
    assert b"Fabricante" not in small
    assert b"Exif" not in small
    assert not opened(small).getexif()


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "BMP"])
def test_other_kinds_of_picture_become_jpegs(kind: str):
    out = io.BytesIO()
    Image.new("RGB", (400, 300), "green").save(out, kind)
    assert opened(photo_of(out.getvalue())).size == (400, 300)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "1", "L", "I;16", "CMYK"])
def test_pictures_of_every_make_are_taken(mode: str):
    out = io.BytesIO()
    Image.new("L", (300, 200), 200).convert(mode).save(out, "JPEG" if mode == "CMYK" else "PNG")
    assert opened(photo_of(out.getvalue())).mode == "RGB"


def test_what_is_clear_becomes_white():
    out = io.BytesIO()
    Image.new("RGBA", (300, 200), (0, 0, 0, 0)).save(out, "PNG")
    assert opened(photo_of(out.getvalue())).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "vacío"),
        (b"Esto es un texto que se llama firma.jpg", "no es una foto"),
        (b"%PDF-1.7\n", "no es una foto"),
        (jpeg()[: len(jpeg()) // 2], "no es una foto"),
        (jpeg()[:300], "no es una foto"),
        (huge_png(30_000), "demasiado grande: 30000 por 30000"),
        (huge_png(600), "no es una foto"),
    ],
    ids=["empty", "text", "pdf", "half", "head only", "bomb", "cut png"],
)
def test_what_is_no_photo_is_refused_with_a_word(data: bytes, told: str, tmp_path: Path):
    file = tmp_path / "firma.jpg"
    file.write_bytes(data)
    with pytest.raises(NotAPhoto, match=told) as caught:
        photo_from(file)
    assert "Nada se guardó" in caught.value.advice


@pytest.mark.parametrize("size", [(40, 300), (300, 119), (150, 6_000), (1_281, 120)])
def test_a_picture_too_small_to_read_is_refused(size: tuple[int, int]):
    with pytest.raises(NotAPhoto, match="demasiado pequeña"):
        photo_of(png(size))


@pytest.mark.parametrize("size", [(120, 120), (120, 1_280), (6_000, 600), (600, 6_400)])
def test_what_is_kept_of_a_long_strip_can_be_read_and_shown_small(size: tuple[int, int]):
    kept = photo_of(png(size))
    with Image.open(io.BytesIO(kept)) as opened:
        assert min(opened.size) >= SMALLEST
    assert thumbnail_of(kept)


def png(size: tuple[int, int]) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size).save(out, "PNG")
    return out.getvalue()


def test_a_file_of_gigabytes_is_not_read(tmp_path: Path):
    file = tmp_path / "firma.jpg"
    with file.open("wb") as sparse:
        sparse.truncate(photos.MOST_BYTES + 1)
    with pytest.raises(NotAPhoto, match="pesa demasiado"):
        photo_from(file)


def test_a_folder_a_missing_file_and_a_device_are_told(tmp_path: Path):
    for place in (tmp_path, tmp_path / "no.jpg", Path("/dev/zero")):
        with pytest.raises(NotAPhoto, match="no es un archivo"):
            photo_from(place)


def test_bytes_bent_anywhere_give_a_photo_or_a_word():
    whole = telephone_photo(6)
    for place in range(0, 1200, 3):
        bent = bytearray(whole)
        bent[place] ^= 0x5A
        with contextlib.suppress(NotAPhoto):
            assert opened(photo_of(bytes(bent))).format == "JPEG"
