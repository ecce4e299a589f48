"""Draws the photos that wait to be sorted: the picture, when it was taken, where it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from ui import theme
from ui.models.photo_list import PICTURE, ROW, State
from ui.widgets import painting
from ui.widgets.evidence_strip import paint_picture

if TYPE_CHECKING:
    from ui.models.photo_list import PhotoRow

_WIDE: Final = 112
_TALL: Final = 84
_PAD: Final = 6
_LINES: Final = 2  # that the name of a point may take
_TOP: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_WRAP: Final = int(Qt.TextFlag.TextWordWrap) | _TOP


class PhotoDelegate(QStyledItemDelegate):
    """Rows of one height, so that five hundred of them cost nothing."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        look = theme.look()
        words = QFontMetrics(_font()).lineSpacing() * (1 + _LINES)
        words += QFontMetrics(_small()).lineSpacing()
        tall = max(look.space(_TALL), words) + 2 * look.space(_PAD)
        return QSize(self._view.viewport().width(), tall)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        look = theme.look()
        pad = look.space(_PAD)
        row: PhotoRow = index.data(ROW)
        whole, chosen = painting.place_of(option)
        painter.save()
        painting.ground(painter, look, whole, chosen=chosen)
        inner = whole.adjusted(2 * pad, pad, -2 * pad, -pad)
        place = QRect(inner.topLeft(), QSize(look.space(_WIDE), look.space(_TALL)))
        paint_picture(painter, place, index.data(PICTURE), "camera")
        _paint_words(painter, row, inner.adjusted(place.width() + 2 * pad, 0, 0, 0))
        painter.restore()


def _paint_words(painter: QPainter, row: PhotoRow, place: QRect) -> None:
    c = theme.look().colours
    small = QFontMetrics(_small()).lineSpacing()
    line = QFontMetrics(_font()).lineSpacing()
    painter.setFont(_small())
    painter.setPen(QColor(c.soft_ink))
    painter.drawText(place, _TOP, row.time)
    painter.setFont(_font(semibold=row.point is not None))
    painter.setPen(QColor(c.ink if row.point else c.soft_ink))
    room = place.adjusted(0, small, 0, 0)
    room.setHeight(line * _LINES)
    painter.drawText(room, _WRAP, row.place)
    painter.setFont(_small())
    painter.setPen(QColor(_tone(row)))
    painter.drawText(room.adjusted(0, room.height(), 0, line), _TOP, row.word)


def _tone(row: PhotoRow) -> str:
    c = theme.look().colours
    return {State.KEPT: c.accent, State.REFUSED: c.danger}.get(row.state, c.soft_ink)


def _font(*, semibold: bool = False) -> QFont:
    look = theme.look()
    return look.font(look.type.body, semibold=semibold)


def _small() -> QFont:
    look = theme.look()
    return look.font(look.type.caption + 1)
