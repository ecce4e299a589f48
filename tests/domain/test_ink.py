"""What counts as a signature: enough ink, inside the pad, drawn by a hand."""

from __future__ import annotations

import math

import pytest

from advisor_app.domain.ink import MOST_POINTS, Bounds, bounds_of, ink_length, ink_problem
from advisor_app.domain.signature import Stroke, StrokePoint


def line(*points: tuple[float, float]) -> Stroke:
    return tuple(StrokePoint(x, y, at_ms=number) for number, (x, y) in enumerate(points))


def zigzag(count: int, reach: float = 0.3) -> Stroke:
    return line(*((0.2 + reach * n / count, 0.2 + 0.02 * (n % 2)) for n in range(count)))


def test_the_length_of_ink_is_what_was_drawn_not_the_way_between_strokes():
    strokes = (line((0, 0), (0.3, 0.4)), line((0.9, 0.9), (0.9, 0.8)))
    assert ink_length(strokes) == pytest.approx(0.6)


def test_the_bounds_hold_all_strokes():
    strokes = (line((0.2, 0.1)), line((0.6, 0.3), (0.4, 0.5)))
    assert bounds_of(strokes) == Bounds(0.2, 0.1, pytest.approx(0.4), pytest.approx(0.4))
    assert bounds_of(()) == Bounds(0, 0, 0, 0)


def test_a_written_name_is_a_signature():
    assert ink_problem((zigzag(40), zigzag(12))) == ""


@pytest.mark.parametrize(
    "strokes",
    [
        (line((0.5, 0.2)),),
        (line((0.5, 0.2), (0.5, 0.2)),),
        tuple(line((0.1 * n, 0.2)) for n in range(9)),
        (zigzag(40, 0.01)[:4],),
        (line((0.1, 0.1), (0.9, 0.1)),),
    ],
    ids=["one dot", "one click", "nine dots", "a tick", "two points"],
)
def test_a_dot_or_a_short_stroke_is_none(strokes: tuple[Stroke, ...]):
    assert "muy corto" in ink_problem(strokes)


def test_nothing_drawn_is_none():
    assert "Falta la firma" in ink_problem(())
    assert "Falta la firma" in ink_problem(((),))


@pytest.mark.parametrize("x", [-0.01, 1.01, math.nan, math.inf])
def test_ink_outside_the_pad_is_refused(x: float):
    assert "fuera del recuadro" in ink_problem((zigzag(40), line((x, 0.1))))
    assert "fuera del recuadro" in ink_problem((zigzag(40), line((0.1, x))))


def test_a_pen_gone_wild_is_refused():
    assert "demasiado largo" in ink_problem((zigzag(MOST_POINTS + 1),))
