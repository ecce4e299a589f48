"""Pages of a PDF in memory, and as pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QBuffer, QIODevice, QObject, QRect, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions

if TYPE_CHECKING:
    from PySide6.QtCore import QByteArray

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
        size = self.size_at(page, width)
        return self.strip(page, size, QRect(0, 0, size.width(), size.height()))

    def size_at(self, page: int, width: int) -> QSize:
        """How large a page is in pixels if it is so many wide."""
        points = self.pagePointSize(page)
        return QSize(width, round(width * points.height() / max(points.width(), 1)))

    def strip(self, page: int, size: QSize, part: QRect) -> QImage:
        """A part of a page on white, cut from the page at this size."""
        options = QPdfDocumentRenderOptions()
        options.setScaledSize(size)
        options.setScaledClipRect(part)
        drawn = self.render(page, part.size(), options)
        white = QImage(part.size(), QImage.Format.Format_RGB32)
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
