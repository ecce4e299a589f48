"""Draws the list of what is missing: headings, questions, and beneath them why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import theme
from ui.models.headed_rows import ROW
from ui.stylesheet import mix

if TYPE_CHECKING:
    from ui.models.missing_list import MissingRow

_WRAP: Final = int(Qt.TextFlag.TextWordWrap)
_SIDE: Final = 16
_PAD: Final = 8


class MissingDelegate(QStyledItemDelegate):
    """Rows as high as their words in the width of the list."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def side(self, _row: MissingRow) -> int:
        """Where the words of a row begin."""
        return theme.look().space(_SIDE)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        width = self._view.viewport().width()
        row: MissingRow = index.data(ROW)
        first, second = self._heights(row, width)
        pad = theme.look().space(_PAD)
        height = first + second + 2 * pad + (pad if row.is_heading else 0)
        return QSize(width, max(height, 0 if row.is_heading else theme.look().target))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        look = theme.look()
        c = look.colours
        row: MissingRow = index.data(ROW)
        place = QRect(option.rect)  # type: ignore[attr-defined]  # missing in the stubs
        state = option.state  # type: ignore[attr-defined]  # missing in the stubs
        chosen = bool(state & QStyle.StateFlag.State_Selected) and not row.is_heading
        if chosen:
            painter.fillRect(place, QColor(mix(c.accent, c.raised, 0.14)))
            painter.fillRect(place.adjusted(0, 0, 4 - place.width(), 0), QColor(c.accent))
        elif not row.is_heading:
            painter.setPen(QColor(c.line))
            painter.drawLine(place.bottomLeft(), place.bottomRight())
        first, _second = self._heights(row, place.width())
        pad, side, right = look.space(_PAD), self.side(row), look.space(_SIDE)
        top = place.top() + pad + (pad if row.is_heading else 0)
        words = QRect(place.left() + side, top, place.width() - side - right, first)
        painter.setFont(_font(row))
        painter.setPen(QColor(c.accent if row.is_heading else c.ink))
        painter.drawText(words, _WRAP, row.text)
        painter.setFont(look.font(look.type.body))
        painter.setPen(QColor(c.soft_ink))
        painter.drawText(words.adjusted(0, first, 0, place.height()), _WRAP, row.detail)

    def _heights(self, row: MissingRow, width: int) -> tuple[int, int]:
        look = theme.look()
        room = QRect(0, 0, width - self.side(row) - look.space(_SIDE), 10_000)
        first = QFontMetrics(_font(row)).boundingRect(room, _WRAP, row.text).height()
        if not row.detail:
            return first, 0
        soft = QFontMetrics(look.font(look.type.body))
        return first, soft.boundingRect(room, _WRAP, row.detail).height()


def _font(row: MissingRow) -> QFont:
    look = theme.look()
    return look.font(look.type.answer, semibold=row.is_heading)
