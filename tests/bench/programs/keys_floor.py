"""The floor of a key in the interview: as many widgets, one row in plain SQLite, another text.

Nothing but PySide6 and the standard library: Enter hands a row to a thread, which puts it on the
disk as safely as the program does (write-ahead log, forced out at each commit), and then question
and levels say something else.
"""

from __future__ import annotations

import json
import queue
import sqlite3
import sys
import threading
import time
from pathlib import Path

from PySide6 import QtWidgets
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtTest import QTest

import ui  # noqa: F401 - it keeps None alive under PySide6 on Python 3.11
from tests.bench.programs.start_floor import dressed, filled

_COUNT = 60
_BETWEEN_MS = 60
_ROW = "INSERT INTO answer VALUES (?, ?, ?) ON CONFLICT (item) DO UPDATE SET level = excluded.level"


class Floor(QObject):
    """Types, writes, shows, and notes how long it took."""

    _written = Signal()

    def __init__(self, window: QtWidgets.QWidget, base: Path) -> None:
        super().__init__(window)
        self.times: list[float] = []
        self._window = window
        self._base = base
        self._number = 0
        self._shown = False
        self._rows: queue.SimpleQueue[int | None] = queue.SimpleQueue()
        self._texts = [
            one
            for one in window.findChildren(QtWidgets.QWidget)
            if one.isVisible() and one.property("text")
        ][-12:]
        self._written.connect(self._show, Qt.ConnectionType.QueuedConnection)
        shortcut = QtWidgets.QApplication.instance()
        shortcut.installEventFilter(self)
        self._writer = threading.Thread(target=self._write)
        self._writer.start()

    def type(self) -> None:
        if self._number == _COUNT:
            self._rows.put(None)
            self._writer.join()
            QtWidgets.QApplication.quit()
            return
        self._number += 1
        self._begun = time.monotonic()
        QTest.keyClick(self._window, Qt.Key.Key_Return)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._window:
            return False
        if event.type() == QEvent.Type.KeyPress:
            self._rows.put(self._number)
        elif event.type() == QEvent.Type.UpdateRequest and self._shown:
            self._shown = False
            QTimer.singleShot(0, self._painted)
        return False

    def _write(self) -> None:
        base = sqlite3.connect(self._base, isolation_level=None)
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("PRAGMA synchronous = FULL")
        base.execute("CREATE TABLE answer (item INTEGER PRIMARY KEY, level INTEGER, note TEXT)")
        while (number := self._rows.get()) is not None:
            base.execute(_ROW, (number, number % 5, "una nota"))
            self._written.emit()
        base.close()

    def _show(self) -> None:
        for one in self._texts:
            one.setProperty("text", f"{self._number}: {one.property('text')[:60]}")
        self._shown = True

    def _painted(self) -> None:
        self.times.append(1000 * (time.monotonic() - self._begun))
        QTimer.singleShot(_BETWEEN_MS, self.type)


def main(folder: Path, fonts: Path, base: Path) -> None:
    application = QtWidgets.QApplication([])
    dressed(application, folder, fonts)
    window = filled(folder / "interview.txt")
    window.showMaximized()
    floor = Floor(window, base)
    QTimer.singleShot(300, floor.type)
    application.exec()
    sys.stdout.write(json.dumps({"next": floor.times}) + "\n")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
