"""What a person does in front of a window: type, look, wait for it to come up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.conftest import WaitingTasks


def type_text(qtbot: QtBot, widget: QWidget, text: str) -> None:
    """Type as a person would, accents included (QTest aborts on non-ASCII)."""
    for char in text:
        if char.isascii():
            qtbot.keyClick(widget, char)
        else:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, char)
                QApplication.sendEvent(widget, event)


def write_over(qtbot: QtBot, tasks: WaitingTasks, line: QLineEdit, text: str) -> None:
    """Write over what a line says, leave it, and see it stored."""
    line.setFocus()
    line.selectAll()
    type_text(qtbot, line, text)
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    tasks.wait_idle()


def expose(qtbot: QtBot, widget: QWidget, width: int = 1166, height: int = 712) -> None:
    """Show a screen as large as the main window leaves it on the field laptop."""
    qtbot.addWidget(widget)
    widget.resize(width, height)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
