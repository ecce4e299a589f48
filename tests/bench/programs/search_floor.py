"""The rival of the search: Qt's own filter over as many rows in its own table, accents and all."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSortFilterProxyModel, Qt, QTimer
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QVBoxLayout, QWidget

import ui  # noqa: F401 - it keeps None alive under PySide6 on Python 3.11
from tests.bench.programs.start_floor import dressed

_ROWS = 10_000
_BETWEEN_MS = 40
_WORDS = ("panela", "pan rio", "nandu", "8000", "san jose 12", "tambo", "zzz")
_NAMES = ("Panela La Palma", "Café Río Verde", "Frutas El Ñandú", "Maderas San José")
_TOWNS = ("El Tambo", "Villeta", "Puerto Lleras", "Caloto", "Ibagué")


class Rival(QObject):
    """Types, and notes how long each key took until the table was painted."""

    def __init__(self, window: QWidget, line: QLineEdit, filtered: QSortFilterProxyModel) -> None:
        super().__init__(window)
        self.times: list[float] = []
        self._line = line
        self._filtered = filtered
        self._keys = [
            key for word in _WORDS for key in [*word, *[Qt.Key.Key_Backspace] * len(word)]
        ]
        self._has_changed = False
        line.textChanged.connect(self._filter)
        window.installEventFilter(self)

    def type(self) -> None:
        if not self._keys:
            QApplication.quit()
            return
        self._begun = time.monotonic()
        QTest.keyClick(self._line, self._keys.pop(0))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.UpdateRequest and self._has_changed:
            self._has_changed = False
            QTimer.singleShot(0, self._painted)
        return False

    def _filter(self, text: str) -> None:
        self._filtered.setFilterFixedString(text)
        self._has_changed = True

    def _painted(self) -> None:
        self.times.append(1000 * (time.monotonic() - self._begun))
        QTimer.singleShot(_BETWEEN_MS, self.type)


def main(folder: Path, fonts: Path) -> None:
    application = QApplication([])
    dressed(application, folder, fonts)
    model = QStandardItemModel(_ROWS, 0)
    for number in range(_ROWS):
        texts = (_NAMES[number % 4], str(800_000_000 + number), _TOWNS[number % 5], "Café", "3")
        for column, text in enumerate(texts):
            model.setItem(number, column, QStandardItem(f"{text} {number}"))
    filtered = QSortFilterProxyModel()
    filtered.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    filtered.setFilterKeyColumn(-1)
    filtered.setSourceModel(model)
    window, line, table = QWidget(), QLineEdit(), QTableView()
    table.setModel(filtered)
    column = QVBoxLayout(window)
    column.addWidget(line)
    column.addWidget(table)
    window.showMaximized()
    rival = Rival(window, line, filtered)
    QTimer.singleShot(500, rival.type)
    application.exec()
    sys.stdout.write(json.dumps({"keys": rival.times}) + "\n")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
