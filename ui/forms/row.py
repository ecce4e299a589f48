"""Fields side by side where there is room, one below the other where there is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui import theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QResizeEvent


class Row(QWidget):
    """Children in columns of equal width; fewer columns when one would get too narrow."""

    def __init__(
        self,
        children: Iterable[QWidget],
        *,
        narrowest: int = 240,
        stretch: Sequence[int] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._items = list(children)
        self._narrowest = narrowest
        self._stretch = stretch
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        space = theme.look().space
        self._grid.setHorizontalSpacing(space(16))
        self._grid.setVerticalSpacing(space(12))
        self._arrange(len(self._items))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = theme.look().space(self._narrowest) + self._grid.horizontalSpacing()
        fitting = (event.size().width() + self._grid.horizontalSpacing()) // width
        self._arrange(max(1, min(fitting, len(self._items))))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 0)
        self._columns = columns
        for position, item in enumerate(self._items):
            self._grid.addWidget(
                item, position // columns, position % columns, Qt.AlignmentFlag.AlignTop
            )
        for column in range(columns):
            whole = columns == len(self._stretch)
            self._grid.setColumnStretch(column, self._stretch[column] if whole else 1)
