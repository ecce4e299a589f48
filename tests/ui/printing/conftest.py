"""A report in the real window, and its print sheet one key away."""

from __future__ import annotations

import os

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.builders import answer_everything, make_draft
from ui.dialogs.print_sheet import PrintSheet


@pytest.fixture
def draft(session):
    made = make_draft(session)[1]
    answer_everything(session, made)
    return made


@pytest.fixture
def report(window, tasks, draft):
    """The report on screen in the real window."""
    window.go("report", assessment_id=draft.id)
    tasks.wait_idle(30)
    return window.screen_shown


@pytest.fixture
def opened(report, tasks, qtbot, window):
    """Opens the print sheet by its key, on the screen that a change of look may have built anew."""

    def press() -> PrintSheet:
        tasks.wait_idle(30)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        shown = window.screen_shown
        qtbot.waitUntil(lambda: shown.isAncestorOf(QApplication.focusWidget() or window))
        qtbot.keyClick(shown, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), PrintSheet))
        sheet = QApplication.activeModalWidget()
        assert isinstance(sheet, PrintSheet)
        qtbot.waitUntil(sheet.isActiveWindow)
        tasks.wait_idle(30)
        return sheet

    return press


@pytest.fixture
def gate(cups):
    """Where a printer may be made to stand still."""
    place = cups.folder / "gate"
    os.mkfifo(place)
    yield place
    place.unlink()
