"""The five levels of a question, one under the other, in places that never move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui import theme
from ui.widgets.level_row import LevelRow, TickBox

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

MOST_TICKS: Final = 4
_CHECKED: Final = 2  # the row of level 3
_GAP: Final = 6
_PAD: Final = 9
_GROWTH: Final = 1.25  # rows take spare height, up to a quarter more


@dataclass(frozen=True, slots=True)
class RowTexts:
    """What the rows say for one question."""

    levels: tuple[str, ...]
    checks: tuple[str, ...]


class LevelRows(QScrollArea):
    """Five level rows and the ticks of level 3, measured once for the longest texts.

    Signals:
        chosen: a level, 1 to 5.
        ticked: the index of a condition of level 3, and whether it is met.
    """

    chosen = Signal(int)
    ticked = Signal(int, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._ground = QWidget()
        self._ground.setProperty("role", "column")
        self.setWidget(self._ground)
        self.rows = [LevelRow(number, self._ground) for number in range(1, 6)]
        self.ticks = [TickBox(index, self._ground) for index in range(MOST_TICKS)]
        for row in self.rows:
            row.picked.connect(self.chosen)
        for tick in self.ticks:
            tick.told.connect(self.ticked)
        self._every: tuple[RowTexts, ...] = ()
        self._shown = RowTexts((), ())
        self._heights: tuple[int, ...] = (0,) * len(self.rows)
        self._measured: object = None

    def reserve(self, every: Sequence[RowTexts]) -> None:
        """Keep room for the longest of all these texts, so that nothing moves between them."""
        self._every = tuple(every)
        self._measured = None
        self._place()

    def show_question(
        self,
        names: Sequence[str],
        texts: RowTexts,
        chosen: int | None,
        checks: Sequence[bool],
        *,
        asks_checks: bool,
    ) -> None:
        """Describe the levels of another question."""
        for row, name, words in zip(self.rows, names, texts.levels, strict=True):
            row.show_level(name, words, chosen=row.number == chosen)
        for index, tick in enumerate(self.ticks):
            tick.setVisible(index < len(texts.checks))
            if index < len(texts.checks):
                tick.show_condition(texts.checks[index], asked=asks_checks, met=checks[index])
        if texts != self._shown:
            self._shown = texts
            self._place_ticks()

    def show_row(self, number: int) -> None:
        """Scroll, where the rows don't fit, so that this one is seen."""
        if self.verticalScrollBar().maximum():
            self.ensureWidgetVisible(self.rows[number - 1], 0, theme.look().space(_GAP))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measured = None
            self._place()

    def minimumSizeHint(self) -> QSize:
        look = theme.look()
        return QSize(look.space(320), 2 * look.target)

    def sizeHint(self) -> QSize:
        return QSize(theme.look().content_width, self.viewport().height())

    def _place(self) -> None:
        width, room = self.viewport().width(), self.viewport().height()
        measure = (width, theme.look())
        if measure != self._measured:
            self._measured = measure
            self._heights = self._natural_heights(width)
        gap = theme.look().space(_GAP)
        needed = sum(self._heights) + gap * (len(self.rows) - 1)
        most = round(min(self._heights) * _GROWTH) - min(self._heights)
        spare = min(max(0, room - needed) // len(self.rows), most)
        top = 0
        for row, height in zip(self.rows, self._heights, strict=True):
            row.setGeometry(0, top, width, height + spare)
            top += height + spare + gap
        self._ground.resize(width, max(top - gap, room))
        self.rows[_CHECKED].place_text(theme.look().space(_PAD) + spare // 4)
        self._place_ticks()

    def _natural_heights(self, width: int) -> tuple[int, ...]:
        look = theme.look()
        pad = 2 * look.space(_PAD)
        heights = [look.target] * len(self.rows)
        lines = 0
        for texts in self._every:
            for index, words in enumerate(texts.levels):
                tall = LevelRow.text_height(words, width) + pad
                heights[index] = max(heights[index], tall)
            lines = max(lines, len(self._tick_lines(texts.checks, width)))
        heights[_CHECKED] += lines * look.target
        return tuple(heights)

    def _tick_lines(self, checks: Sequence[str], width: int) -> list[list[tuple[int, int]]]:
        """Left and width of each tick, line by line."""
        space = theme.look().space
        left = LevelRow.text_left() - space(4)
        lines: list[list[tuple[int, int]]] = []
        at = width
        for words in checks:
            wide = min(TickBox.width_of(words), width - left - space(4))
            if at + wide > width - space(4):
                lines.append([])
                at = left
            lines[-1].append((at, wide))
            at += wide
        return lines

    def _place_ticks(self) -> None:
        row = self.rows[_CHECKED]
        target, width = theme.look().target, self.viewport().width()
        lines = self._tick_lines(self._shown.checks, width)
        top = row.geometry().bottom() - theme.look().space(2) - len(lines) * target
        ticks = iter(self.ticks)
        for line in lines:
            for left, wide in line:
                next(ticks).setGeometry(left, top, wide, target)
            top += target
