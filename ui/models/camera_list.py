"""The photos that a camera program made just now, each kept, left, or waiting for a word."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from advisor_app.i18n import _
from ui.models.evidence_list import MARK, PICTURE
from ui.models.photo_list import State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ui.thumbnails import Thumbnails

_ROOT: Final = QModelIndex()


@dataclass(frozen=True, slots=True)
class Taken:
    """A photo as it lies in the camera's folder, and what became of it."""

    path: Path
    state: State = State.WAITING

    @property
    def waits(self) -> bool:
        """Whether it can still be kept."""
        return self.state in (State.WAITING, State.SKIPPED, State.REFUSED)


class CameraModel(QAbstractListModel):
    """In the order they appeared."""

    def __init__(self, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._all: list[Taken] = []
        thumbnails.arrived.connect(self._redraw)

    def add(self, paths: Iterable[Path]) -> None:
        """New photos; one that is here already was written further, and is shown anew."""
        for path in paths:
            row = self._row_of(str(path))
            if row < 0:
                end = len(self._all)
                self.beginInsertRows(QModelIndex(), end, end)
                self._all.append(Taken(path))
                self.endInsertRows()
            else:
                self._thumbnails.forget(str(path))
                if self._all[row].state is State.REFUSED:
                    self._all[row] = Taken(path)
                self._redraw(str(path))

    def get(self, index: QModelIndex) -> Taken | None:
        """The photo of a row."""
        return self._all[index.row()] if index.isValid() else None

    def change(self, path: Path, state: State) -> None:
        """What became of a photo."""
        row = self._row_of(str(path))
        if row >= 0:
            self._all[row] = replace(self._all[row], state=state)
            self._redraw(str(path))

    def count(self, state: State) -> int:
        """How many photos are so far."""
        return sum(one.state is state for one in self._all)

    def next_waiting(self, after: int) -> QModelIndex:
        """The next photo nobody decided on, from the beginning after the last; else the same."""
        count = len(self._all)
        rows = ((after + step) % count for step in range(1, count + 1))
        row = next((one for one in rows if self._all[one].state is State.WAITING), after)
        return self.index(row, 0)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._all)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:  # noqa: ANN401 - Qt's signature
        if not index.isValid() or index.row() >= len(self._all):
            return None
        one = self._all[index.row()]
        if role == PICTURE:
            return self._thumbnails.get(str(one.path))
        if role == MARK:
            return "camera"
        if role == Qt.ItemDataRole.DisplayRole:
            return self._word(index.row(), one)
        return None

    def _word(self, row: int, one: Taken) -> str:
        words = {
            State.KEEPING: _("Guardando…"),
            State.KEPT: _("Guardada"),
            State.SKIPPED: _("Dejada"),
            State.REFUSED: _("No se guardó"),
        }
        return words.get(one.state) or _("Foto {n}").format(n=row + 1)

    def _row_of(self, key: str) -> int:
        return next((row for row, one in enumerate(self._all) if str(one.path) == key), -1)

    def _redraw(self, key: str) -> None:
        row = self._row_of(key)
        if row >= 0:
            self.dataChanged.emit(self.index(row, 0), self.index(row, 0))
