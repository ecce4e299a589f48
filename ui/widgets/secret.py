"""A field for a passphrase, which may be shown to the one who types it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from advisor_app.i18n import _
from ui import theme
from ui.widgets.basic import button
from ui.widgets.icons import set_icon


class SecretEdit(QWidget):
    """Dots instead of letters, and a button that shows them.

    Attributes:
        line: the field itself.
        reveal: shows the letters while it is pressed in.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.look().space(4))
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setMaxLength(200)
        self.reveal = button("", "quiet", icon="eye")
        self.reveal.setCheckable(True)
        self.reveal.setToolTip(_("Mostrar lo escrito"))
        self.reveal.toggled.connect(self._show)
        row.addWidget(self.line, 1)
        row.addWidget(self.reveal)
        self.setFocusProxy(self.line)
        self.setAccessibleName("")

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 - Qt's name
        super().setAccessibleName(name)
        shows = _("Mostrar lo escrito")
        self.reveal.setAccessibleName(f"{shows}: {name}" if name else shows)

    def text(self) -> str:
        """What was typed."""
        return self.line.text()

    def clear(self) -> None:
        """Forget it."""
        self.line.clear()
        self.reveal.setChecked(False)

    def _show(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.line.setEchoMode(mode)
        set_icon(self.reveal, "eye", "accent" if shown else "ink")
