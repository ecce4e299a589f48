"""Notices that nobody has touched the computer for a while."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from advisor_app.domain import clock

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication, QWindow

_TOUCHES: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)
_LOOK_EVERY_MS: Final = 10_000


class IdleWatch(QObject):
    """Tells when no key and no pointer moved for so many minutes, sleep of the laptop included.

    Only the windows themselves are watched, not each widget, so that typing costs nothing.

    Signals:
        idle: the time is up.
    """

    idle = Signal()

    def __init__(self, app: QGuiApplication, minutes: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._limit = timedelta(minutes=minutes)
        self._windows: set[QWindow] = set()
        self.touch()
        app.focusWindowChanged.connect(self._watch)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(_LOOK_EVERY_MS)

    def set_minutes(self, minutes: int) -> None:
        """Another limit."""
        self._limit = timedelta(minutes=minutes)

    def touch(self) -> None:
        """Somebody is here."""
        self._at = clock.now()
        self._steady = time.monotonic()

    def look(self) -> None:
        """Tell if the time is up."""
        # the steady clock stops while a lid is closed, the other may be set back
        rested = timedelta(seconds=time.monotonic() - self._steady)
        if max(rested, clock.now() - self._at) >= self._limit:
            self.idle.emit()  # again each time until somebody comes: a busy window may not lock yet

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self.touch()
        return super().eventFilter(watched, event)

    def _watch(self, window: QWindow | None) -> None:
        if window is not None and window not in self._windows:
            self._windows.add(window)
            window.installEventFilter(self)
            window.destroyed.connect(self._forget)

    def _forget(self, window: QObject) -> None:
        self._windows = {one for one in self._windows if one is not window}
