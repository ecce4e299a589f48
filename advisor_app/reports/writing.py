"""Room to write by hand: lines with a name, boxes to tick with the word they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from advisor_app.design import LIGHT
from advisor_app.reports.blocks import Block
from advisor_app.reports.words import Style, Words

if TYPE_CHECKING:
    from advisor_app.reports.look import Text
    from advisor_app.reports.pen import Pen
    from advisor_app.reports.tagging import Element

SIDE: Final = 9.5  # of a box that a pen hits
_INSET: Final = 5.0
_APART: Final = 16.0
_BELOW: Final = 9.0  # the type of a name below its line
_ENDLESS: Final = 1e6


class WriteLine(Block):
    """A name and, beside it, the line to write on; what is known is written there already.

    ``start`` is where the line begins; without it, right after the name.
    """

    def __init__(
        self,
        name: Text,
        style: Style,
        tall: float = 20,
        *,
        written: str = "",
        start: float = 0,
    ) -> None:
        super().__init__()
        self._name = Words(name, style.but(colour=LIGHT.soft_ink))
        self._written = Words(written, style)
        self._tall = tall
        after_name = self._name.natural_width + _INSET if self._name.text else 0
        self._start = start or after_name

    def elements(self) -> Iterable[Element]:
        shown = [words for words in (self._name, self._written) if words.text]
        return [element for words in shown for element in words.elements()]

    def height(self, room: float) -> float:
        return max(self._tall, self._written.height(room - self._start) + 4)

    def draw(self, pen: Pen, left: float, top: float, room: float) -> None:
        y = top - self.height(room) + 2
        self._name.draw(pen, left, y + self._name.height(room) - 1, room)
        start, rest = left + self._start, room - self._start
        self._written.draw(pen, start, y + self._written.height(rest) - 1, rest)
        pen.line((start, y), (left + room, y), LIGHT.soft_ink)


class LineAbove(Block):
    """The line to write on and its name below it; what is known is written there already."""

    def __init__(self, name: str, style: Style, tall: float, *, written: str = "") -> None:
        super().__init__()
        self._written = Words(written, style)
        self._name = Words(name, style.but(size=_BELOW, colour=LIGHT.soft_ink))
        self._tall = tall

    def elements(self) -> Iterable[Element]:
        shown = [words for words in (self._name, self._written) if words.text]
        return [element for words in shown for element in words.elements()]

    def height(self, room: float) -> float:
        return max(self._tall, self._name.height(room) + self._written.height(room) + 2)

    def draw(self, pen: Pen, left: float, top: float, room: float) -> None:
        y = top - self.height(room) + self._name.height(room)
        self._written.draw(pen, left, y + self._written.height(room) + 1, room)
        pen.line((left, y), (left + room, y), LIGHT.soft_ink)
        self._name.draw(pen, left, y, room)


class Tick(Block):
    """A box to tick, and after it what the tick says."""

    def __init__(self, words: Words, *, side: float = SIDE) -> None:
        super().__init__(before=words.before, after=words.after)
        self._words = words
        self._side = side

    def elements(self) -> Iterable[Element]:
        return self._words.elements()

    @property
    def natural_width(self) -> float:
        return self._side + _INSET + self._words.natural_width

    def height(self, room: float) -> float:
        return max(self._words.height(room - self._side - _INSET), self._side + 2)

    def draw(self, pen: Pen, left: float, top: float, room: float) -> None:
        style = self._words.style
        middle = top - style.size * style.leading / 2
        pen.rectangle(
            (left, middle - self._side / 2), self._side, self._side,
            stroke=LIGHT.ink, thickness=0.8, radius=1,
        )  # fmt: skip
        start = self._side + _INSET
        self._words.draw(pen, left + start, top, room - start)


class Ticks(Block):
    """Boxes one after the other on a line, and in the next where it is full.

    ``lead`` is a word before them, ``rest`` what fills the remaining room of the last line;
    ``tall`` is the height of a line, at whose foot the boxes stand.
    """

    def __init__(
        self,
        ticks: Sequence[Tick],
        *,
        lead: Words | None = None,
        rest: Block | None = None,
        apart: float = _APART,
        tall: float = 0,
        after: float = 0,
    ) -> None:
        super().__init__(after=after)
        self._ticks = list(ticks)
        self._lead = lead
        self._rest = rest
        self._apart = apart
        self._line = max(tall, *(tick.height(_ENDLESS) for tick in ticks))
        self._drop = self._line - max(tick.height(_ENDLESS) for tick in ticks)
        self.parts = [*([lead] if lead else []), *ticks, *([rest] if rest else [])]

    def elements(self) -> Iterable[Element]:
        return [element for part in self.parts for element in part.elements()]

    def height(self, room: float) -> float:
        return self._line * len(self._places(room)[0])

    def draw(self, pen: Pen, left: float, top: float, room: float) -> None:
        lines, end = self._places(room)
        if self._lead:
            self._lead.draw(pen, left, top - self._drop, room)
        for line in lines:
            for tick, at in line:
                tick.draw(pen, left + at, top - self._drop, room - at)
            top -= self._line
        if self._rest:
            self._rest.draw(pen, left + end, top + self._line, room - end)

    def _places(self, room: float) -> tuple[list[list[tuple[Tick, float]]], float]:
        """The ticks of each line with their distance from the left, and where the last one ends."""
        start = self._lead.natural_width + self._apart if self._lead else 0.0
        lines: list[list[tuple[Tick, float]]] = [[]]
        x = start
        for tick in self._ticks:
            if lines[-1] and x + tick.natural_width > room:
                lines.append([])
                x = start
            lines[-1].append((tick, x))
            x += tick.natural_width + self._apart
        return lines, x
