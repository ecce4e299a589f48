"""The drawings of the report: ladder, radar, QR code and signs; all survive grey printing."""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Final

from advisor_app.design import LIGHT
from advisor_app.domain.charts import HIGHEST, ring_reach
from advisor_app.reports.fonts import REGULAR, STRONG, width
from advisor_app.reports.qr import qr_modules
from advisor_app.reports.words import Style, Words, strong

if TYPE_CHECKING:
    from advisor_app.domain.charts import Ladder, Radar, Spoke, Step
    from advisor_app.reports.pen import Pen, Point

QUIET: Final = "#E7E3D8"  # steps climbed and areas covered: light grey on a grey printer
_SIZE: Final = 11.0
_LOWEST: Final = 29.0  # the first step, with a name of two lines on it


class LadderArt:
    """Five steps upwards; the firm's own is filled and flagged, those below it are shaded."""

    def __init__(self, ladder: Ladder, flag: str, *, rise: float = 9.5) -> None:
        self._ladder = ladder
        self._flag = flag
        self._rise = rise
        here = ladder.here or 0
        highest = _LOWEST + 4 * rise
        self.tall = max(highest, self._height(here) + 20 if here else 0)

    def paint(self, pen: Pen, left: float, bottom: float, wide: float) -> None:
        step_wide = wide / 5
        for number, step in enumerate(self._ladder.steps):
            corner = (left + number * step_wide, bottom)
            self._paint_step(pen, step, corner, step_wide)
            if step.here:
                top = (corner[0], bottom + self._height(step.number))
                self._paint_flag(pen, top, step_wide, LIGHT.level(step.number))
        pen.line((left, bottom), (left + wide, bottom), LIGHT.ink, 1.2)

    def _height(self, number: int) -> float:
        return _LOWEST + (number - 1) * self._rise

    def _paint_step(self, pen: Pen, step: Step, corner: Point, wide: float) -> None:
        tall = self._height(step.number)
        fill = LIGHT.level(step.number) if step.here else QUIET if step.climbed else ""
        (x, y), top = corner, corner[1] + tall
        if fill:
            pen.rectangle((x, y), wide - 1.5, tall, fill=fill)
        pen.line((x, top), (x + wide - 1.5, top), LIGHT.ink, 1.2 if step.climbed else 0.8)
        if not fill:
            pen.line((x + wide - 1.5, y), (x + wide - 1.5, top), LIGHT.line, 0.6)
        colour = LIGHT.on_level if step.here else LIGHT.ink
        pen.text((x + 7, top - 18), str(step.number), STRONG, 17, colour)
        name = Words(step.name, Style(_SIZE, colour, strong=step.here, leading=1.08))
        widest = max(width(word, STRONG, _SIZE) for word in step.name.split())
        if widest > wide - 24:
            name = Words(step.name, name.style.but(size=_SIZE * (wide - 24) / widest))
        name.draw(pen, x + 20, top - 4.5, wide - 23)

    def _paint_flag(self, pen: Pen, corner: Point, wide: float, colour: str) -> None:
        x, y = corner[0] + 11, corner[1] + 4
        pen.path([(x - 5, y + 8), (x + 5, y + 8), (x, y)], fill=colour)
        pen.text((x + 10, y), self._flag, STRONG, 12, colour)


