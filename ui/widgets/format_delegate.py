"""Draws the list of formats: headings, and formats with their box to tick."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter

from ui import theme
from ui.models.format_list import FormatModel
from ui.models.headed_rows import ROW
from ui.widgets import painting
from ui.widgets.missing_delegate import MissingDelegate

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem

    from ui.models.format_list import FormatRow
    from ui.models.missing_list import MissingRow

_BOX: Final = 22
_AROUND: Final = 14


class FormatDelegate(MissingDelegate):
    """A touch anywhere on a row ticks it, and so does the space bar."""

    def side(self, row: MissingRow | FormatRow) -> int:
        """Where the words of a row begin: after its box."""
        space = theme.look().space
        return space(_AROUND) if row.is_heading else space(_BOX + 2 * _AROUND)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        row: FormatRow = index.data(ROW)
        if row.is_heading:
            return
        look = theme.look()
        place, _chosen = painting.place_of(option)
        side = look.space(_BOX)
        top = place.top() + look.space(_AROUND)
        box = QRectF(place.left() + look.space(_AROUND), top, side, side)
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        c = look.colours
        border = c.accent if ticked else painting.edge(look)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = c.accent if ticked else c.raised
        painting.box(painter, box, fill=fill, border=border, width=1.5, radius=4)
        if ticked:
            inner = side // 4
            mark = box.adjusted(inner, inner, -inner, -inner)
            painting.check_mark(painter, mark, c.on_accent)
        painter.restore()

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        pressed = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
        touched = (
            isinstance(event, QMouseEvent)
            and event.type() == QEvent.Type.MouseButtonRelease
            and event.button() == Qt.MouseButton.LeftButton
        )
        if not (pressed or touched) or not isinstance(model, FormatModel):
            return False
        model.toggle(index)
        return True
