"""The halves of sorting: the photos of a folder, and the point that each of them backs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QListView, QSplitter, QVBoxLayout, QWidget

from advisor_app.i18n import _, language
from ui import theme
from ui.models.item_list import ItemRow
from ui.widgets.basic import label
from ui.widgets.find_list import FindList
from ui.widgets.photo_delegate import PhotoDelegate
from ui.widgets.picture import Picture
from ui.widgets.steps import Steps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QImage, QKeyEvent

    from advisor_app.services.evidence import Point
    from ui.models.photo_list import PhotoModel, PhotoRow

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PhotoSorter(QSplitter):
    """Enter keeps a photo at the point that is chosen, Space skips it, letters find a point.

    Signals:
        assigned: the photo's key and the ``Point``.
        skipped: the photo's key.
        looked_at: the key of the photo that is shown.
    """

    assigned = Signal(str, object)
    skipped = Signal(str)
    looked_at = Signal(str)

    def __init__(self, model: PhotoModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.photos = model
        self._points: dict[str, Point] = {}
        self.list = QListView()
        self.list.setModel(model)
        self.list.setItemDelegate(PhotoDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(_("Fotos de la visita"))
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setMinimumHeight(theme.look().target)
        self.list.installEventFilter(self)
        self.list.selectionModel().currentChanged.connect(self._show_current)
        self.picture = Picture(_("La foto elegida"))
        self.steps = Steps()
        self.steps.moved.connect(self._move)
        self.points = FindList()
        self.points.name(
            _("Buscar el punto"), _("Puntos"), _("Buscar el punto por número o palabra")
        )
        self.points.picked.connect(self._assign)
        self.keys = label(_("Enter la guarda en el punto elegido · Espacio la salta"), "caption")
        side = QWidget()
        column = QVBoxLayout(side)
        space = theme.look().space
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(8))
        column.addWidget(self.steps)
        column.addWidget(self.picture, 1)
        column.addWidget(self.points, 1)
        column.addWidget(self.keys)
        self.addWidget(self.list)
        self.addWidget(side)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(space(12))
        self.setSizes([space(560), space(560)])

    def show_points(self, points: Sequence[Point]) -> None:
        """The points that photos can go to."""
        lang = language()
        self._points = {str(number): one for number, one in enumerate(points)}
        self.points.show_rows(
            [
                ItemRow(one.link.item, one.title.in_(lang), one.of.in_(lang), key)
                for key, one in self._points.items()
            ]
        )
        self._show_current(self.list.currentIndex(), QModelIndex())

    def go_to(self, index: QModelIndex) -> None:
        """Show this photo, with the keyboard on the list."""
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)
        self.list.setFocus()

    def go_on(self) -> None:
        """Show the next photo that waits."""
        self.go_to(self.photos.next_waiting(self.list.currentIndex().row()))

    def show_image(self, image: QImage | None) -> None:
        """The photo that is shown, large."""
        self.picture.show_image(image)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and self._steers(event):  # type: ignore[arg-type]  # a key event
            return True
        return super().eventFilter(watched, event)

    @property
    def current(self) -> PhotoRow | None:
        """The photo that is shown."""
        return self.photos.row(self.list.currentIndex())

    def _steers(self, event: QKeyEvent) -> bool:
        row = self.current
        if row is None or event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            return False
        if event.key() in _ENTER:
            self._assign(self.points.chosen)
        elif event.key() == Qt.Key.Key_Space:
            self.skipped.emit(row.key)
        elif event.text().isalnum():  # a word of the point is being typed
            self.points.typed.setFocus()
            QApplication.sendEvent(self.points.typed, event)
        else:
            return False
        return True

    def _move(self, by: int) -> None:
        self.go_to(self.photos.index(self.list.currentIndex().row() + by, 0))

    def _assign(self, key: str) -> None:
        row, point = self.current, self._points.get(key)
        if point is None:
            self.points.typed.setFocus()  # none is chosen yet
        elif row is not None:
            self.assigned.emit(row.key, point)

    def _show_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row = self.photos.row(current)
        self.steps.show_place(current.row(), self.photos.rowCount())
        if row is None:
            self.picture.show_image(None)
            return
        keys = {one.link: key for key, one in self._points.items()}
        self.points.choose(keys.get(row.point.link, "") if row.point else "")
        self.looked_at.emit(row.key)
