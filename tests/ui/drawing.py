"""Hands that draw: with a mouse, a finger, and a pen that is pressed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ui.widgets.signature_pad import SignaturePad

_PARENTS: list[QObject] = []


def wave(pad: SignaturePad, steps: int = 24) -> Iterator[QPoint]:
    """The way of a hand across the middle of the pad."""
    width, middle = pad.width(), pad.height() // 2
    for step in range(steps):
        x = width * (0.2 + 0.6 * step / (steps - 1))
        yield QPoint(round(x), round(middle + width * 0.06 * math.sin(step)))


def draw_by_mouse(pad: SignaturePad, steps: int = 24) -> None:
    """One stroke with the left button."""
    points = list(wave(pad, steps))
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=points[0])
    for point in points[1:]:
        QTest.mouseMove(pad, point)
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=points[-1])


def draw_by_pen(pad: SignaturePad, pressures: list[float]) -> None:
    """One stroke of a pen on a tablet, a point for each pressure."""
    pen = _device(QInputDevice.DeviceType.Stylus, QPointingDevice.PointerType.Pen)
    points = list(wave(pad, len(pressures)))
    kinds = [QEvent.Type.TabletPress, *[QEvent.Type.TabletMove] * (len(points) - 1)]
    for kind, point, pressure in zip(kinds, points, pressures, strict=True):
        _send_pen(pad, pen, kind, point, pressure)
    _send_pen(pad, pen, QEvent.Type.TabletRelease, points[-1], 0.0)


def draw_by_finger(pad: SignaturePad, *, second_finger: bool = False) -> None:
    """One stroke on a touch screen, perhaps with the palm beside it."""
    screen = QTest.createTouchDevice()
    points = list(wave(pad))
    palm = QPoint(pad.width() // 2, pad.height() - 8)
    touch = QTest.touchEvent(pad, screen, False)
    touch.press(1, points[0], pad)
    touch.commit()
    for number, point in enumerate(points[1:]):
        if second_finger and number == 4:
            touch.press(2, palm, pad)
        elif second_finger and number > 4:
            touch.stationary(2)
        touch.move(1, point, pad)
        touch.commit()
    touch.release(1, points[-1], pad)
    if second_finger:
        touch.release(2, palm, pad)
    touch.commit()


def _send_pen(
    pad: SignaturePad, pen: QPointingDevice, kind: QEvent.Type, at: QPoint, pressure: float
) -> None:
    button = Qt.MouseButton.LeftButton
    event = QTabletEvent(
        kind, pen, QPointF(at), QPointF(pad.mapToGlobal(at)), pressure, 0, 0, 0, 0, 0,
        Qt.KeyboardModifier.NoModifier, button, button,
    )  # fmt: skip
    QApplication.sendEvent(pad, event)


def _device(kind: QInputDevice.DeviceType, pointer: QPointingDevice.PointerType) -> QPointingDevice:
    known = QInputDevice.Capability.Position | QInputDevice.Capability.Pressure
    made = QPointingDevice("pen", 77, kind, pointer, known, 1, 1)
    _PARENTS.append(made)  # events keep only its address
    return made
