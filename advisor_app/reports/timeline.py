"""The plan's actions along the months, as a drawing and as the words that say the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from advisor_app.design import LIGHT
from advisor_app.reports.figures import QUIET
from advisor_app.reports.fonts import REGULAR, STRONG, width

if TYPE_CHECKING:
    from advisor_app.reports.pen import Pen

_SIZE: Final = 10.0
_ROW: Final = 17.0
_HEAD: Final = 18.0
_BAR: Final = 9.0
_NAMES: Final = 0.36  # the part of the width that names take
_STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 600, 1200)


@dataclass(frozen=True, slots=True)
class Bar:
    """One action on the line of time."""

    number: int
    name: str
    start: date
    end: date
    blocks: bool = False
    done: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """The months that a plan covers, whole ones."""

    first: int
    last: int

    @property
    def months(self) -> int:
        return self.last - self.first + 1


def span_of(bars: Sequence[Bar]) -> Span:
    """From the month of the first start to that of the last end."""
    return Span(min(_month(one.start) for one in bars), max(_month(one.end) for one in bars))


class TimelineArt:
    """A bar for each action; those that block are dark, the others light, the ended ones hollow."""

    def __init__(self, bars: Sequence[Bar], span: Span, month_name: Sequence[str]) -> None:
        self._bars = bars
        self._span = span
        self._names = month_name
        self.tall = _HEAD + _ROW * len(bars) + 4

    def paint(self, pen: Pen, left: float, bottom: float, wide: float) -> None:
        start = left + wide * _NAMES
        room = wide - wide * _NAMES
        top = bottom + self.tall
        self._paint_months(pen, start, bottom, room)
        for place, bar in enumerate(self._bars):
            y = top - _HEAD - _ROW * (place + 1) + (_ROW - _BAR) / 2
            self._paint_name(pen, bar, left, y, wide * _NAMES - 10)
            self._paint_bar(pen, bar, start, y, room)

    def _paint_months(self, pen: Pen, left: float, bottom: float, room: float) -> None:
        each = room / self._span.months
        step = self._step(each)
        for number in range(0, self._span.months + 1, step):
            x = left + number * each
            pen.line((x, bottom), (x, bottom + self.tall - 4), LIGHT.line)
            label = self._label(self._span.first + number)
            if x + width(label, REGULAR, _SIZE) <= left + room + 1:
                at = (x + 2, bottom + self.tall - 11)
                pen.text(at, label, REGULAR, _SIZE, LIGHT.soft_ink)
        pen.line((left, bottom + self.tall - _HEAD), (left + room, bottom + self.tall - _HEAD),
                 LIGHT.ink, 0.9)  # fmt: skip

    def _step(self, each: float) -> int:
        """How many months apart the lines are, so that their names do not touch."""
        widest = max(
            width(self._label(self._span.first + number), REGULAR, _SIZE)
            for number in range(min(self._span.months, 12))
        )
        return next((step for step in _STEPS if step * each >= widest + 6), _STEPS[-1])

    def _label(self, month: int) -> str:
        year, number = divmod(month, 12)
        return f"{self._names[number]} {year % 100:02d}"

    def _paint_name(self, pen: Pen, bar: Bar, left: float, y: float, room: float) -> None:
        number = str(bar.number)
        pen.text((left, y + 1), number, STRONG, _SIZE, LIGHT.ink)
        at = left + 18
        name = bar.name
        if width(name, REGULAR, _SIZE) > room - 18:
            while name and width(name + "…", REGULAR, _SIZE) > room - 18:
                name = name[:-1]
            name = name.rstrip(" .,;:") + "…"
        pen.text((at, y + 1), name, REGULAR, _SIZE, LIGHT.ink)

    def _paint_bar(self, pen: Pen, bar: Bar, left: float, y: float, room: float) -> None:
        begin, end = (left + room * self._share(day) for day in (bar.start, bar.end))
        fill = "" if bar.done else LIGHT.ink if bar.blocks else QUIET
        pen.rectangle((begin, y), max(end - begin, 3), _BAR, fill=fill, stroke=LIGHT.ink, radius=2)

    def _share(self, day: date) -> float:
        """How far along the months a day is."""
        month = _month(day) - self._span.first
        return (month + (day.day - 1) / 31) / self._span.months


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1
