"""The system's polite word that a program must end, as when somebody logs out of Linux or macOS."""

from __future__ import annotations

import signal
import socket
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, Signal

if TYPE_CHECKING:
    from types import FrameType

_WORDS = (signal.SIGTERM, signal.SIGHUP)


class Ending(QObject):
    """Hears it while Qt's event loop runs, where Python alone would not hear.

    Signals:
        asked: the program must end now.
    """

    asked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._near, self._far = socket.socketpair()
        for end in (self._near, self._far):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._near.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)
        signal.set_wakeup_fd(self._far.fileno(), warn_on_full_buffer=False)
        for word in _WORDS:
            signal.signal(word, _leave_to_qt)

    def _read(self) -> None:
        heard = self._near.recv(64)
        if any(word in heard for word in _WORDS):
            self.asked.emit()


def _leave_to_qt(_number: int, _frame: FrameType | None) -> None:
    """Python writes the number of the signal to the socket; that is enough."""
