"""The photo as its camera made it, point by point, without the place where it was taken."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final

_START, _END, _SCAN, _EXIF_PART, _COMMENT = 0xD8, 0xD9, 0xDA, 0xE1, 0xFE
_WITHOUT_BODY: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_KEPT_PARTS: Final = (b"JFIF", b"ICC_PROFILE", b"Adobe")  # how to show it; nothing of where
_EXIF_WORD: Final = b"Exif\0\0"
_TAGS: Final = (0x010F, 0x0110, 0x0112)  # maker, model, which way is up
_TIMES: Final = (0x9003, 0x9011)
_INNER: Final = 0x8769


def without_place(data: bytes) -> tuple[bytes, str]:
    """The bytes of a picture whose location was cut out, and what kind of file they are.

    A JPEG keeps every point and, of what its camera wrote beside them, device, time and
    which way is up. Other kinds, which say little, become a PNG of the same points.
    """
    if data[:2] == bytes((0xFF, _START)):
        return b"".join(_jpeg_without_place(data)), "image/jpeg"
    from PIL import Image, ImageOps

    out = io.BytesIO()
    with Image.open(io.BytesIO(data)) as opened:
        bare = ImageOps.exif_transpose(opened)
        bare.info.clear()
        bare.save(out, "PNG")
    return out.getvalue(), "image/png"


def _jpeg_without_place(data: bytes) -> Iterator[bytes]:
    """Its parts up to the end of the picture; what a telephone hangs on behind is dropped."""
    yield bytes((0xFF, _START))
    yield _bare_exif(data)
    at = 2
    while at + 4 <= len(data):
        kind = data[at + 1]
        if data[at] != 0xFF or kind == _END:
            break
        if kind in _WITHOUT_BODY or kind == 0xFF:
            at += 1 if kind == 0xFF else 2
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        told = 0xE0 <= kind <= 0xEF or kind == _COMMENT
        if not told or data[at + 4 : end].startswith(_KEPT_PARTS):
            yield data[at:end]
        if kind == _SCAN:
            start, end = end, _end_of_scan(data, end)
            yield data[start:end]
        at = end
    yield bytes((0xFF, _END))


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the points end and the next part begins."""
    while (at := data.find(b"\xff", at)) >= 0 and at + 1 < len(data):
        if data[at + 1] and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 2
    return len(data)


def _bare_exif(data: bytes) -> bytes:
    """Device, time and which way is up, as a part of a JPEG; nothing where nothing is known."""
    from PIL import Image

    bare = Image.Exif()
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG",)) as opened:
            told = opened.getexif()
            inner = told.get_ifd(_INNER)
        bare.update({tag: told[tag] for tag in _TAGS if tag in told})
        times = {tag: inner[tag] for tag in _TIMES if tag in inner}
        if times:
            bare.get_ifd(_INNER).update(times)
        body = bare.tobytes()
    except Exception:  # what can't be read is not kept
        return b""
    if not (len(bare) or times) or len(body) > 0xFF00:
        return b""
    body = body if body.startswith(_EXIF_WORD) else _EXIF_WORD + body
    return bytes((0xFF, _EXIF_PART)) + (len(body) + 2).to_bytes(2, "big") + body
