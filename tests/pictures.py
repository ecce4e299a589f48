"""Photos as telephones make them, and files that only say they are photos or papers."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Callable, Iterator

import pikepdf
from PIL import Image, ImageDraw

_MAKER, _INNER, _GPS = 0x010F, 0x8769, 0x8825
_TAKEN, _OFFSET = 0x9003, 0x9011


def photo(
    number: int = 0,
    *,
    size: tuple[int, int] = (800, 600),
    taken: str = "",
    offset: str = "",
    kind: str = "JPEG",
) -> bytes:
    """A photo that differs from every other number, with place and maker.

    ``taken`` is written as cameras do: ``2026:11:23 09:30:00``.
    """
    picture = Image.new("RGB", size, (90 + number * 37 % 120, 120 + number * 53 % 90, 110))
    pen = ImageDraw.Draw(picture)
    width, height = size
    for step in range(6):
        side = (number * 31 + step * 97) % (width // 2)
        box = (side, step * height // 7, side + width // 5, (step + 1) * height // 7)
        pen.rectangle(box, fill=(200, 40 * step, number * 11 % 256))
    exif = Image.Exif()
    exif[_MAKER] = "Fabricante"
    exif.get_ifd(_GPS)[2] = (4.0, 36.0, 0.0)
    if taken:
        exif.get_ifd(_INNER)[_TAKEN] = taken
        if offset:
            exif.get_ifd(_INNER)[_OFFSET] = offset
    out = io.BytesIO()
    picture.save(out, kind, exif=exif)
    return out.getvalue()


def paper(change: Callable[[pikepdf.Pdf], object] = lambda pdf: None, **options: object) -> bytes:
    """A PDF of one page, changed and saved as wished."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        change(pdf)
        pdf.save(out, **options)
    return out.getvalue()


def huge_png(side: int) -> bytes:
    """A few bytes that say they are a picture of ``side`` by ``side`` points."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        whole = kind + body
        return struct.pack(">I", len(body)) + whole + struct.pack(">I", zlib.crc32(whole))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + head + body + chunk(b"IEND", b"")


def bent(count: int, seed: int) -> Iterator[bytes]:
    """Photos and papers of each kind with bytes changed, cut, doubled or lost at random."""
    chance = random.Random(seed)  # noqa: S311 - repeatable damage, no secret
    whole = [photo(1, kind=kind) for kind in ("JPEG", "PNG", "WEBP", "BMP")]
    whole += [_progressive(), paper(), paper(object_stream_mode=pikepdf.ObjectStreamMode.generate)]
    for number in range(count):
        data = bytearray(whole[number % len(whole)])
        for _slip in range(chance.choice((1, 2, 8, 40))):
            chance.choice((_change, _change, _cut, _double, _lose))(data, chance)
        yield bytes(data)


def _progressive() -> bytes:
    out = io.BytesIO()
    with Image.open(io.BytesIO(photo(2))) as opened:
        opened.save(out, "JPEG", progressive=True)
    return out.getvalue()


def _place(data: bytearray, chance: random.Random) -> int:
    """Anywhere, but half of the time in the head, where readers are tripped."""
    longest = max(1, len(data))
    return chance.randrange(min(longest, 400) if chance.random() < 0.5 else longest)


def _change(data: bytearray, chance: random.Random) -> None:
    if data:
        data[_place(data, chance)] = chance.choice((0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256)))


def _cut(data: bytearray, chance: random.Random) -> None:
    if chance.random() < 0.1:
        del data[_place(data, chance) :]


def _double(data: bytearray, chance: random.Random) -> None:
    at = _place(data, chance)
    data[at:at] = data[at : at + chance.randrange(1, 64)]


def _lose(data: bytearray, chance: random.Random) -> None:
    at = _place(data, chance)
    del data[at : at + chance.randrange(1, 16)]
