"""The styles of every document: one type scale and the window's own light colours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from advisor_app.design import LIGHT, TYPE
from advisor_app.reports.blocks import Artwork, Block, Decoration
from advisor_app.reports.figures import Dot
from advisor_app.reports.tagging import Element
from advisor_app.reports.words import Span, Style, Words

if TYPE_CHECKING:
    from advisor_app.reports.pen import Pen

WASH: Final = "#F4F2EC"  # a quiet ground that stays nearly white on a grey printer
Text = str | Span | Sequence[str | Span]


@dataclass(frozen=True, slots=True)
class Look:
    """The styles around one size of running text.

    Attributes:
        body: that size, in points.
        tight: 1 for normal spacing, less to save room.
    """

    body: float = TYPE.body
    tight: float = 1

    def space(self, points: float) -> float:
        """A space, drawn in when room is short."""
        return points * self.tight

    @property
    def text(self) -> Style:
        return Style(self.body, LIGHT.ink, leading=1.14 + 0.14 * self.tight, after=self.space(5))

    @property
    def cell(self) -> Style:
        return Style(self.body - 1, LIGHT.ink, leading=1.24)

    @property
    def cell_head(self) -> Style:
        return self.cell.but(colour=LIGHT.soft_ink, strong=True)

    @property
    def caption(self) -> Style:
        return self.cell.but(strong=True, tag="Caption", after=3)

    @property
    def title(self) -> Style:
        return Style(self.body * 1.8, LIGHT.ink, strong=True, leading=1.15, after=self.space(4))

    @property
    def section(self) -> Style:
        return Style(
            self.body * 1.4, LIGHT.accent, strong=True, leading=1.2,
            before=self.space(18), after=self.space(5),
        )  # fmt: skip

    @property
    def subsection(self) -> Style:
        return Style(
            self.body * 1.1, LIGHT.ink, strong=True, leading=1.2,
            before=self.space(12), after=self.space(3),
        )  # fmt: skip


class ListItem(Block):
    """A point of a list: a sign or a number, and its words, which may run over a page."""

    def __init__(self, body: Words, marker: Block | None, indent: float) -> None:
        super().__init__(before=body.before, after=body.after)
        self._body = body
        self._marker = marker
        self._indent = indent
        self.parts = [body]
        self.tree: list[Element] = []

    def elements(self) -> Iterable[Element]:
        return self.tree

    def own_element(self) -> Element:
        """The list item with its label, if it has one in words."""
        label = self._marker.elements() if self._marker else ()
        return Element("LI", [*label, *self._body.elements()])

    def height(self, room: float) -> float:
        return self._body.height(room - self._indent)

    def least(self, room: float) -> float:
        return self._body.least(room - self._indent)

    def split(self, room: float, space: float) -> tuple[Block, Block] | None:
        parts = self._body.split(room - self._indent, space)
        if parts is None:
            return None
        above, below = parts
        return ListItem(above, self._marker, self._indent), ListItem(below, None, self._indent)

    def draw(self, pen: Pen, left: float, top: float, room: float) -> None:
        if self._marker:
            self._marker.draw(pen, left, top, self._indent)
        self._body.draw(pen, left + self._indent, top, room - self._indent)


def bullets(texts: Sequence[Text], style: Style, *, sign: Artwork | None = None) -> list[Block]:
    """A list with a drawn sign before each point."""
    pitch = style.size * style.leading
    marker = Decoration(sign or Dot(pitch))
    indent = style.size * (1.45 if sign else 1)
    return listed([point(text, style, marker, indent) for text in texts])


def numbered(texts: Sequence[Text], style: Style, colour: str = LIGHT.accent) -> list[Block]:
    """A list with a number before each point."""
    label = style.but(strong=True, colour=colour, tag="Lbl")
    return listed(
        [
            point(text, style, Words(str(number), label), style.size * 1.2)
            for number, text in enumerate(texts, start=1)
        ]
    )


def point(text: Text, style: Style, marker: Block, indent: float) -> ListItem:
    """One point with a marker of its own, for ``listed``."""
    return ListItem(Words(text, style.but(tag="LBody")), marker, indent)


def listed(items: list[ListItem]) -> list[Block]:
    """The points as one list, of which neither the first nor the last stands alone on a page."""
    if items:
        items[0].tree = [Element("L", [item.own_element() for item in items])]
    for item in (items[0], items[-2]) if len(items) > 1 else ():
        item.keep_next = True
    return list(items)
