"""The formats in groups, found by words, each with a box to tick."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from advisor_app.domain.text import fold
from advisor_app.i18n import _, language
from ui.models.headed_rows import ROW, HeadedModel, HeadedRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from advisor_app.domain.format import Format
    from advisor_app.services.formats import Shelf


@dataclass(frozen=True, slots=True)
class FormatRow(HeadedRow):
    """A heading, or a format with what it is for."""

    detail: str = ""


def rows_of(shelf: Shelf, words: str = "") -> tuple[FormatRow, ...]:
    """The formats in which all the words stand, under the reason why they are here."""
    named = bool(shelf.planned or shelf.own or shelf.others)
    groups = (
        (_("Del plan de mejora"), shelf.planned),
        (_("De su sector"), shelf.own),
        (_("Para cualquier empresa") if named else _("Todos los formatos"), shelf.general),
        (_("De otros sectores"), shelf.others),
    )
    wanted = fold(words).split()
    rows: list[FormatRow] = []
    for title, formats in groups:
        found = [_row(one) for one in formats if _has(one, wanted)]
        rows += [FormatRow(title), *found] if found else []
    return tuple(rows)


def _row(one: Format) -> FormatRow:
    lang = language()
    return FormatRow(one.title.in_(lang), one.key, one.purpose.in_(lang))


def _has(one: Format, words: Sequence[str]) -> bool:
    lang = language()
    text = fold(f"{one.code} {one.title.in_(lang)} {one.purpose.in_(lang)}")
    return all(word in text for word in words)


class FormatModel(HeadedModel[FormatRow]):
    """The rows; headings can't be ticked, and a tick outlives a search.

    Attributes:
        ticked: the keys of the ticked formats, in the order of their ticks.

    Signals:
        ticks_changed: others are ticked.
    """

    ticks_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ticked: tuple[str, ...] = ()

    def tick(self, keys: Iterable[str]) -> None:
        """Tick these and no others."""
        self.ticked = tuple(keys)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))
        self.ticks_changed.emit()

    def toggle(self, index: QModelIndex | QPersistentModelIndex) -> None:
        """Tick a format, or take its tick away."""
        row = self._rows[index.row()]
        if row.is_heading:
            return
        without = tuple(key for key in self.ticked if key != row.key)
        self.tick(without if row.key in self.ticked else (*self.ticked, row.key))

    def first(self) -> QModelIndex:
        """The first ticked format, else the first of all; nowhere when there is none."""
        ticked = next((row.key for row in self._rows if row.key in self.ticked), "")
        return self.place_of(ticked) if ticked else super().first()

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if flags else flags

    def setData(
        self,
        index: QModelIndex | QPersistentModelIndex,
        value: Any,  # noqa: ANN401 - Qt's signature
        role: int = Qt.ItemDataRole.EditRole,
    ) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        if (value == Qt.CheckState.Checked.value) != (self._rows[index.row()].key in self.ticked):
            self.toggle(index)
        return True

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:  # noqa: ANN401 - Qt's signature
        row: FormatRow | None = super().data(index, ROW)
        if row is not None and not row.is_heading:
            if role == Qt.ItemDataRole.CheckStateRole:
                ticked = row.key in self.ticked
                return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
            if role == Qt.ItemDataRole.AccessibleDescriptionRole:
                return row.detail
        return super().data(index, role)
