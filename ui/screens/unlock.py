"""The passphrase that opens the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from advisor_app.i18n import _, ngettext
from advisor_app.services import entry
from ui.screens.door import Door
from ui.widgets.basic import button, label
from ui.widgets.field import Field
from ui.widgets.secret import SecretEdit

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from advisor_app.domain.errors import AdvisorError
    from advisor_app.services.session import Session
    from ui.context import Context


class UnlockScreen(Door):
    """Asks for the passphrase; after several wrong ones it counts the wait down."""

    route = "unlock"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.set_heading(_("Abrir el espacio de trabajo"))
        self.why = label("", "soft")
        self.why.hide()
        self.passphrase = SecretEdit()
        self.passphrase.line.returnPressed.connect(self._open)
        self.field = Field(_("Contraseña"), self.passphrase)
        self.open_button = button(_("Abrir"), "primary", clicked=self._open)
        self.forgotten = button(_("Olvidé mi contraseña"), "link", clicked=self._recover)
        for widget in (self.why, self.field, self.open_button, self.forgotten):
            self.card.add(widget)
        self._wait = 0
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self._count_down)

    def title(self) -> str:
        return _("Abrir")

    def help_text(self) -> str:
        return _(
            "La contraseña protege los datos de las empresas si el equipo se pierde: sin ella "
            "nadie puede leerlos.\n\n"
            "Si la olvidó, use el código de recuperación que anotó el primer día. Después de "
            "varios intentos equivocados hay que esperar un poco más cada vez."
        )

    def open(self, *, locked: bool = False, error: AdvisorError | None = None) -> None:
        self.why.setVisible(locked)
        self.why.setText(_("Se bloqueó para proteger los datos. Todo está guardado."))
        self.passphrase.clear()
        self.field.set_error(None)
        self.hide_trouble()
        if error is not None:
            self.show_trouble(error)

    def first_focus(self) -> QWidget:
        return self.passphrase.line

    def _open(self) -> None:
        if self._wait or not self.open_button.isEnabled():
            return
        passphrase = self.passphrase.text()
        if not passphrase:
            self.field.set_error(_("Escriba su contraseña."))
            return
        self.field.set_error(None)
        self.hide_trouble()
        self._show_opening(opening=True)
        folder = self.context.folder
        self.context.tasks.run(lambda: entry.unlock(folder, passphrase), self._enter, self._refuse)

    def _enter(self, session: Session) -> None:
        self.passphrase.clear()
        self._show_opening(opening=False)
        self.context.entered(session)

    def _refuse(self, error: AdvisorError) -> None:
        self._show_opening(opening=False)
        self.passphrase.line.selectAll()
        self.passphrase.line.setFocus()
        wait = getattr(error, "wait_seconds", 0)
        if wait:
            self._wait = wait
            self._second.start()
            self._show_wait()
        elif entry.is_wrong_passphrase(error):
            self.field.set_error(str(error))
        else:
            self.show_trouble(error)

    def _count_down(self) -> None:
        self._wait -= 1
        if self._wait <= 0:
            self._wait = 0
            self._second.stop()
            self.field.set_error(None)
            self.open_button.setEnabled(True)
        else:
            self._show_wait()

    def _show_wait(self) -> None:
        self.open_button.setEnabled(False)
        self.field.set_error(
            ngettext(
                "Espere {n} segundo y escríbala de nuevo.",
                "Espere {n} segundos y escríbala de nuevo.",
                self._wait,
            ).format(n=self._wait)
        )

    def _show_opening(self, *, opening: bool) -> None:
        self.open_button.setEnabled(not opening)
        self.open_button.setText(_("Abriendo…") if opening else _("Abrir"))

    def _recover(self) -> None:
        self.context.go("recover")
