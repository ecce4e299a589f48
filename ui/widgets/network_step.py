"""First step to the telephone: it joins the laptop's network by a code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from advisor_app.domain.wifi import SHORTEST_PASSWORD, wifi_code
from advisor_app.i18n import _
from ui import theme
from ui.models.hotspot_words import hotspot_words
from ui.widgets.basic import label
from ui.widgets.field import Field
from ui.widgets.qr_view import QrPanel

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST_NAME = 32  # of a network, as Wi-Fi itself has it
_LONGEST_PASSWORD = 63


class NetworkStep(QWidget):
    """Name and password of the network, typed from the system's own page, never kept on disk.

    Signals:
        changed: another code is wanted; the text it holds, or nothing.
    """

    changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        space = theme.look().space
        self.name = QLineEdit()
        self.name.setMaxLength(_LONGEST_NAME)
        self.password = QLineEdit()
        self.password.setMaxLength(_LONGEST_PASSWORD)
        self.password_field = Field(_("Contraseña de la red"), self.password)
        self.panel = QrPanel()
        words = QVBoxLayout()
        words.setSpacing(space(12))
        words.addWidget(label(_("1 de 2 · El teléfono entra a la red"), "title"))
        for line in hotspot_words():
            words.addWidget(label(line))
        words.addWidget(Field(_("Nombre de la red"), self.name))
        words.addWidget(self.password_field)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space(32))
        row.addLayout(words, 1)
        row.addWidget(self.panel)
        for line in (self.name, self.password):
            line.textChanged.connect(self._follow)
        self._follow()

    def code(self) -> str:
        """What the code says; nothing while name and password can't be right."""
        name, password = self.name.text().strip(), self.password.text()
        short = 0 < len(password) < SHORTEST_PASSWORD
        return wifi_code(name, password) if name and not short else ""

    def show_code(self, code: str, rows: Sequence[Sequence[bool]]) -> None:
        """The code as it was drawn, unless something else was typed meanwhile."""
        if code == self.code():
            self._show(rows)

    def _show(self, rows: Sequence[Sequence[bool]]) -> None:
        self.panel.show_code(
            rows,
            _("Código para entrar a la red"),
            _("El código sale al escribir el nombre y la contraseña."),
        )

    def _follow(self, _typed: str = "") -> None:
        password = self.password.text()
        self.password_field.set_error(
            _("Tiene al menos {n} letras.").format(n=SHORTEST_PASSWORD)
            if 0 < len(password) < SHORTEST_PASSWORD
            else None
        )
        self.password_field.set_hint(
            ""
            if password
            else _("Sin contraseña, cualquiera que esté cerca puede ver lo que se envía.")
        )
        self._show(())
        self.changed.emit(self.code())
