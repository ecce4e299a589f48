"""A protocol that only the advisor may read; shown on demand, never printed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from advisor_app.i18n import _
from ui import theme
from ui.widgets.basic import button, label


class PrivateProtocol(QDialog):
    """The protocol, and one button that puts it away; use ``open()``."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Protocolo privado"))
        space = theme.look().space
        column = QVBoxLayout(self)
        column.setContentsMargins(space(24), space(24), space(24), space(24))
        column.setSpacing(space(16))
        self.text = label(text, "answer")
        self.text.setMinimumWidth(space(520))
        self.close_button = button(_("Cerrar"), "primary", clicked=self.accept)
        column.addWidget(self.text)
        column.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignRight)
        self.close_button.setFocus()
