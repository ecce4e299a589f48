"""A photo as a document names it: by its fingerprint, never by its bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class PhotoPart:
    """A photo that backs answers.

    Attributes:
        sha256: of the file, which is found by it when the document is printed.
        points: what it backs.
        taken_on: None where nothing tells.
    """

    sha256: str
    caption: str
    points: tuple[str, ...]
    taken_on: date | None = None
