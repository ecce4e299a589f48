"""The dimensions of an instrument at the left of the interview, each with its progress."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from advisor_app.design import RADIUS
from advisor_app.i18n import _
from ui import theme
from ui.interview_flow import DimensionProgress, Mark
from ui.stylesheet import mix
from ui.widgets.painting import focus_ring, painter_for

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

_DOT: Final = 8
_GAP: Final = 4
_PAD: Final = 10
_WIDTH: Final = 200


class DimensionButton(QPushButton):
    """One dimension: code, name and a dot for each of its items.

    Signals:
        picked: the code of its dimension.
    """

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._progress: DimensionProgress | None = None
        self._name = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a tap leaves the ring where it was
        self.setAutoDefault(False)
        self.clicked.connect(self._tell)

    def show_progress(self, progress: DimensionProgress, lang: str) -> None:
        """How far the dimension is."""
        if progress == self._progress and self._name:
            return
        self._progress = progress
        self._name = progress.dimension.name.in_(lang)
        done = _("{done} de {total} respondidas").format(
            done=progress.done, total=len(progress.marks)
        )
        here = ". " + _("Aquí está") if progress.is_current else ""
        self.setAccessibleName(f"{progress.dimension.code} {self._name}: {done}{here}")
        self.setToolTip(f"{progress.dimension.code} {self._name}\n{done}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        progress = self._progress
        if progress is None:
            return
        look = theme.look()
        c = look.colours
        painter = painter_for(self)
        whole = QRectF(self.rect())
        here = progress.is_current
        if here or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            tint = mix(c.accent, c.paper, 0.13) if here else mix(c.ink, c.paper, 0.06)
            painter.setBrush(QColor(tint))
            painter.drawRoundedRect(whole, RADIUS, RADIUS)
        if self.hasFocus():
            focus_ring(painter, whole, c.accent)
        ink = c.accent if here else c.ink if progress.done else c.soft_ink
        left = self._paint_code(painter, progress.dimension.code, ink, whole)
        room = whole.width() - left
        words = QRectF(left, 0, room - look.space(4), whole.height() * 0.62)
        self._paint_name(painter, words, ink)
        dots = QRectF(left, whole.height() * 0.5, room, whole.height() * 0.5)
        self._paint_dots(painter, dots, progress.marks, ink)
        painter.end()

    def _paint_code(self, painter: QPainter, code: str, ink: str, whole: QRectF) -> float:
        look = theme.look()
        font = look.font(look.type.body, semibold=True)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        left = look.space(_PAD)
        width = metrics.horizontalAdvance("D10")
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(left, 0, width, whole.height()), align, code)
        return left + width + look.space(_PAD)

    def _paint_name(self, painter: QPainter, place: QRectF, ink: str) -> None:
        look = theme.look()
        font = look.font(look.type.caption * 1.08)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        words = QFontMetrics(font).elidedText(
            self._name, Qt.TextElideMode.ElideRight, int(place.width())
        )
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(place, align, words)

    def _paint_dots(
        self, painter: QPainter, place: QRectF, marks: Sequence[Mark], ink: str
    ) -> None:
        space = theme.look().space
        side = space(_DOT)
        top = place.center().y() - side / 2
        for index, mark in enumerate(marks):
            dot = QRectF(place.left() + index * (side + space(_GAP)), top, side, side)
            _paint_mark(painter, dot, mark, ink)

    def _tell(self) -> None:
        if self._progress is not None:
            self.picked.emit(self._progress.dimension.code)


def _paint_mark(painter: QPainter, dot: QRectF, mark: Mark, ink: str) -> None:
    """Full: rated. A bar: does not apply. Half: not seen. Empty: pending."""
    colour = QColor(ink)
    inner = dot.adjusted(0.75, 0.75, -0.75, -0.75)
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(colour if mark is Mark.RATED else Qt.BrushStyle.NoBrush)
    if mark is Mark.NOT_APPLICABLE:
        middle = dot.center().y()
        painter.drawLine(inner.left(), middle, inner.right(), middle)  # type: ignore[call-overload]  # stubs know only ints here
        return
    painter.drawEllipse(inner)
    if mark is Mark.NOT_SEEN:
        painter.setBrush(colour)
        painter.drawChord(inner, 90 * 16, 180 * 16)


class DimensionRail(QWidget):
    """All dimensions, one under the other.

    Signals:
        picked: the code of the dimension to go to.
    """

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[DimensionButton] = []
        self._shown = 0

    def show_progress(self, progress: Sequence[DimensionProgress], lang: str) -> None:
        """How far each dimension is."""
        while len(self.buttons) < len(progress):
            button = DimensionButton(self)
            button.picked.connect(self.picked)
            self.buttons.append(button)
        for index, button in enumerate(self.buttons):
            button.setVisible(index < len(progress))
            if index < len(progress):
                button.show_progress(progress[index], lang)
        if len(progress) != self._shown:
            self._shown = len(progress)
            self.updateGeometry()
            self._place()

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, self._shown * theme.look().target)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
            self._place()

    def _place(self) -> None:
        target = theme.look().target
        height = max(target, min(self.height() // max(1, self._shown), round(target * 1.2)))
        shown = (button for button in self.buttons if not button.isHidden())
        for index, button in enumerate(shown):
            button.setGeometry(0, index * height, self.width(), height)
