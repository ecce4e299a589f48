"""Where a signature is drawn, with a pen that has pressure, a finger or a mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QCoreApplication, QEvent, QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEventPoint, QInputDevice, QPainter, QPen, QPixmap, QTouchEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from advisor_app.domain.signature import Stroke, StrokePoint
from advisor_app.i18n import _, ngettext
from ui import theme
from ui.widgets.ink import paint_ink
from ui.widgets.painting import box, edge, focus_ring, painter_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import (
        QHideEvent,
        QKeyEvent,
        QMouseEvent,
        QPaintEvent,
        QPointerEvent,
        QShowEvent,
        QTabletEvent,
    )

SHAPE: Final = 0.32  # the height of the pad as a share of its width
_COMPRESS: Final = Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents
_LINE_AT: Final = 0.76  # where one writes, from the top
_WIDEST: Final = 1200
_NARROWEST: Final = 280


class SignaturePad(QWidget):
    """Keeps strokes in shares of its width, so that they are the same on every screen and on paper.

    What is drawn past its edge is not ink: the stroke ends there, and a new one begins inside.

    Signals:
        changed: a stroke came or went.
    """

    accessible_role = "Graphic"

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("Recuadro para firmar"))
        self._strokes: list[list[StrokePoint]] = []
        self._is_down = False
        self._merged = False
        self._finger = 0
        self._earlier = 0  # milliseconds of an earlier visit to the pad
        self._began: int | None = None
        self._settled: QPixmap | None = None
        self._tell()

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        """What was drawn."""
        return tuple(tuple(stroke) for stroke in self._strokes if stroke)

    def set_strokes(self, strokes: Sequence[Stroke]) -> None:
        """Go on with what was drawn before."""
        self._strokes = [list(stroke) for stroke in strokes]
        self._began = None
        self._earlier = max((point.at_ms for stroke in strokes for point in stroke), default=0)
        self._end()

    def undo(self) -> None:
        """Take the last stroke back."""
        self._strokes = self._strokes[:-1]
        self._end()

    def clear(self) -> None:
        """Begin again."""
        self.set_strokes(())

    # Qt's side

    def sizeHint(self) -> QSize:
        return self._size(_WIDEST)

    def minimumSizeHint(self) -> QSize:
        return self._size(_NARROWEST)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # on X11 a slow laptop is told of the last of several moves only, which loses ink
        self._merged = QCoreApplication.testAttribute(_COMPRESS)
        QCoreApplication.setAttribute(_COMPRESS, False)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        QCoreApplication.setAttribute(_COMPRESS, self._merged)

    def event(self, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd):
            self._take_touch(cast("QTouchEvent", event))
            return True
        if kind == QEvent.Type.TouchCancel:
            self._end()
            return True
        return super().event(event)

    def tabletEvent(self, event: QTabletEvent) -> None:
        kind = event.type()
        if kind == QEvent.Type.TabletRelease:
            self._end()
        elif kind == QEvent.Type.TabletPress or self._is_down:
            starts = kind == QEvent.Type.TabletPress
            self._put(event.position(), event.pressure(), event, starts=starts)
        event.accept()  # else Qt makes a mouse of it, and every point comes twice

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._put(event.position(), 1.0, event, starts=True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._is_down:
            self._put(event.position(), 1.0, event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace:
            self.undo()
        elif event.key() == Qt.Key.Key_Delete:
            self.clear()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._settled = None

    def paintEvent(self, event: QPaintEvent) -> None:
        look, pad = theme.look(), self._pad()
        painter = painter_for(self)
        box(painter, pad, fill=look.colours.raised, border=edge(look), width=1.5)
        if self.hasFocus():
            focus_ring(painter, pad, look.colours.accent)
        self._paint_line(painter, pad)
        if self._settled is None or self._settled.deviceIndependentSize() != self.size():
            self._settled = self._drawn(pad)
        painter.drawPixmap(0, 0, self._settled)
        if self._is_down:
            self._paint_ink(painter, self._strokes[-1:], pad)
        painter.end()

    def _drawn(self, pad: QRectF) -> QPixmap:
        """The strokes that are finished, painted once and not with every point that follows."""
        ratio = self.devicePixelRatio()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ink(painter, self._strokes[:-1] if self._is_down else self._strokes, pad)
        painter.end()
        return picture

    def _paint_ink(
        self, painter: QPainter, strokes: Sequence[Sequence[StrokePoint]], pad: QRectF
    ) -> None:
        drawn = [tuple(stroke) for stroke in strokes if stroke]
        paint_ink(painter, drawn, pad.topLeft(), pad.width(), theme.look().colours.ink)

    def _paint_line(self, painter: QPainter, pad: QRectF) -> None:
        """The line to write on, and what the box is for while nothing is in it."""
        look = theme.look()
        margin, y = look.space(24), pad.top() + pad.height() * _LINE_AT
        painter.setPen(QPen(QColor(look.colours.soft_ink), 1.2))
        painter.drawLine(QLineF(pad.left() + margin, y, pad.right() - margin, y))
        if self._strokes:
            return
        painter.setFont(look.font(look.type.answer))
        room = QRectF(pad.left() + margin, y, pad.width() - 2 * margin, pad.bottom() - y)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, _("Firme aquí, sobre la línea"))

    # Ink

    def _take_touch(self, event: QTouchEvent) -> None:
        """The first finger writes; others that rest on the screen do not."""
        event.accept()
        begins = event.type() == QEvent.Type.TouchBegin
        if begins:
            self._finger = event.point(0).id()
        point = next((one for one in event.points() if one.id() == self._finger), None)
        if point is None or point.state() == QEventPoint.State.Released:
            self._end()
        elif begins or self._is_down:
            knows = event.device().capabilities() & QInputDevice.Capability.Pressure
            pressure = point.pressure() if knows else 1.0
            self._put(point.position(), pressure, event, starts=begins)

    def _put(
        self, at: QPointF, pressure: float, event: QPointerEvent, *, starts: bool = False
    ) -> None:
        pad = self._pad()
        if starts:
            self._is_down = True
            self._strokes.append([])
            self._settled = None
        if pad.contains(at):
            x, y = ((at - pad.topLeft()) / pad.width()).toTuple()
            moment = self._since(event.timestamp())
            self._strokes[-1].append(StrokePoint(x, y, min(max(pressure, 0.0), 1.0), moment))
            self.update()
        elif self._strokes[-1]:
            self._settled = None
            self._strokes.append([])  # where the pen comes back, another stroke begins

    def _since(self, moment: int) -> int:
        """Milliseconds since the first touch."""
        if self._began is None:
            self._began = moment
        return self._earlier + max(0, moment - self._began)

    def _end(self) -> None:
        self._is_down = False
        self._settled = None
        self._strokes = [stroke for stroke in self._strokes if stroke]
        self._tell()
        self.update()
        self.changed.emit()

    def _tell(self) -> None:
        count = len(self._strokes)
        drawn = ngettext("{n} trazo.", "{n} trazos.", count).format(n=count) if count else ""
        how = _("Dibuje con lápiz, dedo o ratón. Retroceso quita un trazo y Suprimir los borra.")
        self.setAccessibleDescription(f"{drawn or _('Vacío.')} {how}")

    def _pad(self) -> QRectF:
        """The pad itself: always of one shape, in the middle of the room there is."""
        width = min(float(self.width()), self.height() / SHAPE)
        pad = QRectF(0, 0, width, width * SHAPE)
        pad.moveCenter(QRectF(self.rect()).center())
        return pad

    def _size(self, width: int) -> QSize:
        wide = theme.look().space(width)
        return QSize(wide, round(wide * SHAPE))