class RadarArt:
    """Scores around a centre, each spoke with its name and figure."""

    def __init__(self, radar: Radar, *, radius: float = 92) -> None:
        self._radar = radar
        self._radius = radius
        self._around = 44.0
        self.tall = 2 * (radius + self._around)

    def paint(self, pen: Pen, left: float, bottom: float, wide: float) -> None:
        centre = (left + wide / 2, bottom + self.tall / 2)
        self._paint_area(pen, centre)
        self._paint_net(pen, centre)
        self._paint_scores(pen, centre)
        for number, spoke in enumerate(self._radar.spokes):
            self._paint_label(pen, centre, number, spoke)

    def _at(self, centre: Point, number: int, reach: float) -> Point:
        angle = math.pi / 2 - 2 * math.pi * number / len(self._radar.spokes)
        far = self._radius * reach
        return centre[0] + far * math.cos(angle), centre[1] + far * math.sin(angle)

    def _paint_net(self, pen: Pen, centre: Point) -> None:
        count = len(self._radar.spokes)
        for ring in self._radar.rings:
            reach = ring_reach(ring)
            points = [self._at(centre, number, reach) for number in range(count)]
            pen.path(points, stroke=LIGHT.soft_ink if ring == HIGHEST else "#B9B5A9", thickness=0.5)
        for number, spoke in enumerate(self._radar.spokes):
            dashes = (1.5, 2) if spoke.reach is None else ()
            pen.path(
                [centre, self._at(centre, number, 1)],
                stroke="#B9B5A9", closed=False, dashes=dashes,
            )  # fmt: skip
        for ring in self._radar.rings:
            x, y = self._at(centre, 0, ring_reach(ring))
            pen.text((x + 2.5, y - 7.5), str(ring), REGULAR, 7.5, LIGHT.soft_ink)

    def _paint_area(self, pen: Pen, centre: Point) -> None:
        spokes = self._radar.spokes
        if len(spokes) < 3 or any(spoke.reach is None for spoke in spokes):
            return
        points = [self._at(centre, n, spoke.reach or 0) for n, spoke in enumerate(spokes)]
        pen.path(points, fill="#DCE7DF")

    def _paint_scores(self, pen: Pen, centre: Point) -> None:
        spokes = self._radar.spokes
        for number, spoke in enumerate(spokes):
            after = (number + 1) % len(spokes)
            if spoke.reach is None:
                continue
            here = self._at(centre, number, spoke.reach)
            reach = spokes[after].reach
            if reach is not None:
                there = self._at(centre, after, reach)
                pen.line(here, there, LIGHT.accent, 1.6)
        for number, spoke in enumerate(spokes):
            if spoke.reach is not None:
                pen.circle(self._at(centre, number, spoke.reach), 2.6, fill=LIGHT.accent)

    def _paint_label(self, pen: Pen, centre: Point, number: int, spoke: Spoke) -> None:
        x, y = self._at(centre, number, 1 + 9 / self._radius)
        side = x - centre[0]
        room = 128.0
        align = "centre" if abs(side) < 8 else "left" if side > 0 else "right"
        style = Style(9.5, LIGHT.ink, leading=1.15, align=align)
        label = Words([f"{spoke.name} ", strong(spoke.shown)], style)
        tall = label.height(room)
        start = x - room / 2 if align == "centre" else x if align == "left" else x - room
        above = (y > centre[1]) if align == "centre" else 0.5  # the part of it above its point
        label.draw(pen, start, y + tall * above, room)


class QrArt:
    """A QR code with its quiet zone."""

    def __init__(self, data: str, side: float) -> None:
        self._rows = _rows(data)
        self.tall = side

    def paint(self, pen: Pen, left: float, bottom: float, wide: float) -> None:
        module = self.tall / (len(self._rows) + 4)
        boxes: list[tuple[float, float, float, float]] = []
        for number, row in enumerate(self._rows):
            y = bottom + self.tall - (number + 3) * module
            x = left + 2 * module
            for dark, run in groupby(row):
                run_wide = len(list(run)) * module
                if dark:
                    boxes.append((x, y, run_wide, module))
                x += run_wide
        pen.boxes(boxes, "#000000")


class Tick:
    """A check mark in a disc."""

    def __init__(self, size: float) -> None:
        self.tall = size

    def paint(self, pen: Pen, left: float, bottom: float, wide: float) -> None:
        radius = self.tall * 0.42
        x, y = left + radius, bottom + self.tall * 0.42
        pen.circle((x, y), radius, fill=LIGHT.accent)
        points = [(-0.45, 0.02), (-0.12, -0.34), (0.48, 0.36)]
        shape = [(x + dx * radius, y + dy * radius) for dx, dy in points]
        pen.path(shape, stroke="#FFFFFF", thickness=radius / 4, closed=False)


class Box:
    """An empty box to tick."""

    def __init__(self, size: float) -> None:
        self.tall = size

    def paint(self, pen: Pen, left: float, bottom: float, wide: float) -> None:
        side = self.tall * 0.72
        pen.rectangle((left, bottom + 0.02 * side), side, side, stroke=LIGHT.ink, thickness=0.9)


class Dot:
    """A small bullet."""

    def __init__(self, size: float) -> None:
        self.tall = size

    def paint(self, pen: Pen, left: float, bottom: float, wide: float) -> None:
        pen.circle((left + 2.5, bottom + self.tall * 0.42), 1.8, fill=LIGHT.accent)


class ScoreBar:
    """Five small cells filled up to a score, in the colour of its level and hatched for grey."""

    def __init__(self, score: float, level: int) -> None:
        self._score = score
        self._level = level
        self.tall = 7.0

    def paint(self, pen: Pen, left: float, bottom: float, wide: float) -> None:
        cell = (wide - 4 * 1.5) / HIGHEST
        colour = LIGHT.level(self._level)
        for number in range(HIGHEST):
            x = left + number * (cell + 1.5)
            part = min(max(self._score - number, 0), 1)
            if part:
                pen.rectangle((x, bottom), cell * part, 5, fill=colour)
            pen.rectangle((x, bottom), cell, 5, stroke=LIGHT.soft_ink, thickness=0.4)


@lru_cache(maxsize=16)
def _rows(data: str) -> tuple[tuple[bool, ...], ...]:
    return qr_modules(data)
