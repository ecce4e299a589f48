"""The parts of a format as blocks: lines, tables to write in, boxes, squared paper, labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import singledispatch
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from reportlab.lib.units import mm

from advisor_app.design import LIGHT
from advisor_app.domain import format as f
from advisor_app.reports.blocks import Block, Card, Columns, Decoration, Stack, shared_widths
from advisor_app.reports.format_draft import ROW
from advisor_app.reports.look import WASH
from advisor_app.reports.page import ROOM, Heading, shortened
from advisor_app.reports.table import GAP, Table
from advisor_app.reports.words import Words, strong
from advisor_app.reports.writing import SIDE, LineAbove, WriteLine

if TYPE_CHECKING:
    from advisor_app.domain.text import Text
    from advisor_app.reports.format_draft import FormatDraft
    from advisor_app.reports.pen import Pen
    from advisor_app.reports.tagging import Element

PAD: Final = 3.5  # above and below what stands in a row
_TALLEST: Final = 40.0  # a row is never higher than that, however much room there is
_SIGN: Final = 44.0
_BAND: Final = 14.0
_BOX_COLUMN: Final = 40.0
_CUT: Final = (3.0, 3.0)
_APART: Final = 8.0  # of lines from what follows
_NARROWEST: Final = 14.0
_SHORT: Final = 64.0  # an example that is not broken
_HAIR: Final = 1e-6  # what sums of widths may differ by
_MARGIN: Final = 10.0  # inside a label
_LABEL: Final = 210.0  # how much of the firm's name stands on it


class Room(Block):
    """Room to write by hand."""

    def __init__(self, tall: float) -> None:
        super().__init__()
        self._tall = tall

    def height(self, room: float) -> float:
        return self._tall


class Box(Room):
    """A box to tick, in the middle of its room."""

    def draw(self, pen: Pen, left: float, top: float, room: float) -> None:
        bottom = top - (self._tall + SIDE) / 2
        at = (left + (room - SIDE) / 2, bottom)
        pen.rectangle(at, SIDE, SIDE, stroke=LIGHT.ink, thickness=0.8, radius=1)


class Middle(Block):
    """A block in the middle of the height of its row."""

    def __init__(self, inside: Block, tall: float) -> None:
        super().__init__()
        self.parts = [inside]
        self._inside = inside
        self._tall = tall

    def elements(self) -> Iterable[Element]:
        return self._inside.elements()

    def height(self, room: float) -> float:
        return max(self._tall, self._inside.height(room))

    def draw(self, pen: Pen, left: float, top: float, room: float) -> None:
        above = (self.height(room) - self._inside.height(room)) / 2
        self._inside.draw(pen, left, top - above, room)


class HandTable(Table):
    """A table whose cells are written in by hand: lines that a pen sees, and between columns.

    ``shaded`` says that the first row is an example, on a quiet ground.
    """

    def __init__(
        self,
        head: Sequence[Block],
        rows: Sequence[Sequence[Block]],
        shares: Sequence[float],
        *,
        shaded: bool = False,
    ) -> None:
        super().__init__(head, rows, shares, pad=PAD, after=4)
        self.parts = [*head, *(cell for row in rows for cell in row)]
        self._shaded = shaded

    def edges(self, room: float) -> list[float]:
        """Where a column ends and the next begins, from the left."""
        widths = self._widths(room)
        gap = (room - sum(widths)) / (len(widths) - 1)
        ends = accumulate(wide + gap for wide in widths[:-1])
        return [end - gap / 2 for end in ends]

    def draw(self, pen: Pen, left: float, top: float, room: float) -> None:
        widths = self._widths(room)
        start = y = top - self._top_height(room)
        if self._shaded:
            tall = self._rows[0].height(widths)
            pen.rectangle((left, y - tall), room, tall, fill=WASH)
        super().draw(pen, left, top, room)
        for row in self._rows:
            y -= row.height(widths)
            pen.line((left, y), (left + room, y), LIGHT.soft_ink)
        for edge in self.edges(room):
            pen.line((left + edge, start), (left + edge, y), LIGHT.soft_ink)


class Squares:
    """Squared paper above a table, as wide as its columns; the scale goes above the first."""

    def __init__(self, table: HandTable, bands: int, band: float) -> None:
        self.tall = bands * band
        self._table = table
        self._bands = bands

    def paint(self, pen: Pen, left: float, bottom: float, wide: float) -> None:
        top, right = bottom + self.tall, left + wide
        start, *edges = (left + edge for edge in self._table.edges(wide))
        for number in range(1, self._bands + 1):
            y = bottom + self.tall * number / self._bands
            pen.line((start, y), (right, y), LIGHT.line)
        for x in (*edges, right):
            pen.line((x, bottom), (x, top), LIGHT.line)
        axes = [(start, top), (start, bottom), (right, bottom)]
        pen.path(axes, stroke=LIGHT.ink, thickness=1, closed=False)


class Cut(Card):
    """A label with a line to cut along."""

    def draw(self, pen: Pen, left: float, top: float, room: float) -> None:
        tall = self.height(room)
        right, bottom = left + room, top - tall
        corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
        pen.path(corners, stroke=LIGHT.soft_ink, dashes=_CUT)
        super().draw(pen, left, top, room)


@singledispatch
def blocks(part: f.Part, draft: FormatDraft, extra: float) -> list[Block]:
    """A part on paper; ``extra`` is room it may take beyond what it needs."""
    raise TypeError(part)


@blocks.register(f.Lines)
def _lines(part: f.Lines, draft: FormatDraft, extra: float) -> list[Block]:
    tall = min(ROW + extra / len(part.rows), _TALLEST)
    rows = [_row(row, draft, tall) for row in part.rows]
    return [*_heading(part.title, draft), Stack(rows, after=_APART)]


@blocks.register(f.Grid)
def _grid(part: f.Grid, draft: FormatDraft, extra: float) -> list[Block]:
    least = max(part.tall * mm, ROW)
    more = int(extra // least) if part.rows else 0
    count = part.rows + more
    grown = count + len(part.written)
    tall = least + (extra - more * least) / grown if grown else least
    example = part.example_for(draft.firm.sector)
    rows: list[Sequence[Block]] = [_example(example, draft)] if example else []
    rows += [_written(row, draft, tall) for row in part.written]
    rows += [_blank(len(part.columns), tall) for _number in range(count)]
    heads = [Words(draft.of(one.title), draft.column) for one in part.columns]
    table = HandTable(heads, rows, _shares(part, heads, rows), shaded=example is not None)
    return [*_heading(part.title, draft), table]


def _shares(
    part: f.Grid, heads: Sequence[Words], rows: Sequence[Sequence[Block]]
) -> Sequence[float]:
    """The shares of the columns; one in which a word of the head would break takes what it needs.

    So does the first where a short example, such as a date, would.
    """
    needs = [max(_widest_word(head), _NARROWEST) for head in heads]
    first = rows[0][0]
    if isinstance(first, Words) and first.natural_width < _SHORT:
        needs[0] = max(needs[0], first.natural_width)
    wanted: list[float] = [one.share for one in part.columns]
    while True:
        widths = shared_widths(wanted, ROOM, GAP)
        tight = [place for place, need in enumerate(needs) if widths[place] < need - _HAIR]
        if not tight:
            return wanted
        for place in tight:
            wanted[place] = -needs[place]


def _widest_word(words: Words) -> float:
    return max(Words(one, words.style).natural_width for one in words.text.split())


def _example(example: f.Example, draft: FormatDraft) -> list[Block]:
    """What somebody wrote there, in a lighter hand."""
    _ = draft.text
    first, *others = (draft.of(cell) for cell in example.cells)
    mark = strong(_("Ej.:") + " ", LIGHT.soft_ink)
    return [Words([mark, first], draft.soft), *[Words(one, draft.soft) for one in others]]


def _written(row: Sequence[Text | None], draft: FormatDraft, tall: float) -> list[Block]:
    """Printed words where there are some; where not, room for a hand."""
    if None not in row:
        return [Words(draft.of(cell), draft.small) for cell in row]
    room = tall - 2 * PAD
    return [
        Middle(Words(draft.of(cell), draft.small), room) if cell else Room(room) for cell in row
    ]


def _blank(columns: int, tall: float) -> list[Block]:
    return [Room(tall - 2 * PAD) for _number in range(columns)]


@blocks.register(f.Checks)
def _checks(part: f.Checks, draft: FormatDraft, extra: float) -> list[Block]:
    _ = draft.text
    tall = min(ROW + extra / len(part.items), _TALLEST) - 2 * PAD
    centred = draft.column.but(align="centre")
    heads = [Words(_("Qué se revisa"), draft.column)]
    heads += [Words(draft.of(one), centred) for one in part.answers]
    rows: list[list[Block]] = [
        [Middle(Words(draft.of(item), draft.small), tall), *[Box(tall) for _one in part.answers]]
        for item in part.items
    ]
    shares: list[float] = [3, *[-_BOX_COLUMN for _one in part.answers]]
    if part.note:
        heads.append(Words(draft.of(part.note), draft.column))
        shares.append(2)
        for row in rows:
            row.append(Room(tall))
    return [*_heading(part.title, draft), HandTable(heads, rows, shares)]


@blocks.register(f.Prose)
def _prose(part: f.Prose, draft: FormatDraft, extra: float) -> list[Block]:
    style = (draft.large if part.is_large else draft.small).but(after=5)
    words = [Words(one, style) for one in draft.of(part.text).split("\n") if one]
    more = int(extra // ROW) if part.lines else 0
    tall = ROW + (extra - more * ROW) / (part.lines + more) if part.lines else ROW
    lines = [WriteLine("", draft.small, tall) for _number in range(part.lines + more)]
    return [*_heading(part.title, draft), *words, *lines]


@blocks.register(f.Chart)
def _chart(part: f.Chart, draft: FormatDraft, extra: float) -> list[Block]:
    first, *points = part.columns
    centred = draft.column.but(align="centre")
    heads = [Words(draft.of(first), draft.column)]
    heads += [Words(draft.of(one), centred) for one in points]
    rows = [
        [Middle(Words(draft.of(name), draft.column), ROW - 2 * PAD), *_blank(len(points), ROW)]
        for name in part.rows
    ]
    table = HandTable(heads, rows, [2.0, *[1.0 for _point in points]])
    squares = Squares(table, part.bands, _BAND + extra / part.bands)
    return [*_heading(part.title, draft), Decoration(squares), table]


@blocks.register(f.Labels)
def _labels(part: f.Labels, draft: FormatDraft, extra: float) -> list[Block]:
    across = part.count // 2
    tall = 21 + extra / (across * len(part.lines))
    made: list[Block] = _heading(part.title, draft)
    for number in range(across):
        pair = [_label(part, draft, tall, is_example=not number and not side) for side in (0, 1)]
        made.append(Columns(pair, (1, 1), gap=8, after=8))
    return made


def _label(part: f.Labels, draft: FormatDraft, tall: float, *, is_example: bool) -> Block:
    firm = shortened(draft.firm.name, _LABEL, draft.small.size)
    top: list[Block] = [Words([strong(firm)], draft.small)] if firm else []
    lines = [
        WriteLine(draft.of(name), draft.soft, tall, written=draft.of(example) if is_example else "")
        for name, example in part.lines
    ]
    return Cut([*top, *lines], padding=(_MARGIN, 6))


@blocks.register(f.Signatures)
def _signatures(part: f.Signatures, draft: FormatDraft, extra: float) -> list[Block]:
    tall = _SIGN + min(extra, _TALLEST)
    boxes = [
        LineAbove(draft.of(one.name), draft.small, tall, written=draft.known(one.known))
        for one in part.lines
    ]
    return [Columns(boxes, [one.share for one in part.lines])]


def _row(row: Sequence[f.Line], draft: FormatDraft, tall: float) -> Block:
    lines = [
        WriteLine(draft.of(one.name), draft.small, tall, written=draft.known(one.known))
        for one in row
    ]
    return Columns(lines, [one.share for one in row])


def _heading(title: Text | None, draft: FormatDraft) -> list[Block]:
    return [Heading(2, draft.of(title), draft.head)] if title else []
