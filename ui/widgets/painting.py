"""Small things painted by hand the same way everywhere: boxes, key caps, marks and rings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle

from advisor_app.design import FOCUS_RING, RADIUS
from ui.stylesheet import mix

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from ui.theme import Look


def painter_for(widget: QWidget) -> QPainter:
    """A painter with smooth edges on a widget; its owner ends it."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def edge(look: Look) -> str:
    """The border of what can be operated: darker than a hairline."""
    c = look.colours
    return c.line if look.theme == "sun" else mix(c.ink, c.raised, 0.26)


def place_of(option: QStyleOptionViewItem) -> tuple[QRect, bool]:
    """Where a row of a list is drawn, and whether it is the chosen one."""
    state = option.state  # type: ignore[attr-defined]  # missing in the stubs
    place = QRect(option.rect)  # type: ignore[attr-defined]  # missing in the stubs
    return place, bool(state & QStyle.StateFlag.State_Selected)


def ground(painter: QPainter, look: Look, place: QRect, *, chosen: bool) -> None:
    """A hairline beneath a row of a list, or the light of the chosen one."""
    c = look.colours
    if chosen:
        painter.fillRect(place, QColor(mix(c.accent, c.raised, 0.14)))
        painter.fillRect(place.adjusted(0, 0, 4 - place.width(), 0), QColor(c.accent))
    else:
        painter.setPen(QColor(c.line))
        painter.drawLine(place.bottomLeft(), place.bottomRight())


def box(
    painter: QPainter,
    rect: QRectF,
    *,
    fill: str,
    border: str,
    width: float = 1.0,
    radius: float = RADIUS,
) -> None:
    """A box with round corners whose border lies wholly inside ``rect``."""
    half = width / 2
    painter.setPen(QPen(QColor(border), width))
    painter.setBrush(QColor(fill))
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius)


def focus_ring(painter: QPainter, rect: QRectF, colour: str) -> None:
    """The ring that shows where the keyboard is."""
    half = FOCUS_RING / 2
    painter.setPen(QPen(QColor(colour), FOCUS_RING))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), RADIUS, RADIUS)


def check_mark(painter: QPainter, rect: QRectF, colour: str) -> None:
    """A check drawn to fill ``rect``; no glyph, so that every font has it."""
    pen = QPen(QColor(colour), max(2.0, rect.width() / 7))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    at = rect.topLeft()
    points = ((0.16, 0.54), (0.40, 0.78), (0.86, 0.24))
    painter.drawPolyline(
        QPolygonF([at + QPointF(x * rect.width(), y * rect.height()) for x, y in points])
    )


def key_cap(
    painter: QPainter, rect: QRectF, key: str, look: Look, ink: str | None, chosen: bool
) -> None:
    """The cap of a key, filled when what it stands for is chosen; ``ink`` only outlines it."""
    c = look.colours
    if ink is not None:
        painter.setPen(QPen(QColor(ink), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    elif chosen:
        box(painter, rect, fill=c.accent, border=c.accent, radius=4)
    else:
        box(painter, rect, fill=mix(c.ink, c.raised, 0.05), border=edge(look), radius=4)
    painter.setPen(QColor(ink or (c.on_accent if chosen else c.soft_ink)))
    painter.setFont(look.font(look.type.caption, semibold=True))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, key)
