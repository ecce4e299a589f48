"""What documents are put together from: the head, facts, titled parts, typed lines, promises."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from advisor_app.design import LIGHT
from advisor_app.formats import NBSP
from advisor_app.reports.blocks import Block, Columns, Stack
from advisor_app.reports.flow import height_of
from advisor_app.reports.look import Look, bullets
from advisor_app.reports.owner_draft import unbroken
from advisor_app.reports.page import ROOM, TALL, Heading
from advisor_app.reports.table import Table
from advisor_app.reports.words import Style, Words, strong

if TYPE_CHECKING:
    from advisor_app.reports.content import CommitmentPart
    from advisor_app.reports.draft import Writing
    from advisor_app.reports.issued import Content
    from advisor_app.reports.pen import Pen

_LABELS: Final = 8.5  # the width of the column of labels, in sizes of the type
_SIZES: Final = ((10.5, 0.6), (10.0, 0.5), (9.5, 0.25))  # type, and its tightest spacing
_LOOSEST: Final = 1.0
_SIGN: Final = re.compile(r"^\s*(?:[-•*·–]\s+)?")


def head(
    writing: Writing, title: str, content: Content, *, outline: Sequence[str] = ()
) -> list[Block]:
    """What document this is, and whose; ``outline`` as for a heading."""
    _, look, firm = writing.text, writing.look, content.firm
    known = (
        _("«{name}»").format(name=firm.trade_name) if firm.trade_name else "",
        writing.of(firm.identification),
        ", ".join(part for part in (firm.municipality, firm.department) if part),
        _("documento {number}, versión {version}").format(
            number=content.number, version=content.version
        )
        if content.number
        else _("borrador"),
    )
    told = f"{NBSP}· ".join(unbroken(fact) for fact in known if fact)
    return [
        Heading(1, title, look.title.but(after=look.space(3)), outline=outline),
        Words([strong(firm.name)], look.text.but(size=look.body * 1.2, after=1)),
        Words(told, look.cell.but(colour=LIGHT.soft_ink, after=look.space(8))),
    ]


def facts(writing: Writing, rows: Sequence[tuple[str, str]], *, after: float = 0) -> Table:
    """Names and values under one another; a row without a value is left out."""
    return Table(
        [],
        [[writing.label(name), writing.cell(value)] for name, value in rows if value],
        [-writing.look.body * _LABELS, 1],
        row_headers=True,
        pad=1 + 3 * writing.look.tight,
        after=after,
    )


class Beside(Columns):
    """A part whose title stands at its left, under a hairline, like one more row of facts."""

    def __init__(self, title: Heading, blocks: Sequence[Block], look: Look) -> None:
        super().__init__([title, Stack(blocks)], [-look.body * _LABELS, 1], gap=10)
        self._pad = 2 + 4 * look.tight

    def height(self, room: float) -> float:
        return super().height(room) + 2 * self._pad

    def draw(self, pen: Pen, left: float, top: float, room: float) -> None:
        super().draw(pen, left, top - self._pad, room)
        y = top - self.height(room)
        pen.line((left, y), (left + room, y), LIGHT.line)


def part(writing: Writing, title: str, blocks: Sequence[Block], *, beside: bool) -> list[Block]:
    """A titled part: beside its title where a page must hold everything, else below it."""
    look = writing.look
    if beside:
        style = look.cell.but(strong=True, colour=LIGHT.accent)
        return [Beside(Heading(2, title, style), blocks, look)]
    return [Heading(2, title, look.section), *blocks]


def typed(text: str, style: Style) -> list[Block]:
    """What somebody typed: a list where there are several lines."""
    lines = [_SIGN.sub("", line).rstrip() for line in text.splitlines() if line.strip()]
    return bullets(lines, style) if len(lines) > 1 else [Words(line, style) for line in lines]


def commitments(
    writing: Writing,
    promises: Sequence[CommitmentPart],
    *,
    caption: Block | None = None,
    after: float = 0,
) -> Table:
    """What was promised, by whom, for when."""
    _, look = writing.text, writing.look
    rows = [
        [
            writing.cell(one.what),
            writing.cell(one.who or _("por acordar")),
            writing.cell(writing.short_day(one.due_on)),
        ]
        for one in promises
    ]
    return Table(
        writing.heads(_("Compromiso"), _("Quién"), _("Cuándo")),
        rows,
        [3, 1.4, -look.body * 7],
        caption=caption,
        pad=1 + 3 * look.tight,
        after=after,
    )


def on_one_page(make: Callable[[Look, bool], list[Block]]) -> list[Block]:
    """The largest type, then the loosest spacing, in which all fits on a page; else it flows.

    ``make`` is told the look, and whether titles stand beside their parts.
    """
    for size, tightest in _SIZES:
        best = make(Look(size, tightest), True)
        if height_of(best, ROOM) > TALL:
            continue
        low, high = tightest, _LOOSEST
        for _try in range(4):
            middle = (low + high) / 2
            tried = make(Look(size, middle), True)
            if height_of(tried, ROOM) <= TALL:
                low, best = middle, tried
            else:
                high = middle
        return best
    return make(Look(), False)
