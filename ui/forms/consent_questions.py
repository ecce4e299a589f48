"""The separate questions of the authorization, answered one by one with yes or no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from advisor_app.domain.consent import ConsentKind
from advisor_app.i18n import _
from ui.forms.yes_no_list import YesNoList
from ui.widgets.basic import Card, label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from advisor_app.domain.consent import ConsentWords
    from advisor_app.services.consents import ConsentState


class ConsentQuestions(Card):
    """After a no to the first one nothing else is asked.

    Signals:
        answered: an answer was chosen.
    """

    answered = Signal()

    def __init__(self, words: ConsentWords, parent: QWidget | None = None) -> None:
        super().__init__(_("Pregunte una por una"), parent)
        self.add(label(_("S es sí, N es no. Solo la primera es necesaria."), "soft"))
        self.list = YesNoList()
        for number, kind in enumerate(ConsentKind, start=1):
            self.list.ask(kind, words.questions[kind], f"{number}. {words.names[kind]}")
        self.list.answered.connect(self._take)
        self.add(self.list)

    def set_words(self, words: ConsentWords) -> None:
        """Ask in these words."""
        for kind in ConsentKind:
            self.list.reword(kind, words.questions[kind])

    def set_answers(self, state: ConsentState) -> None:
        """Show what was answered before."""
        for kind in ConsentKind:
            self.list.set_value(kind, state.of(kind))
        self._show_what_is_asked()

    def answers(self) -> Mapping[ConsentKind, bool]:
        """What was answered so far."""
        if self.data_answer is False:
            return {ConsentKind.DATA: False}
        given = {kind: self.list.value(kind) for kind in ConsentKind}
        return {kind: answer for kind, answer in given.items() if answer is not None}

    @property
    def data_answer(self) -> bool | None:
        """The answer to the first one."""
        return self.list.value(ConsentKind.DATA)

    def _take(self) -> None:
        self._show_what_is_asked()
        self.answered.emit()

    def _show_what_is_asked(self) -> None:
        refused = self.data_answer is False
        self.list.show_only([ConsentKind.DATA] if refused else list(ConsentKind))
