"""The annex: every answer, what was said and what its evidence bears."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor_app.design import LIGHT
from advisor_app.reports.page import Heading
from advisor_app.reports.table import Table
from advisor_app.reports.words import Span, Words, strong

if TYPE_CHECKING:
    from advisor_app.reports.blocks import Block
    from advisor_app.reports.content import AnswerPart, DimensionPart
    from advisor_app.reports.draft import Draft


def annex(draft: Draft) -> list[Block]:
    """A table of answers for each dimension that was asked."""
    _, look = draft.text, draft.look
    text = _(
        "El nivel que cuenta es el que tiene sustento. Lo dicho sin verlo cuenta hasta 2; lo "
        "observado, hasta 3; lo verificado con registros, hasta 5. Una pregunta clave en nivel 1 "
        "pone tope al escalón."
    )
    blocks: list[Block] = [
        Heading(2, _("Anexo: todas las respuestas"), look.section),
        Words(text, look.text.but(keep_next=True)),
    ]
    for dimension in draft.content.dimensions:
        answers = [part for part in draft.content.answers if part.dimension == dimension.code]
        if answers:
            blocks.append(_dimension(draft, dimension, answers))
    return blocks


def _dimension(draft: Draft, dimension: DimensionPart, answers: list[AnswerPart]) -> Table:
    _ = draft.text
    return Table(
        draft.heads(_("Pregunta y lo que se encontró"), _("Nivel"), _("Cómo se vio")),
        [[_finding(draft, part), _level(draft, part), _seen(draft, part)] for part in answers],
        [1, -draft.look.body * 7.2, -draft.look.body * 6.4],
        caption=draft.caption(draft.of(dimension.name)),
        pad=3,
        after=draft.look.space(12),
    )


def _finding(draft: Draft, part: AnswerPart) -> Words:
    _ = draft.text
    spans: list[str | Span] = [strong(f"{part.item} "), strong(draft.of(part.question))]
    if part.critical:
        spans.append(Span(" " + _("(clave)"), colour=LIGHT.danger))
    if part.today is not None:
        spans.append("\n" + draft.of(part.today))
    if part.na_reason and part.state == "na":
        spans.append("\n" + _("Por qué no aplica: {reason}").format(reason=part.na_reason))
    if part.note:
        spans.append(Span("\n" + _("Nota: {note}").format(note=part.note), colour=LIGHT.soft_ink))
    return draft.cell(spans)


def _level(draft: Draft, part: AnswerPart) -> Words:
    _ = draft.text
    if part.state == "na":
        return draft.cell(_("No aplica"))
    if part.said is None or part.counted is None:
        return draft.cell(_("Sin ver"))
    name = draft.of(draft.content.scale[part.counted - 1].name)
    spans: list[str | Span] = [strong(f"{part.counted} "), name]
    if part.counted < part.said:
        told = _("nivel dicho {said}, sustentado {counted}").format(
            said=part.said, counted=part.counted
        )
        spans.append(Span(f"\n{told}", colour=LIGHT.attention))
    return draft.cell(spans)


def _seen(draft: Draft, part: AnswerPart) -> Words:
    parts = [draft.of(text) for text in (part.evidence, part.role) if text is not None]
    return draft.cell("\n".join(parts) if parts else "—")
