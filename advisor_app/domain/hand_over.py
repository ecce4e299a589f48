"""What a telephone is offered, and how far it got with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """How far the hand-over came."""

    WAITING = "waiting"
    OPENED = "opened"
    DOWNLOADING = "downloading"
    DELIVERED = "delivered"
    CONFIRMED = "confirmed"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Progress:
    """What the one who waits beside the laptop is told.

    Attributes:
        percent: how much of the file left, while it is downloaded.
        device: the family of the telephone, once it asked for something.
        file: the bytes that arrived whole, from ``DELIVERED`` on.
    """

    stage: Stage
    percent: int = 0
    device: str = ""
    file: bytes = b""


@dataclass(frozen=True, slots=True)
class Offer:
    """One document for one telephone.

    Attributes:
        title: what kind of document it is, in its own language.
        file_name: what the file is called there, without its ending.
        picture: the first page as PNG.
    """

    title: str
    firm: str
    number: str
    lang: str
    file_name: str
    pdf: bytes
    picture: bytes
    pages: int = 0

    @property
    def pdf_name(self) -> str:
        """The name of the whole document; plain letters, so that no header or path is bent."""
        return f"{self._stem}.pdf"

    @property
    def picture_name(self) -> str:
        """The name of the first page as a picture."""
        return f"{self._stem}-1.png"

    @property
    def _stem(self) -> str:
        return "-".join(re.findall("[A-Za-z0-9]+", self.file_name))[:80] or "documento"
