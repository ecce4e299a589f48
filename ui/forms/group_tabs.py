"""The groups of a form by number and name, one of them shown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from advisor_app.i18n import _
from ui import theme
from ui.widgets.flow import FlowButtons
from ui.widgets.icons import set_icon

if TYPE_CHECKING:
    from collections.abc import Sequence


class _Tab(QPushButton):
    """A tab as wide as its words in semibold, so that being chosen moves nothing."""

    def sizeHint(self) -> QSize:
        here, hint = theme.look(), super().sizeHint()
        bold = QFontMetrics(here.font(here.type.answer * 0.93, semibold=True))
        picture = 0 if self.icon().isNull() else self.iconSize().width() + here.space(8)
        room = bold.horizontalAdvance(self.text()) + picture + here.space(28)
        return QSize(room, hint.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class GroupTabs(QWidget):
    """Buttons side by side; Alt and a number does the same.

    Signals:
        chosen: the position of the group to show.
    """

    chosen = Signal(int)

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._group = QButtonGroup(self)
        self.tabs: list[QPushButton] = []
        row = FlowButtons(gap=4)
        for position, name in enumerate(names):
            made = _Tab(f"{position + 1}  {name}")
            made.setProperty("role", "rail")
            made.setCheckable(True)
            made.setToolTip(_("Alt+{n}").format(n=position + 1))
            made.clicked.connect(partial(self._choose, position))
            self._group.addButton(made)
            self.tabs.append(made)
            row.add(made)
            shortcut = QShortcut(QKeySequence(f"Alt+{position + 1}"), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(partial(self._choose, position))
        column.addWidget(row)

    def show_chosen(self, position: int) -> None:
        """Mark a group as the one shown."""
        self.tabs[position].setChecked(True)

    def unlock(self, *, unlocked: bool) -> None:
        """Open the groups after the first, or mark them as closed."""
        for made in self.tabs[1:]:
            made.setEnabled(unlocked)
            if not unlocked:
                set_icon(made, "lock", "soft_ink", 16)
            elif not made.icon().isNull():
                made.setIcon(QIcon())
                made.setProperty("icon_name", None)  # the theme colours it no more

    def _choose(self, position: int, *_state: object) -> None:
        if self.tabs[position].isEnabled():
            self.chosen.emit(position)
