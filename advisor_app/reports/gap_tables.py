"""The tables of a gap report: what blocks, what else is missing, the chapters, every point."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from advisor_app import formats
from advisor_app.design import LIGHT
from advisor_app.domain.explain_gap import STATES, UNSEEN
from advisor_app.domain.gap import State
from advisor_app.reports.gap_signs import signed, state_sign
from advisor_app.reports.page import Heading
from advisor_app.reports.table import Table
from advisor_app.reports.words import Span, Words, strong

if TYPE_CHECKING:
    from advisor_app.reports.blocks import Block
    from advisor_app.reports.draft import Writing
    from advisor_app.reports.gap_content import ChapterPart, GapContent, PointPart

_PAD: Final = 2.0
_Row = Sequence["Block"]


def blocking(writing: Writing, content: GapContent) -> list[Block]:
    """What stands in the way, with what to do first."""
    _, look = writing.text, writing.look
    points = [one for one in content.points if one.blocks]
    title = Heading(2, _("Lo que bloquea"), look.section)
    if not points:
        so_far = _("Hasta ahora nada bloquea.") if content.preliminary else _("Nada bloquea.")
        return [title, Words(so_far, look.text)]
    told = _("Mientras uno de estos puntos siga abierto, lo demás no alcanza. Empiece por ellos.")
    return [
        title,
        Words(told, look.text.but(keep_next=True)),
        steps(writing, [step(writing, one) for one in points]),
    ]


def missing(writing: Writing, content: GapContent) -> list[Block]:
    """What else is open, chapter by chapter, and what was set aside against the list."""
    _, look = writing.text, writing.look
    blocks: list[Block] = [Heading(2, _("Lo que falta además"), look.section)]
    left = [one for one in content.points if one.is_open and not one.blocks]
    rows = _under_chapters(writing, content, [(one, step(writing, one)) for one in left])
    blocks.append(steps(writing, rows) if rows else Words(_("Nada más falta."), look.text))
    refused = [one.code for one in content.points if one.na_refused]
    if refused:
        lead = strong(_("«No aplica» que la lista no admite:") + " ")
        blocks.append(Words([lead, ", ".join(refused) + "."], look.text))
    return blocks


def chapters(writing: Writing, content: GapContent) -> list[Block]:
    """How far each chapter is."""
    _, look = writing.text, writing.look
    heads = (_("Capítulo"), _("Aplican"), _("Vistos"), _("Cumplen"), _("Bloquean"))
    figures = range(1, len(heads) + 1)
    return [
        Heading(2, _("Por capítulo"), look.section),
        Table(
            writing.heads(*heads, _("Preparación"), right=figures),
            [_chapter(writing, one) for one in content.chapters],
            [1, *(-look.body * wide for wide in (4.4, 4.2, 4.6, 5.2, 6.4))],
            row_headers=True,
            pad=_PAD,
            after=look.space(6),
        ),
    ]


def annex(writing: Writing, content: GapContent) -> list[Block]:
    """Every point with what was found; those not seen by number, as their titles stand above."""
    _, look = writing.text, writing.look
    rows: list[tuple[PointPart, _Row]] = [
        (one, [_point(writing, one, whole=True), _state(writing, one)])
        for one in content.points
        if one.state
    ]
    blocks: list[Block] = [Heading(2, _("Anexo: todos los puntos"), look.section)]
    if rows:
        table = Table(
            writing.heads(_("Punto y lo que se anotó"), _("Estado")),
            _under_chapters(writing, content, rows),
            [1, -look.body * 9],
            pad=_PAD,
            after=look.space(16),
        )
        blocks.append(table)
    unseen = [one.code for one in content.points if not one.state]
    if unseen:
        lead = strong(f"{writing.of(UNSEEN)}: ")
        blocks.append(Words([lead, ", ".join(unseen) + "."], look.text))
    return blocks


def _under_chapters(
    writing: Writing, content: GapContent, rows: Sequence[tuple[PointPart, _Row]]
) -> list[_Row]:
    """The rows of the points, those of each chapter below its name."""
    style = writing.look.cell.but(strong=True, colour=LIGHT.accent)
    ordered: list[_Row] = []
    for chapter in content.chapters:
        inside = [row for one, row in rows if one.chapter == chapter.key]
        if inside:
            ordered += [[Words(writing.of(chapter.title), style)], *inside]
    return ordered


def steps(writing: Writing, rows: Sequence[_Row]) -> Table:
    """Points with what was found and what to do first."""
    _, look = writing.text, writing.look
    return Table(
        writing.heads(_("Punto"), _("Lo que se encontró"), _("Primer paso"), _("Esfuerzo")),
        rows,
        [1.25, 1, 1.5, -look.body * 6.8],
        pad=_PAD,
        after=look.space(16),
    )


def step(writing: Writing, one: PointPart) -> _Row:
    """The row of a point."""
    return [
        _point(writing, one),
        _state(writing, one, note=True),
        writing.cell(writing.of(one.action)),
        writing.cell(writing.of(one.effort)),
    ]


def _point(writing: Writing, one: PointPart, *, whole: bool = False) -> Words:
    """Code and title; in the annex how grave it is, and what was written, too."""
    _ = writing.text
    spans: list[str | Span] = [strong(one.code + " "), writing.of(one.title)]
    soft = [writing.of(one.severity).lower()] if whole else []
    soft += [_("por confirmar")] if one.confirm else []
    if soft:
        spans.append(Span(f" ({', '.join(soft)})", colour=LIGHT.soft_ink))
    if whole and one.state == State.NOT_APPLICABLE and one.na_reason:
        spans.append("\n" + _("Por qué no aplica: {reason}").format(reason=one.na_reason))
    if whole and one.note:
        spans.append("\n" + _("Nota: {note}").format(note=one.note))
    return writing.cell(spans)


def _state(writing: Writing, one: PointPart, *, note: bool = False) -> Block:
    word = writing.of(STATES[State(one.state)] if one.state else UNSEEN)
    spans: list[str | Span] = [strong(word)]
    if note and one.note:
        spans.append("\n" + one.note)
    style = writing.look.cell
    return signed(state_sign(one.state, style.size * style.leading), writing.cell(spans))


def _chapter(writing: Writing, one: ChapterPart) -> list[Block]:
    counts = (one.applicable, one.seen, one.complying, one.blocking)
    ready = "—" if one.readiness is None else formats.percent(one.readiness, writing.lang, 1)
    return [
        writing.label(writing.of(one.title)),
        *(writing.cell(str(count), right=True) for count in counts),
        writing.cell(ready, right=True),
    ]
