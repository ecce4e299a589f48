"""Letter pages with one type scale, a foot that names them, bookmarks and tags."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from reportlab.lib.pagesizes import letter
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas

from advisor_app.design import LIGHT, TYPE
from advisor_app.i18n import catalog
from advisor_app.reports import archive, fonts
from advisor_app.reports.flow import Page, paginate
from advisor_app.reports.pen import Pen
from advisor_app.reports.tagging import Element, Marks, check_headings
from advisor_app.reports.words import Style, Words

if TYPE_CHECKING:
    from advisor_app.reports.blocks import Block
    from advisor_app.reports.issued import Content

WIDTH: Final = float(letter[0])
HEIGHT: Final = float(letter[1])
MARGIN: Final = 2 * cm
ROOM: Final = WIDTH - 2 * MARGIN
TALL: Final = HEIGHT - 2 * MARGIN
_FOOT: Final = 1.2 * cm  # the base line of the foot
_BAND: Final = HEIGHT - 1.3 * cm  # the base line of the warning above the text
_LOCALES: Final = {"es": "es-CO", "en": "en-US"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is the same on every page of a document.

    Attributes:
        kind: what document it is, above the text.
        foot: who it is about; shortened if it is too long.
        mark: number, version and fingerprint, in a few words.
        warning: a word in capitals above the text of every page, and why; or nothing.
        moment: when the content was fixed; the file carries no other date.
    """

    lang: str
    title: str
    subject: str
    author: str
    kind: str
    foot: str
    mark: str
    moment: datetime
    warning: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished file."""

    pdf: bytes
    page_count: int


class Heading(Words):
    """A title of level 1 to 3; levels 1 and 2 also stand in the outline.

    ``outline`` has the entries that stand there instead of its words, each below the one before.
    """

    def __init__(self, level: int, text: str, style: Style, *, outline: Sequence[str] = ()) -> None:
        super().__init__(text, style.but(tag=f"H{level}", keep_next=True))
        self.level = level
        self.entries = outline or (text,)

    def draw(self, pen: Pen, left: float, top: float, room: float) -> None:
        if self.level <= 2:
            place = f"page {len(pen.marks.pages)} at {round(top)}"
            for level, entry in enumerate(self.entries, start=self.level - 1):
                pen.bookmark(f"{place}, {level}", fonts.printable(entry), level, top + 8)
        super().draw(pen, left, top, room)


def render(blocks: Sequence[Block], sheet: Sheet) -> Rendered:
    """The document as a PDF/A-2a and PDF/UA-1 file; equal blocks give equal bytes."""
    return bind([(blocks, sheet)], sheet)


def bind(parts: Sequence[tuple[Sequence[Block], Sheet]], cover: Sheet) -> Rendered:
    """Several documents as one file, each with its own page count and bookmarks.

    ``cover`` tells language, title and moment of the file; nothing of it is drawn.
    """
    fonts.ready()
    root = Element("Document", [one for blocks, _ in parts for one in _elements(blocks)])
    check_headings(root)
    marks = Marks()
    laid = [(paginate(blocks, ROOM, TALL), sheet) for blocks, sheet in parts]
    facts = archive.Facts(
        cover.title, cover.subject, cover.author, _LOCALES[cover.lang], cover.moment
    )
    pdf = archive.finish(_drawn(laid, marks), root, marks, facts)
    return Rendered(pdf, sum(len(pages) for pages, _ in laid))


def sheet_for(
    content: Content, lang: str, *, kind: str, title: str, warning: tuple[str, str] | None = None
) -> Sheet:
    """What every page of a document says, from what every content knows."""
    _ = catalog(lang).text
    number, version = content.number or _("Borrador"), content.version
    mark = _("{number} · versión {version} · huella {hash}")
    return Sheet(
        lang=lang,
        title=title,
        subject=_("{kind} {number}, versión {version}").format(
            kind=kind, number=number, version=version
        ),
        author=content.advisor,
        kind=kind,
        foot=content.firm.name,
        mark=mark.format(number=number, version=version, hash=content.short_hash),
        moment=content.issued_at,
        warning=warning,
    )


def _elements(blocks: Sequence[Block]) -> list[Element]:
    return [element for block in blocks for element in block.elements()]


def _drawn(laid: Sequence[tuple[Sequence[Page], Sheet]], marks: Marks) -> archive.Drawn:
    out = io.BytesIO()
    first_font: Any = fonts.REGULAR  # else Helvetica, which is not embedded, would be listed
    canvas = Canvas(
        out, pagesize=letter, invariant=1, pageCompression=0, initialFontName=first_font
    )
    pen = Pen(canvas, marks)
    for pages, sheet in laid:
        for number, page in enumerate(pages, start=1):
            pen.new_page()
            _draw_top(pen, sheet)
            for block, offset in page.blocks:
                block.draw(pen, MARGIN, HEIGHT - MARGIN - offset, ROOM)
            _draw_foot(pen, sheet, number, len(pages))
            canvas.showPage()
    canvas.save()
    return archive.Drawn(out.getvalue(), pen.pages, pen.photos)


def _draw_top(pen: Pen, sheet: Sheet) -> None:
    size = TYPE.caption
    with pen.artifact("Pagination"):
        start = WIDTH - MARGIN - fonts.width(sheet.kind, fonts.REGULAR, size)
        pen.text((start, _BAND), sheet.kind, fonts.REGULAR, size, LIGHT.soft_ink)
        if sheet.warning is None:
            return
        word, why = sheet.warning
        wide = fonts.width(word, fonts.STRONG, size)
        pen.rectangle((MARGIN, _BAND - 5), wide + 16, 16, stroke=LIGHT.attention, radius=3)
        pen.text((MARGIN + 8, _BAND), word, fonts.STRONG, size, LIGHT.attention)
        pen.text((MARGIN + wide + 24, _BAND), why, fonts.REGULAR, size, LIGHT.attention)


def _draw_foot(pen: Pen, sheet: Sheet, number: int, of: int) -> None:
    _ = catalog(sheet.lang).text
    size = TYPE.caption
    place = _("Página {page} de {pages}").format(page=number, pages=of)
    middle = fonts.width(sheet.mark, fonts.REGULAR, size)
    right = fonts.width(place, fonts.REGULAR, size)
    name = shortened(sheet.foot, ROOM - middle - right - 40, size)
    with pen.artifact("Pagination"):
        pen.line((MARGIN, _FOOT + 13), (WIDTH - MARGIN, _FOOT + 13), LIGHT.line)
        pen.text((MARGIN, _FOOT), name, fonts.REGULAR, size, LIGHT.soft_ink)
        pen.text((WIDTH - MARGIN - right, _FOOT), place, fonts.REGULAR, size, LIGHT.soft_ink)
        start = WIDTH - MARGIN - right - 20 - middle
        pen.text((start, _FOOT), sheet.mark, fonts.REGULAR, size, LIGHT.soft_ink)


def shortened(text: str, room: float, size: float) -> str:
    """The text, or as much of it as fits before an ellipsis."""
    shown = fonts.printable(text)
    if fonts.width(shown, fonts.REGULAR, size) <= room:
        return shown
    while shown and fonts.width(shown + "…", fonts.REGULAR, size) > room:
        shown = shown[:-1]
    return shown.rstrip() + "…"
