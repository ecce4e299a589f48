"""The lines of a form one below the other; the one that is typed is large."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from advisor_app.i18n import language
from ui import theme
from ui.widgets.basic import Column
from ui.widgets.paper_row import PaperRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.transcription_flow import PaperLine
    from ui.widgets.paper_row import LineField


_AROUND: Final = 90  # the lines before and after are seen too


class PaperList(Column):
    """Every line in sight by scrolling.

    Signals:
        clicked: the place of the line somebody points at.
        pressed: a key for the field.
        typed: the text of the field is another one.
        left: the keyboard left the field.
    """

    clicked = Signal(int)
    pressed = Signal(object)
    typed = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[PaperRow] = []
        self._open: PaperRow | None = None
        self._card = QFrame()
        self._card.setProperty("role", "card")
        self._stack = QVBoxLayout(self._card)
        self._stack.setContentsMargins(*(theme.look().space(4),) * 4)
        self._stack.setSpacing(0)
        self.add(self._card)
        self.end()
        self._soon = QTimer(self)  # once the rows have their new heights
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._bring_into_sight)

    @property
    def field(self) -> LineField | None:
        """Where the current line is typed; None after the last line."""
        return self._open.field if self._open else None

    def show_lines(self, lines: Sequence[PaperLine]) -> None:
        """Show the lines of another form."""
        for row in self.rows:
            self._stack.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._open = None
        self.rows = [
            PaperRow(line.number, line.item.code, line.item.question.in_(language()))
            for line in lines
        ]
        for place, row in enumerate(self.rows):
            row.clicked.connect(partial(self.clicked.emit, place))
            row.pressed.connect(self.pressed)
            row.typed.connect(self.typed)
            row.left.connect(self.left)
            self._stack.addWidget(row)
            row.show()

    def open_line(self, place: int, text: str) -> None:
        """Type on this line; past the last one no line is open."""
        if self._open is not None:
            self._open.close_line()
        self._open = self.rows[place] if place < len(self.rows) else None
        if self._open is None:
            return
        field = self._open.open(text)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.selectAll()
        self._soon.start()

    def show_kept(self, place: int, text: str) -> None:
        """What is kept of a line now."""
        self.rows[place].show_kept(text)

    def say(self, text: str, *, wrong: bool = False) -> None:
        """What the typed line means, or what is wrong with it."""
        if self._open is not None:
            self._open.say(text, wrong=wrong)

    def _bring_into_sight(self) -> None:
        if self._open is not None:
            self.ensureWidgetVisible(self._open, 0, theme.look().space(_AROUND))
