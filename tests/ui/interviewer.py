"""Somebody who interviews with one hand: presses keys and reads what the screen says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from tests.ui.hands import expose, type_text
from ui.screens.interview import InterviewScreen

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from advisor_app.domain.answers import Answer
    from tests.ui.conftest import WaitingTasks
    from ui.context import Context

NAMED = {
    "Enter": Qt.Key.Key_Return,
    "Back": Qt.Key.Key_Backspace,
    "Left": Qt.Key.Key_Left,
    "Right": Qt.Key.Key_Right,
    "Esc": Qt.Key.Key_Escape,
}


class Interviewer:
    """An advisor in front of the interview of one diagnosis."""

    def __init__(
        self, qtbot: QtBot, context: Context, tasks: WaitingTasks, assessment_id: str
    ) -> None:
        self._qtbot = qtbot
        self._tasks = tasks
        self._context = context
        self.assessment_id = assessment_id
        self.screen = InterviewScreen(context)
        expose(qtbot, self.screen, 1290, 712)
        self.opens()

    def opens(self, item: str | None = None) -> None:
        """Go to the interview, as from the firm's page."""
        self.screen.open(assessment_id=self.assessment_id, item=item)
        self._tasks.wait_idle()
        self.screen.setFocus()

    def presses(self, keys: str) -> None:
        """Keys one after the other, each once the screen has settled."""
        for key in keys.split():
            self._press(key)
            self._tasks.wait_idle()

    def types_ahead(self, keys: str) -> None:
        """Keys faster than the disk."""
        for key in keys.split():
            self._press(key)
        self._tasks.wait_idle()

    def writes(self, sentence: str) -> None:
        """Type into the sentence that is asked for, and confirm it."""
        line = self.screen.view.bar.sentence
        line.clear()
        type_text(self._qtbot, line, sentence)
        self._qtbot.keyClick(line, Qt.Key.Key_Return)
        self._tasks.wait_idle()

    @property
    def item(self) -> str:
        """The code of the question on the screen."""
        return self.screen.view.place.place.text().split("· ")[1]

    @property
    def hint(self) -> str:
        """What the line above the buttons says."""
        return self.screen.view.hint.text()

    @property
    def level_shown(self) -> int | None:
        """The row that is chosen."""
        return next((row.number for row in self.screen.view.rows.rows if row.isChecked()), None)

    @property
    def kept(self) -> dict[str, Answer]:
        """What is on disk."""
        return dict(self._context.open_session.assessments.get(self.assessment_id).answers)

    @property
    def place_kept(self) -> str | None:
        """Where the draft would reopen."""
        return self._context.open_session.assessments.get(self.assessment_id).current_item

    def dialog(self) -> QDialog:
        """The dialog that is open."""
        found = QApplication.activeModalWidget()
        assert isinstance(found, QDialog)
        self._qtbot.waitUntil(found.isActiveWindow)
        return found

    def _press(self, key: str) -> None:
        if key == "Ctrl+Z":
            self._qtbot.keyClick(self.screen, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        else:
            self._qtbot.keyClick(self.screen, NAMED.get(key, key))
