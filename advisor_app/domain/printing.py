"""What somebody wants printed, on which printer, and how far it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from advisor_app.domain.errors import AdvisorError
from advisor_app.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_COPIES: Final = 99
_PART: Final = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?")
_DASH: Final = re.compile(r"\s*[-\u2013]\s*")
_BETWEEN: Final = re.compile(r"\s*[,;]\s*|\s+(?:(?:y|e|and)\s+)?")
_ALL: Final = ("", "todas", "todo", "all")


class Condition(StrEnum):
    """How a printer is, as far as it tells."""

    READY = "ready"
    BUSY = "busy"
    PAPER_OUT = "paper_out"
    PAPER_JAM = "paper_jam"
    INK_OUT = "ink_out"
    COVER_OPEN = "cover_open"
    OFFLINE = "offline"
    PAUSED = "paused"
    REJECTING = "rejecting"
    LOCKED = "locked"  # wants a password
    TROUBLED = "troubled"

    @property
    def is_well(self) -> bool:
        """Whether paper can be expected to come out."""
        return self in (Condition.READY, Condition.BUSY)


class Stage(StrEnum):
    """Where a print job stands."""

    WAITING = "waiting"
    PRINTING = "printing"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"
    GONE = "gone"  # with its printer
    FORGOTTEN = "forgotten"  # by a printing system that broke down, or keeps no history

    @property
    def is_last(self) -> bool:
        """Whether nothing comes after it."""
        return self not in (Stage.WAITING, Stage.PRINTING)


@dataclass(frozen=True, slots=True)
class Printer:
    """A printer of this computer.

    Attributes:
        name: what the printing system calls it.
        shown_name: what people call it.
        two_sided: whether it prints both sides by itself.
        letter: its own word for a letter page; empty where it has none.
    """

    name: str
    shown_name: str
    condition: Condition = Condition.READY
    is_default: bool = False
    two_sided: bool = False
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """How a document is to come out.

    Attributes:
        pages: the numbers of the pages, in order, of each document; empty for all of them.
        per_sheet: pages on each side of a sheet, 1 or 2.
    """

    printer: Printer
    copies: int = 1
    pages: tuple[int, ...] = ()
    grey: bool = False
    per_sheet: int = 1
    two_sided: bool = False

    def sheets(self, page_counts: Sequence[int]) -> int:
        """How many sheets of paper all copies of documents with so many pages take."""
        on_a_sheet = self.per_sheet * (2 if self.two_sided else 1)
        return self.copies * sum(-(-(len(self.pages) or n) // on_a_sheet) for n in page_counts)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a print job is.

    Attributes:
        side: the side that is being printed; 0 where the printer doesn't tell.
        sides: how many there are.
        condition: how its printer is.
    """

    stage: Stage
    side: int = 0
    sides: int = 0
    condition: Condition = Condition.READY


def parse_pages(text: str, page_count: int) -> tuple[int, ...]:
    """The pages that somebody wrote, such as ``2-4,6``; nothing for all of them.

    Raises:
        AdvisorError: it can't be understood, or the document has no such page.
    """
    if text.strip().casefold() in _ALL:
        return ()
    found: set[int] = set()
    for part in _BETWEEN.split(_DASH.sub("-", text.strip())):
        span = _PART.fullmatch(part)
        if span is None:
            raise AdvisorError(_("Escriba las páginas así: 1 o 2-4,6."))
        first, last = sorted((int(span[1]), int(span[2] or span[1])))
        if first < 1 or last > page_count:
            said = _("El documento tiene las páginas 1 a {count}.")
            raise AdvisorError(said.format(count=page_count))
        found.update(range(first, last + 1))
    return tuple(sorted(found))
