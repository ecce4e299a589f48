"""Printing: the file itself where the system takes one, drawn pages where it does not."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog

from advisor_app.domain.errors import AdvisorError
from advisor_app.i18n import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_DPI = 300
_SPOOL_SECONDS = 60


def ask_printer(parent: QWidget, then: Callable[[QPrinter], None]) -> QPrintDialog:
    """Open the system's print dialog; ``then`` is given the printer that was chosen.

    Raises:
        AdvisorError: there is no printer on this computer.
    """
    if not QPrinterInfo.availablePrinterNames():
        raise AdvisorError(
            _("En este equipo no hay ninguna impresora."),
            advice=_("Guarde el PDF en una memoria USB, o la página 1 como imagen, y entréguelos."),
        )
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(_DPI)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_("Imprimir"))
    dialog.accepted.connect(partial(then, printer))
    QDialog.open(dialog)
    return dialog


def print_pdf(data: bytes, printer: QPrinter, progress: Callable[[object], None]) -> None:
    """Print a document; for a worker thread. ``progress`` is told (page, pages).

    Raises:
        AdvisorError: the printer did not take it.
    """
    command = _spooler(printer)
    if command is not None:
        _hand_over(data, command)
        return
    _draw(data, printer, progress)


def _spooler(printer: QPrinter) -> list[str] | None:
    """The command that takes the file itself, where the system prints through CUPS."""
    lp = shutil.which("lp")
    if lp is None or printer.outputFileName() or not printer.printerName():
        return None
    command = [lp, "-d", printer.printerName(), "-n", str(max(printer.copyCount(), 1))]
    if printer.printRange() == QPrinter.PrintRange.PageRange:
        command += ["-P", f"{printer.fromPage()}-{printer.toPage()}"]
    if printer.colorMode() == QPrinter.ColorMode.GrayScale:
        command += ["-o", "ColorModel=Gray"]
    return [*command, "-"]


def _hand_over(data: bytes, command: list[str]) -> None:
    """Give the file to the spooler through a pipe: it never lies readable on our disk."""
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, arguments from the dialog
            command, input=data, capture_output=True, timeout=_SPOOL_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _refused() from error
    if done.returncode != 0:
        raise _refused()


def _draw(data: bytes, printer: QPrinter, progress: Callable[[object], None]) -> None:
    """Paint each page as large as the printable area allows."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument(None)  # pyright: ignore[reportArgumentType]  # the stubs want a parent
    document.load(buffer)
    pages = range(document.pageCount())
    if printer.printRange() == QPrinter.PrintRange.PageRange:
        pages = range(printer.fromPage() - 1, min(printer.toPage(), len(pages)))
    painter = QPainter()
    if not painter.begin(printer):
        raise _refused()
    try:
        for number, page in enumerate(pages):
            if number and not printer.newPage():
                raise _refused()
            area = painter.viewport().size()
            shape = document.pagePointSize(page)
            scale = min(area.width() / shape.width(), area.height() / shape.height())
            size = QSize(round(shape.width() * scale), round(shape.height() * scale))
            painter.drawImage(0, 0, document.render(page, size))
            progress((number + 1, len(pages)))
    finally:
        painter.end()
        document.close()


def _refused() -> AdvisorError:
    return AdvisorError(
        _("La impresora no recibió el informe."),
        advice=_(
            "El informe está completo en este equipo. Revise que la impresora esté encendida y "
            "con papel, e imprima otra vez."
        ),
    )
