"""A button that shows the key which does the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QPushButton

from ui import theme
from ui.stylesheet import mix
from ui.widgets.painting import box, edge, focus_ring, key_cap, painter_for

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

_GAP = 8


class KeyButton(QPushButton):
    """A word and its key cap; when checkable, the chosen one is tinted, ringed and bold."""

    def __init__(
        self,
        key: str,
        word: str,
        parent: QWidget | None = None,
        *,
        primary: bool = False,
        one_of_several: bool = False,
    ) -> None:
        super().__init__(parent)
        self._key = key
        self._word = ""
        self._primary = primary
        self.accessible_role = "RadioButton" if one_of_several else "CheckBox"
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a tap leaves the ring where it was
        self.setAutoDefault(False)
        self.say(word)

    @property
    def word(self) -> str:
        """What the button says."""
        return self._word

    def say(self, word: str) -> None:
        """Change the word."""
        if word != self._word:
            self._word = word
            self.setAccessibleName(f"{word} ({self._key})")
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        look = theme.look()
        words = QFontMetrics(look.font(look.type.body, semibold=True))
        around = _GAP * 5 // 2 if look.is_crowded else _GAP * 4
        width = words.horizontalAdvance(self._word) + self._cap_width() + look.space(around)
        return QSize(width, look.target)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.look()
        c = look.colours
        fill, border, ink = self._colours()
        if self.isEnabled() and (self.isDown() or self.underMouse()):
            fill = mix(c.ink, fill, 0.12 if self.isDown() else 0.06)
        painter = painter_for(self)
        whole = QRectF(self.rect())
        box(painter, whole, fill=fill, border=border, width=2 if self.isChecked() else 1)
        if self.hasFocus():
            inset = 3 if self._primary else 0
            colour = c.on_accent if self._primary else c.accent
            focus_ring(painter, whole.adjusted(inset, inset, -inset, -inset), colour)
        self._paint_words(painter, whole, ink)
        painter.end()

    def _colours(self) -> tuple[str, str, str]:
        look = theme.look()
        c = look.colours
        if not self.isEnabled():
            return c.paper, c.line, c.soft_ink
        if self._primary:
            return c.accent, c.accent, c.on_accent
        if self.isChecked():
            return mix(c.accent, c.raised, 0.12), c.accent, c.ink
        return c.raised, edge(look), c.ink

    def _paint_words(self, painter: QPainter, whole: QRectF, ink: str) -> None:
        look = theme.look()
        bold = self._primary or self.isChecked()
        font = look.font(look.type.body, semibold=bold)
        gap = look.space(_GAP)
        side = min(look.space(24), whole.height() - 8)
        cap = QRectF(0, (whole.height() - side) / 2, self._cap_width(), side)
        width = QFontMetrics(font).horizontalAdvance(self._word)
        left = (whole.width() - width - gap - cap.width()) / 2
        cap.moveLeft(left + width + gap if self._primary else left)
        start = left if self._primary else left + cap.width() + gap
        key_cap(painter, cap, self._key, look, ink if self._primary else None, self.isChecked())
        painter.setFont(font)
        painter.setPen(QColor(ink))
        words = QRectF(start, 0, width + gap, whole.height())
        painter.drawText(
            words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._word
        )

    def _cap_width(self) -> int:
        look = theme.look()
        metrics = QFontMetrics(look.font(look.type.caption, semibold=True))
        return max(look.space(24), metrics.horizontalAdvance(self._key) + look.space(12))
