"""The pages of a group in a gap report: the whole, each part, what fails most, and the draw."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from advisor_app import formats
from advisor_app.design import LIGHT
from advisor_app.domain.explain_group import NAMES
from advisor_app.reports.gap_signs import check_sign, signed
from advisor_app.reports.page import Heading
from advisor_app.reports.table import Table
from advisor_app.reports.words import Span, Words, strong

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advisor_app.reports.blocks import Block
    from advisor_app.reports.draft import Writing
    from advisor_app.reports.gap_content import GapContent
    from advisor_app.reports.group_content import DrawPart, FailurePart, GroupPart, GroupRowPart

_PAD: Final = 2.0
_MOST: Final = 12


def group_blocks(writing: Writing, content: GapContent) -> list[Block]:
    """Everything that is told of a group; nothing where it is none."""
    group = content.group
    if group is None:
        return []
    _, look = writing.text, writing.look
    first, *rest = writing.all_of(group.said)
    return [
        Heading(2, writing.of(NAMES[group.kind]), look.section),
        Words([strong(first)], look.text.but(keep_next=True)),
        Words(" ".join(rest), look.text),
        Words(
            _("Cada uno contestó: {list}. {note}").format(
                list=writing.of(group.list_name), note=writing.of(group.list_note)
            ),
            look.cell.but(colour=LIGHT.soft_ink, after=look.space(8)),
        ),
        *_rows(writing, group),
        *_failures(writing, group.failures),
        *_draws(writing, group.draws),
    ]


def _rows(writing: Writing, group: GroupPart) -> list[Block]:
    _, look = writing.text, writing.look
    if not group.rows:
        return []
    name = {"member": _("Miembro"), "site": _("Sede"), "method": _("Método")}[group.kind]
    heads = writing.heads(name, _("Resultado"), _("Visto"), _("Bloquean"), right=(2, 3))
    widths = [1, *(-look.body * wide for wide in (10.5, 5, 5.4))]
    rows = [_row(writing, one) for one in group.rows]
    return [Table(heads, rows, widths, row_headers=True, pad=_PAD, after=look.space(14))]


def _row(writing: Writing, one: GroupRowPart) -> Sequence[Block]:
    style = writing.look.cell
    soft = "\n".join(filter(None, (writing.of(one.facts), writing.of(one.how) if one.how else "")))
    spans: list[str | Span] = [strong(one.name), Span(f"\n{soft}", colour=LIGHT.soft_ink)]
    seen = "—" if one.coverage is None else formats.percent(one.coverage, writing.lang, 0)
    state = writing.cell(writing.of(one.state) if one.is_counted else "—")
    if one.is_counted:
        state = signed(check_sign(one.passes, style.size * style.leading), state)
    return [
        writing.cell(spans),
        state,
        writing.cell(seen, right=True),
        writing.cell(str(one.blocking) if one.coverage is not None else "—", right=True),
    ]


def _failures(writing: Writing, failures: Sequence[FailurePart]) -> list[Block]:
    """What fails in most of the parts."""
    _, look = writing.text, writing.look
    if not failures:
        return []
    rows = [
        [
            writing.cell([strong(f"{one.code} "), writing.of(one.title)]),
            writing.cell(
                _("{n} de {all}").format(n=one.count, all=one.seen),
                right=True,
            ),
        ]
        for one in failures[:_MOST]
    ]
    heads = writing.heads(_("Punto"), _("No lo cumplen"), right=(1,))
    return [
        Heading(3, _("Lo que más falla"), look.subsection),
        Table(heads, rows, [1, -look.body * 8], pad=_PAD, after=look.space(14)),
    ]


def _draws(writing: Writing, draws: Sequence[DrawPart]) -> list[Block]:
    """How the sample was drawn, so that anybody can draw it again."""
    _, look = writing.text, writing.look
    if not draws:
        return []
    blocks: list[Block] = [Heading(3, _("Cómo se sorteó"), look.subsection)]
    for draw in draws:
        blocks += [Words(line, look.cell) for line in writing.all_of(draw.said)]
        codes = _("Registro: {codes}.").format(codes=", ".join(draw.codes))
        blocks.append(Words(codes, look.cell.but(after=look.space(10))))
    return blocks
