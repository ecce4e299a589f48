"""Photos of a folder that wait to be sorted, each with the point proposed for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from advisor_app import formats
from advisor_app.domain import clock
from advisor_app.domain.photo_times import is_of_visit, point_at
from advisor_app.i18n import _, language

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

    from advisor_app.services.evidence import Point, Sorting
    from advisor_app.services.photo_folder import FoundPhoto
    from ui.thumbnails import Thumbnails

ROW: Final = Qt.ItemDataRole.UserRole
PICTURE: Final = Qt.ItemDataRole.UserRole + 1
_ROOT = QModelIndex()


class State(StrEnum):
    """How far a photo is."""

    WAITING = "waiting"
    KEEPING = "keeping"
    KEPT = "kept"
    SKIPPED = "skipped"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """A photo, when it was taken by our clock, and where it goes.

    Attributes:
        trouble: why it could not be kept.
        piece_id: what it became.
    """

    photo: FoundPhoto
    taken_at: datetime
    point: Point | None = None
    state: State = State.WAITING
    trouble: str = ""
    piece_id: str = ""

    @property
    def key(self) -> str:
        """What tells it from the others."""
        return str(self.photo.path)

    @property
    def is_proposal(self) -> bool:
        """Whether it waits with a point that was found by its time."""
        return self.state is State.WAITING and self.point is not None

    @property
    def time(self) -> str:
        """When it was taken, as people say it."""
        lang, local = language(), formats.local(self.taken_at, clock.offset_minutes())
        shown = f"{formats.short_date(local.date(), lang)}, {formats.clock_time(local, lang)}"
        return shown if self.photo.by_camera else _("{time} (hora del archivo)").format(time=shown)

    @property
    def place(self) -> str:
        """The point it goes to, or that none was found."""
        if self.point is None:
            return _("Sin punto propuesto")
        return f"{self.point.link.item} {self.point.title.in_(language())}"

    @property
    def word(self) -> str:
        """How far it is, in a word."""
        words = {
            State.WAITING: _("Propuesta") if self.point else "",
            State.KEEPING: _("Guardando…"),
            State.KEPT: _("Guardada"),
            State.SKIPPED: _("Saltada"),
            State.REFUSED: self.trouble,
        }
        return words[self.state]


class PhotoModel(QAbstractListModel):
    """The photos of a visit by their time; those of other hours only when asked for."""

    def __init__(self, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._all: dict[str, PhotoRow] = {}
        self._shown: list[str] = []
        self._sorting: Sorting | None = None
        self._ahead = timedelta(0)
        self._others_too = False
        thumbnails.arrived.connect(self._redraw)

    def show_sorting(self, sorting: Sorting | None) -> None:
        """What the photos are sorted by; those that wait are proposed anew."""
        self._sorting = sorting
        self._propose()

    def show_photos(self, photos: Iterable[FoundPhoto]) -> None:
        """Other photos, none of them sorted yet."""
        self._all = {str(one.path): PhotoRow(one, one.taken_at) for one in photos}
        self._propose()

    def set_clock(self, ahead: timedelta) -> None:
        """How far the telephone's clock is ahead; what waits is proposed anew."""
        self._ahead = ahead
        self._propose()

    def show_others(self, *, too: bool) -> None:
        """Whether photos of other hours are shown."""
        self._others_too = too
        self._refresh()

    @property
    def others(self) -> int:
        """How many photos are of other hours than the visit's."""
        return sum(not self._is_of_visit(one) for one in self._all.values())

    @property
    def proposals(self) -> list[PhotoRow]:
        """What could be kept as it is proposed."""
        return [one for key in self._shown if (one := self._all[key]).is_proposal]

    def count(self, state: State) -> int:
        """How many photos are so far."""
        return sum(one.state is state for one in self._all.values())

    def row(self, index: QModelIndex) -> PhotoRow | None:
        """The photo of a row."""
        return self._all[self._shown[index.row()]] if index.isValid() else None

    def get(self, key: str) -> PhotoRow | None:
        """A photo by its key."""
        return self._all.get(key)

    def place_of(self, key: str) -> QModelIndex:
        """Where a photo stands."""
        return self.index(self._shown.index(key), 0) if key in self._shown else QModelIndex()

    def next_waiting(self, after: int) -> QModelIndex:
        """The next photo that waits, from the beginning after the last one; else the same."""
        count = len(self._shown)
        for step in range(1, count + 1):
            place = (after + step) % count
            if self._all[self._shown[place]].state is State.WAITING:
                return self.index(place, 0)
        return self.index(after, 0)

    def change(self, key: str, **values: Any) -> None:  # noqa: ANN401 - fields of a row
        """A photo is elsewhere now, or further on."""
        if key in self._all:
            self._all[key] = replace(self._all[key], **values)
            self._redraw(key)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:  # noqa: ANN401 - Qt's signature
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        row = self._all[self._shown[index.row()]]
        if role == ROW:
            return row
        if role == PICTURE:
            return self._picture(row)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ". ".join(part for part in (row.time, row.place, row.word) if part)
        return None

    def _propose(self) -> None:
        if self._sorting is None:
            return
        answered = self._sorting.answered
        for key, row in self._all.items():
            if row.state is State.WAITING:
                taken = row.photo.taken_at - self._ahead
                self._all[key] = replace(row, taken_at=taken, point=point_at(taken, answered))
        self._refresh()

    def _refresh(self) -> None:
        shown = [
            key
            for key, one in self._all.items()
            if self._others_too or one.state is not State.WAITING or self._is_of_visit(one)
        ]
        self.beginResetModel()
        self._shown = shown
        self.endResetModel()

    def _is_of_visit(self, row: PhotoRow) -> bool:
        visit = self._sorting
        return visit is not None and is_of_visit(row.taken_at, visit.started_at, visit.ended_at)

    def _picture(self, row: PhotoRow) -> QPixmap | None:
        return self._thumbnails.get(row.key)

    def _redraw(self, key: str) -> None:
        index = self.place_of(key)
        if index.isValid():
            self.dataChanged.emit(index, index)
