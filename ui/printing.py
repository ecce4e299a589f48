"""Pages of a PDF as pictures, and on paper: whole where CUPS takes files, painted elsewhere."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QIODevice, QObject, QSize, QTimer, Signal
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter

from advisor_app.domain.errors import AdvisorError
from advisor_app.i18n import _

if TYPE_CHECKING:
    from PySide6.QtCore import QByteArray

_DPI: Final = 300
_POINTS: Final = 72
_WHITE: Final = 0xFFFFFF
TELEPHONE_WIDTH: Final = 1280


class Pages(QPdfDocument):
    """A PDF that lives in memory only."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._buffer = QBuffer(self)

    def show_pdf(self, data: bytes) -> None:
        """Take another file's bytes."""
        self.close()
        self._buffer.close()
        self._buffer.setData(data)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.load(self._buffer)

    def picture(self, page: int, width: int) -> QImage:
        """A page on white, so many pixels wide."""
        points = self.pagePointSize(page)
        size = QSize(width, round(width * points.height() / max(points.width(), 1)))
        drawn = self.render(page, size)
        white = QImage(size, QImage.Format.Format_RGB32)
        white.fill(_WHITE)
        painter = QPainter(white)
        painter.drawImage(0, 0, drawn)
        painter.end()
        return white


def png(picture: QImage) -> bytes:
    """A picture as the bytes of a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt a word
    data: QByteArray = buffer.data()
    return bytes(data.data())


def letter_printer() -> QPrinter:
    """The default printer, set up for a letter page without margins of its own."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    printer.setFullPage(True)
    return printer


def takes_files(printer: QPrinter) -> bool:
    """Whether the printing system takes the PDF itself, sharper and a hundred times smaller."""
    return (
        sys.platform != "win32"
        and not printer.outputFileName()
        and bool(printer.printerName())
        and shutil.which("lp") is not None
    )


def hand_over(data: bytes, printer: QPrinter, title: str) -> None:
    """Give the PDF to CUPS through a pipe; no file is left behind.

    Raises:
        AdvisorError: the printing system refused it.
    """
    command = ["lp", "-d", printer.printerName(), "-n", str(printer.copyCount()), "-t", title]
    if printer.fromPage():
        command += ["-P", f"{printer.fromPage()}-{printer.toPage()}"]
    done = subprocess.run(command, input=data, capture_output=True, check=False)  # noqa: S603 - our own words, no shell
    if done.returncode != 0:
        raise AdvisorError(
            _("La impresora no recibió el informe."),
            advice=_("Revise que esté encendida y con papel. También puede guardar el PDF."),
        )


class PagePrinter(QObject):
    """Paints pages on a printer, one in each turn of the event loop, so that the window lives on.

    Signals:
        progressed: pages painted, and how many there are.
        finished: all pages were handed over.
        failed: why not.
    """

    progressed = Signal(int, int)
    finished = Signal()
    failed = Signal(object)

    def __init__(self, pages: Pages, printer: QPrinter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pages = pages
        self._printer = printer
        first = printer.fromPage() or 1
        last = min(printer.toPage() or pages.pageCount(), pages.pageCount())
        self._left = list(range(first - 1, last))
        self._count = len(self._left)
        self._painter = QPainter()
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._next)

    def start(self) -> None:
        """Begin; the signals tell the rest."""
        if self._painter.begin(self._printer):
            self._turn.start()
            return
        self.failed.emit(
            AdvisorError(
                _("No se pudo empezar a imprimir."),
                advice=_("Revise la impresora. También puede guardar el PDF."),
            )
        )

    def stop(self) -> None:
        """Paint no more pages."""
        self._turn.stop()
        if self._painter.isActive():
            self._painter.end()

    def _next(self) -> None:
        done = self._count - len(self._left)
        if not self._left:
            self.stop()
            self.finished.emit()
            return
        if done:
            self._printer.newPage()
        page = self._left.pop(0)
        paper = self._printer.paperRect(QPrinter.Unit.DevicePixel)
        wide = self._pages.pagePointSize(page).width() * min(_DPI, self._printer.resolution())
        self._painter.drawImage(paper, self._pages.picture(page, round(wide / _POINTS)))
        self.progressed.emit(done + 1, self._count)
