"""What keys and buttons say of the question on the screen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from advisor_app.domain.answers import NA_REASON_LENGTH
from advisor_app.i18n import _
from ui import interview_texts as texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from advisor_app.domain.answers import Evidence
    from ui.interview_flow import InterviewFlow
    from ui.interview_keeper import AnswerKeeper
    from ui.widgets.interview_view import InterviewView


class Answering(QObject):
    """Level, ticks, evidence, note, reason and role; each after what is being written.

    Signals:
        said: the draft of the question changed.
    """

    said = Signal()

    def __init__(self, view: InterviewView, keeper: AnswerKeeper, screen: QWidget) -> None:
        super().__init__(screen)
        self._view = view
        self._keeper = keeper
        self._screen = screen
        self._flow: InterviewFlow | None = None
        self._is_open = True
        self._asks_reason = False

    def take(self, flow: InterviewFlow, *, is_open: bool = True) -> None:
        """Another interview; a closed one can only be looked at."""
        self._flow = flow
        self._is_open = is_open

    def choose(self, level: int) -> None:
        """A level, 1 to 5."""

        def do(flow: InterviewFlow) -> None:
            flow.choose(level)
            self._show(flow)
            self._view.rows.show_row(level)

        self._do(do)

    def grade(self, evidence: Evidence) -> None:
        """How the level was seen, where that is asked."""

        def do(flow: InterviewFlow) -> None:
            if flow.grade(evidence):
                self._show(flow)

        self._do(do)

    def turn_tick(self, index: int) -> None:
        """Turn a condition of level 3 on or off."""

        def do(flow: InterviewFlow) -> None:
            draft = flow.draft
            if not draft.asks_evidence:
                self._view.hint.say(texts.no_such_level(), urgent=True)
            elif index < len(draft.checks):
                flow.tick(index, not draft.checks[index])
                self._show(flow)

        self._do(do)

    def set_tick(self, index: int, met: bool) -> None:
        """A condition of level 3 was clicked; that chooses the level too."""

        def do(flow: InterviewFlow) -> None:
            if not flow.draft.asks_evidence:
                flow.choose(3)
            flow.tick(index, met)
            self._show(flow)

        self._do(do)

    def not_seen(self) -> None:
        """It could not be seen."""

        def do(flow: InterviewFlow) -> None:
            flow.not_seen()
            self._show(flow)

        self._do(do)

    def hear(self, role: str | None) -> None:
        """Somebody else answers from here on."""

        def do(flow: InterviewFlow) -> None:
            flow.hear(role or "owner")
            self._show(flow)
            self._screen.setFocus()

        self._do(do)

    def ask_note(self) -> None:
        """A note on the question."""

        def do(flow: InterviewFlow) -> None:
            self._asks_reason = False
            self._view.bar.ask_sentence(_("Nota"), flow.draft.note)

        self._do(do)

    def ask_reason(self) -> None:
        """Why the question does not apply, where it may not."""

        def do(flow: InterviewFlow) -> None:
            if not flow.item.na_allowed:
                self._view.show_draft(flow)
                self._view.hint.say(texts.always_applies(), urgent=True)
                return
            self._asks_reason = True
            self._view.bar.ask_sentence(_("¿Por qué no aplica?"), flow.draft.na_reason)

        self._do(do)

    def take_sentence(self, sentence: str) -> None:
        """The note or the reason that was asked for."""
        flow = self._flow
        if flow is None:
            return
        missing = NA_REASON_LENGTH - len(sentence.strip())
        if self._asks_reason and missing > 0:
            self._view.hint.say(texts.too_short(missing), urgent=True)
            return
        if self._asks_reason:
            flow.not_applicable(sentence)
        else:
            flow.annotate(sentence)
        self.drop_sentence()
        self.said.emit()

    def drop_sentence(self) -> None:
        """Back to the buttons."""
        self._view.bar.show_buttons()
        if self._flow is not None:
            self._view.show_draft(self._flow)
        self._screen.setFocus()

    def _show(self, flow: InterviewFlow) -> None:
        self._view.show_draft(flow)
        self.said.emit()

    def _do(self, command: Callable[[InterviewFlow], None]) -> None:
        self._keeper.do(partial(self._if_asking, command))

    def _if_asking(self, command: Callable[[InterviewFlow], None]) -> None:
        hears = self._is_open and self._view.is_asking and not self._keeper.has_failed
        if self._flow is not None and hears:
            command(self._flow)
