"""The pad: ink as a hand left it, whatever it was drawn with, the same on every screen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest

from advisor_app.domain.ink import ink_problem
from advisor_app.domain.signature import StrokePoint
from tests.reports.signatures import scribble
from tests.ui.drawing import draw_by_finger, draw_by_mouse, draw_by_pen, wave
from tests.ui.hands import expose
from ui.widgets.signature_pad import SHAPE, SignaturePad


@pytest.fixture
def pad(qtbot) -> SignaturePad:
    made = SignaturePad()
    expose(qtbot, made, 1000, round(1000 * SHAPE))
    return made


def dark_pixels(pad: SignaturePad) -> int:
    picture = pad.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    return sum(value < 90 for value in bytes(picture.constBits()))


def test_a_mouse_draws_a_signature_without_pressure(pad):
    draw_by_mouse(pad)
    (stroke,) = pad.strokes
    assert len(stroke) == 24
    assert {point.pressure for point in stroke} == {1.0}
    assert ink_problem(pad.strokes) == ""


def test_a_pen_leaves_its_pressure(pad):
    pressures = [0.1 + 0.03 * step for step in range(24)]
    draw_by_pen(pad, pressures)
    (stroke,) = pad.strokes
    assert [round(point.pressure, 2) for point in stroke] == [round(one, 2) for one in pressures]


def test_a_finger_draws_and_the_palm_beside_it_does_not(pad):
    draw_by_finger(pad)
    draw_by_finger(pad, second_finger=True)
    assert len(pad.strokes) == 2
    heights = [point.y for stroke in pad.strokes for point in stroke]
    assert max(heights) < SHAPE - 0.02


def test_points_are_shares_of_the_width_and_keep_their_time(pad):
    draw_by_mouse(pad)
    (stroke,) = pad.strokes
    first = next(iter(wave(pad)))
    assert (stroke[0].x, stroke[0].y) == pytest.approx(
        (first.x() / 1000, first.y() / 1000), abs=2e-3
    )
    times = [point.at_ms for point in stroke]
    assert times[0] == 0
    assert times == sorted(times)


def test_the_same_ink_is_the_same_in_a_smaller_window(pad):
    draw_by_mouse(pad)
    before = pad.strokes
    pad.resize(700, 400)
    assert pad.strokes == before
    draw_by_mouse(pad)
    one, other = pad.strokes
    assert [point.x for point in one] == pytest.approx([point.x for point in other], abs=2e-3)


def test_what_leaves_the_pad_is_not_ink(pad):
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(900, 100))
    for x, y in ((960, 100), (1040, 100), (1100, 140), (950, 150), (900, 160)):
        QTest.mouseMove(pad, QPoint(x, y))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(900, 160))
    assert [len(stroke) for stroke in pad.strokes] == [2, 2]
    assert all(0 <= point.x <= 1 for stroke in pad.strokes for point in stroke)


def test_a_click_is_one_dot(pad):
    QTest.mouseClick(pad, Qt.MouseButton.LeftButton, pos=QPoint(500, 100))
    assert [len(stroke) for stroke in pad.strokes] == [1]
    assert "muy corto" in ink_problem(pad.strokes)


def test_no_move_is_merged_into_the_next_while_the_pad_is_there(qtbot):
    merging = Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents
    before = QCoreApplication.testAttribute(merging)
    QCoreApplication.setAttribute(merging, True)
    try:
        pad = SignaturePad()
        expose(qtbot, pad)
        assert not QCoreApplication.testAttribute(merging)
        pad.hide()
        assert QCoreApplication.testAttribute(merging)
    finally:
        QCoreApplication.setAttribute(merging, before)


def test_the_other_button_and_a_mouse_that_only_passes_leave_nothing(pad):
    QTest.mouseClick(pad, Qt.MouseButton.RightButton, pos=QPoint(500, 100))
    QTest.mouseMove(pad, QPoint(600, 100))
    assert pad.strokes == ()


def test_strokes_are_taken_back_one_by_one_or_all(pad):
    for _stroke in range(3):
        draw_by_mouse(pad)
    QTest.keyClick(pad, Qt.Key.Key_Backspace)
    assert len(pad.strokes) == 2
    QTest.keyClick(pad, Qt.Key.Key_Delete)
    assert pad.strokes == ()
    QTest.keyClick(pad, Qt.Key.Key_Backspace)
    assert pad.strokes == ()


def test_ink_is_seen(pad):
    empty = dark_pixels(pad)
    pad.set_strokes(scribble())
    assert dark_pixels(pad) > empty + 1000


def test_the_harder_the_pen_the_thicker_the_line(pad):
    line = [(0.2 + 0.02 * step, 0.15) for step in range(30)]
    seen, empty = [], dark_pixels(pad)
    for pressure in (0.1, 1.0):
        pad.set_strokes([tuple(StrokePoint(x, y, pressure) for x, y in line)])
        seen.append(dark_pixels(pad) - empty)
    assert seen[1] > seen[0] * 1.5


def test_time_goes_on_after_a_pause(pad):
    pad.set_strokes(scribble())
    before = max(point.at_ms for stroke in scribble() for point in stroke)
    draw_by_mouse(pad)
    assert pad.strokes[-1][0].at_ms >= before


def test_assistive_tools_hear_a_graphic_with_a_name_and_what_is_in_it(pad):
    told = QAccessible.queryAccessibleInterface(pad)
    assert told.role() == QAccessible.Role.Graphic
    assert told.text(QAccessible.Text.Name) == "Recuadro para firmar"
    assert told.text(QAccessible.Text.Description).startswith("Vacío.")
    draw_by_mouse(pad)
    assert told.text(QAccessible.Text.Description).startswith("1 trazo.")
