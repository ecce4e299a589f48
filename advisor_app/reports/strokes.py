"""A signature as it was drawn: strokes that grow thicker where the pen was pressed."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from advisor_app.design import LIGHT
from advisor_app.domain.ink import bounds_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from advisor_app.domain.signature import Stroke, StrokePoint
    from advisor_app.reports.pen import Pen, Point

_THIN: Final = 0.45
_GROWS: Final = 1.1  # with full pressure
_PRESSURES: Final = 6  # so many thicknesses are told apart
_LARGEST: Final = 1.6  # of the room for a whole pad: small handwriting stays small, a dot a dot


class StrokesArt:
    """The drawn lines as large as they fit, undistorted, at the left."""

    def __init__(self, strokes: Sequence[Stroke], tall: float) -> None:
        self._strokes = strokes
        self._bounds = bounds_of(strokes)
        self.tall = tall

    def paint(self, pen: Pen, left: float, bottom: float, wide: float) -> None:
        bounds, inset = self._bounds, _THIN + _GROWS
        scale = min(
            (wide - 2 * inset) / max(bounds.width, 0.01),
            (self.tall - 2 * inset) / max(bounds.height, 0.01),
            wide * _LARGEST,
        )
        top = bottom + (self.tall + bounds.height * scale) / 2

        def at(point: StrokePoint) -> Point:
            x = left + inset + (point.x - bounds.left) * scale
            return x, top - (point.y - bounds.top) * scale

        lines = [
            ([at(point) for point in run], _THIN + _GROWS * _step(run[-1]) / _PRESSURES)
            for stroke in self._strokes
            for run in _runs(stroke)
        ]
        pen.ink(lines, LIGHT.ink)


def _step(point: StrokePoint) -> int:
    return round(point.pressure * _PRESSURES)


def _runs(stroke: Stroke) -> Iterator[Sequence[StrokePoint]]:
    """The stroke in pieces of one thickness, each beginning where the one before ends."""
    run = [stroke[0], stroke[0]]  # a dot is a line without length, with round ends
    for before, point in pairwise(stroke):
        if _step(point) != _step(run[-1]) and len(run) > 2:
            yield run
            run = [before]
        run.append(point)
    yield run
