"""What the report of a gap says: figures, conditions and every point, complete in itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from advisor_app.domain.text import Text  # noqa: TC001 - read at runtime, to decode
from advisor_app.reports.canonical import LATER
from advisor_app.reports.edition_content import EditionPart  # noqa: TC001 - as above
from advisor_app.reports.group_content import GroupPart  # noqa: TC001 - read at runtime, to decode
from advisor_app.reports.issued import Content, FirmPart, ReplacedPart
from advisor_app.reports.photo_content import PhotoPart  # noqa: TC001 - as above


@dataclass(frozen=True, slots=True)
class ListPart:
    """The list that the firm was held against.

    Attributes:
        confirm: the list is still to be confirmed with its official source.
    """

    name: Text
    edition: Text
    transition: Text | None
    note: Text
    source: Text
    confirm: bool


@dataclass(frozen=True, slots=True)
class CheckPart:
    """One condition of the scheme's rule; ``holds`` is None while it is not known.

    Attributes:
        codes: the points that it fails by.
    """

    holds: bool | None
    said: Text
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChapterPart:
    """How far one chapter is; its readiness is None where nothing of it applies."""

    key: str
    title: Text
    applicable: int
    seen: int
    complying: int
    blocking: int
    readiness: Decimal | None


@dataclass(frozen=True, slots=True)
class PointPart:
    """One point and what was found.

    Attributes:
        state: as the answer keeps it; empty where it was not seen.
        confirm: the point is still to be confirmed with the official source.
        blocks: it stands in the way by itself.
        na_refused: it was set aside though the list does not allow it.
    """

    code: str
    title: Text
    severity: Text
    chapter: str
    confirm: bool
    action: Text
    effort: Text
    state: Literal["C", "P", "N", "NA", ""] = ""
    note: str = ""
    na_reason: str = ""
    blocks: bool = False
    na_refused: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it applies and does not comply, or was not seen."""
        return self.state not in ("C", "NA")


@dataclass(frozen=True, slots=True)
class GapContent(Content):
    """The whole report.

    Attributes:
        scope: the member, site or method it looks at; empty for the whole firm.
        closed_on: None while answers can still change.
        least_seen: what must be seen, in percent, before a readiness is published.
        said: what the figures come to, sentence by sentence, as the window says it.
        verdict: what the scheme would decide.
        group: its sample and its parts, where the list is a group's.
        drawn: how a member came into the sample.
        pictures: the photos that back its answers.
        part_list: which points a member, a site or a method answers of the list.
        edition: what changes with the newer edition of the list, where the firm has the older one.
    """

    firm: FirmPart
    advisor: str
    standard: ListPart
    scope: str
    started_on: date
    closed_on: date | None
    readiness: Decimal | None
    coverage: Decimal | None
    preliminary: bool
    least_seen: Decimal
    said: tuple[Text, ...]
    verdict: Text
    disclaimer: Text
    issued_at: datetime
    issued_at_offset: int
    checks: tuple[CheckPart, ...] = ()
    chapters: tuple[ChapterPart, ...] = ()
    points: tuple[PointPart, ...] = ()
    number: str = ""
    version: int = 1
    format: str = "gap/1"
    replaces: ReplacedPart | None = field(default=None, metadata=LATER)
    group: GroupPart | None = field(default=None, metadata=LATER)
    drawn: str = field(default="", metadata=LATER)
    part_list: Text | None = field(default=None, metadata=LATER)
    pictures: tuple[PhotoPart, ...] = field(default=(), metadata=LATER)
    edition: EditionPart | None = field(default=None, metadata=LATER)
