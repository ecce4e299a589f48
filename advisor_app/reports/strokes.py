"""A signature as it was drawn: strokes that grow thicker where the pen was pressed."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from advisor_app.design import LIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advisor_app.domain.signature import Stroke, StrokePoint
    from advisor_app.reports.pen import Pen, Point

_THIN: Final = 0.6
_GROWS: Final = 1.2  # with full pressure
_LEAST: Final = 0.02  # of the pad's width: a dot is not blown up to a blot


class StrokesArt:
    """The drawn lines as large as they fit, undistorted, at the left."""

    def __init__(self, strokes: Sequence[Stroke], tall: float) -> None:
        self._strokes = strokes
        self.tall = tall
        points = [point for stroke in strokes for point in stroke]
        self._left = min(point.x for point in points)
        self._top = min(point.y for point in points)
        self._wide = max(max(point.x for point in points) - self._left, _LEAST)
        self._high = max(max(point.y for point in points) - self._top, _LEAST)

    def paint(self, pen: Pen, left: float, bottom: float, wide: float) -> None:
        inset = _THIN + _GROWS
        scale = min((self.tall - 2 * inset) / self._high, (wide - 2 * inset) / self._wide)

        def at(point: StrokePoint) -> Point:
            x = left + inset + (point.x - self._left) * scale
            return x, bottom + self.tall - inset - (point.y - self._top) * scale

        for stroke in self._strokes:
            if len(stroke) == 1:
                pen.circle(at(stroke[0]), (_THIN + _GROWS * stroke[0].pressure) / 2, fill=LIGHT.ink)
            for one, next_ in pairwise(stroke):
                thick = _THIN + _GROWS * (one.pressure + next_.pressure) / 2
                pen.line(at(one), at(next_), LIGHT.ink, thick)
