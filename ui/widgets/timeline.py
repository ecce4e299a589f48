"""A plan in time: a bar for each action under its months, moved and stretched by hand or key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QListView, QWidget

from advisor_app import formats
from advisor_app.domain import clock
from advisor_app.i18n import language
from ui import theme
from ui.models.headed_rows import ROW
from ui.models.plan_rows import PlanModel, tags_of
from ui.stylesheet import mix
from ui.widgets.plan_delegate import SIGNS, paint_heading, paint_tags, row_font, small_font
from ui.widgets.row_delegate import RowDelegate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from advisor_app.domain.actions import Action
    from ui.models.plan_rows import PlanRow

_LEAST_MONTHS: Final = 3
_END: Final = 14
_PAD: Final = 8
_WEEK: Final = 7
_CENTRE: Final = int(Qt.AlignmentFlag.AlignCenter)
_MIDDLE: Final = int(Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Span:
    """The whole months that are shown.

    Attributes:
        last: the day after the last one.
    """

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days are shown."""
        return (self.last - self.first).days

    @property
    def months(self) -> list[date]:
        """The first day of each month."""
        months = [self.first]
        while (following := next_month(months[-1])) < self.last:
            months.append(following)
        return months


def next_month(day: date) -> date:
    """The first day of the month after."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def span_of(actions: Sequence[Action]) -> Span:
    """The months from the first beginning to the last end, today among them."""
    today = clock.today()
    first = min([one.starts_on for one in actions], default=today).replace(day=1)
    last = next_month(max([one.due_on for one in actions], default=today))
    for _more in range(_LEAST_MONTHS):
        if (last - first).days < _LEAST_MONTHS * 28:
            last = next_month(last)
    return Span(first, last)


@dataclass(slots=True)
class _Pull:
    """A bar that is being pulled."""

    action: Action
    from_x: int
    stretches: bool
    days: int = 0


class Timeline(QListView):
    """The rows of a plan as bars; a bar is pulled by its middle or by its end.

    Signals:
        shifted: action id, and by how many days its beginning and its end go.
    """

    shifted = Signal(str, int, int)

    def __init__(self, model: PlanModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.span = span_of(())
        self.pull: _Pull | None = None
        self._plan = model
        self.head = _Head(self)
        self.setModel(model)
        self.setItemDelegate(_BarDelegate(self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        for changed in (model.modelReset, model.dataChanged):
            changed.connect(self._measure)

    def _measure(self, *_changed: object) -> None:
        self.span = span_of(self._plan.actions)
        self.viewport().update()
        self.head.update()

    # --- where things are --------------------------------------------------------------------

    def names_width(self) -> int:
        """The room of the actions' names, left of the bars."""
        return self.viewport().width() * 2 // 5

    def x_of(self, day: date) -> int:
        """Where a day begins."""
        room = self.viewport().width() - self.names_width() - theme.look().space(_PAD)
        return self.names_width() + (day - self.span.first).days * room // self.span.days

    def days_of(self, pixels: int) -> int:
        """How many days lie in a stretch of the line."""
        room = self.viewport().width() - self.names_width() - theme.look().space(_PAD)
        return round(pixels * self.span.days / max(room, 1))

    def bar_of(self, action: Action, place: QRect) -> QRect:
        """The bar of an action in the place of its row, where it is pulled to."""
        starts, due = action.starts_on, action.due_on
        if self.pull is not None and self.pull.action.id == action.id:
            days = timedelta(days=self.pull.days)
            due = max(due + days, starts) if self.pull.stretches else due + days
            starts = starts if self.pull.stretches else starts + days
        left, right = self.x_of(starts), self.x_of(due + timedelta(days=1))
        high = min(place.height() - theme.look().space(_PAD), theme.look().space(28))
        top = place.top() + (place.height() - high) // 2
        return QRect(left, top, max(right - left, theme.look().space(_END)), high)

    # --- pulling -----------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        at = event.position().toPoint()
        index = self.indexAt(at)
        row: PlanRow | None = index.data(ROW) if index.isValid() else None
        if row is None or row.action is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if (grip := self._grip(at)) is not None:
            self.pull = _Pull(row.action, at.x(), grip)

    def _grip(self, at: QPoint) -> bool | None:
        """Whether the end of a bar is here; None where there is no bar."""
        index = self.indexAt(at)
        row: PlanRow | None = index.data(ROW) if index.isValid() else None
        if row is None or row.action is None:
            return None
        bar = self.bar_of(row.action, self.visualRect(index))
        reach = theme.look().space(_END)
        if not bar.adjusted(0, -reach, reach, reach).contains(at):
            return None
        return at.x() > bar.right() - reach

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.pull is None:
            super().mouseMoveEvent(event)
            self._show_grip(event.position().toPoint())
            return
        self.pull.days = self.days_of(event.position().toPoint().x() - self.pull.from_x)
        self.viewport().update()

    def _show_grip(self, at: QPoint) -> None:
        """The pointer tells what pulling would do."""
        shape = Qt.CursorShape
        grip = self._grip(at)
        shown = shape.SizeHorCursor if grip else shape.OpenHandCursor
        self.viewport().setCursor(shape.ArrowCursor if grip is None else shown)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        ours: PlanRow | None = self.currentIndex().data(ROW)
        if ours is None:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.look().colours.accent), 2))
        for n in range(self._plan.rowCount()):
            row: PlanRow = self._plan.index(n, 0).data(ROW)
            for key in row.needs:
                if ours.key in (key, row.key):
                    self._paint_need(painter, self._plan.place_of(key), self._plan.index(n, 0))
        painter.end()

    def _paint_need(self, painter: QPainter, first: QModelIndex, then: QModelIndex) -> None:
        """From the end of a bar, between the rows, to the beginning of the one that waits."""
        space = theme.look().space
        start = self.bar_of(first.data(ROW).action, self.visualRect(first))
        end = self.bar_of(then.data(ROW).action, self.visualRect(then))
        down = 1 if end.top() > start.top() else -1
        tip = end.top() if down > 0 else end.bottom()
        lane, out, x = tip - down * space(8), start.right() + space(6), end.left() + space(8)
        middle, wing = start.center().y(), space(4)
        corners = ((start.right(), middle), (out, middle), (out, lane), (x, lane), (x, tip))
        painter.drawPolyline([QPoint(*corner) for corner in corners])
        head = ((x - wing, tip - down * wing), (x, tip), (x + wing, tip - down * wing))
        painter.drawPolyline([QPoint(*corner) for corner in head])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pull, self.pull = self.pull, None
        if pull is not None and pull.days:
            self.shifted.emit(pull.action.id, 0 if pull.stretches else pull.days, pull.days)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        weeks = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        row: PlanRow | None = self.currentIndex().data(ROW)
        if not weeks or row is None or row.action is None:
            super().keyPressEvent(event)
            return
        days = weeks * _WEEK
        stretches = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.shifted.emit(row.action.id, 0 if stretches else days, days)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.head.update()


