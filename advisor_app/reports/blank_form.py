"""A blank form of one round: to print, carry, fill in by hand and bring back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor_app.domain.paper_form import asks_consent
from advisor_app.i18n import catalog
from advisor_app.reports import form_parts
from advisor_app.reports.blocks import Block, NewPage
from advisor_app.reports.form_draft import BlankForm, FormDraft
from advisor_app.reports.form_items import items
from advisor_app.reports.page import Rendered, Sheet, render

if TYPE_CHECKING:
    from collections.abc import Sequence


def render_form(form: BlankForm, lang: str) -> Rendered:
    """The form as a PDF file; equal forms give equal bytes."""
    return render(blocks_of(form, lang), sheet_of(form, lang))


def blocks_of(form: BlankForm, lang: str) -> Sequence[Block]:
    """Everything on its pages, in reading order."""
    draft = FormDraft(form, lang)
    return [
        *form_parts.opening(draft),
        *form_parts.conditions(draft),
        *([*form_parts.consent(draft), NewPage()] if asks_consent(form.round) else []),
        *items(draft),
        *form_parts.closing(draft),
    ]


def sheet_of(form: BlankForm, lang: str) -> Sheet:
    """What stands on every page: the legend, the firm and the code."""
    _ = catalog(lang).text
    draft = FormDraft(form, lang)
    firm = form.firm.name or "_" * 34
    return Sheet(
        lang=lang,
        title=draft.title,
        subject=draft.of(form.instrument.name),
        author=form.advisor or "Advisor",
        kind=_("D dicho · O observado · V verificado · N no aplica · S sin ver"),
        foot=_("Empresa: {firm}").format(firm=firm),
        mark=_("Formulario {code}").format(code=form.code),
        moment=form.moment,
    )
