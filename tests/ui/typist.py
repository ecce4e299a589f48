"""Somebody with a stack of paper: types its lines and reads what the screen says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from advisor_app.domain.paper_form import Round
from tests.builders import make_draft
from tests.ui.hands import expose, type_text
from ui.screens.transcribe import TranscribeScreen

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from advisor_app.domain.answers import Answer
    from tests.ui.conftest import WaitingTasks
    from ui.context import Context

NAMED = {
    "Enter": Qt.Key.Key_Return,
    "Up": Qt.Key.Key_Up,
    "Down": Qt.Key.Key_Down,
    "Back": Qt.Key.Key_Backspace,
    "Esc": Qt.Key.Key_Escape,
    "Tab": Qt.Key.Key_Tab,
}


class Typist:
    """An advisor in front of the transcription of one diagnosis."""

    def __init__(self, qtbot: QtBot, context: Context, tasks: WaitingTasks) -> None:
        self.qtbot = qtbot
        self.tasks = tasks
        self._context = context
        session = context.open_session
        self.visit, self.draft = make_draft(session)
        self.screen = TranscribeScreen(context)
        self.keys = 0
        expose(qtbot, self.screen, 1290, 712)
        self.opens()

    def opens(self, round_: Round = Round.SHORT) -> None:
        """Take a form of this round."""
        self.screen.open(assessment_id=self.draft.id, visit_id=self.visit.id, round_=round_)
        self.tasks.wait_idle()
        self.screen.first_focus().setFocus()

    def types(self, line: str, *named: str, patient: bool = True) -> None:
        """Characters, then named keys."""
        for char in line:
            type_text(self.qtbot, self._focus(), char)
            self.keys += 1
        for key in named or ("Enter",):
            if key == "Ctrl+Z":
                modifier = Qt.KeyboardModifier.ControlModifier
                self.qtbot.keyClick(self._focus(), Qt.Key.Key_Z, modifier)
            else:
                self.qtbot.keyClick(self._focus(), NAMED[key])
            self.keys += 1
        if patient:
            self.tasks.wait_idle()

    @property
    def code(self) -> str | None:
        """The item of the line that is typed."""
        line = self.screen.flow.line
        return line.item.code if line else None

    @property
    def said(self) -> str:
        """What stands below the question."""
        place = self.screen.flow.place
        return self.screen.list.rows[place].meaning.text()

    @property
    def field(self) -> str:
        """What is in the field."""
        field = self.screen.list.field
        assert field is not None
        return field.text()

    @property
    def kept(self) -> dict[str, Answer]:
        """What is on disk."""
        return dict(self._context.open_session.assessments.get(self.draft.id).answers)

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self.screen
