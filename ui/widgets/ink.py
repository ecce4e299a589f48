"""Paints what a pen drew: the harder it was pressed, the thicker the line."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from advisor_app.domain.ink import bounds_of
from ui import theme
from ui.widgets.painting import painter_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from advisor_app.domain.signature import Stroke

_THIN: Final = 0.0014  # of the pad's width
_GROWS: Final = 0.0026  # with full pressure
_MARGIN: Final = 6


def paint_ink(
    painter: QPainter, strokes: Sequence[Stroke], origin: QPointF, scale: float, colour: str
) -> None:
    """Draw strokes whose pad begins at ``origin`` and is ``scale`` pixels wide."""
    pen = QPen(QColor(colour))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    for stroke in strokes:
        at = [QPointF(origin.x() + p.x * scale, origin.y() + p.y * scale) for p in stroke]
        for (start, end), point in zip(pairwise([at[0], *at]), stroke, strict=True):
            pen.setWidthF(max(1.0, (_THIN + _GROWS * point.pressure) * scale))
            painter.setPen(pen)
            painter.drawLine(start, end)


class InkView(QWidget):
    """A signature to look at."""

    accessible_role = "Graphic"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strokes: tuple[Stroke, ...] = ()

    def show_ink(self, strokes: tuple[Stroke, ...], name: str) -> None:
        """Another signature, and what it is called."""
        self._strokes = strokes
        self.setAccessibleName(name)
        self.setVisible(bool(strokes))
        self.update()

    def sizeHint(self) -> QSize:
        space = theme.look().space
        return QSize(space(260), space(84))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._strokes:
            return
        bounds, room = bounds_of(self._strokes), QRectF(self.rect())
        scale = min(
            (room.width() - 2 * _MARGIN) / max(bounds.width, 0.2),
            (room.height() - 2 * _MARGIN) / max(bounds.height, 0.05),
        )
        origin = QPointF(_MARGIN - bounds.left * scale, _MARGIN - bounds.top * scale)
        painter = painter_for(self)
        paint_ink(painter, self._strokes, origin, scale, theme.look().colours.ink)
        painter.end()
