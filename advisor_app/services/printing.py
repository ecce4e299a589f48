"""Paper: which printers there are, documents handed to one of them, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisor_app.printing import cups, ipp

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advisor_app.domain.printing import Printer, Progress, Wish


@dataclass(frozen=True, slots=True)
class Sent:
    """A document on its way.

    Attributes:
        job: what the printing system calls it.
        sides: how many sides come out, all copies together.
    """

    job: str
    sides: int


def takes_files() -> bool:
    """Whether printers take the PDF itself, sharper and a hundred times smaller than pictures."""
    return cups.is_there()


def printers() -> list[Printer]:
    """The printers of this computer, the usual one first.

    Raises:
        AdvisorError: the printing system does not answer.
    """
    return cups.printers()


def arranged(documents: Sequence[bytes], wish: Wish) -> bytes:
    """The sheets that a printer is given: the wished pages, in grey, two on a sheet."""
    from advisor_app.reports.arrange import arrange

    return arrange(documents, wish)


def count_pages(pdf: bytes) -> int:
    """How many pages a document has."""
    from advisor_app.reports import arrange

    return arrange.count_pages(pdf)


def send(documents: Sequence[bytes], wish: Wish, title: str) -> Sent:
    """Hand documents to a printer; the title stays with the printing system, so it names nobody.

    Raises:
        AdvisorError: the printing system did not take it.
    """
    sheets = arranged(documents, wish)
    return Sent(cups.send(sheets, wish, title), count_pages(sheets) * wish.copies)


def progress(sent: Sent) -> Progress:
    """How far a document is.

    Raises:
        AdvisorError: the printing system does not answer.
    """
    try:
        return cups.progress(sent.job, sent.sides)
    except ipp.NoAnswerError as error:
        raise cups.silence() from error


def cancel(sent: Sent) -> None:
    """Take a document back from the printer.

    Raises:
        AdvisorError: the printing system does not answer, or goes on.
    """
    cups.cancel(sent.job)
