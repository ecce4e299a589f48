"""The table of firms: two lines a row, the level as a badge with number and name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from advisor_app.i18n import _
from ui import theme
from ui.models.firm_table import DETAIL, LEVEL, Column
from ui.stylesheet import mix

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from ui.models.firm_table import FirmTable

_SHARES: Final = {
    Column.NAME: 30,
    Column.PLACE: 16,
    Column.SECTOR: 19,
    Column.VISIT: 13,
    Column.LEVEL: 22,
}
# narrower than this, a column gives way to the others
_ROOM_FOR: Final = {Column.SECTOR: 900, Column.VISIT: 640}


class FirmCells(QStyledItemDelegate):
    """Paints what a cell says in two lines; nothing is a widget, so rows cost nothing."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        look, c = theme.look(), theme.look().colours
        state = option.state  # pyright: ignore[reportAttributeAccessIssue] - the stubs lack the fields of options
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue] - the stubs lack the fields of options
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(mix(c.accent, c.raised, 0.14)))
            if index.column() == 0:
                painter.fillRect(QRect(rect.left(), rect.top(), 4, rect.height()), QColor(c.accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(mix(c.ink, c.raised, 0.04)))
        painter.setPen(QColor(c.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inner = rect.adjusted(look.space(9), look.space(6), -look.space(8), -look.space(6))
        level = index.data(LEVEL)
        if index.column() == Column.LEVEL and level is not None:
            self._paint_badge(painter, inner, str(index.data()), level)
        else:
            self._paint_lines(painter, inner, index)
        painter.restore()

    def _paint_lines(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look, c = theme.look(), theme.look().colours
        first, second = str(index.data() or ""), str(index.data(DETAIL) or "")
        named = index.column() == Column.NAME
        big = look.font(look.type.body, semibold=named)
        small = look.font(look.type.caption * 1.08)
        heights = [QFontMetrics(big).height(), QFontMetrics(small).height() if second else 0]
        top = rect.top() + (rect.height() - sum(heights)) // 2
        soft = index.column() in (Column.SECTOR, Column.VISIT) or (
            index.column() == Column.LEVEL and index.data(LEVEL) is None
        )
        for text, font, height, colour in (
            (first, big, heights[0], c.soft_ink if soft else c.ink),
            (second, small, heights[1], c.soft_ink),
        ):
            painter.setFont(font)
            painter.setPen(QColor(colour))
            line = QRect(rect.left(), top, rect.width(), height)
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)
            top += height

    def _paint_badge(self, painter: QPainter, rect: QRect, text: str, level: int) -> None:
        look, c = theme.look(), theme.look().colours
        font = look.font(look.type.caption * 1.08, semibold=True)
        metrics = QFontMetrics(font)
        width = min(metrics.horizontalAdvance(text) + look.space(16), rect.width())
        height = metrics.height() + look.space(6)
        badge = QRect(rect.left(), rect.center().y() - height // 2, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.level(level)))
        painter.drawRoundedRect(badge, 6, 6)
        painter.setPen(QColor(c.on_level))
        painter.setFont(font)
        inside = badge.adjusted(look.space(8), 0, -look.space(4), 0)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, shown)


class FirmView(QTableView):
    """Rows of equal height; Enter or a click opens one, Up from the first leads out.

    Signals:
        opened: the id of the firm to open.
        left_upwards: Up was pressed in the first row.
    """

    opened = Signal(str)
    left_upwards = Signal()

    def __init__(self, table: FirmTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self.setModel(table)
        self.setItemDelegate(FirmCells(self))
        self.setAccessibleName(_("Empresas"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.clicked.connect(self._open)
        self._measure()

    def firm_id(self) -> str:
        """The firm of the current row; empty when there is none."""
        row = self._table.row(self.currentIndex())
        return row.id if row else ""

    def choose_row(self, position: int) -> None:
        """Make a row the current one."""
        self.setCurrentIndex(self._table.index(position, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            self.left_upwards.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._measure()

    def sizeHint(self) -> QSize:
        return QSize(600, 300)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, theme.look().target * 3)

    def _open(self) -> None:
        if firm_id := self.firm_id():
            self.opened.emit(firm_id)

    def _measure(self) -> None:
        look = theme.look()
        lines = QFontMetrics(look.font(look.type.body)).height()
        lines += QFontMetrics(look.font(look.type.caption * 1.08)).height()
        self.verticalHeader().setDefaultSectionSize(max(look.target, lines + look.space(16)))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(look.colours.raised))
        self.setPalette(palette)
        self._share_width()

    def _share_width(self) -> None:
        room, space = self.viewport().width(), theme.look().space
        shown = [column for column in Column if room >= space(_ROOM_FOR.get(column, 0))]
        for column in Column:
            self.setColumnHidden(column, column not in shown)
        whole = sum(_SHARES[column] for column in shown)
        left = self.viewport().width()
        for column in shown[1:]:
            width = self.viewport().width() * _SHARES[column] // whole
            self.setColumnWidth(column, width)
            left -= width
        self.setColumnWidth(shown[0], left)
