"""One of the five descriptions of a question, as a button as wide as the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QCheckBox, QRadioButton

from advisor_app.design import RADIUS
from ui import theme
from ui.stylesheet import mix
from ui.widgets.painting import box, check_mark, edge, focus_ring, painter_for

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

FIRST_TICK_KEY: Final = 6  # the keys after the five levels
_BAR: Final = 8
_CHIP: Final = 32
_PAD: Final = 12
_WRAP: Final = int(Qt.TextFlag.TextWordWrap)


class LevelRow(QRadioButton):
    """A level: its number in a chip, its description, a bar and a check when it is chosen.

    Signals:
        picked: its number, when the advisor takes it.
    """

    picked = Signal(int)

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = number
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a tap leaves the ring where it was
        self.setAutoExclusive(False)  # none is chosen until the advisor chooses
        self._words = ""
        self._text_top: int | None = None
        self.clicked.connect(self._tell)

    @property
    def words(self) -> str:
        """The description shown."""
        return self._words

    def show_level(self, name: str, words: str, *, chosen: bool) -> None:
        """Describe the level for another question."""
        self._words = words
        self.setAccessibleName(f"{self.number}, {name}: {words}")
        self.setChecked(chosen)
        self.update()

    def place_text(self, top: int | None) -> None:
        """Where the description begins; None centres it."""
        self._text_top = top

    def _tell(self) -> None:
        self.picked.emit(self.number)

    def nextCheckState(self) -> None:  # noqa: N802 - Qt's name
        """The interview decides what is chosen, not the click."""

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 - Qt's name
        return self.rect().contains(pos)

    @staticmethod
    def text_left() -> int:
        """Where descriptions begin, from the left edge of a row."""
        space = theme.look().space
        return space(_BAR) + space(_PAD) + space(_CHIP) + space(_PAD)

    @classmethod
    def text_width(cls, width: int) -> int:
        """How much of a row of this width is for its description."""
        return width - cls.text_left() - theme.look().space(_CHIP + _PAD)

    @classmethod
    def text_height(cls, words: str, width: int) -> int:
        """How tall the description is in a row of this width."""
        look = theme.look()
        metrics = QFontMetrics(look.font(look.type.answer))
        room = cls.text_width(width)
        if metrics.horizontalAdvance(words) < room:
            return metrics.height()
        return metrics.boundingRect(0, 0, room, 10_000, _WRAP, words).height()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.look()
        c, level = look.colours, look.colours.level(self.number)
        whole = QRectF(self.rect())
        fill = mix(level, c.raised, 0.10) if self.isChecked() else c.raised
        if self.underMouse() or self.isDown():
            fill = mix(c.ink, fill, 0.05)
        painter = painter_for(self)
        border = level if self.isChecked() else edge(look)
        box(painter, whole, fill=fill, border=border, width=2 if self.isChecked() else 1)
        if self.isChecked():
            self._paint_bar(painter, whole, level)
        if self.hasFocus():
            focus_ring(painter, whole, c.accent)
        self._paint_chip(painter, level)
        self._paint_words(painter, whole)
        painter.end()

    def _paint_bar(self, painter: QPainter, whole: QRectF, level: str) -> None:
        look = theme.look()
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(level))
        painter.setClipRect(QRectF(0, 0, look.space(_BAR), whole.height()))
        painter.drawRoundedRect(whole, RADIUS, RADIUS)
        painter.restore()
        side = look.space(20)
        right = whole.width() - look.space(_CHIP + _PAD) / 2
        middle = self._middle(whole)
        check_mark(painter, QRectF(right - side / 2, middle - side / 2, side, side), level)

    def _paint_chip(self, painter: QPainter, level: str) -> None:
        look = theme.look()
        side = look.space(_CHIP)
        top = self._middle(QRectF(self.rect())) - side / 2
        chip = QRectF(look.space(_BAR) + look.space(_PAD), top, side, side)
        chosen = self.isChecked()
        ground = level if chosen else mix(level, look.colours.raised, 0.08)
        box(painter, chip, fill=ground, border=level, width=1.5)
        painter.setPen(QColor(look.colours.on_level if chosen else level))
        painter.setFont(look.font(look.type.answer, semibold=True))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, str(self.number))

    def _paint_words(self, painter: QPainter, whole: QRectF) -> None:
        look = theme.look()
        width = self.text_width(self.width())
        place = QRectF(self.text_left(), 0, width, whole.height())
        align = Qt.AlignmentFlag.AlignVCenter
        if self._text_top is not None:
            align = Qt.AlignmentFlag.AlignTop
            place.setTop(self._text_top)
        painter.setPen(QColor(look.colours.ink))
        painter.setFont(look.font(look.type.answer))
        painter.drawText(place, int(align | Qt.AlignmentFlag.AlignLeft) | _WRAP, self._words)

    def _middle(self, whole: QRectF) -> float:
        if self._text_top is None:
            return whole.center().y()
        return self._text_top + self.text_height(self._words, self.width()) / 2


class TickBox(QCheckBox):
    """One condition of level 3; its key stands in the box until it is met.

    Signals:
        told: its place among the conditions, and whether it is met.
    """

    told = Signal(int, bool)

    def __init__(self, index: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._index = index
        self._words = ""
        self._asked = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._tell)

    @property
    def words(self) -> str:
        """The condition shown."""
        return self._words

    def show_condition(self, words: str, *, asked: bool, met: bool) -> None:
        """Another condition; ``asked`` when the level chosen needs it."""
        self._words = words
        self._asked = asked
        self.setAccessibleName(words)
        self.setChecked(met and asked)
        self.update()

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 - Qt's name
        return self.rect().contains(pos)

    @staticmethod
    def width_of(words: str) -> int:
        """How wide a condition is with its box."""
        look = theme.look()
        metrics = QFontMetrics(look.font(look.type.body))
        return look.space(4 + 22 + 8 + 12) + metrics.horizontalAdvance(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.look()
        c = look.colours
        painter = painter_for(self)
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()), c.accent)
        side = look.space(22)
        square = QRectF(look.space(4), (self.height() - side) / 2, side, side)
        chosen = self.isChecked()
        ring = mix(c.ink, c.raised, 0.55 if self._asked else 0.26)
        box(
            painter,
            square,
            fill=c.accent if chosen else c.raised,
            border=c.accent if chosen else ring,
            width=2 if self._asked else 1,
            radius=4,
        )
        if chosen:
            inset = side * 0.18
            inner = square.adjusted(inset, inset, -inset, -inset)
            check_mark(painter, inner, c.on_accent)
        else:
            painter.setPen(QColor(c.soft_ink))
            painter.setFont(look.font(look.type.caption, semibold=True))
            painter.drawText(
                square, Qt.AlignmentFlag.AlignCenter, str(FIRST_TICK_KEY + self._index)
            )
        painter.setPen(QColor(c.ink if self._asked else c.soft_ink))
        painter.setFont(look.font(look.type.body))
        left = square.right() + look.space(8)
        painter.drawText(
            QRectF(left, 0, self.width() - left, self.height()),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            self._words,
        )
        painter.end()

    def _tell(self, met: bool) -> None:
        self.told.emit(self._index, met)
