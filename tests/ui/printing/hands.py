"""What is done with a print sheet, by keys, until a fact is seen."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

PATIENCE_MS = 60_000


def press(qtbot, key):
    qtbot.keyClick(QApplication.focusWidget(), key)


def closed(qtbot):
    """Wait until the sheet has closed by itself."""
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=PATIENCE_MS)


def until(qtbot, part):
    qtbot.waitUntil(part.isVisible, timeout=PATIENCE_MS)
