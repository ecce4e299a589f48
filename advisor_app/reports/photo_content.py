"""A photo as a document names it: by its fingerprint, never by its bytes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from advisor_app.domain.text import Text  # noqa: TC001 - read at runtime, to decode
from advisor_app.reports.canonical import LATER


@dataclass(frozen=True, slots=True)
class ListPoints:
    """What a photo backs of a list that a diagnosis tells of."""

    name: Text
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PhotoPart:
    """A photo that backs answers.

    Attributes:
        sha256: of the file, which is found by it when the document is printed.
        points: what it backs of the document's own answers.
        lists: what it backs beside them.
        taken_on: None where nothing tells.
    """

    sha256: str
    caption: str
    points: tuple[str, ...]
    taken_on: date | None = None
    lists: tuple[ListPoints, ...] = field(default=(), metadata=LATER)
