"""What follows from the result: the line and its reasons, the cost, the steps, the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor_app import formats
from advisor_app.design import LIGHT
from advisor_app.reports.document_parts import commitments
from advisor_app.reports.look import bullets, numbered
from advisor_app.reports.page import Heading
from advisor_app.reports.table import Table
from advisor_app.reports.words import Span, Words, strong

if TYPE_CHECKING:
    from advisor_app.reports.blocks import Block
    from advisor_app.reports.content import CostPart, OverridePart
    from advisor_app.reports.draft import Draft


def why_this_line(draft: Draft) -> list[Block]:
    """The line, its reasons, what would change it, and every rule that was tried."""
    _, look, line = draft.text, draft.look, draft.content.line
    reasons = " ".join(draft.all_of(line.reasons))
    blocks: list[Block] = [Heading(2, _("La línea que le conviene"), look.section)]
    if line.override is not None:
        blocks.append(Words(_override(draft, line.override), look.text))
        reasons = _("La línea calculada era {line}. {reasons}").format(
            line=draft.of(line.name), reasons=reasons
        )
        blocks.append(Words(reasons, look.text))
    else:
        blocks.append(Words([strong(draft.of(line.name) + ". "), reasons], look.text))
    if line.changes:
        blocks.append(Heading(3, _("Qué la cambiaría"), look.subsection))
        first, *rest = draft.all_of(line.changes)
        blocks.append(Words(first, look.text.but(keep_next=bool(rest))))
        blocks += bullets(rest, look.cell.but(after=look.space(2.5)))
    if line.conditions:
        blocks.append(Heading(3, _("Cómo se decidió, regla por regla"), look.subsection))
        blocks += bullets(draft.all_of(line.conditions), look.cell.but(after=look.space(2.5)))
    return blocks


def _override(draft: Draft, override: OverridePart) -> list[str | Span]:
    _ = draft.text
    told = _("{author} la eligió el {day} por esta razón: {reason}").format(
        author=override.author,
        day=formats.long_date(override.on, draft.lang),
        reason=override.reason,
    )
    return [strong(draft.of(override.line) + ". "), told]


def cost(draft: Draft) -> list[Block]:
    """What failures cost in a month; nothing where no figure is known."""
    _, look, part = draft.text, draft.look, draft.content.cost
    if part is None or part.total is None:
        return []
    text = _("Es una estimación con pocas cifras suyas; sirve para saber por dónde empezar.")
    if part.share_of_sales is not None:
        text += " " + _("Equivale al {share} de las ventas del mes.").format(
            share=formats.percent(part.share_of_sales, draft.lang)
        )
    return [
        Heading(2, _("Lo que cuestan las fallas"), look.section),
        Words(text, look.text),
        Table(
            draft.heads(_("Falla"), _("Pesos al mes"), _("De dónde sale"), right=[1]),
            _cost_rows(draft, part),
            [2.2, 1.2, 1.6],
            caption=draft.caption(_("Costo de la mala calidad en un mes")),
            row_headers=True,
            after=look.space(6),
        ),
    ]


def _cost_rows(draft: Draft, part: CostPart) -> list[list[Block]]:
    _ = draft.text
    rows: list[list[Block]] = [
        [
            draft.cell(draft.of(name)),
            draft.cell(draft.pesos(amount), right=True),
            draft.cell(_("sin dato") if amount is None else draft.of(source)),
        ]
        for name, amount, source in part.lines
    ]
    guessed = ""
    if part.estimated_share is not None:
        share = formats.percent(part.estimated_share, draft.lang, 0)
        guessed = _("{share} es estimado").format(share=share)
    total = draft.cell([strong(draft.pesos(part.total))], right=True)
    return [*rows, [draft.label(_("Total del mes")), total, draft.cell(guessed)]]


def next_steps(draft: Draft) -> list[Block]:
    """The commitments, where to begin, and when to meet again."""
    _, look, content = draft.text, draft.look, draft.content
    blocks: list[Block] = [Heading(2, _("Próximos pasos"), look.section)]
    if content.commitments:
        caption = draft.caption(_("Compromisos de la empresa"))
        blocks.append(commitments(draft, content.commitments, caption=caption, after=look.space(8)))
    if content.gaps and not (content.plan and content.plan.actions):
        lead = _("Acciones sugeridas, en este orden:")
        blocks.append(Words(lead, look.text.but(keep_next=True)))
        steps = [
            [
                f"{draft.of(gap.action)} ",
                Span(f"({draft.of(gap.dimension)})", colour=LIGHT.soft_ink),
            ]
            for gap in content.gaps
        ]
        blocks += numbered(steps, look.text)
    visit = draft.day(content.next_visit_on)
    blocks.append(Words([strong(_("Próxima visita:") + " "), f"{visit}."], look.text))
    return blocks


def evidence(draft: Draft) -> list[Block]:
    """The evidence that, once seen, could change the result."""
    _, look = draft.text, draft.look
    if not draft.content.evidence:
        return []
    rows = [
        [
            draft.cell([strong(f"{part.item} "), draft.of(part.question)]),
            draft.cell("; ".join(draft.all_of(part.examples)) + "."),
            draft.cell(draft.of(part.changes)),
        ]
        for part in draft.content.evidence
    ]
    lead = _("Si se pueden ver en la próxima visita, el resultado se calcula de nuevo.")
    return [
        Heading(2, _("Evidencias que podrían cambiar el resultado"), look.section),
        Words(lead, look.text),
        Table(
            draft.heads(_("Pregunta"), _("Qué mostrar"), _("Cambia")),
            rows,
            [2.3, 2, -look.body * 5.5],
            caption=draft.caption(_("Evidencias por ver")),
            after=look.space(6),
        ),
    ]
