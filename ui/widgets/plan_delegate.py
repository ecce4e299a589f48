"""Draws the actions of a plan: place, what is done, what stands out, who and until when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from ui import theme
from ui.models.plan_rows import tags_of
from ui.widgets.icons import icon
from ui.widgets.row_delegate import RowDelegate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.models.plan_rows import PlanRow

SIGNS: Final = {
    "law": ("attention", "danger"),
    "standard": ("shield", "attention"),
    "quick_win": ("sprout", "accent"),
    "waits": ("clock", "soft_ink"),
    "behind": ("right", "soft_ink"),
}
_WRAP: Final = int(Qt.TextFlag.TextWordWrap)
_CENTRE: Final = int(Qt.AlignmentFlag.AlignCenter)
_MIDDLE: Final = int(Qt.AlignmentFlag.AlignVCenter)
_SIDE: Final = 12
_PAD: Final = 8
_BADGE: Final = 32


class PlanDelegate(RowDelegate["PlanRow"]):
    """Rows as high as their words."""

    def height(self, row: PlanRow, width: int) -> int:
        pad, small = theme.look().space(_PAD), QFontMetrics(small_font())
        if row.is_heading:
            return QFontMetrics(row_font(row)).height() + 3 * pad
        lines = 2 if _tagged(row) else 1
        height = _title_height(row, _room(width)) + lines * (small.height() + 2) + 2 * pad
        if small.horizontalAdvance(row.aside) > _room(width):
            height += small.height()
        return max(height, theme.look().target)

    def paint_row(self, painter: QPainter, row: PlanRow, place: QRect) -> None:
        if row.is_heading:
            paint_heading(painter, row, place)
        else:
            _paint_action(painter, row, place)


def _room(width: int) -> int:
    space = theme.look().space
    return width - 3 * space(_SIDE) - space(_BADGE)


def _title_height(row: PlanRow, room: int) -> int:
    return QFontMetrics(row_font(row)).boundingRect(QRect(0, 0, room, 10_000), _WRAP,
                                                    row.text).height()  # fmt: skip


def _tagged(row: PlanRow) -> bool:
    return row.action is not None and bool(tags_of(row.action))


def paint_heading(painter: QPainter, row: PlanRow, place: QRect) -> None:
    """What names the rows below."""
    look = theme.look()
    side, pad = look.space(_SIDE), look.space(_PAD)
    painter.setFont(row_font(row))
    painter.setPen(QColor(look.colours.accent))
    painter.drawText(place.adjusted(side, 2 * pad, -side, 0), 0, row.text)


def _paint_action(painter: QPainter, row: PlanRow, place: QRect) -> None:
    look = theme.look()
    c, pad, side, badge = (
        look.colours, look.space(_PAD), look.space(_SIDE), look.space(_BADGE)
    )  # fmt: skip
    small = QFontMetrics(small_font())
    _paint_place(painter, row, QRect(place.left() + side, place.top() + pad, badge,
                                     small.height() + 6))  # fmt: skip
    words = place.adjusted(2 * side + badge, pad, -side, -pad)
    painter.setFont(row_font(row))
    painter.setPen(QColor(c.ink))
    painter.drawText(words, _WRAP, row.text)
    top = words.top() + _title_height(row, words.width()) + 2
    if row.action is not None and _tagged(row):
        paint_tags(
            painter, tags_of(row.action), QRect(words.left(), top, words.width(), small.height())
        )
        top += small.height() + 2
    painter.setFont(small_font())
    painter.setPen(QColor(c.soft_ink))
    painter.drawText(QRect(words.left(), top, words.width(), place.bottom() - top), _WRAP,
                     row.aside)  # fmt: skip


def paint_tags(painter: QPainter, tags: Sequence[tuple[str, str]], line: QRect) -> None:
    """Sign and word of what stands out, as far as there is room."""
    c = theme.look().colours
    painter.setFont(small_font())
    metrics, side = QFontMetrics(small_font()), line.height()
    left = line.left()
    for key, word in tags:
        name, tone = SIGNS[key]
        room = line.right() - left - side - 4
        if room < side:
            return
        icon(name, tone, side).paint(painter, QRect(left, line.top(), side, side))
        painter.setPen(QColor(getattr(c, tone)))
        shown = metrics.elidedText(word, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(left + side + 4, line.top(), room, side), _MIDDLE, shown)
        left += side + 4 + metrics.horizontalAdvance(shown) + side


def _paint_place(painter: QPainter, row: PlanRow, badge: QRect) -> None:
    c = theme.look().colours
    waits = row.action is not None and bool(row.action.waits)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(c.soft_ink if waits or not row.place else c.accent))
    filled = bool(row.place) and not waits
    painter.setBrush(QColor(c.accent) if filled else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(badge, 4, 4)
    painter.setFont(theme.look().font(theme.look().type.caption + 1, semibold=True))
    painter.setPen(QColor(c.on_accent if filled else c.soft_ink))
    painter.drawText(badge, _CENTRE, str(row.place) if row.place else "–")


def row_font(row: PlanRow) -> QFont:
    """The type of what an action is called, heavier for a heading."""
    look = theme.look()
    return look.font(look.type.body + 1, semibold=row.is_heading)


def small_font() -> QFont:
    """The type of what stands beneath."""
    look = theme.look()
    return look.font(look.type.caption + 1)
