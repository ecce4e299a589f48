"""Photos and papers as a list, each with its small picture once that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from advisor_app import formats
from advisor_app.domain import clock
from advisor_app.i18n import _, language

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

    from advisor_app.services.evidence import Piece
    from ui.thumbnails import Thumbnails

PIECE: Final = Qt.ItemDataRole.UserRole
PICTURE: Final = Qt.ItemDataRole.UserRole + 1
MARK: Final = Qt.ItemDataRole.UserRole + 2
"""The icon that stands for a picture that is not there."""
_ROOT = QModelIndex()


def name_of(piece: Piece, *, short: bool = False) -> str:
    """What a piece is called: by its caption, else what it is and when it was taken."""
    name = _("Foto") if piece.is_picture else _("PDF")
    if piece.caption or piece.taken_at is None:
        return piece.caption or name
    lang = language()
    taken = formats.local(piece.taken_at, clock.offset_minutes())
    day = "" if short else f", {formats.long_date(taken.date(), lang)}"
    return f"{name}{day}, {formats.clock_time(taken, lang)}"


class EvidenceModel(QAbstractListModel):
    """The pieces in the order they were taken."""

    def __init__(self, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._pieces: tuple[Piece, ...] = ()
        thumbnails.arrived.connect(self._redraw)

    def show_pieces(self, pieces: tuple[Piece, ...]) -> None:
        """Other pieces."""
        if pieces == self._pieces:
            return
        self.beginResetModel()
        self._pieces = pieces
        self.endResetModel()

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All of them, in their order."""
        return self._pieces

    def piece(self, index: QModelIndex) -> Piece | None:
        """The piece of a row."""
        return self._pieces[index.row()] if index.isValid() else None

    def row_of(self, piece_id: str) -> int:
        """Where a piece stands; -1 when it is not here."""
        return next((n for n, one in enumerate(self._pieces) if one.id == piece_id), -1)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._pieces)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:  # noqa: ANN401 - Qt's signature
        if not index.isValid() or index.row() >= len(self._pieces):
            return None
        piece = self._pieces[index.row()]
        if role == PIECE:
            return piece
        if role == PICTURE:
            return self._picture(piece)
        if role == MARK:
            return "camera" if piece.is_picture else "note"
        if role == Qt.ItemDataRole.DisplayRole:
            return name_of(piece, short=True)
        named = role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
        return name_of(piece) if named else None

    def _picture(self, piece: Piece) -> QPixmap | None:
        return self._thumbnails.get(piece.id) if piece.is_picture else None

    def _redraw(self, key: str) -> None:
        row = self.row_of(key)
        if row >= 0:
            self.dataChanged.emit(self.index(row, 0), self.index(row, 0), [PICTURE])
