"""Python's cyclic collector kept out of Qt's way: it runs here, between events, or not at all."""

from __future__ import annotations

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

_EVERY_MS: Final = 1_000


class Collector(QObject):
    """Collects in the window's thread, where widgets may be freed, and never while one types.

    A collection that starts by itself may run in a worker thread and free a widget there,
    which ends the process.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._thresholds = gc.get_threshold()

    def start(self) -> None:
        """Leave what the start built out of every later collection, and begin."""
        gc.freeze()
        self._timer.start(_EVERY_MS)

    def collect(self) -> None:
        """Collect the youngest generation that is due."""
        counts = gc.get_count()
        for generation in (2, 1, 0):
            if counts[generation] > self._thresholds[generation]:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """Give the collector back to Python."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
