"""What every document that is handed over has in common: a number, a version, a fingerprint."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self, cast

from advisor_app.domain.text import Text  # noqa: TC001 - read at runtime, to decode
from advisor_app.reports.canonical import decode, encode


@dataclass(frozen=True, slots=True)
class FirmPart:
    """Who the report is about.

    Attributes:
        identification: ``NIT 999.000.101-0``, or how the firm is known without one.
    """

    name: str
    trade_name: str
    identification: Text
    municipality: str
    department: str
    sector: Text
    size: Text | None = None


@dataclass(frozen=True, slots=True)
class ReplacedPart:
    """The version that a corrected document stands in for, and why."""

    version: int
    content_hash: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What issuing gives to a content.

    Attributes:
        number: device code, year and count, such as ``7F3A-2026-0012``; empty for a draft.
        version: 1, and one more for each correction.
    """

    number: str
    version: int
    issued_at: datetime
    issued_at_offset: int
    replaces: ReplacedPart | None = None


def short_hash(content_hash: str) -> str:
    """The first digits of a fingerprint, in groups that can be compared by eye."""
    return "\N{NO-BREAK SPACE}".join(content_hash[start : start + 4] for start in range(0, 12, 4))


class Content:
    """Base of the frozen values that documents are printed from, years later too."""

    __slots__ = ("_known_hash",)

    firm: FirmPart
    advisor: str
    number: str
    version: int
    issued_at: datetime
    issued_at_offset: int
    replaces: ReplacedPart | None
    _known_hash: str

    @property
    def content_hash(self) -> str:
        """The SHA-256 of the canonical content, in hexadecimal."""
        try:
            return self._known_hash
        except AttributeError:
            digest = hashlib.sha256(self.canonical_json().encode()).hexdigest()
            object.__setattr__(self, "_known_hash", digest)  # a frozen value never has another
            return digest

    @property
    def short_hash(self) -> str:
        """The first digits of the fingerprint, in groups that can be compared by eye."""
        return short_hash(self.content_hash)

    @property
    def stamp(self) -> Stamp:
        return Stamp(
            self.number, self.version, self.issued_at, self.issued_at_offset, self.replaces
        )

    def canonical_json(self) -> str:
        """The one way of writing this content down: equal contents give equal text."""
        return encode(self)

    def stamped(self, stamp: Stamp) -> Self:
        """The same content under a number, version and moment."""
        same = cast("Any", self)
        return cast(
            "Self",
            replace(
                same,
                number=stamp.number,
                version=stamp.version,
                issued_at=stamp.issued_at,
                issued_at_offset=stamp.issued_at_offset,
                replaces=stamp.replaces,
            ),
        )

    @classmethod
    def from_json(cls, text: str) -> Self:
        """A content back from its canonical text.

        Raises:
            BadContent: it is not the text of such a document.
        """
        return decode(cls, text)
