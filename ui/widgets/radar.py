"""The radar of a result: how far each dimension reaches."""

from __future__ import annotations

from math import cos, pi, sin
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from advisor_app.domain.charts import ring_reach
from ui import theme
from ui.stylesheet import mix
from ui.widgets.painting import painter_for

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from advisor_app.domain.charts import Radar

_SIDE: Final = 360
_LABEL: Final = 46


class RadarView(QWidget):
    """Rings from 1 to 5, one spoke for each dimension; the table beside it has the names."""

    accessible_role = "Graphic"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._radar: Radar | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def show_radar(self, radar: Radar) -> None:
        """Another result; its words go to the screen readers."""
        self._radar = radar
        self.setAccessibleName(radar.alt)
        self.update()

    def sizeHint(self) -> QSize:
        side = theme.look().space(_SIDE)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        side = theme.look().space(_SIDE * 3 // 4)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        radar = self._radar
        if radar is None:
            return
        painter = painter_for(self)
        self._paint_rings(painter, radar)
        points = [
            self._point(index, spoke.reach or 0.0) for index, spoke in enumerate(radar.spokes)
        ]
        accent = QColor(theme.look().colours.accent)
        ground = QColor(accent)
        ground.setAlphaF(0.18)
        painter.setPen(QPen(accent, 2.5))
        painter.setBrush(ground)
        painter.drawPolygon(QPolygonF(points))
        for index, spoke in enumerate(radar.spokes):
            known = spoke.reach is not None
            painter.setBrush(accent if known else QColor(theme.look().colours.raised))
            painter.drawEllipse(points[index], 4.0, 4.0)
            self._paint_label(painter, index, spoke.code, spoke.shown if known else "")
        painter.end()

    def _paint_rings(self, painter: QPainter, radar: Radar) -> None:
        look = theme.look()
        c = look.colours
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for ring in radar.rings:
            rim = ring == radar.rings[-1]
            painter.setPen(QPen(QColor(mix(c.ink, c.raised, 0.45 if rim else 0.18)), 1))
            reach = ring_reach(ring)
            corners = [self._point(index, reach) for index in range(len(radar.spokes))]
            painter.drawPolygon(QPolygonF(corners))
        painter.setPen(QPen(QColor(mix(c.ink, c.raised, 0.18)), 1))
        for index in range(len(radar.spokes)):
            painter.drawLine(self._centre(), self._point(index, 1.0))
        painter.setFont(look.font(look.type.caption))
        painter.setPen(QColor(c.soft_ink))
        for ring in radar.rings:
            place = self._point(0, ring_reach(ring))
            words = QRectF(place.x() + 4, place.y() - 2, 30, 30)
            painter.drawText(words, Qt.AlignmentFlag.AlignLeft, str(ring))

    def _paint_label(self, painter: QPainter, index: int, code: str, shown: str) -> None:
        look = theme.look()
        away = self._reach() + look.space(_LABEL) * 0.5
        angle = self._angle(index)
        middle = self._centre() + QPointF(cos(angle) * away, sin(angle) * away)
        half = look.space(_LABEL)
        line = look.px(look.type.body) * 1.25
        painter.setPen(QColor(look.colours.ink))
        painter.setFont(look.font(look.type.body, semibold=True))
        top = QRectF(middle.x() - half, middle.y() - line, 2 * half, line)
        painter.drawText(top, Qt.AlignmentFlag.AlignCenter, code)
        painter.setFont(look.font(look.type.caption))
        painter.setPen(QColor(look.colours.soft_ink))
        painter.drawText(top.translated(0, line * 0.9), Qt.AlignmentFlag.AlignCenter, shown)

    def _angle(self, index: int) -> float:
        count = len(self._radar.spokes) if self._radar else 1
        return 2 * pi * index / count - pi / 2

    def _centre(self) -> QPointF:
        return QRectF(self.rect()).center()

    def _reach(self) -> float:
        return min(self.width(), self.height()) / 2 - theme.look().space(_LABEL)

    def _point(self, index: int, reach: float) -> QPointF:
        angle, away = self._angle(index), reach * self._reach()
        return self._centre() + QPointF(cos(angle) * away, sin(angle) * away)
