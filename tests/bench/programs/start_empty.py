"""An empty window of Qt and nothing else: when it was painted."""

from __future__ import annotations

import os
import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from tests.bench.children import SPAWNED


class _FirstPaint(QObject):
    """Tells when the painting that it hears of is over, and ends the program."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._tell)
        return False

    def _tell(self) -> None:
        milliseconds = 1000 * time.monotonic() - int(os.environ[SPAWNED]) / 1e6
        work = 1000 * time.process_time()
        sys.stdout.write(f'{{"painted": {milliseconds}, "work": {work}}}\n')
        QApplication.quit()


def main() -> None:
    application = QApplication([])
    window = QMainWindow()
    first = _FirstPaint(window)
    window.installEventFilter(first)
    window.showMaximized()
    application.exec()


if __name__ == "__main__":
    main()
