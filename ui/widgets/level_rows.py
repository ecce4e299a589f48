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
_TIGHT: Final = 3
_GROWTH: Final = 0.3  # rows take spare height, up to this share more


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
        self._measured: dict[tuple[int, int], tuple[int, ...]] = {}

    def reserve(self, every: Sequence[RowTexts]) -> None:
        """Keep room for the longest of all these texts, so that nothing moves between them."""
        if tuple(every) != self._every:
            self._every = tuple(every)
            self._measure_anew()

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
        self.updateGeometry()
        self._place()
        chosen = next((row.number for row in self.rows if row.isChecked()), None)
        if chosen is not None:
            self.show_row(chosen)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure_anew()

    def minimumSizeHint(self) -> QSize:
        look = theme.look()
        high = 2 * look.target
        if look.is_crowded:  # then all that surrounds the rows scrolls with them
            high = self._needed(self._natural_heights(self.viewport().width(), _PAD))
        return QSize(look.space(320), high)

    def sizeHint(self) -> QSize:
        return QSize(theme.look().content_width, self.minimumSizeHint().height())

    def _measure_anew(self) -> None:
        self._measured = {}
        self.updateGeometry()
        self._place()

    def _place(self) -> None:
        width, room = self.viewport().width(), self.viewport().height()
        heights = self._fitting_heights(width, room)
        gap = theme.look().space(_GAP)
        spare = max(0, room - self._needed(heights)) // len(self.rows)
        spare = min(spare, round(min(heights) * _GROWTH))
        top = 0
        for row, height in zip(self.rows, heights, strict=True):
            row.setGeometry(0, top, width, height + spare)
            top += height + spare + gap
        self._ground.resize(width, max(top - gap, room))
        self._place_ticks()

    def _fitting_heights(self, width: int, room: int) -> tuple[int, ...]:
        """The heights with air around the words, or with less where only that fits."""
        airy = self._natural_heights(width, _PAD)
        tight = self._natural_heights(width, _TIGHT)
        return tight if self._needed(airy) > room >= self._needed(tight) else airy

    def _needed(self, heights: Sequence[int]) -> int:
        return sum(heights) + theme.look().space(_GAP) * (len(heights) - 1)

    def _natural_heights(self, width: int, pad: int) -> tuple[int, ...]:
        if (width, pad) not in self._measured:
            self._measured[width, pad] = self._tallest(width, pad)
        return self._measured[width, pad]

    def _tallest(self, width: int, pad: int) -> tuple[int, ...]:
        around = 2 * theme.look().space(pad)
        heights = [theme.look().target] * len(self.rows)
        for texts in self._every:
            for index, words in enumerate(texts.levels):
                tall = LevelRow.text_height(words, width) + around
                if index == _CHECKED:
                    tall += self._ticks_height(texts.checks, width)
                heights[index] = max(heights[index], tall)
        return tuple(heights)

    def _ticks_height(self, checks: Sequence[str], width: int) -> int:
        return len(self._tick_lines(checks, width)) * theme.look().target

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
        """Description and conditions of level 3, together in the middle of their row."""
        if not self._shown.levels:
            return
        row, width = self.rows[_CHECKED], self.viewport().width()
        lines = self._tick_lines(self._shown.checks, width)
        words = LevelRow.text_height(self._shown.levels[_CHECKED], width)
        ticks = self._ticks_height(self._shown.checks, width)
        inset = (row.height() - words - ticks) // 2 + (theme.look().space(4) if ticks else 0)
        row.place_text(inset)
        top = row.y() + inset + words
        each = iter(self.ticks)
        for line in lines:
            for left, wide in line:
                next(each).setGeometry(left, top, wide, theme.look().target)
            top += theme.look().target
