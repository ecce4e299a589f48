"""The pages of a report as small pictures, drawn when they are first seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from advisor_app.i18n import _
from ui import theme
from ui.stylesheet import mix

if TYPE_CHECKING:
    from ui.printing import Pages

_ROOT = QModelIndex()


class PageListModel(QAbstractListModel):
    """One row for each page of a document."""

    def __init__(self, width: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._width = width
        self._pages: Pages | None = None
        self._pictures: dict[int, QIcon] = {}

    def show_pages(self, pages: Pages) -> None:
        """Another document."""
        self.beginResetModel()
        self._pages = pages
        self._pictures = {}
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() or self._pages is None else self._pages.pageCount()

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:  # noqa: ANN401 - Qt's signature
        if not index.isValid() or self._pages is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return str(index.row() + 1)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _("Página {n}").format(n=index.row() + 1)
        if role == Qt.ItemDataRole.DecorationRole:
            return self._picture(self._pages, index.row())
        return None

    def _picture(self, pages: Pages, page: int) -> QIcon:
        """A small page with an edge, the same whether it is chosen or not."""
        if page not in self._pictures:
            small = QPixmap.fromImage(pages.picture(page, self._width))
            painter = QPainter(small)
            painter.setPen(QColor(mix(theme.look().colours.ink, theme.look().colours.raised, 0.3)))
            painter.drawRect(small.rect().adjusted(0, 0, -1, -1))
            painter.end()
            icon = QIcon(small)
            icon.addPixmap(small, QIcon.Mode.Selected)
            self._pictures[page] = icon
        return self._pictures[page]
