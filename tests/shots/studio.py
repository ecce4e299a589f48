"""A real window that is put before each screen and photographed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui import settings as choices
from ui.app import Application

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.main_window import MainWindow

_LONGEST_MS: Final = 20_000
_SETTLE_MS: Final = 40
_PREVIEWED: Final = ("report", "formats")
_PREVIEW_MS: Final = 700  # the preview draws its pages in threads of its own
_PAGE_WIDTH: Final = 1000


@dataclass(frozen=True, slots=True)
class Look:
    """How a picture is taken."""

    lang: str
    theme: str
    percent: int

    def __str__(self) -> str:
        return f"{self.lang}-{self.theme}-{self.percent}"


class Studio:
    """Opens the program on a workspace and saves what its window shows."""

    def __init__(self, application: Application, into: Path) -> None:
        self._application = application
        self._into = into
        self.saved: list[Path] = []

    @property
    def window(self) -> MainWindow:
        return self._application.window

    def dress(self, look: Look) -> None:
        """Language, theme and size of text, as the settings would change them."""
        settings = self._application.settings
        settings.set(choices.LANGUAGE, look.lang)
        settings.set(choices.THEME, look.theme)
        settings.set(choices.TEXT_PERCENT, look.percent)
        self.settle()

    def shoot_screen(self, route: str, name: str, params: dict[str, object]) -> None:
        """Go to a screen and keep the whole window."""
        self.window.go(route, **params)
        self.settle()
        if route in _PREVIEWED:
            QTest.qWait(_PREVIEW_MS)
            self.settle()  # what is begun a moment after the screen is there
            QTest.qWait(_PREVIEW_MS)
        shown = self.window.screen_shown
        if shown is None or shown.route != route:
            raise RuntimeError(f"the window does not show {route}")
        self._save(self.window, name)

    def shoot_dialog(self, command: str, name: str) -> None:
        """What a key of the window opens, over it."""
        self.window.act(command)
        self.settle()
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            raise RuntimeError(f"{command} opens nothing")
        self._save(dialog, name)
        dialog.close()
        self.settle()

    def settle(self) -> None:
        """Until everything asked for has been answered and drawn."""
        QTest.qWait(_SETTLE_MS)
        waited = 0
        while not self._application.tasks.idle and waited < _LONGEST_MS:
            QTest.qWait(_SETTLE_MS)
            waited += _SETTLE_MS
        QTest.qWait(_SETTLE_MS)

    def _save(self, widget: QWidget, name: str) -> None:
        self._keep(widget.grab().toImage(), name)

    def save_pages(self, pdf: bytes, name: str, count: int) -> None:
        """The first pages of a report."""
        held = QByteArray(pdf)  # the buffer reads from it as long as the document lives
        buffer = QBuffer(held)
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document = QPdfDocument()
        document.load(buffer)
        for page in range(min(count, document.pageCount())):
            self._keep(_page(document, page), f"{name}-{page + 1}")
        document.close()

    def _keep(self, image: QImage, name: str) -> None:
        file = self._into / f"{name}.png"
        if not image.save(str(file)):
            raise RuntimeError(f"{file} could not be written")
        self.saved.append(file)


def _page(document: QPdfDocument, number: int) -> QImage:
    size = document.pagePointSize(number)
    height = round(_PAGE_WIDTH * size.height() / size.width())
    drawn = document.render(number, QSize(_PAGE_WIDTH, height))
    sheet = QImage(drawn.size(), QImage.Format.Format_RGB32)
    sheet.fill(Qt.GlobalColor.white)
    painter = QPainter(sheet)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return sheet


@contextmanager
def studio(qapp: QApplication, workspace: Path, into: Path, *, demo: bool) -> Iterator[Studio]:
    """The program on a workspace, closed afterwards."""
    application = Application(qapp, workspace, demo=demo, lang="es")
    made = Studio(application, into)
    try:
        application.show()
        QTest.qWaitForWindowActive(application.window)
        made.settle()
        if demo:
            _await_today(made)
        yield made
    finally:
        application.close()
        application.window.close()


def _await_today(made: Studio) -> None:
    waited = 0
    while made.window.context.session is None and waited < _LONGEST_MS:
        made.settle()
        waited += _SETTLE_MS
    made.settle()
