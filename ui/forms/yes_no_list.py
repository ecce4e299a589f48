"""Questions one below the other, each answered with yes or no; S and N do it by key."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from advisor_app.i18n import _
from ui import theme
from ui.forms.bindings import NO, YES, yes_no
from ui.widgets.basic import label

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from PySide6.QtWidgets import QLabel

    from ui.widgets.choice import ChoiceGroup


class YesNoList(QWidget):
    """A key answers the question that has the focus and goes on to the next.

    Signals:
        answered: the key of a question, and the answer.
        finished: the last question was answered with a key.
        moved: the widget that has the focus now, to scroll to.
    """

    answered = Signal(str, bool)
    finished = Signal()
    moved = Signal(QWidget)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.look().space(8))
        self.choices: dict[str, ChoiceGroup] = {}
        self._rows: dict[str, QWidget] = {}
        self._questions: dict[str, QLabel] = {}
        self._key(_("S"), self._say_yes)
        self._key(_("N"), self._say_no)

    def ask(self, key: str, question: str, heading: str = "") -> None:
        """One more question at the end."""
        space = theme.look().space
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(8))
        if self._rows:
            line = QFrame()
            line.setProperty("role", "line")
            column.addWidget(line)
        across = QHBoxLayout()
        across.setSpacing(space(16))
        words = QVBoxLayout()
        words.setSpacing(space(2))
        if heading:
            words.addWidget(label(heading, "name"))
        self._questions[key] = label(question, "answer")
        words.addWidget(self._questions[key])
        across.addLayout(words, 1)
        choice = yes_no(heading or question)
        choice.setFixedWidth(_width_of(choice))
        choice.chosen.connect(partial(self._chosen, key))
        across.addWidget(choice, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(across)
        self._column.addWidget(row)
        self.choices[key] = choice
        self._rows[key] = row

    def reword(self, key: str, question: str) -> None:
        """Ask the same thing in other words."""
        self._questions[key].setText(question)

    def value(self, key: str) -> bool | None:
        """The answer to a question; None while there is none."""
        return {YES: True, NO: False}.get(self.choices[key].value() or "")

    def set_value(self, key: str, answer: bool | None) -> None:
        """Show an answer; ``answered`` stays silent."""
        shown = None if answer is None else YES if answer else NO
        self.choices[key].set_value(shown)

    def show_only(self, keys: Collection[str]) -> None:
        """Ask these questions; the others are hidden and keep their answers."""
        for key, row in self._rows.items():
            row.setVisible(key in keys)

    def is_asked(self, key: str) -> bool:
        """Whether the question is shown."""
        return not self._rows[key].isHidden()

    def first(self) -> QWidget:
        """The first question without an answer, else the first one."""
        asked = [key for key in self.choices if self.is_asked(key)]
        return self._button(next((k for k in asked if self.value(k) is None), asked[0]))

    def _key(self, key: str, act: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def _say_yes(self) -> None:
        self._answer(YES)

    def _say_no(self) -> None:
        self._answer(NO)

    def _answer(self, value: str) -> None:
        focused = self.focusWidget()
        here = next((k for k, c in self.choices.items() if c.isAncestorOf(focused)), None)
        if here is None:
            return
        self.choices[here].set_value(value)
        self.answered.emit(here, value == YES)
        asked = [key for key in self.choices if self.is_asked(key)]
        following = asked[asked.index(here) + 1 :]
        if not following:
            self.finished.emit()
            return
        target = self._button(following[0])
        target.setFocus(Qt.FocusReason.TabFocusReason)
        self.moved.emit(target)

    def _chosen(self, key: str, value: object) -> None:
        self.answered.emit(key, value == YES)

    def _button(self, key: str) -> QWidget:
        choice = self.choices[key]
        return choice.buttons[choice.value() or YES]


def _width_of(choice: ChoiceGroup) -> int:
    """Both answers side by side, whichever is chosen and thus semibold."""
    gap = theme.look().space(8)
    return sum(made.sizeHint().width() + gap for made in choice.buttons.values())
