"""A strip of small pictures: photos and papers side by side, walked through with the arrows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from advisor_app.i18n import _
from ui import theme
from ui.models.evidence_list import MARK, PICTURE, EvidenceModel
from ui.stylesheet import mix
from ui.widgets.icons import icon

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtGui import QKeyEvent

_WIDE: Final = 116
_TALL: Final = 84
_PAD: Final = 4
_CENTRE: Final = int(Qt.AlignmentFlag.AlignCenter)


def paint_picture(painter: QPainter, place: QRect, picture: QPixmap | None, mark: str) -> None:
    """A picture that fills its place, or until it is there, and for papers, an icon."""
    look = theme.look()
    painter.fillRect(place, QColor(mix(look.colours.ink, look.colours.raised, 0.08)))
    if picture is None:
        side = look.space(28)
        drawn: QIcon = icon(mark, "soft_ink", side)
        drawn.paint(painter, place.center().x() - side // 2, place.center().y() - side // 2,
                    side, side)  # fmt: skip
        return
    shown = picture.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
    source = QRect(0, 0, round(place.width() * picture.width() / shown.width()),
                   round(place.height() * picture.height() / shown.height()))  # fmt: skip
    source.moveCenter(picture.rect().center())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawPixmap(place, picture, source)


class _Tiles(QStyledItemDelegate):
    """One tile: the picture, and its name beneath it."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return tile_size()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        look = theme.look()
        c, pad = look.colours, look.space(_PAD)
        whole = QRect(option.rect)  # type: ignore[attr-defined]  # missing in the stubs
        state = option.state  # type: ignore[attr-defined]  # missing in the stubs
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        place = QRect(whole.left() + pad, whole.top() + pad, whole.width() - 2 * pad,
                      look.space(_TALL))  # fmt: skip
        painter.save()
        if chosen:
            painter.fillRect(whole, QColor(mix(c.accent, c.raised, 0.18)))
        paint_picture(painter, place, index.data(PICTURE), index.data(MARK))
        if chosen:
            painter.setPen(QColor(c.accent))
            painter.drawRect(whole.adjusted(0, 0, -1, -1))
        font = look.font(look.type.caption, semibold=chosen)
        painter.setFont(font)
        painter.setPen(QColor(c.ink))
        words = QRect(
            place.left(), place.bottom() + 1, place.width(), whole.bottom() - place.bottom()
        )
        text = QFontMetrics(font).elidedText(str(index.data()), Qt.TextElideMode.ElideRight,
                                             words.width())  # fmt: skip
        painter.drawText(words, _CENTRE, text)
        painter.restore()


def tile_size() -> QSize:
    """How large a tile is in the type in use."""
    look = theme.look()
    words = QFontMetrics(look.font(look.type.caption)).height()
    tall = look.space(_TALL) + words + 3 * look.space(_PAD)
    return QSize(look.space(_WIDE) + 2 * look.space(_PAD), tall)


class TileStrip(QListView):
    """Tiles in one line, as high as they are."""

    def __init__(self, model: QAbstractItemModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(_Tiles(self))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._measure()

    def _measure(self) -> None:
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(tile_size().height() + bar + 2 * self.frameWidth() + 2)
        self.scheduleDelayedItemsLayout()


class EvidenceStrip(TileStrip):
    """Shows the pieces of one answer; Enter opens one, Delete takes it away.

    Signals:
        opened: a piece that somebody wants to see.
        dropped: a piece that somebody wants to take away.
    """

    opened = Signal(object)
    dropped = Signal(object)

    def __init__(self, model: EvidenceModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self._pieces = model
        self.setAccessibleName(_("Evidencia"))
        self.clicked.connect(self._open)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        piece = self._pieces.piece(self.currentIndex())
        if piece is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(piece)
        elif piece is not None and event.key() == Qt.Key.Key_Delete:
            self.dropped.emit(piece)
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._pieces.piece(index))
