"""A question with two answers, asked over the window without stopping it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.dialogs.sheet import Sheet
from ui.widgets.basic import button, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget


class Question(Sheet):
    """Accepted by the first answer; Esc is the second one, which changes nothing."""

    def __init__(
        self, text: str, details: Sequence[str], yes: str, no: str, parent: QWidget
    ) -> None:
        super().__init__(text, parent, width=560, height=360)
        for line in details:
            self.column.add(label(line, "answer"))
        self.column.end()
        self.no_button = self.add_button(button(no, clicked=self.reject))
        self.yes_button = self.add_button(button(yes, "primary", clicked=self.accept))
        self.no_button.setDefault(True)
        self.no_button.setFocus()
