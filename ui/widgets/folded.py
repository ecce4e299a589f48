"""Lines that stay folded under a name until somebody looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.widgets.unfold import UnfoldHead

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Folded(QWidget):
    """A line to press; what is behind is built only then."""

    def __init__(
        self, name: str, build: Callable[[], Sequence[QWidget]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._build = build
        self._body: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.head = UnfoldHead(name)
        self.head.clicked.connect(self.turn)
        self._column.addWidget(self.head)

    @property
    def is_open(self) -> bool:
        """Whether what is behind is shown."""
        return self._body is not None and not self._body.isHidden()

    def turn(self) -> None:
        """Show what is behind, or hide it."""
        if self._body is None:
            self._body = QWidget()
            column = QVBoxLayout(self._body)
            space = theme.look().space
            column.setContentsMargins(space(24), 0, 0, space(8))
            column.setSpacing(space(6))
            for widget in self._build():
                column.addWidget(widget)
            self._column.addWidget(self._body)
            self._body.show()
        else:
            self._body.setVisible(self._body.isHidden())
        self.head.show_open(open_=self.is_open)
