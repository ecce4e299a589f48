"""The representative: how to reach them, and what is theirs to tell or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from advisor_app.domain.visit import ROLES
from advisor_app.i18n import _, language
from ui.forms.bindings import ChoiceBinding, TextBinding, YesNoBinding, yes_no
from ui.forms.group import Group
from ui.forms.row import Row
from ui.models import words
from ui.widgets.basic import button, label
from ui.widgets.choice import ChoiceGroup, ChoiceList
from ui.widgets.field import Field

if TYPE_CHECKING:
    from ui.widgets.basic import Card


class ContactGroup(Group):
    """A person, apart from the firm; sensitive fields only after their own yes.

    Signals:
        consent_wanted: the user wants to ask for the authorization of sensitive data.
    """

    consent_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.person_name = QLineEdit()
        self.role = ChoiceList(
            [(key, name.in_(language())) for key, name in ROLES.items()], empty=_("Elija")
        )
        self.document_type = ChoiceList(words.options("document_type"), empty=_("Elija"))
        self.document_number = QLineEdit()
        self.phone = QLineEdit()
        self.email = QLineEdit()
        self.ask_button = button(_("Registrar la autorización"), clicked=self._want_consent)
        self._lay_out_contact()
        self._lay_out_sensitive()

    @classmethod
    def tab_name(cls) -> str:
        return _("Representante")

    def allow_sensitive(self, *, allowed: bool) -> None:
        """Show the sensitive fields, or say why they are not shown."""
        self.sensitive.setVisible(allowed)
        self.hidden_note.setVisible(not allowed)

    def _want_consent(self) -> None:
        self.consent_wanted.emit()

    def _lay_out_contact(self) -> None:
        card = self.card(_("Representante y contacto"), _("Quien responde por la empresa."))
        name = Field(_("Nombre completo"), self.person_name)
        role = Field(_("Papel"), self.role)
        kind = Field(_("Tipo de documento"), self.document_type)
        number = Field(_("Número de documento"), self.document_number)
        phone = Field(_("Celular o teléfono"), self.phone)
        email = Field(_("Correo"), self.email)
        sex = Field(_("Sexo"), ChoiceGroup(words.options("sex"), _("Sexo")))
        age = Field(_("Edad"), ChoiceGroup(words.options("age_range"), _("Edad")))
        card.add(Row([name, role], stretch=(3, 2)))
        card.add(Row([kind, number]))
        card.add(Row([phone, email]))
        card.add(sex)
        card.add(age)
        for field, key in (
            (name, "name"), (number, "document_number"), (phone, "phone"), (email, "email"),
        ):  # fmt: skip
            self.bind(TextBinding(field, key))
        for field, key in (
            (role, "role"), (kind, "document_type"), (sex, "sex"), (age, "age_range"),
        ):  # fmt: skip
            self.bind(ChoiceBinding(field, key))

    def _lay_out_sensitive(self) -> None:
        self.hidden_note: Card = self.card(_("Enfoque diferencial de la persona"))
        self.hidden_note.add(
            label(
                _(
                    "Estas preguntas son sensibles y voluntarias. Están ocultas porque la "
                    "persona no las ha autorizado; no responderlas no le quita nada."
                )
            )
        )
        self.hidden_note.add(self.ask_button)
        self.sensitive: Card = self.card(
            _("Enfoque diferencial de la persona"),
            _("Voluntario: lo que la persona no quiera decir queda en blanco."),
        )
        group = Field(
            _("Pertenencia étnica"),
            ChoiceList(words.options("ethnic_group"), empty=_("Sin preguntar")),
        )
        self.sensitive.add(group)
        self.bind(ChoiceBinding(group, "ethnic_group"))
        rows: list[QWidget] = []
        for key, text in (
            ("victim_ruv", _("¿Es víctima del conflicto?")),
            ("disability", _("¿Tiene alguna discapacidad?")),
            ("caregiver", _("¿Cuida de otra persona?")),
            ("reincorporated", _("¿Está en proceso de reincorporación?")),
            ("migrant", _("¿Es migrante o retornado?")),
            ("lgbtiq", _("¿Es de la población LGBTIQ+?")),
        ):
            field = Field(text, yes_no(text))
            self.bind(YesNoBinding(field, key))
            rows.append(field)
        self.sensitive.add(Row(rows, narrowest=300))
