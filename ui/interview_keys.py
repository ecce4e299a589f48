"""The keys of the interview; a text field that has the keyboard keeps its letters."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from ui.widgets.evidence_bar import KEYS
from ui.widgets.level_row import FIRST_TICK_KEY
from ui.widgets.level_rows import MOST_TICKS

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.screens.interview import InterviewScreen


def bind(screen: InterviewScreen) -> None:
    """Give the screen its keys."""
    for level in range(1, FIRST_TICK_KEY):
        _key(screen, str(level), partial(screen.answering.choose, level))
    for index in range(MOST_TICKS):
        _key(screen, str(FIRST_TICK_KEY + index), partial(screen.answering.turn_tick, index))
    for letter, evidence in KEYS.items():
        _key(screen, letter, partial(screen.answering.grade, evidence))
    for keys, command in (
        ("N", screen.answering.ask_reason),
        ("S", screen.answering.not_seen),
        ("A", screen.answering.ask_note),
        ("F", screen.evidence.open),
        ("Ctrl+V", screen.evidence.paste),
        ("P", screen.choose_role),
        ("G", screen.choose_item),
        ("L", screen.show_missing),
        ("R", screen.show_result),
        ("Return", screen.go_on),
        ("Enter", screen.go_on),
        ("Backspace", screen.go_back),
        ("Left", screen.go_back),
        ("Right", screen.leave_for_later),
        ("Ctrl+Z", screen.undo),
    ):
        _key(screen, keys, command)


def _key(screen: InterviewScreen, keys: str, command: Callable[[], None]) -> None:
    shortcut = QShortcut(QKeySequence(keys), screen)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.setAutoRepeat(False)  # a key held down must not run through the questions
    shortcut.activated.connect(command)
