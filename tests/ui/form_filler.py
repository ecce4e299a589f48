"""Somebody who fills in the firm's form by keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ui.hands import type_text
from ui.dialogs.question import Question


class FormFiller:
    """What an advisor does with the form."""

    def __init__(self, qtbot, screen, tasks):
        self.qtbot, self.screen, self.tasks = qtbot, screen, tasks

    def open(self, firm=None, group="", then=""):
        self.screen.open(firm_id=firm.id if firm else None, group=group, then=then)
        self.tasks.wait_idle()

    def write(self, editor, text):
        """Write into a field and leave it."""
        editor.setFocus()
        editor.selectAll()
        QTest.keyClick(editor, Qt.Key.Key_Delete)
        type_text(self.qtbot, editor, text)
        QTest.keyClick(editor, Qt.Key.Key_Tab)
        self.tasks.wait_idle()

    def choose(self, editor, key):
        editor.set_value(key)
        editor.chosen.emit(key)
        self.tasks.wait_idle()

    def press(self, key, modifier=Qt.KeyboardModifier.ControlModifier):
        focused = self.screen.focusWidget() or self.screen
        self.qtbot.keyClick(focused, key, modifier)
        self.tasks.wait_idle()

    def part(self, kind):
        """One of the groups."""
        return self.screen.groups.part(kind)

    @property
    def shown(self):
        """The keys of the groups that are seen."""
        return [key for key, group in self.screen.groups.made.items() if group.isVisible()]

    @property
    def question(self):
        found = self.screen.findChildren(Question)
        return found[-1] if found else None
