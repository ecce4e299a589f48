"""A heartbeat of the window's event loop: through an interview, and while reports are made.

Beside them two controls: the same window at rest, and at rest with a thread that only counts.
"""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer

from tests.bench.children import PASSPHRASE, tell
from tests.bench.interviewing import answers, begin, current_item, open_interview, press
from tests.bench.window import Paints, drive, enter, rest, wait
from ui.app import Application

_BEAT_MS = 1
_BETWEEN_MS = 70
_REPORTS = 3
_LOOKING_MS = 1000
_COUNTING_MS = 4000
Gaps = list[tuple[float, float]]


class Heartbeat(QObject):
    """Notes how far apart its beats are, and how much of that the window's thread worked."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps: Gaps = []
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._last = (0.0, 0.0)

    def begin(self) -> None:
        self.gaps = []
        self._last = (time.perf_counter(), time.thread_time())
        self._timer.start(_BEAT_MS)

    def end(self) -> Gaps:
        self._timer.stop()
        return self.gaps

    def _beat(self) -> None:
        now = (time.perf_counter(), time.thread_time())
        self.gaps.append((now[0] - self._last[0], now[1] - self._last[1]))
        self._last = now


def main(folder: Path) -> None:
    phases: dict[str, Gaps] = {}

    def script(application: Application, paints: Paints) -> None:
        heart = Heartbeat()
        wait(lambda: application.tasks.idle)
        enter(application, paints, PASSPHRASE)
        session = application.window.context.open_session
        assessment_id = begin(session)
        open_interview(application, paints, assessment_id)
        rest(1000)
        heart.begin()
        rest(5000)
        phases["idle"] = heart.end()
        heart.begin()
        count_aside()
        phases["counting"] = heart.end()
        heart.begin()
        _interview(application)
        phases["interview"] = heart.end()
        heart.begin()
        _reports(application, assessment_id)
        phases["report"] = heart.end()

    drive(folder, script)
    tell({name: figures(gaps) for name, gaps in phases.items()})


def count_aside() -> None:
    """Let a thread count: what Python and this machine cost a window beside any busy thread."""
    stop = threading.Event()

    def count() -> None:
        number = 0
        while not stop.is_set():
            number += 1

    thread = threading.Thread(target=count)
    thread.start()
    rest(_COUNTING_MS)
    stop.set()
    thread.join()


def _interview(application: Application) -> None:
    for keys in answers(application):
        before = current_item(application)
        for key in keys + "\n":
            press(application, key)
            rest(_BETWEEN_MS)
        wait(lambda b=before: current_item(application) != b)
    rest(500)


def _reports(application: Application, assessment_id: str) -> None:
    """Open the report's screen, which builds it in a thread and then shows its pages."""
    window = application.window
    window.go("report", assessment_id=assessment_id)
    screen: Any = window.screen_shown
    for number in range(_REPORTS):
        if number:
            screen.open(assessment_id=assessment_id)
        wait(lambda: screen.view is not None and screen.pages.currentWidget() is screen.view)
        rest(_LOOKING_MS)


def figures(gaps: Gaps) -> dict[str, float]:
    """How far apart the beats were, in milliseconds."""
    lengths = sorted(gap for gap, _own in gaps)
    worst, own = max(gaps)

    def percentile(share: float) -> float:
        return lengths[min(len(lengths) - 1, int(share * len(lengths)))]

    return {
        "count": len(lengths),
        "p50": 1000 * percentile(0.5),
        "p99": 1000 * percentile(0.99),
        "p99.9": 1000 * percentile(0.999),
        "max": 1000 * worst,
        "of it own": 1000 * own,
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
