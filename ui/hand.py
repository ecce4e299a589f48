"""A hand on the keyboard: walks the real window as a person would, by keys alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from ui.app import Application
    from ui.screens.base import Screen

PATIENCE: Final = 30.0
"""Seconds that the hand waits for something to happen before it gives up."""

_TABS: Final = 400


class Lost(Exception):  # noqa: N818 - the hand does not find what it looks for
    """Something that should be there did not come, or no key leads to it."""


class Hand:
    """Presses keys in a window, waits for what they bring, and takes pictures."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.window = application.window

    @property
    def screen(self) -> Screen:
        """The screen in front of the person."""
        shown = self.window.screen_shown
        if shown is None:
            raise Lost("no screen is shown")
        return shown

    def press(
        self,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        times: int = 1,
    ) -> None:
        """Press a key where the focus is."""
        for _time in range(times):
            QTest.keyClick(self._target(), key, modifier)

    def type(self, text: str) -> None:
        """Write where the focus is, accents included."""
        for char in text:
            target = self._target()
            if char.isascii():
                QTest.keyClick(target, char)  # pyright: ignore[reportCallIssue, reportArgumentType]  # the stubs lack the text form
            else:
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, char)
                    QApplication.sendEvent(target, event)

    def write(self, widget: QWidget, text: str) -> None:
        """Go to a field, replace what it holds, and leave it."""
        self.reach(widget)
        self.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.type(text)
        self.press(Qt.Key.Key_Tab)
        self.rest()

    def push(self, widget: QWidget) -> None:
        """Go to a button and press it."""
        self.reach(widget)
        self.press(Qt.Key.Key_Space)
        self.rest()

    def reach(self, widget: QWidget) -> None:
        """Tab until the widget, or something inside it, has the focus.

        Raises:
            Lost: no number of Tabs leads there.
        """
        self.wait(lambda: widget.isVisible() and widget.isEnabled(), f"{_name(widget)} can be used")
        for _tab in range(_TABS):
            focused = QApplication.focusWidget()
            if focused is not None and (focused is widget or widget.isAncestorOf(focused)):
                return
            self.press(Qt.Key.Key_Tab)
        raise Lost(f"Tab never reaches {_name(widget)}")

    def wait(self, fact: Callable[[], object], said: str = "") -> None:
        """Let the window live until something is so.

        Raises:
            Lost: it did not become so in time.
        """
        end = time.monotonic() + PATIENCE
        while not fact():
            if time.monotonic() > end:
                shown = self.window.screen_shown
                raise Lost(f"waited in vain: {said} (on {shown.route if shown else 'nothing'})")
            _breathe()

    def rest(self) -> None:
        """Wait until everything asked for has been done and shown."""
        self.wait(lambda: self.application.tasks.idle, "all work done")
        _breathe()
        self.wait(lambda: self.application.tasks.idle, "all work done")

    def arrive(self, route: str) -> Screen:
        """Wait for the screen of a route."""

        def there() -> bool:
            shown = self.window.screen_shown
            return shown is not None and shown.route == route

        self.wait(there, f"screen {route}")
        self.rest()
        return self.screen

    def picture(self, path: Path) -> Path:
        """Save what the person sees."""
        self.rest()
        if not self.window.grab().save(str(path)):
            raise Lost(f"no picture at {path.name}")
        return path

    def _target(self) -> QWidget:
        active = QApplication.activeWindow()
        if active is None or not active.isVisible():
            # without a window manager nobody gives the focus back when a popup closes
            self.window.activateWindow()
            _breathe()
        popup = QApplication.activePopupWidget()
        return popup or QApplication.focusWidget() or self.window


def _breathe() -> None:
    """Handle what waits, and sleep until something happens or a moment has passed."""
    QTimer.singleShot(5, _nothing)
    QCoreApplication.processEvents(
        QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents
    )
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _nothing() -> None:
    """Only wakes the event loop."""


def _name(widget: QWidget) -> str:
    return widget.accessibleName() or widget.objectName() or type(widget).__name__
