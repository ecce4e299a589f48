"""The shape of a drawn signature: how long, how wide, and whether it is one at all."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from advisor_app.i18n import _

if TYPE_CHECKING:
    from advisor_app.domain.signature import Stroke, StrokePoint

LEAST_LENGTH: Final = 0.12
"""The ink of the shortest initials, as a share of the pad's width."""
LEAST_POINTS: Final = 8
MOST_POINTS: Final = 20_000
"""Some five minutes of drawing without a pause; more is a device gone wild."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The smallest box around the ink, in shares of the pad's width."""

    left: float
    top: float
    width: float
    height: float


def ink_length(strokes: Sequence[Stroke]) -> float:
    """How far the pen went while it was down."""
    return sum(math.hypot(b.x - a.x, b.y - a.y) for stroke in strokes for a, b in pairwise(stroke))


def bounds_of(strokes: Sequence[Stroke]) -> Bounds:
    """Where the ink lies; nothing has no size."""
    points = list(_points(strokes))
    if not points:
        return Bounds(0, 0, 0, 0)
    left, top = min(p.x for p in points), min(p.y for p in points)
    right, bottom = max(p.x for p in points), max(p.y for p in points)
    return Bounds(left, top, right - left, bottom - top)


def ink_problem(strokes: Sequence[Stroke]) -> str:
    """Why this is no signature, in a sentence; nothing when it is one."""
    points = list(_points(strokes))
    if not points:
        return _("Falta la firma: dibújela dentro del recuadro.")
    if not all(_is_on_the_pad(point) for point in points):
        return _("Parte de la firma quedó fuera del recuadro. Bórrela y firme de nuevo.")
    if len(points) > MOST_POINTS:
        return _("El trazo es demasiado largo. Bórrelo y firme de nuevo.")
    if len(points) < LEAST_POINTS or ink_length(strokes) < LEAST_LENGTH:
        return _("El trazo es muy corto para ser una firma. Bórrelo y firme de nuevo.")
    return ""


def _points(strokes: Sequence[Stroke]) -> Iterator[StrokePoint]:
    for stroke in strokes:
        yield from stroke


def _is_on_the_pad(point: StrokePoint) -> bool:
    """Whether a point can have been drawn; a figure that is none never is."""
    return 0 <= point.x <= 1 and 0 <= point.y <= 1 and 0 <= point.pressure <= 1
