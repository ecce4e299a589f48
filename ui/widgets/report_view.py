"""A report as it will be on paper: small pages at the left, the page itself at the right."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QHBoxLayout, QListView, QWidget

from advisor_app.i18n import _
from ui import theme
from ui.models.page_list import PageListModel
from ui.printing import Pages
from ui.stylesheet import mix

_SMALL = 84
_LETTER = 11 / 8.5


class ReportView(QWidget):
    """Shows a PDF from memory."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = theme.look()
        small = look.space(_SMALL)
        self.pages = Pages(self)
        self.model = PageListModel(small, self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setAccessibleName(_("Páginas"))
        self.list.setIconSize(QSize(small, round(small * _LETTER)))
        self.list.setFixedWidth(small + look.space(72))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        self.paper = QPdfView(self)
        self.paper.setAccessibleName(_("El informe"))
        self.paper.setPageMode(QPdfView.PageMode.MultiPage)
        self.paper.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.paper.setPageSpacing(look.space(12))
        self.paper.setDocument(self.pages)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.space(12))
        row.addWidget(self.list)
        row.addWidget(self.paper, 1)
        selection = self.list.selectionModel()
        selection.currentChanged.connect(self._jump)
        self.paper.pageNavigator().currentPageChanged.connect(self._follow)
        self._darken()

    def show_pdf(self, data: bytes) -> None:
        """Another report."""
        self.pages.show_pdf(data)
        self.model.show_pages(self.pages)
        self.list.setCurrentIndex(self.model.index(0, 0))

    def _jump(self, current: QModelIndex, _previous: QModelIndex) -> None:
        navigator = self.paper.pageNavigator()
        if current.isValid() and current.row() != navigator.currentPage():
            navigator.jump(current.row(), QPointF())

    def _follow(self, page: int) -> None:
        if page != self.list.currentIndex().row():
            self.list.setCurrentIndex(self.model.index(page, 0))

    def _darken(self) -> None:
        """A ground that white pages stand out from."""
        c = theme.look().colours
        palette = self.paper.palette()
        for role in (QPalette.ColorRole.Dark, QPalette.ColorRole.Base):
            palette.setColor(role, QColor(mix(c.ink, c.paper, 0.12)))
        self.paper.setPalette(palette)
