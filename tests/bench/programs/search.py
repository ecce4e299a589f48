"""Each letter typed into the search over ten thousand firms, until what it finds is painted."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.bench.children import PASSPHRASE, tell
from tests.bench.window import Paints, drive, enter, rest, shows, wait
from ui.app import Application

WORDS = ("panela", "pan rio", "nandu", "8000", "san jose 12", "tambo", "zzz")
_BETWEEN_MS = 40


def main(folder: Path) -> None:
    times: list[float] = []

    def script(application: Application, paints: Paints) -> None:
        wait(lambda: application.tasks.idle)
        enter(application, paints, PASSPHRASE)
        application.window.go("firms")
        wait(lambda: shows(application, "firms") and _model(application).rowCount() > 0)
        rest(500)
        search = application.window.screen_shown.search
        for word in WORDS:
            for letter in word:
                times.append(_timed(application, paints, search, letter))
                rest(_BETWEEN_MS)
            for _letter in word:
                times.append(_timed(application, paints, search, None))
                rest(_BETWEEN_MS)

    drive(folder, script)
    tell({"keys": [round(1000 * one, 3) for one in times]})


def _timed(application: Application, paints: Paints, search: Any, letter: str | None) -> float:
    """A letter, or a step back without one; what was found must have changed hands."""
    changed: list[bool] = []
    model = _model(application)
    hear = model.modelReset.connect(lambda: changed.append(True))
    begun = time.monotonic()

    def press() -> None:
        if letter is None:
            QTest.keyClick(search, Qt.Key.Key_Backspace)
        else:
            QTest.keyClick(search, letter)

    painted = paints.after(press, lambda: bool(changed))
    model.disconnect(hear)
    return painted - begun


def _model(application: Application) -> Any:
    return application.window.screen_shown.table


if __name__ == "__main__":
    main(Path(sys.argv[1]))
