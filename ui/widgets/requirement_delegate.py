"""Draws the points of a list: chapters with their progress, points with key, state and severity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from advisor_app.i18n import _
from ui import theme
from ui.widgets.row_delegate import RowDelegate

if TYPE_CHECKING:
    from PySide6.QtWidgets import QListView

    from ui.models.requirement_list import RequirementRow

_WRAP: Final = int(Qt.TextFlag.TextWordWrap)
_CENTRE: Final = int(Qt.AlignmentFlag.AlignCenter)
_SIDE: Final = 12
_PAD: Final = 7
_MARK: Final = 34


class RequirementDelegate(RowDelegate["RequirementRow"]):
    """Rows as high as their words; heights are remembered for each width."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._heights: dict[tuple[str, int, bool], int] = {}

    def forget(self) -> None:
        """Measure anew: the type has changed."""
        self._heights.clear()

    def paint_row(self, painter: QPainter, row: RequirementRow, place: QRect) -> None:
        if row.is_heading:
            _paint_heading(painter, row, place)
        else:
            _paint_point(painter, row, place)

    def height(self, row: RequirementRow, width: int) -> int:
        key = (row.text, width, row.is_heading)
        if key not in self._heights:
            look = theme.look()
            room = QRect(0, 0, _room(width, row), 10_000)
            words = QFontMetrics(_font(row)).boundingRect(room, _WRAP, row.text).height()
            below = 0 if row.is_heading else QFontMetrics(_small()).height()
            extra = look.space(_PAD) if row.is_heading else 0
            tall = words + below + 2 * look.space(_PAD) + extra
            self._heights[key] = max(tall, 0 if row.is_heading else look.target)
        return self._heights[key]


def _room(width: int, row: RequirementRow) -> int:
    space = theme.look().space
    return width - 2 * space(_SIDE) - (0 if row.is_heading else space(_MARK + _SIDE))


def _paint_heading(painter: QPainter, row: RequirementRow, place: QRect) -> None:
    look = theme.look()
    c, pad, side = look.colours, look.space(_PAD), look.space(_SIDE)
    words = place.adjusted(side, 2 * pad, -side, -pad)
    painter.setFont(_font(row))
    painter.setPen(QColor(c.accent))
    painter.drawText(words, _WRAP, row.text)
    painter.setFont(_small())
    painter.setPen(QColor(c.soft_ink))
    painter.drawText(words, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom),
                     row.aside)  # fmt: skip


def _paint_point(painter: QPainter, row: RequirementRow, place: QRect) -> None:
    look = theme.look()
    c, pad, side = look.colours, look.space(_PAD), look.space(_SIDE)
    mark = look.space(_MARK)
    badge = QRect(place.left() + side, place.top() + pad, mark, QFontMetrics(_small()).height() + 6)
    _paint_mark(painter, row, badge)
    words = place.adjusted(side + mark + side, pad, -side, -pad)
    painter.setFont(_font(row))
    painter.setPen(QColor(c.ink))
    painter.drawText(words, _WRAP, row.text)
    painter.setFont(_small())
    painter.setPen(QColor(c.danger if row.blocks else c.soft_ink))
    painter.drawText(words, int(Qt.AlignmentFlag.AlignBottom), _aside(row))
    if row.proposed:
        painter.setPen(QColor(c.accent))
        right = int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight)
        painter.drawText(words, right, row.proposed)


def _aside(row: RequirementRow) -> str:
    parts = [row.aside]
    if row.blocks:
        parts.append(_("bloquea"))
    if row.has_note:
        parts.append(_("con nota"))
    if row.is_backed:
        parts.append(_("con evidencia"))
    return " · ".join(parts)


def _paint_mark(painter: QPainter, row: RequirementRow, badge: QRect) -> None:
    """The key of the state on its colour; empty while the point was not seen."""
    c = theme.look().colours
    fills = {"C": c.accent, "P": c.attention, "N": c.danger, "NA": c.soft_ink}
    fill = fills.get(row.mark)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(fill or c.soft_ink))
    painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(badge, 4, 4)
    if row.mark:
        painter.setFont(theme.look().font(theme.look().type.caption + 1, semibold=True))
        painter.setPen(QColor(c.raised))
        painter.drawText(badge, _CENTRE, "X" if row.mark == "NA" else row.mark)


def _font(row: RequirementRow) -> QFont:
    look = theme.look()
    return look.font(look.type.body + 1, semibold=row.is_heading)


def _small() -> QFont:
    look = theme.look()
    return look.font(look.type.caption + 1)
