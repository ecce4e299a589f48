"""The way through a row of things seen one at a time: back, where one is, on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from advisor_app.i18n import _
from ui import theme
from ui.widgets.basic import button, label


class Steps(QWidget):
    """Two buttons with the place between them; hidden where there is only one thing.

    Signals:
        moved: by how much, -1 or 1.
    """

    moved = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at, self._count = 0, 0
        self.back_button = button(_("Anterior"), icon="back", clicked=self.go_back)
        self.next_button = button(_("Siguiente"), icon="next", clicked=self.go_on)
        self.place = label("", "soft", wrap=False)
        self.place.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.look().space(12))
        row.addWidget(self.back_button)
        row.addWidget(self.place, 1)
        row.addWidget(self.next_button)
        self.show_place(0, 0)

    def show_place(self, at: int, count: int) -> None:
        """Where one is, from 0, and how many there are."""
        self._at, self._count = max(0, at), count
        self.place.setText(_("{n} de {all}").format(n=self._at + 1, all=count))
        self.back_button.setEnabled(self._at > 0)
        self.next_button.setEnabled(self._at + 1 < count)
        self.setVisible(count > 1)

    def go_back(self) -> None:
        """To the one before, if there is one."""
        if self._at > 0:
            self.moved.emit(-1)

    def go_on(self) -> None:
        """To the next one, if there is one."""
        if self._at + 1 < self._count:
            self.moved.emit(1)
