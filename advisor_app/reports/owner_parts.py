"""The bricks of the owner's sheet: titles on a hairline, numbers in discs, the sum, a promise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from advisor_app.design import LIGHT
from advisor_app.reports.blocks import Block, Decoration
from advisor_app.reports.figures import Box
from advisor_app.reports.fonts import REGULAR, STRONG, width
from advisor_app.reports.look import WASH
from advisor_app.reports.page import Heading
from advisor_app.reports.tagging import Element
from advisor_app.reports.words import Style, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from advisor_app.reports.pen import Pen

_RULE: Final = "#C9C4B6"
_DISC: Final = 0.66  # the radius of a disc, as a part of the size of its text


class RuledHeading(Heading):
    """A title whose line goes on as a hairline, to the margin or to a word at the right."""

    def __init__(self, text: str, style: Style, *, beside: Words | None = None) -> None:
        super().__init__(2, text, style)
        self._beside = beside
        self.parts = [beside] if beside else []

    def elements(self) -> Iterable[Element]:
        return [*super().elements(), *(self._beside.elements() if self._beside else ())]

    def draw(self, pen: Pen, left: float, top: float, room: float) -> None:
        super().draw(pen, left, top, room)
        end = left + room
        if self._beside:
            end -= 8 + sum(
                width(one.text, STRONG if one.strong else REGULAR, self._beside.style.size)
                for one in self._beside.spans
            )
            self._beside.draw(pen, left, top, room)
        start = left + width(self.text, STRONG, self.style.size) + 8
        if start + 16 < end:
            y = top - self.height(room) / 2
            pen.line((start, y), (end, y), _RULE, 0.7)


class Numeral(Words):
    """A number in a filled disc, before a point of a list."""

    def __init__(self, number: int, style: Style, colour: str) -> None:
        pitch = style.size * style.leading
        small = style.size * 0.84
        look = style.but(
            size=small, leading=pitch / small, colour=LIGHT.on_level, strong=True,
            align="centre", tag="Lbl", after=0, before=0,
        )  # fmt: skip
        super().__init__(str(number), look)
        self._radius = style.size * _DISC
        self._colour = colour

    def draw(self, pen: Pen, left: float, top: float, room: float) -> None:
        centre = (left + self._radius, top - self.height(room) / 2)
        pen.circle(centre, self._radius, fill=self._colour)
        super().draw(pen, left, top, 2 * self._radius)


class Sum(Block):
    """An amount in large figures after what it is, and a word on how sure it is below."""

    def __init__(self, lead: str, amount: str, note: str, style: Style, pad: float) -> None:
        super().__init__()
        self._element = Element("P")
        lines = style.but(after=0, leading=1.2)
        soft = lines.but(size=style.size - 2.5, colour=LIGHT.soft_ink)
        large = lines.but(size=style.size * 1.75, colour=LIGHT.danger, strong=True, leading=1)
        self._lead = Words(f"{lead} ", lines, element=self._element)
        self._amount = Words(f"{amount} ", large, element=self._element)
        self._note = Words(note, soft, element=self._element)
        self._pad = pad
        self.parts = [self._lead, self._amount, self._note]

    def elements(self) -> Iterable[Element]:
        return [self._element]

    def height(self, room: float) -> float:
        beside = self._beside(room)
        text = self._lead.height(beside) + self._note.height(beside)
        return max(text, self._amount.height(room)) + 2 * self._pad

    def draw(self, pen: Pen, left: float, top: float, room: float) -> None:
        tall, beside = self.height(room), self._beside(room)
        pen.rectangle((left, top - tall), room, tall, fill=WASH, radius=4)
        pen.rectangle((left, top - tall), 4, tall, fill=LIGHT.danger)
        lead = self._lead.height(beside)
        start = top - (tall - lead - self._note.height(beside)) / 2
        self._lead.draw(pen, left + 16, start, beside)
        large = self._amount.height(room)
        self._amount.draw(
            pen, left + room - self._wide() - 14, top - (tall - large) / 2, self._wide() + 20
        )
        self._note.draw(pen, left + 16, start - lead, beside)

    def _wide(self) -> float:
        return width(self._amount.text.strip(), STRONG, self._amount.style.size)

    def _beside(self, room: float) -> float:
        return room - self._wide() - 16 - 14 - 16


class Promise(Block):
    """A box to tick, what is promised, and at the right by whom and until when."""

    _SIGN: Final = 1.45

    def __init__(self, what: str, who: Sequence[str], style: Style, *, last: bool) -> None:
        pad = style.after
        super().__init__(keep_next=not last)
        plain = style.but(after=0)
        self._what = Words(what, plain)
        small = style.size - 2
        soft = plain.but(size=small, leading=1.2, colour=LIGHT.soft_ink, align="right")
        self._who = [Words(text, soft) for text in who if text]
        self._box = Decoration(Box(style.size * 1.1))
        self._pad = pad
        self._last = last
        self.parts = [self._what, *self._who]
        body = [part for words in self.parts for part in words.elements()]
        self.tree: list[Element] = []
        self.item = Element("LI", [Element("LBody", body)])

    def elements(self) -> Iterable[Element]:
        return self.tree

    def height(self, room: float) -> float:
        what, who = self._widths(room)
        beside = sum(words.height(who) for words in self._who)
        return max(self._what.height(what), beside) + 2 * self._pad

    def draw(self, pen: Pen, left: float, top: float, room: float) -> None:
        what, who = self._widths(room)
        bottom = top - self.height(room)
        top -= self._pad
        self._box.draw(pen, left, top, room)
        self._what.draw(pen, left + room - who - 12 - what, top, what)
        top -= 1.5  # small type beside large: their first lines share a base
        for words in self._who:
            words.draw(pen, left + room - who, top, who)
            top -= words.height(who)
        if not self._last:
            pen.line((left, bottom), (left + room, bottom), LIGHT.line, 0.7)

    def _widths(self, room: float) -> tuple[float, float]:
        """Of what is promised, and of who does."""
        who = room * 0.27
        return room - who - 12 - self._SIGN * self._what.style.size, who


def promises(given: Sequence[tuple[str, Sequence[str]]], style: Style) -> list[Block]:
    """Promises as one list."""
    count = len(given)
    rows = [
        Promise(what, who, style, last=number == count)
        for number, (what, who) in enumerate(given, start=1)
    ]
    if rows:
        rows[0].tree = [Element("L", [row.item for row in rows])]
    return list(rows)
