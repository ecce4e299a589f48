"""Draws the list of what is missing: headings, questions, and beneath them why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from ui import theme
from ui.widgets.row_delegate import RowDelegate

if TYPE_CHECKING:
    from ui.models.format_list import FormatRow
    from ui.models.missing_list import MissingRow

_WRAP: Final = int(Qt.TextFlag.TextWordWrap)
_SIDE: Final = 16
_PAD: Final = 8


class MissingDelegate(RowDelegate["MissingRow | FormatRow"]):
    """Rows as high as their words in the width of the list."""

    def side(self, _row: MissingRow | FormatRow) -> int:
        """Where the words of a row begin."""
        return theme.look().space(_SIDE)

    def height(self, row: MissingRow | FormatRow, width: int) -> int:
        first, second = self._heights(row, width)
        pad = theme.look().space(_PAD)
        height = first + second + 2 * pad + (pad if row.is_heading else 0)
        return max(height, 0 if row.is_heading else theme.look().target)

    def paint_row(self, painter: QPainter, row: MissingRow | FormatRow, place: QRect) -> None:
        look = theme.look()
        c = look.colours
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

    def _heights(self, row: MissingRow | FormatRow, width: int) -> tuple[int, int]:
        look = theme.look()
        room = QRect(0, 0, width - self.side(row) - look.space(_SIDE), 10_000)
        first = QFontMetrics(_font(row)).boundingRect(room, _WRAP, row.text).height()
        if not row.detail:
            return first, 0
        soft = QFontMetrics(look.font(look.type.body))
        return first, soft.boundingRect(room, _WRAP, row.detail).height()


def _font(row: MissingRow | FormatRow) -> QFont:
    look = theme.look()
    return look.font(look.type.answer, semibold=row.is_heading)
