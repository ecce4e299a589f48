"""The floor of a start: fonts, translator, style sheet and widgets of the real window, in Qt alone.

It imports nothing but PySide6 and builds as many widgets, of the same classes, roles and texts,
as the real window has, in one grid.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from PySide6 import QtWidgets
from PySide6.QtCore import QEvent, QLibraryInfo, QObject, QTimer, QTranslator
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

_COLUMNS = 6


class _FirstPaint(QObject):
    """Tells when the painting that it hears of is over, and ends the program."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._tell)
        return False

    def _tell(self) -> None:
        milliseconds = 1000 * time.monotonic() - int(os.environ["ADVISOR_BENCH_SPAWNED"]) / 1e6
        work = 1000 * time.process_time()
        count = len(self.parent().findChildren(QtWidgets.QWidget))
        sys.stdout.write(f'{{"painted": {milliseconds}, "work": {work}, "widgets": {count}}}\n')
        QtWidgets.QApplication.quit()


def dressed(application: QtWidgets.QApplication, folder: Path, fonts: Path) -> None:
    """Give the application the real one's fonts, translator and style sheet."""
    translator = QTranslator(application)
    translator.load("qtbase_es", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    application.installTranslator(translator)
    for file in sorted(fonts.glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
    application.setStyle("Fusion")
    family, pixels = (folder / "font.txt").read_text(encoding="utf-8").split("\t")
    font = QFont(family)
    font.setPixelSize(int(pixels))
    application.setFont(font)
    application.setStyleSheet((folder / "style.txt").read_text(encoding="utf-8"))


def filled(description: Path) -> QtWidgets.QWidget:
    """A window of the widgets of a description."""
    window = QtWidgets.QWidget()
    grid = QtWidgets.QGridLayout(window)
    lines = description.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        grid.addWidget(_widget(*line.split("\t"), window), number // _COLUMNS, number % _COLUMNS)
    return window


def _widget(
    kind: str, role: str, is_seen: str, text: str, parent: QtWidgets.QWidget
) -> QtWidgets.QWidget:
    made = getattr(QtWidgets, kind)(parent)
    if role:
        made.setProperty("role", role)
    if text:
        made.setProperty("text", text)
    if is_seen == "0":
        made.hide()
    return made


def main(folder: Path, fonts: Path, name: str, *, scaled: bool) -> None:
    if scaled:  # naming Qt's own namespace once makes all its enumerations
        from PySide6.QtCore import Qt

        QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
            Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
        )
    application = QtWidgets.QApplication([])
    dressed(application, folder, fonts)
    window = filled(folder / f"{name}.txt")
    first = _FirstPaint(window)
    window.installEventFilter(first)
    window.showMaximized()
    application.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], scaled="scaled" in sys.argv[4:])
