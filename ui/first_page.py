"""The first page of a document as a picture for a telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QImage


def first_page(pdf: bytes, parent: QObject) -> tuple[QImage, int]:
    """The page as wide as a telephone needs it, and how many pages there are."""
    from ui.printing import TELEPHONE_WIDTH, Pages

    pages = Pages(parent)
    pages.show_pdf(pdf)
    drawn = pages.picture(0, TELEPHONE_WIDTH), pages.pageCount()
    pages.close()
    pages.deleteLater()
    return drawn
