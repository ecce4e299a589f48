"""The first day: who the advisor is, a passphrase, and the recovery code."""

from __future__ import annotations

from functools import partial
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


class FirstStartScreen(CodeKeeper):
    """Makes the workspace of an advisor."""

    route = "first_start"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.set_heading(_("Prepare su espacio de trabajo"))
        self.intro = label(
            _(
                "Aquí quedan las empresas, las visitas y los informes: cifrados, en este equipo "
                "y sin necesidad de red."
            ),
            "soft",
        )
        self.name = QLineEdit()
        self.name.setMaxLength(120)
        self.name_field = Field(
            _("Su nombre completo"), self.name, _("Así aparecerá en los informes.")
        )
        self.passphrase = NewPassphrase()
        self.create_button = button(
            _("Crear el espacio de trabajo"), "primary", clicked=self._create
        )
        self.passphrase.second.line.returnPressed.connect(self._create)
        self.restore_button = button(
            _("Restaurar de una copia"), "link", clicked=partial(context.go, "restore")
        )
        self.form = (
            self.intro,
            self.name_field,
            self.passphrase,
            self.create_button,
            self.restore_button,
        )
        for widget in self.form:
            self.card.add(widget)
        self.add_code()

    def title(self) -> str:
        return _("Primer día")

    def help_text(self) -> str:
        return _(
            "Escriba su nombre y una contraseña que solo usted conozca. Cuatro palabras que "
            "nadie uniría son fáciles de recordar y difíciles de adivinar.\n\n"
            "Después verá un código de recuperación. Anótelo en papel: si olvida la contraseña "
            "es la única manera de volver a entrar."
        )

    def first_focus(self) -> QWidget:
        return self.name

    def _create(self) -> None:
        name = self.name.text().strip()
        self.name_field.set_error(None if name else _("Escriba su nombre completo."))
        if not name:
            self.name.setFocus()
            return
        if not self.create_button.isEnabled() or not self.passphrase.accepts():
            return
        self.hide_trouble()
        self._show_working(working=True)
        folder, passphrase = self.context.folder, self.passphrase.text()
        self.context.tasks.run(
            lambda: entry.create(folder, passphrase, name), self.keep_code, self._refuse
        )

    def _refuse(self, error: AdvisorError) -> None:
        self._show_working(working=False)
        self.show_trouble(error)

    def _show_working(self, *, working: bool) -> None:
        self.create_button.setEnabled(not working)
        self.create_button.setText(_("Creando…") if working else _("Crear el espacio de trabajo"))
