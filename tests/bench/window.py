"""In a child: the real program, driven from inside, and the moments at which it has painted."""

from __future__ import annotations

import os
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer

from ui import app as program

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.app import Application

_PATIENCE_MS: Final = 30_000
_PAINTING: Final = (QEvent.Type.Paint, QEvent.Type.UpdateRequest)
Condition = Callable[[], bool]


class Paints(QObject):
    """When a window has been painted.

    Attributes:
        first: when it was painted first.
        first_work: what the process had computed until then.

    A paint event, or the request to paint any part of it, reaches the window before the painting;
    a timer of zero then runs after it. What is counted is the time at which that timer runs.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.first = 0.0
        self.first_work = 0.0
        self._due: Condition | None = lambda: True
        self._then: Callable[[float], None] = self._note_first
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _PAINTING and self._due is not None and self._due():
            self._due = None
            QTimer.singleShot(0, self._tell)
        return False

    def after(self, act: Callable[[], object], due: Condition) -> float:
        """The time of the painting that ``act`` leads to."""
        loop, times = QEventLoop(), list[float]()

        def painted(at: float) -> None:
            times.append(at)
            loop.quit()

        self._due, self._then = due, painted
        act()
        if not times:
            _hurry(loop)
        return times[0]

    def _tell(self) -> None:
        self._then(time.monotonic())

    def _note_first(self, at: float) -> None:
        self.first = at
        self.first_work = time.process_time()


def wait(condition: Condition) -> None:
    """Let events run until something holds."""
    if condition():
        return
    loop, timer = QEventLoop(), QTimer()
    timer.timeout.connect(lambda: loop.quit() if condition() else None)
    timer.start(2)
    _hurry(loop)
    timer.stop()


def rest(milliseconds: int) -> None:
    """Let events run for a while, as between two keys."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _hurry(loop: QEventLoop) -> None:
    late = QTimer()
    late.setSingleShot(True)
    late.timeout.connect(lambda: _give_up("what was waited for did not come"))
    late.start(_PATIENCE_MS)
    loop.exec()
    late.stop()


def _give_up(why: str) -> None:
    sys.stderr.write(why + "\n")
    traceback.print_stack()
    sys.stderr.flush()
    os._exit(1)


def drive(folder: Path, script: Callable[[Application, Paints], None], *options: str) -> None:
    """Run the program on a workspace; the script begins once the window has been painted."""
    show = program.Application.show

    def watched(application: Application) -> None:
        paints = Paints(application.window)
        show(application)
        application.window.first_painted.connect(lambda: begin(application, paints))

    def begin(application: Application, paints: Paints) -> None:
        try:
            script(application, paints)
        except BaseException:
            _give_up(traceback.format_exc())
        application.window.close()

    program.Application.show = watched
    program.run(["advisor-app", "--workspace", str(folder), *options])


def enter(application: Application, paints: Paints, passphrase: str) -> float:
    """Unlock as a person would; when Today has been painted with its drafts and firms."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    def is_filled() -> bool:
        screen: Any = application.window.screen_shown
        return shows(application, "today") and screen.recent.isVisible()

    line = application.window.screen_shown.passphrase.line
    line.setText(passphrase)
    return paints.after(lambda: QTest.keyClick(line, Qt.Key.Key_Return), is_filled)


def shows(application: Application, route: str) -> bool:
    """Whether the screen of this route is the one shown."""
    shown = application.window.screen_shown
    return shown is not None and shown.route == route
