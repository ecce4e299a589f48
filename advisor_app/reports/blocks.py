"""The parts a page is made of: they know their height, can be split, and draw themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from advisor_app.reports.tagging import Element

if TYPE_CHECKING:
    from advisor_app.reports.pen import Pen


class Block:
    """Something with a height at a given width; the base is an empty space.

    Attributes:
        before: space above, dropped at the top of a page.
        after: space below.
        keep_next: stays with the block that follows, as a heading does.
        parts: the blocks it is made of, in reading order.
    """

    parts: Sequence[Block] = ()

    def __init__(self, *, before: float = 0, after: float = 0, keep_next: bool = False) -> None:
        self.before = before
        self.after = after
        self.keep_next = keep_next

    def elements(self) -> Iterable[Element]:
        """Its place in the structure tree."""
        return ()

    def height(self, room: float) -> float:
        """How tall it is where ``room`` is wide."""
        return 0

    def least(self, room: float) -> float:
        """The height of the smallest first part it can be split into."""
        return self.height(room)

    def split(self, room: float, space: float) -> tuple[Block, Block] | None:
        """Its part that fits into ``space`` and the rest, if it can be split there."""
        return None

    def draw(self, pen: Pen, left: float, top: float, room: float) -> None:
        """Draw it below ``top``, from ``left``."""


class NewPage(Block):
    """What follows starts a page."""


class Stack(Block):
    """Blocks one below another that stay together on a page."""

    def __init__(
        self,
        parts: Sequence[Block],
        *,
        before: float = 0,
        after: float = 0,
        element: Element | None = None,
    ) -> None:
        super().__init__(before=before, after=after)
        self.parts = list(parts)
        self.element = element

    def elements(self) -> Iterable[Element]:
        return [self.element] if self.element else _all_elements(self.parts)

    def height(self, room: float) -> float:
        spaces = [max(one.after, next_.before) for one, next_ in pairwise(self.parts)]
        return sum(part.height(room) for part in self.parts) + sum(spaces)

    def draw(self, pen: Pen, left: float, top: float, room: float) -> None:
        for number, part in enumerate(self.parts):
            if number:
                top -= max(self.parts[number - 1].after, part.before)
            part.draw(pen, left, top, room)
            top -= part.height(room)


class Columns(Block):
    """Blocks side by side, read from left to right; they stay together on a page.

    ``shares`` are parts of the free width; a negative share is a fixed width in points.
    """

    def __init__(
        self,
        parts: Sequence[Block],
        shares: Sequence[float],
        *,
        gap: float = 16,
        before: float = 0,
        after: float = 0,
    ) -> None:
        super().__init__(before=before, after=after)
        self.parts = list(parts)
        self._shares = shares
        self._gap = gap

    def elements(self) -> Iterable[Element]:
        return _all_elements(self.parts)

    def height(self, room: float) -> float:
        widths = shared_widths(self._shares, room, self._gap)
        return max(part.height(wide) for part, wide in zip(self.parts, widths, strict=True))

    def draw(self, pen: Pen, left: float, top: float, room: float) -> None:
        tall = self.height(room)
        widths = shared_widths(self._shares, room, self._gap)
        for part, wide in zip(self.parts, widths, strict=True):
            if isinstance(part, Card):
                part.least_tall = tall  # cards side by side are equally tall
            part.draw(pen, left, top, wide)
            left += wide + self._gap


class Card(Block):
    """Blocks on a quiet ground, with a bar of colour at the left if wanted."""

    def __init__(
        self,
        parts: Sequence[Block],
        *,
        fill: str = "",
        bar: str = "",
        stroke: str = "",
        padding: tuple[float, float] = (10, 8),
        before: float = 0,
        after: float = 0,
    ) -> None:
        super().__init__(before=before, after=after)
        self.parts = list(parts)
        self._inner = Stack(parts)
        self._fill = fill
        self._bar = bar
        self._stroke = stroke
        self._padding = padding
        self.least_tall = 0.0

    def elements(self) -> Iterable[Element]:
        return self._inner.elements()

    def height(self, room: float) -> float:
        side, above = self._padding
        return max(self._inner.height(room - 2 * side) + 2 * above, self.least_tall)

    def draw(self, pen: Pen, left: float, top: float, room: float) -> None:
        side, above = self._padding
        tall = self.height(room)
        if self._fill or self._stroke:
            pen.rectangle(
                (left, top - tall), room, tall, fill=self._fill, stroke=self._stroke, radius=4
            )
        if self._bar:
            pen.rectangle((left, top - tall), 3, tall, fill=self._bar)
        self._inner.draw(pen, left + side, top - above, room - 2 * side)


class Artwork(Protocol):
    """A drawing of a fixed height that fills the width it is given."""

    tall: float

    def paint(self, pen: Pen, left: float, bottom: float, wide: float) -> None:
        """Draw it from its lower left corner."""
        ...


class Figure(Block):
    """A drawing with words for those who do not see it."""

    def __init__(self, art: Artwork, alt: str, *, before: float = 0, after: float = 0) -> None:
        super().__init__(before=before, after=after)
        self._art = art
        self.element = Element("Figure", alt=alt)

    def elements(self) -> Iterable[Element]:
        return [self.element]

    def height(self, room: float) -> float:
        return self._art.tall

    def draw(self, pen: Pen, left: float, top: float, room: float) -> None:
        bottom = top - self._art.tall
        self.element.box = (left, bottom, left + room, top)
        with pen.element(self.element):
            self._art.paint(pen, left, bottom, room)


class Decoration(Block):
    """A drawing that says nothing the text does not say."""

    def __init__(self, art: Artwork, *, before: float = 0, after: float = 0) -> None:
        super().__init__(before=before, after=after)
        self._art = art

    def height(self, room: float) -> float:
        return self._art.tall

    def draw(self, pen: Pen, left: float, top: float, room: float) -> None:
        with pen.artifact():
            self._art.paint(pen, left, top - self._art.tall, room)


def shared_widths(shares: Sequence[float], room: float, gap: float = 0) -> list[float]:
    """The widths of columns: fixed ones as they are, the rest by their shares."""
    fixed = sum(-share for share in shares if share < 0)
    free = room - fixed - gap * (len(shares) - 1)
    whole = sum(share for share in shares if share > 0) or 1
    return [-share if share < 0 else free * share / whole for share in shares]


def _all_elements(parts: Iterable[Block]) -> list[Element]:
    return [element for part in parts for element in part.elements()]
