"""A table with hairlines whose headers return on every page it runs over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from advisor_app.design import LIGHT
from advisor_app.reports.blocks import Block, shared_widths
from advisor_app.reports.tagging import Element

if TYPE_CHECKING:
    from advisor_app.reports.pen import Pen

GAP: Final = 10.0  # between columns
_TALL: Final = 240.0  # a row is only split over pages when it is taller than this
_WORTH: Final = 60.0  # and when at least so much of it stays above
_FIRST: Final = 2  # so many rows begin a table: neither its head nor its first row is alone


class Row:
    """The cells of a row; ``pad`` is the space above and below them.

    A cell that is alone under several columns names the rows below it, and stays with them.
    """

    def __init__(self, cells: Sequence[Block], pad: float) -> None:
        self.cells = list(cells)
        self._pad = pad

    @property
    def is_title(self) -> bool:
        return len(self.cells) == 1

    def height(self, widths: Sequence[float]) -> float:
        widths = self._over(widths)
        tallest = max(cell.height(wide) for cell, wide in zip(self.cells, widths, strict=True))
        return tallest + 2 * self._pad

    def split(self, widths: Sequence[float], space: float) -> tuple[Row, Row] | None:
        """The part of a tall row that fits, and the rest."""
        above: list[Block] = []
        below: list[Block] = []
        moved = False
        for cell, wide in zip(self.cells, self._over(widths), strict=True):
            if cell.height(wide) <= space - 2 * self._pad:
                above.append(cell)
                below.append(Block())
                continue
            parts = cell.split(wide, space - 2 * self._pad)
            if parts is None:
                return None
            above.append(parts[0])
            below.append(parts[1])
            moved = True
        return (Row(above, self._pad), Row(below, self._pad)) if moved else None

    def draw(self, pen: Pen, left: float, top: float, widths: Sequence[float]) -> None:
        for cell, wide in zip(self.cells, self._over(widths), strict=True):
            cell.draw(pen, left, top - self._pad, wide)
            left += wide + GAP

    def _over(self, widths: Sequence[float]) -> Sequence[float]:
        return [sum(widths) + GAP * (len(widths) - 1)] if self.is_title else widths


class Table(Block):
    """Rows under a header, split between rows, and within a row taller than a page."""

    def __init__(
        self,
        head: Sequence[Block],
        rows: Sequence[Sequence[Block]],
        shares: Sequence[float],
        *,
        caption: Block | None = None,
        row_headers: bool = False,
        pad: float = 4,
        after: float = 0,
    ) -> None:
        super().__init__(after=after)
        self._caption = caption
        self._head = Row(head, pad) if head else None
        self._rows = [Row(cells, pad) for cells in rows]
        self._shares = shares
        self._goes_on = False
        self._element = _tree(caption, head, rows, row_headers=row_headers)

    def elements(self) -> Iterable[Element]:
        return [self._element]

    def height(self, room: float) -> float:
        widths = self._widths(room)
        return self._top_height(room) + sum(row.height(widths) for row in self._rows)

    def least(self, room: float) -> float:
        top, widths = self._top_height(room), self._widths(room)
        begun = 0
        for row in self._rows:
            tall = row.height(widths)
            top += tall if tall <= _TALL else _WORTH
            begun += not row.is_title
            if begun == _FIRST or tall > _TALL:
                break
        return top

    def split(self, room: float, space: float) -> tuple[Block, Block] | None:
        widths = self._widths(room)
        left = space - self._top_height(room)
        fit = 0
        for row in self._rows:
            if row.height(widths) > left:
                break
            left -= row.height(widths)
            fit += 1
        if fit == len(self._rows) - 1 and self._ends_together(widths):
            fit -= 1
        above, below = self._rows[:fit], self._rows[fit:]
        tall = bool(below) and below[0].height(widths) > _TALL and left > _WORTH
        parts = below[0].split(widths, left) if tall else None
        if parts:
            above, below = [*above, parts[0]], [parts[1], *below[1:]]
        while below and above and above[-1].is_title:
            below.insert(0, above.pop())
        if not above or not below:
            return None
        return self._part(above, first=True), self._part(below, first=False)

    def _ends_together(self, widths: Sequence[float]) -> bool:
        """Whether the last row, alone on the next page, should have the one before it there."""
        last = self._rows[-2:]
        return len(self._rows) > 3 and all(row.height(widths) <= _TALL for row in last)

    def draw(self, pen: Pen, left: float, top: float, room: float) -> None:
        widths = self._widths(room)
        if self._goes_on:
            with pen.artifact("Pagination"):
                top = self._draw_head(pen, left, top, room)
        else:
            top = self._draw_head(pen, left, top, room)
        for row in self._rows:
            row.draw(pen, left, top, widths)
            top -= row.height(widths)
            pen.line((left, top), (left + room, top), LIGHT.line)

    def _draw_head(self, pen: Pen, left: float, top: float, room: float) -> float:
        widths = self._widths(room)
        if self._caption and not self._goes_on:
            self._caption.draw(pen, left, top, room)
            top -= self._caption.height(room) + self._caption.after
        if self._head:
            self._head.draw(pen, left, top, widths)
            top -= self._head.height(widths)
            pen.line((left, top), (left + room, top), LIGHT.ink, 0.9)
        return top

    def _top_height(self, room: float) -> float:
        tall = self._head.height(self._widths(room)) if self._head else 0
        if self._caption and not self._goes_on:
            tall += self._caption.height(room) + self._caption.after
        return tall

    def _widths(self, room: float) -> list[float]:
        return shared_widths(self._shares, room, GAP)

    def _part(self, rows: list[Row], *, first: bool) -> Table:
        part = Table([], [], self._shares, after=self.after)
        part._caption = self._caption
        part._head = self._head
        part._rows = rows
        part._goes_on = self._goes_on or not first
        part._element = self._element
        return part


def _tree(
    caption: Block | None,
    head: Sequence[Block],
    rows: Sequence[Sequence[Block]],
    *,
    row_headers: bool,
) -> Element:
    table = Element("Table", list(caption.elements()) if caption else [])
    if head:
        table.parts.append(Element("TR", [_cell(cell, "TH", "Column") for cell in head]))
    for row in rows:
        titled = row_headers or len(row) < len(head)
        cells = [
            _cell(cell, "TH", "Row") if titled and not column else _cell(cell, "TD")
            for column, cell in enumerate(row)
        ]
        cells[-1].span = max(len(head) - len(row) + 1, 1)
        table.parts.append(Element("TR", cells))
    return table


def _cell(block: Block, tag: str, scope: str = "") -> Element:
    """The cell's element: a lone paragraph is the cell itself."""
    inside = list(block.elements())
    if len(inside) == 1 and inside[0].tag == "P":
        inside[0].tag, inside[0].scope = tag, scope
        return inside[0]
    return Element(tag, inside, scope=scope)
