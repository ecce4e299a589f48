"""Draws rows under headings: as wide as the list, and the light of the chosen one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from ui import theme
from ui.models.headed_rows import ROW, HeadedRow
from ui.widgets import painting

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

Row = TypeVar("Row", bound=HeadedRow)


class RowDelegate(QStyledItemDelegate, Generic[Row]):
    """What the lists with headings draw alike; heights and words are each list's own."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def height(self, row: Row, width: int) -> int:
        """How high a row is in a list of this width."""
        raise NotImplementedError

    def paint_row(self, painter: QPainter, row: Row, place: QRect) -> None:
        """What stands on the row, heading or not."""
        raise NotImplementedError

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        width = self._view.viewport().width()
        return QSize(width, self.height(index.data(ROW), width))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row: Row = index.data(ROW)
        place, chosen = painting.place_of(option)
        painter.save()
        if not row.is_heading:
            painting.ground(painter, theme.look(), place, chosen=chosen)
        self.paint_row(painter, row, place)
        painter.restore()
