"""Another passphrase, or a fresh recovery code, for the workspace that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor_app.i18n import _
from advisor_app.services import entry
from ui.dialogs.sheet import Sheet
from ui.widgets.basic import Banner, button, label
from ui.widgets.field import Field
from ui.widgets.new_passphrase import NewPassphrase
from ui.widgets.recovery import RecoveryCode
from ui.widgets.secret import SecretEdit

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from advisor_app.domain.errors import AdvisorError
    from ui.context import Context


class _SecretSheet(Sheet):
    """Asks for the present passphrase first; says beside it if it is not right."""

    def __init__(self, title: str, context: Context, parent: QWidget, *, height: int) -> None:
        super().__init__(title, parent, width=560, height=height)
        self._context = context
        self.trouble = Banner("", kind="attention")
        self.trouble.hide()
        self.present = SecretEdit()
        self.present_field = Field(_("Contraseña de ahora"), self.present)
        self.column.add(self.trouble)
        self.column.add(self.present_field)

    def _has_present(self) -> bool:
        typed = bool(self.present.text())
        self.present_field.set_error(None if typed else _("Escriba su contraseña."))
        if not typed:
            self.present.line.setFocus()
        return typed

    def _refused(self, error: AdvisorError) -> None:
        self._show_working(works=False)
        is_wrong = entry.is_wrong_passphrase(error)
        self.present_field.set_error(str(error) if is_wrong else None)
        self.trouble.setVisible(not is_wrong)
        self.trouble.show_text(error.message, error.advice, kind="attention")
        self.present.line.selectAll()
        self.present.line.setFocus()

    def _show_working(self, *, works: bool) -> None:
        """Each sheet has its own button."""


class ChangePassphrase(_SecretSheet):
    """The present passphrase, then the new one twice."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(_("Cambiar la contraseña"), context, parent, height=560)
        self.new = NewPassphrase(_("Contraseña nueva"))
        self.new.second.line.returnPressed.connect(self.change)
        self.column.add(self.new)
        self.column.add(
            label(
                _("La segunda copia se abrirá con la nueva desde la próxima vez que se haga; las "
                  "copias de antes siguen con la anterior hasta que se reemplacen."),
                "soft",
            )
        )  # fmt: skip
        self.column.end()
        self.add_button(button(_("Cancelar"), clicked=self.reject))
        self.change_button = self.add_button(button(_("Cambiar"), "primary", clicked=self.change))
        self.present.setFocus()

    def change(self) -> None:
        """Take the new passphrase, if everything is right."""
        if not self.change_button.isEnabled() or not self._has_present() or not self.new.accepts():
            return
        self._show_working(works=True)
        protection = self._context.open_session.protection
        old, new = self.present.text(), self.new.text()
        self._context.tasks.run(
            lambda: protection.change_passphrase(old, new), self._changed, self._refused
        )

    def _changed(self, _done: None) -> None:
        self._context.say(_("Contraseña cambiada"))
        self._context.copies.secrets_changed()
        self.accept()

    def _show_working(self, *, works: bool) -> None:
        self.change_button.setEnabled(not works)
        self.change_button.setText(_("Cambiando…") if works else _("Cambiar"))


class NewCode(_SecretSheet):
    """The present passphrase, then the fresh code, which must be proved before it closes."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(_("Nuevo código de recuperación"), context, parent, height=600)
        self.why = label(
            _("El código de antes deja de servir aquí. Hágalo si perdió la hoja o si alguien la "
              "vio."),
            "soft",
        )  # fmt: skip
        self.code = RecoveryCode()
        self.code.confirmed.connect(self.accept)
        self.code.hide()
        self.column.add(self.why)
        self.column.add(self.code)
        self.column.end()
        self.present.line.returnPressed.connect(self.make)
        self.cancel_button = self.add_button(button(_("Cancelar"), clicked=self.reject))
        self.make_button = self.add_button(
            button(_("Hacer un código nuevo"), "primary", clicked=self.make)
        )
        self.present.setFocus()

    def make(self) -> None:
        """Make the code, if the passphrase is right."""
        if not self.make_button.isEnabled() or not self._has_present():
            return
        self._show_working(works=True)
        protection, passphrase = self._context.open_session.protection, self.present.text()
        self._context.tasks.run(
            lambda: protection.new_recovery_code(passphrase), self._made, self._refused
        )

    def reject(self) -> None:
        if not self.code.isHidden() and not self.trouble.isVisible():
            self.trouble.show_text(
                _("El código de recuperación no se volverá a mostrar."),
                _("Anótelo antes de salir. Para salir sin él, ciérrelo otra vez."),
                kind="attention",
            )
            self.trouble.show()
            return
        super().reject()

    def _made(self, code: str) -> None:
        self._context.copies.secrets_changed()
        self.trouble.hide()
        for widget in (self.present_field, self.why, self.make_button, self.cancel_button):
            widget.hide()
        self.code.show()
        self.code.show_code(code)

    def _show_working(self, *, works: bool) -> None:
        self.make_button.setEnabled(not works)
