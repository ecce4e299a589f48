"""The pages of a PDF held in memory: a list of small pages beside the pages as they will be."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from advisor_app.i18n import _
from ui import theme

_SMALL_WIDTH = 104
_LETTER = 11 / 8.5


class PdfPages(QWidget):
    """Shows a document without ever writing it to disk."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bytes = QBuffer(self)
        self.document = QPdfDocument(self)
        self.small = QListWidget()
        self.small.setAccessibleName(_("Páginas"))
        self.small.setIconSize(QSize(_SMALL_WIDTH, round(_SMALL_WIDTH * _LETTER)))
        self.small.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.small.setFixedWidth(_SMALL_WIDTH + theme.look().space(84))
        self.small.currentRowChanged.connect(self.go_to)
        self.view = QPdfView(self)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setDocument(self.document)
        self.view.setAccessibleName(_("Páginas del informe"))
        self.view.pageNavigator().currentPageChanged.connect(self._follow)
        self._pending: list[int] = []
        self._drawing = QTimer(self)
        self._drawing.setInterval(0)
        self._drawing.timeout.connect(self._draw_next)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.look().space(12))
        row.addWidget(self.small)
        row.addWidget(self.view, 1)

    def show_pdf(self, data: bytes) -> None:
        """Show another document, at its first page."""
        self._drawing.stop()
        self.document.close()
        self._bytes.close()
        self._bytes.setData(QByteArray(data))
        self._bytes.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._bytes)
        self.small.clear()
        for page in range(self.document.pageCount()):
            item = QListWidgetItem(str(page + 1), self.small)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, _("Página {n}").format(n=page + 1))
        self._pending = list(range(self.document.pageCount()))
        self._drawing.start()
        self.small.setCurrentRow(0)

    def clear(self) -> None:
        """Forget the document."""
        self._drawing.stop()
        self.small.clear()
        self.document.close()
        self._bytes.close()
        self._bytes.setData(QByteArray())

    def go_to(self, page: int) -> None:
        """Bring a page into sight, counted from 0."""
        if 0 <= page < self.document.pageCount():
            self.view.pageNavigator().jump(page, self.view.pageNavigator().currentLocation())

    def image(self, page: int, width: int) -> QImage:
        """A page as a picture on white, ``width`` pixels wide."""
        size = self.document.pagePointSize(page)
        height = round(width * size.height() / size.width())
        drawn = self.document.render(page, QSize(width, height))
        sheet = QImage(QSize(width, height), QImage.Format.Format_RGB32)
        sheet.fill(QColor(Qt.GlobalColor.white))
        painter = QPainter(sheet)
        painter.drawImage(0, 0, drawn)
        painter.end()
        return sheet

    def _follow(self, page: int) -> None:
        self.small.blockSignals(True)
        self.small.setCurrentRow(page)
        self.small.blockSignals(False)

    def _draw_next(self) -> None:
        """One small page at a time, so that the window stays free."""
        if not self._pending:
            self._drawing.stop()
            return
        page = self._pending.pop(0)
        self.small.item(page).setIcon(QIcon(QPixmap.fromImage(self.image(page, _SMALL_WIDTH))))
