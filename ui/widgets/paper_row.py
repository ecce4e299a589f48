"""A line of a form on screen: small in the list, large with a field while it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QWidget

from advisor_app.i18n import _
from ui import theme
from ui.widgets.basic import label
from ui.widgets.top_bar import Elided

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent

_MOST_LETTERS: Final = 600
_NUMBER: Final = 40
_CODE: Final = 56
_FIELD: Final = 300


class PaperRow(QFrame):
    """Number, code, question and what was typed.

    Signals:
        clicked: somebody points at the line.
        pressed: a key for the field, which waits for whoever owns the row.
        typed: the text of the field is another one.
        left: the keyboard went elsewhere.
    """

    clicked = Signal()
    pressed = Signal(object)
    typed = Signal(str)
    left = Signal()

    def __init__(
        self, number: int, code: str, question: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "paper-row")
        self.name = _("Línea {number}, {code}: {question}").format(
            number=number, code=code, question=question
        )
        self._question = question
        space = theme.look().space
        self._number = label(str(number), "name", wrap=False)
        self._number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._number.setMinimumWidth(space(_NUMBER))
        self._code = label(code, "soft", wrap=False)
        self._code.setMinimumWidth(space(_CODE))
        self._short = Elided("soft")
        self._short.say(question)
        self._whole = label(question, "answer")
        self._said = Elided("name")
        self.meaning = label("", "soft")
        self.field: LineField | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(space(4), space(2), space(12), space(2))
        self._grid.setHorizontalSpacing(space(12))
        self._grid.setVerticalSpacing(space(4))
        self._grid.setColumnStretch(2, 1)
        self._grid.setColumnMinimumWidth(3, space(_FIELD))
        for column, widget in enumerate((self._number, self._code, self._short)):
            self._grid.addWidget(widget, 0, column)
        self._grid.addWidget(self._whole, 0, 2)
        self._grid.addWidget(self._said, 0, 3)
        self._grid.addWidget(self.meaning, 1, 2, 1, 2)
        self._show(open_=False)

    def open(self, text: str) -> LineField:
        """Grow, and take what is typed; begins with what is kept."""
        if self.field is None:
            self.field = LineField(self)
            self.field.setAccessibleName(self.name)
            self.field.pressed.connect(self.pressed)
            self.field.textEdited.connect(self.typed)
            self.field.left.connect(self.left)
            self._grid.addWidget(self.field, 0, 3)
        self.field.kept = text
        self.field.setText(text)
        self._show(open_=True)
        return self.field

    def close_line(self) -> None:
        """Back to one small line; what was not kept is dropped."""
        if self.field is not None:
            self.field.kept = self.field.text().strip()
        self._show(open_=False)

    def show_kept(self, text: str) -> None:
        """What is kept of the line."""
        self._said.say(spaced(text))
        if self.field is not None:
            self.field.kept = text
            if not self.field.hasFocus():
                self.field.setText(text)

    def say(self, text: str, *, wrong: bool = False) -> None:
        """What the typed line means, or what is wrong with it."""
        role = "error" if wrong else "soft"
        if self.meaning.property("role") != role:
            theme.set_role(self.meaning, role)
        self.meaning.setText(text)
        if self.field is not None:
            self.field.setAccessibleDescription(text)
            self.field.setProperty("state", "invalid" if wrong else "")
            theme.restyle(self.field)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.clicked.emit()
        super().mousePressEvent(event)

    def _show(self, *, open_: bool) -> None:
        self.setProperty("current", open_)
        theme.restyle(self)
        for widget, shown in (
            (self._whole, open_),
            (self.meaning, open_),
            (self._short, not open_),
            (self._said, not open_),
        ):
            widget.setVisible(shown)
        if self.field is not None:
            self.field.setVisible(open_)


def spaced(text: str) -> str:
    """A kept line, easier on the eye: ``3 O / note``."""
    mark, stroke, note = text.partition(" / ")
    if mark[:1].isdigit():
        mark = " ".join(mark.upper())
    elif mark == "s":
        mark = "S"
    elif mark:
        mark = f"N {mark[2:]}"
    return mark + stroke + note


class LineField(QLineEdit):
    """A field that hands every key over first, so that none is lost while a line is written.

    Signals:
        pressed: a copy of the key; ``take`` types it.
        left: the keyboard went elsewhere.
    """

    pressed = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.kept = ""
        self.setMaxLength(_MOST_LETTERS)

    @property
    def is_loose(self) -> bool:
        """Whether it says something else than what is kept."""
        return self.text().strip() != self.kept

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            return self._claims(event)  # type: ignore[arg-type]  # a key event
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.pressed.emit(event.clone())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def take(self, event: QKeyEvent) -> None:
        """Type a key that was held back; Esc brings back what is kept."""
        if event.key() == Qt.Key.Key_Escape:
            self.setText(self.kept)
            self.textEdited.emit(self.kept)
        else:
            super().keyPressEvent(event)

    def _claims(self, event: QKeyEvent) -> bool:
        """Whether a key is for the field although a shortcut of the window wants it."""
        if event.matches(QKeySequence.StandardKey.Undo):
            event.ignore()  # takes back whole lines
            return False
        if event.key() == Qt.Key.Key_Escape and self.is_loose:
            event.accept()
            return True
        return super().event(event)
