"""The separate questions of the authorization, answered one by one with yes or no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advisor_app.domain.consent import ConsentKind
from advisor_app.i18n import _
from ui import theme
from ui.forms.bindings import NO, YES, yes_no
from ui.widgets.basic import Card, label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from advisor_app.domain.consent import ConsentWords
    from advisor_app.services.consents import ConsentState
    from ui.widgets.choice import ChoiceGroup


class ConsentQuestions(QWidget):
    """One card per question; S and N answer the one that has the focus and go on.

    Signals:
        answered: an answer was chosen.
        finished: the last question was answered with a key.
    """

    answered = Signal()
    finished = Signal()

    def __init__(self, words: ConsentWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.look().space(12))
        self.choices: dict[ConsentKind, ChoiceGroup] = {}
        self._cards: dict[ConsentKind, Card] = {}
        for number, kind in enumerate(ConsentKind, start=1):
            card = Card(f"{number}. {words.names[kind]}")
            card.add(label(words.questions[kind], "answer"))
            choice = yes_no(words.names[kind])
            choice.chosen.connect(self._chosen)
            card.add(choice)
            column.addWidget(card)
            self.choices[kind] = choice
            self._cards[kind] = card
        self._keys = [
            self._key(_("S"), self._say_yes),
            self._key(_("N"), self._say_no),
        ]
        self._show_what_is_asked()

    def set_answers(self, state: ConsentState) -> None:
        """Show what was answered before."""
        for kind, choice in self.choices.items():
            choice.set_value({True: YES, False: NO}.get(state.of(kind)))  # type: ignore[arg-type]
        self._show_what_is_asked()

    def answers(self) -> Mapping[ConsentKind, bool]:
        """What was answered; after a no to the first nothing else is asked."""
        given = {
            kind: choice.value() == YES
            for kind, choice in self.choices.items()
            if choice.value() is not None
        }
        if given.get(ConsentKind.DATA) is False:
            return {ConsentKind.DATA: False}
        return given

    @property
    def data_answer(self) -> bool | None:
        """The answer to the first one."""
        return self.answers().get(ConsentKind.DATA)

    def first(self) -> QWidget:
        """Where the keyboard starts: the first question without an answer."""
        kind = next((k for k, c in self.choices.items() if c.value() is None), ConsentKind.DATA)
        return self._radio(kind)

    def _key(self, key: str, act: object) -> QShortcut:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
        return shortcut

    def _say_yes(self) -> None:
        self._answer(YES)

    def _say_no(self) -> None:
        self._answer(NO)

    def _answer(self, value: str) -> None:
        kinds = list(self.choices)
        here = next((k for k in kinds if self.choices[k].isAncestorOf(self._focused())), None)
        if here is None:
            return
        self.choices[here].set_value(value)
        self._chosen()
        following = kinds[kinds.index(here) + 1 :]
        if following and self._cards[following[0]].isVisible():
            self._radio(following[0]).setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.finished.emit()

    def _focused(self) -> QWidget:
        return self.focusWidget() or self

    def _radio(self, kind: ConsentKind) -> QWidget:
        choice = self.choices[kind]
        return choice.buttons[choice.value() or YES]

    def _chosen(self) -> None:
        self._show_what_is_asked()
        self.answered.emit()

    def _show_what_is_asked(self) -> None:
        refused = self.choices[ConsentKind.DATA].value() == NO
        for kind, card in self._cards.items():
            card.setVisible(kind is ConsentKind.DATA or not refused)
