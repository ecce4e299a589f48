"""The kinds of document, each in a module of its own that is loaded when one is printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol, cast

from advisor_app.domain import document

if TYPE_CHECKING:
    from advisor_app.domain.signature import Party, Signature
    from advisor_app.domain.text import Text
    from advisor_app.reports.blocks import Block
    from advisor_app.reports.issued import Content
    from advisor_app.reports.page import Rendered, Sheet
    from advisor_app.reports.photo_annex import Pictures
    from advisor_app.reports.photo_content import PhotoPart


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document.

    Attributes:
        series: stands before the count in its numbers, so that each kind counts by itself.
        module: where its content and its pages are.
    """

    series: str
    module: str


KINDS: Final[dict[str, Kind]] = {
    document.DIAGNOSIS: Kind("", "advisor_app.reports.diagnosis"),
    document.VISIT_RECORD: Kind("A", "advisor_app.reports.visit_record"),
    document.ATTENDANCE: Kind("L", "advisor_app.reports.attendance"),
    document.GAP_REPORT: Kind("B", "advisor_app.reports.gap_report"),
    document.PLAN: Kind("P", "advisor_app.reports.plan_report"),
    document.CONSENT: Kind("C", "advisor_app.reports.consent_record"),
}
"""Kind of document -> how it is numbered and printed, in the order a visit's papers lie."""


class _Pages(Protocol):
    """What the module of a kind offers."""

    CONTENT: type[Content]

    def blocks_of(
        self, content: Content, lang: str, signatures: Sequence[Signature]
    ) -> Sequence[Block]: ...

    def sheet_of(self, content: Content, lang: str) -> Sheet: ...

    def parties_of(self, content: Content) -> Mapping[Party, Text]: ...


@dataclass(frozen=True, slots=True)
class Printable:
    """One document to print, with the signatures it was given.

    Attributes:
        pictures: the photos that its content names by their fingerprints.
    """

    kind: str
    content: Content
    signatures: Sequence[Signature] = ()
    pictures: Pictures = lambda _sha256: None


def content_of(kind: str, text: str) -> Content:
    """A content back from its canonical text.

    Raises:
        BadContent: it is not of this kind.
    """
    return _pages(kind).CONTENT.from_json(text)


def parties_of(kind: str, content: Content) -> Mapping[Party, Text]:
    """Who signs a document, in the order of its boxes, and what each says by it."""
    return _pages(kind).parties_of(content)


def render_document(document: Printable, lang: str) -> Rendered:
    """One document as a file; the same document and language give the same bytes."""
    from advisor_app.reports.page import render

    return render(*_laid(document, lang))


def render_together(documents: Sequence[Printable], lang: str, title: str) -> Rendered:
    """Several documents as one file, to print or to hand over at once."""
    from dataclasses import replace

    from advisor_app.reports.page import bind

    parts = [_laid(document, lang) for document in documents]
    latest = max((sheet.moment for _blocks, sheet in parts))
    return bind(parts, replace(parts[0][1], title=title, moment=latest))


def _laid(document: Printable, lang: str) -> tuple[Sequence[Block], Sheet]:
    pages = _pages(document.kind)
    blocks = pages.blocks_of(document.content, lang, document.signatures)
    photos = _photos(document, lang)
    return [*blocks, *photos], pages.sheet_of(document.content, lang)


def _photos(document: Printable, lang: str) -> list[Block]:
    """Those of a content that has some, after all else."""
    named: tuple[PhotoPart, ...] = getattr(document.content, "pictures", ())
    if not named:
        return []
    from advisor_app.reports.draft import Writing
    from advisor_app.reports.look import Look
    from advisor_app.reports.photo_annex import photo_annex

    return photo_annex(Writing(lang, Look()), named, document.pictures)


def _pages(kind: str) -> _Pages:
    return cast("_Pages", import_module(KINDS[kind].module))
