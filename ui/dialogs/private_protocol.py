"""A protocol that only the advisor may read; shown on demand, never printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor_app.i18n import _
from ui.dialogs.sheet import Sheet
from ui.widgets.basic import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class PrivateProtocol(Sheet):
    """The protocol, and one button that puts it away; use ``open()``."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(_("Protocolo privado"), parent)
        self.text = label(text, "answer")
        self.column.add(self.text)
        self.column.end()
        self.add_close(_("Cerrar")).setFocus()
