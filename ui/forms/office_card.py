"""The programme's office as the consent text names it: typed once, kept as each field is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from advisor_app.i18n import _
from ui.forms.row import Row
from ui.widgets.basic import Card, label
from ui.widgets.field import Field

if TYPE_CHECKING:
    from ui.context import Context


class OfficeCard(Card):
    """One field for each blank of the consent text."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Quién responde por los datos"), parent)
        self._context = context
        self.add(label(_("Completa el texto de la autorización que se lee a la empresa."), "soft"))
        asked = {
            "responsible": _("Entidad responsable"),
            "responsible_nit": _("NIT de la entidad"),
            "allies": _("Aliados del programa"),
            "years": _("Años que se conservan los datos"),
            "email": _("Correo para reclamos"),
            "address": _("Dirección"),
            "policy_link": _("Enlace a la política de datos"),
            "delivery": _("Por dónde se envían los documentos"),
        }
        self.fields = {name: Field(words, QLineEdit()) for name, words in asked.items()}
        fields = list(self.fields.values())
        for first in range(0, len(fields), 2):
            self.add(Row(fields[first : first + 2]))
        for name in asked:
            self.line(name).editingFinished.connect(self._keep)

    def line(self, name: str) -> QLineEdit:
        """The line of one blank."""
        found = self.fields[name].input
        assert isinstance(found, QLineEdit)  # noqa: S101 - made so above
        return found

    def read(self) -> None:
        """Show what is known."""
        office = self._context.open_session.office
        self._context.tasks.run(office.current, self._show)

    def _show(self, values: dict[str, str]) -> None:
        for name in self.fields:
            self.line(name).setText(values.get(name, ""))

    def _keep(self) -> None:
        session = self._context.session
        if session is None:
            return
        office, values = session.office, {name: self.line(name).text() for name in self.fields}
        self._context.tasks.run(lambda: office.save(values), self._kept)

    def _kept(self, _done: None) -> None:
        self._context.say(_("Guardado"))
