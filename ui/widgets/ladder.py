"""The ladder of five steps, with the firm on one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from advisor_app.i18n import _
from ui import theme
from ui.stylesheet import mix
from ui.widgets.painting import box, painter_for

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from advisor_app.domain.charts import Ladder, Step

_LOWEST: Final = 40
_RISE: Final = 22
_GAP: Final = 8
_FLAG: Final = 44
_WRAP: Final = int(Qt.TextFlag.TextWordWrap)


class LadderView(QWidget):
    """Five steps that rise; the firm's is filled, flagged and named in bold."""

    accessible_role = "Graphic"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ladder: Ladder | None = None
        self._certain = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_ladder(self, ladder: Ladder, *, certain: bool = True) -> None:
        """Another result, filled where it is certain; its words go to the screen readers."""
        self._ladder = ladder
        self._certain = certain
        self.setAccessibleName(ladder.alt)
        self.update()

    def sizeHint(self) -> QSize:
        space = theme.look().space
        height = space(_FLAG + _LOWEST + 4 * _RISE + _GAP) + self._names_height()
        return QSize(space(480), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.look().space(320), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._ladder is None:
            return
        painter = painter_for(self)
        gap = theme.look().space(_GAP)
        count = len(self._ladder.steps)
        width = (self.width() - gap * (count - 1)) / count
        for index, step in enumerate(self._ladder.steps):
            self._paint_step(painter, step, QRectF(index * (width + gap), 0, width, self.height()))
        painter.end()

    def _paint_step(self, painter: QPainter, step: Step, column: QRectF) -> None:
        look = theme.look()
        c, colour = look.colours, look.colours.level(step.number)
        ground = self.height() - self._names_height() - look.space(_GAP)
        height = look.space(_LOWEST + _RISE * (step.number - 1))
        block = QRectF(column.left(), ground - height, column.width(), height)
        here = step.here and self._certain
        fill = colour if here else mix(colour, c.raised, 0.28 if step.climbed else 0.05)
        border = colour if step.climbed else mix(c.ink, c.raised, 0.3)
        box(painter, block, fill=fill, border=border, width=2 if step.here else 1)
        painter.setPen(QColor(c.on_level if here else c.ink))
        painter.setFont(look.font(look.type.title, semibold=True))
        painter.drawText(block, Qt.AlignmentFlag.AlignCenter, str(step.number))
        if step.here:
            self._paint_flag(painter, block, colour)
        name = QRectF(column.left(), ground + look.space(_GAP), column.width(), 1000)
        painter.setPen(QColor(c.ink if step.climbed else c.soft_ink))
        painter.setFont(look.font(look.type.body, semibold=step.here))
        align = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(name, int(align) | _WRAP, step.name)

    def _paint_flag(self, painter: QPainter, block: QRectF, colour: str) -> None:
        look = theme.look()
        middle, tip, side = block.center().x(), block.top() - look.space(4), look.space(7)
        painter.setPen(QPen(QColor(colour), 1))
        painter.setBrush(QColor(colour))
        corners = ((0.0, 0.0), (-side, -side * 1.4), (side, -side * 1.4))
        painter.drawPolygon(QPolygonF([QPointF(middle + x, tip + y) for x, y in corners]))
        painter.setPen(QColor(look.colours.ink))
        painter.setFont(look.font(look.type.body, semibold=True))
        bottom = tip - side * 1.4 - look.space(2)
        words = QRectF(middle - 200, bottom - 100, 400, 100)
        words.moveLeft(max(0.0, min(words.left(), self.width() - words.width())))
        align = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
        if words.center().x() < middle - 1:
            align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
            words.setRight(self.width() - (block.width() - self._flag_width()) / 2)
        elif words.center().x() > middle + 1:
            align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
            words.setLeft((block.width() - self._flag_width()) / 2)
        painter.drawText(words, align, self._flag_words())

    def _flag_width(self) -> float:
        look = theme.look()
        metrics = QFontMetrics(look.font(look.type.body, semibold=True))
        return metrics.horizontalAdvance(self._flag_words())

    def _flag_words(self) -> str:
        return _("Su empresa") if self._certain else _("Su empresa, por ahora")

    def _names_height(self) -> int:
        look = theme.look()
        return 2 * QFontMetrics(look.font(look.type.body, semibold=True)).height()
