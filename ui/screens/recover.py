"""A forgotten passphrase: the recovery code opens the workspace and sets a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from advisor_app.i18n import _
from advisor_app.services import entry
from ui.screens.code_keeper import CodeKeeper
from ui.widgets.basic import button, label
from ui.widgets.field import Field
from ui.widgets.new_passphrase import NewPassphrase

if TYPE_CHECKING:
    from advisor_app.domain.errors import AdvisorError
    from ui.context import Context


class RecoverScreen(CodeKeeper):
    """Takes the code as it was copied by hand, and a new passphrase."""

    route = "recover"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.set_heading(_("Entrar con el código de recuperación"))
        self.intro = label(
            _("Sus datos siguen completos. Con el código podrá elegir otra contraseña."), "soft"
        )
        self.typed = QLineEdit()
        self.typed.setMaxLength(60)
        self.code_field = Field(
            _("Código de recuperación"),
            self.typed,
            _("Las mayúsculas, los espacios y los guiones no importan."),
        )
        self.passphrase = NewPassphrase()
        self.passphrase.second.line.returnPressed.connect(self._recover)
        self.recover_button = button(_("Entrar"), "primary", clicked=self._recover)
        self.back_button = button(_("Volver a la contraseña"), "link", clicked=context.back)
        self.form = (
            self.intro,
            self.code_field,
            self.passphrase,
            self.recover_button,
            self.back_button,
        )
        for widget in self.form:
            self.card.add(widget)
        self.add_code()

    def title(self) -> str:
        return _("Recuperar el acceso")

    def help_text(self) -> str:
        return _(
            "Escriba el código que anotó el primer día y elija una contraseña nueva. Si un "
            "grupo tiene un error, se dirá cuál es.\n\n"
            "Al entrar recibirá un código nuevo; el anterior deja de servir."
        )

    def first_focus(self) -> QWidget:
        return self.typed

    def _recover(self) -> None:
        code = self.typed.text().strip()
        self.code_field.set_error(None if code else _("Escriba el código de su hoja."))
        if not code:
            self.typed.setFocus()
            return
        if not self.recover_button.isEnabled() or not self.passphrase.accepts():
            return
        self.hide_trouble()
        self._show_working(working=True)
        folder, passphrase = self.context.folder, self.passphrase.text()
        self.context.tasks.run(
            lambda: entry.recover(folder, code, passphrase), self.keep_code, self._refuse
        )

    def _refuse(self, error: AdvisorError) -> None:
        self._show_working(working=False)
        if entry.is_wrong_passphrase(error):
            self.code_field.set_error(str(error))
            self.typed.setFocus()
        else:
            self.show_trouble(error)

    def _show_working(self, *, working: bool) -> None:
        self.recover_button.setEnabled(not working)
        self.recover_button.setText(_("Entrando…") if working else _("Entrar"))
