"""The improvement plan as a document: what is done, by whom, until when, and who pays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from advisor_app.domain.signature import BOTH_PARTIES
from advisor_app.i18n import catalog
from advisor_app.reports import plan_parts
from advisor_app.reports.blocks import Block, Card
from advisor_app.reports.document_parts import facts, head
from advisor_app.reports.draft import Writing
from advisor_app.reports.look import WASH, Look
from advisor_app.reports.page import Heading, Sheet, sheet_for
from advisor_app.reports.plan_content import PlanContent
from advisor_app.reports.signing import signature_blocks
from advisor_app.reports.words import Words, strong

if TYPE_CHECKING:
    from advisor_app.domain.signature import Party, Signature
    from advisor_app.domain.text import Text

CONTENT: Final = PlanContent


def blocks_of(
    content: PlanContent, lang: str, signatures: Sequence[Signature] = ()
) -> Sequence[Block]:
    """Everything on its pages, in reading order."""
    writing = Writing(lang, Look(11, 0.6))
    _, look, plan = writing.text, writing.look, content.plan
    blocks: list[Block] = [
        *head(writing, _("Plan de mejora"), content),
        facts(writing, _facts(writing, content), after=look.space(12)),
        _summary(writing, content),
        *plan_parts.warned(writing, plan),
        Heading(2, _("Qué se hace"), look.section),
    ]
    if plan.actions:
        blocks.append(plan_parts.in_full(writing, plan))
        blocks += [Heading(2, _("Mes a mes"), look.section), *plan_parts.by_month(writing, plan)]
    else:
        blocks.append(Words(_("Todavía no hay acciones en el plan."), look.text))
    if plan.waiting:
        blocks += [
            Heading(2, _("Lo que espera"), look.section),
            plan_parts.waiting(writing, plan),
        ]
    return [
        *blocks,
        Heading(2, _("Quién pagaría"), look.section),
        *plan_parts.shares(writing, plan),
        Heading(2, _("Firmas"), look.section),
        *signature_blocks(writing, content, signatures, BOTH_PARTIES),
    ]


def parties_of(_content: PlanContent) -> Mapping[Party, Text]:
    """Who signs, and what each says by it."""
    return BOTH_PARTIES


def sheet_of(content: PlanContent, lang: str) -> Sheet:
    """What stands on every page."""
    _ = catalog(lang).text
    title = _("Plan de mejora: {firm}").format(firm=content.firm.name)
    return sheet_for(content, lang, kind=_("Plan de mejora"), title=title)


def _facts(writing: Writing, content: PlanContent) -> list[tuple[str, str]]:
    _, plan = writing.text, content.plan
    answered = "\n".join(
        f"{writing.of(one.name)} ({writing.day(one.on)})" for one in content.answers
    )
    hours = _("{used} de apoyo en las acciones abiertas").format(used=plan.hours_used)
    if plan.hours is not None:
        hours = _("{hours} contratadas; {used} en las acciones abiertas").format(
            hours=plan.hours, used=plan.hours_used
        )
    return [
        (_("Responde a"), answered),
        (_("Cuenta desde"), writing.day(content.on)),
        (_("Horas"), hours),
        (_("Asesoría"), content.advisor),
    ]


def _summary(writing: Writing, content: PlanContent) -> Block:
    """How much it is, and the first thing to do."""
    _, look, plan = writing.text, writing.look, content.plan
    still = [one for one in plan.actions if one.is_open]
    count = writing.plural("{n} acción abierta", "{n} acciones abiertas", len(still))
    quick = sum(one.quick_win for one in still)
    stops = sum(bool(one.blocks) for one in still)
    told = [
        count.format(n=len(still)),
        writing.plural("{n} bloquea", "{n} bloquean", stops).format(n=stops),
        writing.plural("{n} es rápida", "{n} son rápidas", quick).format(n=quick),
    ]
    lines: list[Block] = [Words([strong("; ".join(told) + ".")], look.text)]
    if still:
        first = _("Primero: {action}").format(action=writing.of(still[0].title))
        lines.append(Words(first, look.text.but(after=0)))
    return Card(lines, fill=WASH, padding=(12, 10), after=look.space(8))
