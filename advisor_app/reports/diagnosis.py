"""The diagnosis report: the owner's sheet, how it was done, the result, the steps, the answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from advisor_app.domain.signature import BOTH_PARTIES
from advisor_app.i18n import catalog
from advisor_app.reports import (
    decision_pages,
    gap_section,
    maturity_pages,
    method_pages,
    plan_section,
)
from advisor_app.reports.annex import annex
from advisor_app.reports.blocks import Block, NewPage
from advisor_app.reports.content import DiagnosisContent
from advisor_app.reports.draft import Draft
from advisor_app.reports.look import Look
from advisor_app.reports.owner_sheet import owner_sheet
from advisor_app.reports.page import Rendered, Sheet, render, sheet_for
from advisor_app.reports.signing import signing

if TYPE_CHECKING:
    from advisor_app.domain.signature import Party, Signature
    from advisor_app.domain.text import Text

CONTENT: Final = DiagnosisContent
LARGE: Final = 14.0


def build_diagnosis(content: DiagnosisContent, lang: str, *, large: bool = False) -> bytes:
    """The report as a PDF file; the same content and language give the same bytes."""
    return render_diagnosis(content, lang, large=large).pdf


def render_diagnosis(content: DiagnosisContent, lang: str, *, large: bool = False) -> Rendered:
    """The report and how many pages it has; ``large`` sets all of it in the owner's type."""
    return render(blocks_of(content, lang, large=large), sheet_of(content, lang))


def blocks_of(
    content: DiagnosisContent,
    lang: str,
    signatures: Sequence[Signature] = (),
    *,
    large: bool = False,
) -> Sequence[Block]:
    """Everything on its pages, in reading order."""
    look = Look(LARGE) if large else Look()
    first, _fit = owner_sheet(content, lang)
    draft = Draft(content, lang, look, signatures)
    return [
        *first,
        NewPage(),
        *method_pages.how_it_was_done(draft),
        *maturity_pages.maturity(draft),
        *maturity_pages.why_this_step(draft),
        *decision_pages.why_this_line(draft),
        *gap_section.standards(draft),
        *decision_pages.cost(draft),
        *plan_section.plan(draft),
        *decision_pages.next_steps(draft),
        *decision_pages.evidence(draft),
        *annex(draft),
        *signing(draft),
    ]


def parties_of(_content: DiagnosisContent) -> Mapping[Party, Text]:
    """Who signs, and what each says by it."""
    return BOTH_PARTIES


def sheet_of(content: DiagnosisContent, lang: str) -> Sheet:
    """What stands on every page."""
    _ = catalog(lang).text
    title = _("Diagnóstico de madurez en calidad: {firm}").format(firm=content.firm.name)
    warning = (_("PRELIMINAR"), _("Faltan datos por ver: este resultado puede cambiar."))
    return sheet_for(
        content,
        lang,
        kind=_("Diagnóstico de madurez en calidad"),
        title=title,
        warning=warning if content.preliminary else None,
    )
