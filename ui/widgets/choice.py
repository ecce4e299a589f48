"""One of a few: visible side by side, or in a list box where they are many."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QRadioButton,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from ui.widgets.flow import FlowButtons


class ChoiceGroup(QWidget):
    """One of a few answers, all visible; nothing is chosen until somebody chooses.

    Signals:
        chosen: the key of the answer the user chose.
    """

    chosen = Signal(object)

    def __init__(
        self, options: Sequence[tuple[str, str]] = (), name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._row = FlowButtons(gap=8)
        column.addWidget(self._row)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QRadioButton] = {}
        self.setAccessibleName(name)
        for key, text in options:
            self.add_option(key, text)
        self._group.buttonClicked.connect(self._tell)

    def add_option(self, key: str, text: str) -> QRadioButton:
        """One more answer at the end."""
        made = QRadioButton(text)
        made.setProperty("role", "chip")
        made.setProperty("choice", key)
        made.setAccessibleDescription(self.accessibleName())
        self._group.addButton(made)
        self._row.add(made)
        self.buttons[key] = made
        if len(self.buttons) == 1:
            self.setFocusProxy(made)
        return made

    def value(self) -> str | None:
        """The chosen key, or None."""
        checked = self._group.checkedButton()
        return None if checked is None else str(checked.property("choice"))

    def set_value(self, key: str | None) -> None:
        """Show an answer as chosen, or none; ``chosen`` stays silent."""
        self._group.setExclusive(False)
        for one, made in self.buttons.items():
            made.setChecked(one == key)
        self._group.setExclusive(True)

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 - Qt's name
        super().setAccessibleName(name)
        for made in self.buttons.values():
            made.setAccessibleDescription(name)

    def _tell(self, clicked: QRadioButton) -> None:
        self.chosen.emit(str(clicked.property("choice")))


class ChoiceList(QComboBox):
    """One of many: a list box whose rows are tall enough for a finger.

    Signals:
        chosen: the key of the row the user chose, None for the first empty one.
    """

    chosen = Signal(object)

    def __init__(
        self,
        options: Sequence[tuple[str, str]] = (),
        *,
        empty: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setMaxVisibleItems(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        if empty:
            self.addItem(empty, None)
        for key, text in options:
            self.addItem(text, key)
        self.activated.connect(self._tell)
        self.view().selectionModel().selectionChanged.connect(self._hear)

    def value(self) -> str | None:
        """The chosen key, or None."""
        key = self.currentData()
        return None if key is None else str(key)

    def set_value(self, key: str | None) -> None:
        """Show a row as chosen; ``chosen`` stays silent."""
        self.setCurrentIndex(self.findData(key))

    def _hear(self, *_change: object) -> None:
        """Another program selects a row of the list, which hands only do while it shows."""
        rows = self.view().selectionModel().selectedIndexes()
        if rows and not self.view().isVisible() and rows[0].row() != self.currentIndex():
            self.setCurrentIndex(rows[0].row())
            self.activated.emit(self.currentIndex())

    def _tell(self, _row: int) -> None:
        self.chosen.emit(self.value())
