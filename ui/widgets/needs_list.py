"""The actions that come before another one: a list to tick, a row at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ui import theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QKeyEvent

_NAME: Final = Qt.ItemDataRole.UserRole
_SHOWN: Final = 4
_ROOM: Final = 190  # in points of the screen: more would not fit whole beside the largest type
_BESIDE: Final = 64  # the box, and the edges of a row
_PAD: Final = 12
_TALLEST: Final = 10_000


class NeedsList(QListWidget):
    """Space or a press anywhere on a row ticks it; nothing else is told.

    Signals:
        changed: the user ticked a row, or no longer.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[tuple[str, str], ...] = ()
        self._elsewhere: tuple[str, ...] = ()
        self.setWordWrap(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Rows(self))
        self.itemClicked.connect(self._turn)

    def show_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Other rows, by name and text; where they are the same the place in the list stays."""
        if tuple(choices) == self._choices:
            return
        self._choices = tuple(choices)
        self.clear()
        for name, text in choices:
            item = QListWidgetItem(text)
            item.setData(_NAME, name)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.addItem(item)
        wanted = min(max(self.count(), 1), _SHOWN) * theme.look().target
        self.setFixedHeight(min(wanted, _ROOM) + 2 * self.frameWidth())

    def value(self) -> tuple[str, ...]:
        """The names that are ticked, with those that stand in no row."""
        ticked = (item.data(_NAME) for item in self._items() if _is_ticked(item))
        return tuple(sorted((*ticked, *self._elsewhere)))

    def set_value(self, names: Iterable[str]) -> None:
        """Tick these; ``changed`` stays silent."""
        told = set(names)
        for item in self._items():
            _tick(item, on=item.data(_NAME) in told)
        self._elsewhere = tuple(told - {name for name, _text in self._choices})

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:  # noqa: N802 - Qt's name
        """All of it is scrolled into sight, not only the row that one stands on."""
        return QWidget.inputMethodQuery(self, query)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentRow() >= 0:
            self._turn(self.currentItem())
        else:
            super().keyPressEvent(event)

    def _items(self) -> list[QListWidgetItem]:
        return [self.item(row) for row in range(self.count())]

    def _turn(self, item: QListWidgetItem) -> None:
        _tick(item, on=not _is_ticked(item))
        self.changed.emit()


class _Rows(QStyledItemDelegate):
    """Rows as high as their words need beside their box."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        view, look = self.parent(), theme.look()
        assert isinstance(view, NeedsList)  # noqa: S101 - it is made for one
        room = QRect(0, 0, view.viewport().width() - look.space(_BESIDE), _TALLEST)
        metrics = QFontMetrics(view.font())
        words = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, str(index.data()))
        tall = words.height() + look.space(_PAD)
        return QSize(room.width(), max(tall, look.target))


def _is_ticked(item: QListWidgetItem) -> bool:
    return item.checkState() == Qt.CheckState.Checked


def _tick(item: QListWidgetItem, *, on: bool) -> None:
    item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