class _Head(QWidget):
    """The months above the bars."""

    def __init__(self, line: Timeline) -> None:
        super().__init__()
        self._line = line
        self.setFixedHeight(QFontMetrics(small_font()).height() + theme.look().space(_PAD))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, c = QPainter(self), theme.look().colours
        painter.setFont(small_font())
        painter.setPen(QColor(c.soft_ink))
        metrics, free = QFontMetrics(small_font()), 0
        for month in self._line.span.months:
            left, right = self._line.x_of(month), self._line.x_of(next_month(month))
            name = formats.short_month(month, language())
            if left >= free and metrics.horizontalAdvance(name) <= self.width() - left:
                painter.drawText(QRect(left + 4, 0, self.width(), self.height()), _MIDDLE, name)
                free = max(right, left + metrics.horizontalAdvance(name) + 12)
        painter.end()


class _BarDelegate(RowDelegate["PlanRow"]):
    """Name and signs at the left, the bar under its months."""

    def __init__(self, view: Timeline) -> None:
        super().__init__(view)
        self._line = view

    def height(self, row: PlanRow, width: int) -> int:
        pad = theme.look().space(_PAD)
        high = QFontMetrics(row_font(row)).height()
        if row.is_heading:
            return high + 3 * pad
        return max(high + QFontMetrics(small_font()).height() + 2 * pad, theme.look().target)

    def paint_row(self, painter: QPainter, row: PlanRow, place: QRect) -> None:
        if row.action is None:
            paint_heading(painter, row, place)
            return
        self._paint_names(painter, row, row.action, place)
        self._paint_months(painter, place)
        self._paint_bar(painter, row.action, self._line.bar_of(row.action, place))

    def _paint_names(self, painter: QPainter, row: PlanRow, action: Action, place: QRect) -> None:
        look = theme.look()
        pad = look.space(_PAD)
        words = QRect(place.left() + pad + 4, place.top() + pad, self._line.names_width() - 2 * pad,
                      QFontMetrics(row_font(row)).height())  # fmt: skip
        painter.setFont(row_font(row))
        painter.setPen(QColor(look.colours.ink))
        text = f"{row.place}  {row.text}" if row.place else row.text
        elided = Qt.TextElideMode.ElideRight
        shown = QFontMetrics(row_font(row)).elidedText(text, elided, words.width())
        painter.drawText(words, _MIDDLE, shown)
        below = QRect(words.left(), words.bottom() + 1, words.width(),
                      QFontMetrics(small_font()).height())  # fmt: skip
        tags = tags_of(action) + ([("behind", row.behind)] if row.behind else [])
        paint_tags(painter, tags, below)

    def _paint_months(self, painter: QPainter, place: QRect) -> None:
        c = theme.look().colours
        painter.setPen(QColor(c.line))
        for month in self._line.span.months:
            x = self._line.x_of(month)
            painter.drawLine(x, place.top(), x, place.bottom())
        today = clock.today()
        if self._line.span.first <= today < self._line.span.last:
            painter.setPen(QColor(c.danger))
            x = self._line.x_of(today)
            painter.drawLine(x, place.top(), x, place.bottom())

    def _paint_bar(self, painter: QPainter, action: Action, bar: QRect) -> None:
        c = theme.look().colours
        key = next((key for key, _word in tags_of(action)), "")
        tone = getattr(c, SIGNS[key][1]) if key else c.info
        if not action.is_open:
            tone = c.soft_ink
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(tone))
        painter.setBrush(QColor(mix(tone, c.raised, 0.3)))
        painter.drawRoundedRect(bar, 4, 4)
        done = QRect(bar)
        done.setWidth(bar.width() * action.advance // 100)
        painter.setBrush(QColor(tone))
        if done.width():
            painter.drawRoundedRect(done, 4, 4)
        grip = bar.right() - theme.look().space(4)
        painter.drawLine(grip, bar.top() + 5, grip, bar.bottom() - 5)
