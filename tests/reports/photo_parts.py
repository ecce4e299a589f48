"""Photos of a document: with and without captions, of every shape, one of them lost."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from advisor_app.domain.text import Text
from advisor_app.reports.photo_content import ListPoints, PhotoPart
from tests.pictures import photo

LOST = "0" * 64
SHAPES = ((640, 480), (360, 640), (640, 250))


@cache
def files() -> dict[str, bytes]:
    """Seven photos by their SHA-256."""
    made = [photo(number, size=SHAPES[number % 3]) for number in range(7)]
    return {hashlib.sha256(data).hexdigest(): data for data in made}


def pictures(sha256: str) -> bytes | None:
    """The file of a photo."""
    return files().get(sha256)


def parts() -> tuple[PhotoPart, ...]:
    """Each with other words: some without a caption, a point or a day; the last one is lost."""
    told: list[tuple[str, tuple[str, ...], date | None]] = [
        ("Tablero de lotes", ("4.2", "7.1"), date(2026, 11, 2)),
        ("", ("4.2",), None),
        ("Extintor vencido " * 30, tuple(f"8.{n}" for n in range(60)), date(2026, 11, 2)),
        ("X" * 500, (), None),
        ("", (), None),
        ("العربية 日本 🙂.", ("9.1",), None),
        ("Puerta", ("9.1",), None),
    ]
    whole = zip(files(), told, strict=True)
    shown = [PhotoPart(sha256, *words) for sha256, words in whole]
    lists = (ListPoints(Text("Buenas prácticas", "Good practices"), ("3.1", "3.2")),)
    return (*shown, PhotoPart(LOST, "Báscula", ("7.1.5",), None, lists))


def with_photos(content: Any) -> Any:
    """A document with these photos."""
    return replace(content, pictures=parts())
