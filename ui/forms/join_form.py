"""What a person types once to connect this laptop with an office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from advisor_app.i18n import _
from ui.widgets.basic import Banner, Card, button, label
from ui.widgets.field import Field
from ui.widgets.flow import FlowButtons
from ui.widgets.secret import SecretEdit

if TYPE_CHECKING:
    from advisor_app.domain.errors import AdvisorError
    from advisor_app.services.exchanges import Joining


class JoinForm(Card):
    """Address, person, password and the one-time code; nothing of it is kept after it was sent.

    Signals:
        wanted: everything is typed and somebody wants to connect.
    """

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Conectar con la oficina"), parent)
        self.add(
            label(
                _(
                    "Para que su trabajo llegue a la oficina cuando haya red, y a este computador "
                    "lo que allá le asignen. La oficina da los cuatro datos una sola vez."
                )
            )
        )
        self.trouble = Banner("", kind="danger")
        self.trouble.hide()
        self.add(self.trouble)
        self.address, self.login, self.code = QLineEdit(), QLineEdit(), QLineEdit()
        self.password = SecretEdit()
        for line in (self.address, self.login, self.code):
            line.setMaxLength(300)
        self.fields = (
            Field(_("Dirección"), self.address, _("Por ejemplo: https://oficina.ejemplo.co")),
            Field(_("Usuario"), self.login),
            Field(_("Contraseña de la oficina"), self.password),
            Field(_("Código de una sola vez"), self.code, _("Doce letras y números")),
        )
        for one in self.fields:
            self.add(one)
        for line in (self.address, self.login, self.password.line, self.code):
            line.returnPressed.connect(self._want)
        self.button = button(_("Conectar"), "primary", icon="exchange", clicked=self._want)
        self.add(FlowButtons([self.button]))

    def joining(self) -> Joining:
        """What was typed."""
        from advisor_app.services.exchanges import Joining

        return Joining(
            self.address.text(), self.login.text(), self.password.text(), self.code.text()
        )

    def show_busy(self, *, busy: bool) -> None:
        """Wait for the office."""
        self.button.setEnabled(not busy)
        self.button.setText(_("Conectando…") if busy else _("Conectar"))

    def refuse(self, error: AdvisorError) -> None:
        """Say why it was not done; everything typed stays."""
        self.trouble.show_text(error.message, error.advice, kind="danger")
        self.trouble.show()

    def clear_secrets(self) -> None:
        """Forget password and code."""
        self.password.clear()
        self.code.clear()
        self.trouble.hide()

    def _want(self) -> None:
        missing = self._first_missing()
        if missing is None:
            self.trouble.hide()
            self.wanted.emit()
        else:
            missing.input.setFocus()

    def _first_missing(self) -> Field | None:
        """The first field that is empty, each of them marked."""
        texts = (self.address.text(), self.login.text(), self.password.text(), self.code.text())
        empty: list[Field] = []
        for one, text in zip(self.fields, texts, strict=True):
            one.set_error(None if text.strip() else _("Falta este dato."))
            if not text.strip():
                empty.append(one)
        return empty[0] if empty else None
