"""Printing where printers take no files, as on Windows: pages are painted, a strip at a time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QTimer
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from advisor_app.domain.errors import AdvisorError
from advisor_app.domain.printing import Condition, Printer, Progress, Stage, Wish
from advisor_app.i18n import _
from advisor_app.services import printing
from ui.print_job import PrintJob
from ui.printing import Pages

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QObject, QSize

    from ui.tasks import Tasks

_DPI: Final = 300
_POINTS: Final = 72
_STRIP: Final = 256  # pixels of height that are painted before the window has its turn
_CONDITIONS: Final = {
    QPrinter.PrinterState.Active: Condition.BUSY,
    QPrinter.PrinterState.Aborted: Condition.TROUBLED,
    QPrinter.PrinterState.Error: Condition.TROUBLED,
}
_SIDES: Final = QPrinter.DuplexMode


def printers() -> list[Printer]:
    """The printers that Qt knows, the usual one first."""
    found = [
        Printer(
            info.printerName(),
            info.description() or info.printerName(),
            _CONDITIONS.get(info.state(), Condition.READY),
            info.isDefault(),
            two_sided=_SIDES.DuplexLongSide in info.supportedDuplexModes(),
        )
        for info in QPrinterInfo.availablePrinters()
    ]
    return sorted(found, key=lambda one: (not one.is_default, one.shown_name.casefold()))


def printer_for(wish: Wish) -> QPrinter:
    """The printer as the system gives it, set up for full letter pages."""
    info = QPrinterInfo.printerInfo(wish.printer.name)
    made = QPrinter(info, QPrinter.PrinterMode.HighResolution)
    made.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    made.setFullPage(True)
    if wish.grey:
        made.setColorMode(QPrinter.ColorMode.GrayScale)
    if wish.two_sided:
        made.setDuplex(_SIDES.DuplexShortSide if wish.per_sheet > 1 else _SIDES.DuplexLongSide)
    return made


class PaintedJob(PrintJob):
    """Painted in turns of the event loop, so that the window lives on."""

    def __init__(
        self,
        tasks: Tasks,
        documents: Sequence[bytes],
        wish: Wish,
        parent: QObject,
        printer: Callable[[Wish], QPrinter] | None = None,
    ) -> None:
        super().__init__(tasks, documents, wish, parent)
        self._make_printer = printer or printer_for
        self._printer: QPrinter | None = None
        self._pages = Pages(self)
        self._painter = QPainter()
        self._left: list[int | None] = []
        self._side = self._sides = self._top = 0
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._paint)

    def start(self, title: str) -> None:
        work = partial(printing.arranged, self._documents, self._wish)
        self._tasks.run_long(work, partial(self._begin, title), self._tell_failure)

    def cancel(self) -> None:
        self._turn.stop()
        if self._printer is not None and self._painter.isActive():
            self._printer.abort()
            self._painter.end()
        self.ended.emit(Progress(Stage.CANCELLED))

    def _begin(self, title: str, sheets: bytes) -> None:
        self._pages.show_pdf(sheets)
        printer = self._printer = self._make_printer(self._wish)
        printer.setDocName(title)
        lies = self._pages.pagePointSize(0).width() > self._pages.pagePointSize(0).height()
        across, upright = QPageLayout.Orientation.Landscape, QPageLayout.Orientation.Portrait
        printer.setPageOrientation(across if lies else upright)
        self._left = self._order(printer)
        self._sides = len(self._left)
        if not self._painter.begin(printer):
            self._give_up(_("No se pudo empezar a imprimir."))
            return
        self._turn.start()

    def _order(self, printer: QPrinter) -> list[int | None]:
        """The pages to paint; None is an empty back, so that each copy begins on a new sheet."""
        one: list[int | None] = list(range(self._pages.pageCount()))
        copies = self._wish.copies
        if printer.supportsMultipleCopies():
            printer.setCopyCount(copies)
            printer.setCollateCopies(True)
            return one
        if self._wish.two_sided and len(one) % 2 and copies > 1:
            one.append(None)
        return one * copies

    def _paint(self) -> None:
        """One strip, or the change to the next page."""
        if self._top == 0:
            if not self._left:
                self._turn.stop()
                self._painter.end()
                self.ended.emit(Progress(Stage.DONE, self._sides, self._sides))
                return
            if self._side and not self._turns_page():
                self._give_up(_("La impresora dejó de recibir páginas."))
                return
            self._side += 1
            self.progressed.emit(Progress(Stage.PRINTING, self._side, self._sides))
        page = self._left[0]
        if page is None or self._is_painted(page):
            self._left.pop(0)
            self._top = 0

    def _turns_page(self) -> bool:
        return self._printer is not None and self._printer.newPage()

    def _give_up(self, said: str) -> None:
        self._turn.stop()
        if self._painter.isActive():
            self._painter.end()
        advice = _("El documento sigue completo en este equipo. Revise la impresora y reintente.")
        self.failed.emit(AdvisorError(said, advice=advice))

    def _is_painted(self, page: int) -> bool:
        """Paint the next strip of a page; whether it was the last one."""
        printer = self._printer
        if printer is None:
            return True
        size = self._size(page, printer)
        part = QRect(0, self._top, size.width(), min(_STRIP, size.height() - self._top))
        paper = printer.paperRect(QPrinter.Unit.DevicePixel)
        up = paper.height() / size.height()
        top, bottom = round(part.top() * up), round((part.bottom() + 1) * up)
        place = QRect(0, top, round(paper.width()), bottom - top)
        self._painter.drawImage(place, self._pages.strip(page, size, part))
        self._top += _STRIP
        return self._top >= size.height()

    def _size(self, page: int, printer: QPrinter) -> QSize:
        wide = self._pages.pagePointSize(page).width() * min(_DPI, printer.resolution())
        return self._pages.size_at(page, round(wide / _POINTS))
