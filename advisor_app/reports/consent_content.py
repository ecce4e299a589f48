"""What the document of an authorization says, complete in itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from advisor_app.domain.text import Text  # noqa: TC001 - read at runtime, to decode
from advisor_app.reports.canonical import LATER
from advisor_app.reports.issued import Content, FirmPart, ReplacedPart


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """One question of the authorization.

    Attributes:
        answer: yes or no; None where it was not asked.
        signer: who answered, as far as that may be kept.
        text_hash: SHA-256 of every word that was shown, in its language.
    """

    name: Text
    question: Text
    answer: bool | None = None
    given_at: datetime | None = None
    given_at_offset: int = 0
    method: Text | None = None
    signer: str = ""
    role: Text | None = None
    text_hash: str = ""


@dataclass(frozen=True, slots=True)
class ConsentContent(Content):
    """The whole authorization.

    Attributes:
        wording: version of the text, such as ``HD-1.0``.
        asked_in: language whose words were shown; empty where this laptop can't tell.
    """

    firm: FirmPart
    advisor: str
    title: Text
    wording: str
    full: Text
    issued_at: datetime
    issued_at_offset: int
    answers: tuple[GivenAnswer, ...] = ()
    asked_in: str = ""
    number: str = ""
    version: int = 1
    format: str = "consent/1"
    replaces: ReplacedPart | None = field(default=None, metadata=LATER)
