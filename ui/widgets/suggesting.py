"""A line that offers what it knows while something is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from ui.widgets.assistance import is_filled_in

if TYPE_CHECKING:
    from collections.abc import Sequence

_KEY: Final = Qt.ItemDataRole.UserRole
_MOVES: Final = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
OFFERED: Final = 10


class SuggestingEdit(QLineEdit):
    """Type, see what fits, take it with the arrows and Enter or with a click.

    Signals:
        committed: the user took something, or left the field after typing.
    """

    committed = Signal()

    def __init__(self, name_of_list: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told = ""
        self._matches = QStandardItemModel(self)
        self.offers = QListView()
        self.offers.setUniformItemSizes(True)
        self.offers.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        completer = QCompleter(self._matches, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(OFFERED)
        completer.setPopup(self.offers)
        completer.setWidget(self)
        self._completer = completer
        self.offers.setAccessibleName(name_of_list)
        self.offers.clicked.connect(self._take_row)
        self.textChanged.connect(self._hear)
        self.textEdited.connect(self._follow)

    def matches(self, text: str) -> Sequence[tuple[str, str]]:
        """Key and words of what fits the text, the best first."""
        raise NotImplementedError

    def take(self, key: str) -> None:
        """The user chose one of the offers."""
        raise NotImplementedError

    def settle(self) -> None:
        """The user left the field after typing."""
        self.committed.emit()

    def replace_text(self, text: str) -> None:
        """Write instead of what is there; unlike ``setText``, Ctrl+Z still goes back."""
        if self.text() == text:
            return
        self.textEdited.disconnect(self._follow)
        self.selectAll()
        self.insert(text)
        self.textEdited.connect(self._follow)

    def show_text(self, text: str) -> None:
        """Show what the record holds."""
        self._told = text
        self.setText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.offers.isVisible() and self._steers(event):
            event.accept()
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's signature
        self.offers.hide()  # while they show, the completer swallows that the field is left
        return super().focusNextPrevChild(next)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.text() != self._told and event.reason() != Qt.FocusReason.PopupFocusReason:
            self._leave()

    def forget_typing(self) -> None:
        """What is written now was not typed: leaving the field changes nothing."""
        self._told = self.text()

    def _leave(self) -> None:
        self._told = self.text()
        self.offers.hide()
        self.settle()

    def _hear(self, text: str) -> None:
        if self.isModified() or text == self._told:
            return
        self.on_typing()  # written by another program
        if is_filled_in(self):
            self._leave()

    def _steers(self, event: QKeyEvent) -> bool:
        row = self.offers.currentIndex().row()
        if event.key() in _ENTER:
            self._take_row(self._matches.index(max(row, 0), 0))
        elif event.key() == Qt.Key.Key_Escape:
            self.offers.hide()
        elif (step := _MOVES.get(Qt.Key(event.key()))) is not None:
            last = self._matches.rowCount() - 1
            self.offers.setCurrentIndex(self._matches.index(min(max(row + step, 0), last), 0))
        else:
            return False
        return True

    def _follow(self, text: str) -> None:
        self.on_typing()
        found = self.matches(text)
        self._matches.clear()
        for key, words in found:
            item = QStandardItem(words)
            item.setData(key, _KEY)
            self._matches.appendRow(item)
        if not found:
            self.offers.hide()
            return
        self._completer.complete()
        self.offers.setCurrentIndex(self._matches.index(0, 0))

    def on_typing(self) -> None:
        """The text is about to mean something else."""

    def _take_row(self, index: QModelIndex) -> None:
        key = index.data(_KEY)
        self.offers.hide()
        if key is not None:
            self.take(str(key))
