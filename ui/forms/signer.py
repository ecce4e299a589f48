"""Who gives the authorization, and how."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from advisor_app.domain.consent import ConsentMethod
from advisor_app.domain.visit import ROLES
from advisor_app.i18n import _, language
from ui import theme
from ui.forms.row import Row
from ui.models import words
from ui.widgets.basic import Card
from ui.widgets.choice import ChoiceGroup, ChoiceList
from ui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from advisor_app.services.people import Person


class SignerForm(QWidget):
    """Name, document, role and the way the answers were given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.look().space(12))
        self._person: Person | None = None
        self._known: dict[str, Person] = {}
        lang = language()
        self.who = ChoiceList()
        self.who.chosen.connect(self._take)
        self.name = QLineEdit()
        self.role = ChoiceList(
            [(key, name.in_(lang)) for key, name in ROLES.items()], empty=_("Elija")
        )
        self.document_type = ChoiceList(words.options("document_type"), empty=_("Elija"))
        self.document_number = QLineEdit()
        self.method = ChoiceGroup(words.consent_methods(), _("Cómo respondió"))
        self.method.set_value(ConsentMethod.SPOKEN)
        card = Card(_("Quién autoriza"))
        self.who_field = Field(_("Persona"), self.who)
        self.name_field = Field(_("Nombre completo"), self.name)
        card.add(self.who_field)
        card.add(Row([self.name_field, Field(_("En calidad de"), self.role)], stretch=(3, 2)))
        card.add(
            Row(
                [
                    Field(_("Tipo de documento"), self.document_type),
                    Field(_("Número de documento"), self.document_number),
                ],
                stretch=(2, 3),
            )
        )
        card.add(Field(_("Cómo respondió"), self.method))
        column.addWidget(card)

    def offer(self, people: Sequence[Person], new: Person) -> None:
        """Offer the people known, the representative first, or somebody new."""
        self._known = {person.id: person for person in (*people, new)}
        self.who.clear()
        for person in people:
            self.who.addItem(person.name, person.id)
        self.who.addItem(_("Otra persona"), new.id)
        self.who_field.setVisible(bool(people))
        ranked = sorted(people, key=lambda person: person.role != "legal_representative")
        first = ranked[0] if ranked else replace(new, role="owner")
        self._known[first.id] = first
        self.who.set_value(first.id)
        self._take(first.id)

    def signer(self) -> Person:
        """The person as the fields say."""
        assert self._person is not None  # noqa: S101 - offered when the screen opens
        return replace(
            self._person,
            name=self.name.text().strip(),
            role=self.role.value() or "",
            document_type=self.document_type.value() or "",
            document_number=self.document_number.text().strip(),
        )

    @property
    def how(self) -> ConsentMethod:
        """The way the answers were given."""
        return ConsentMethod(self.method.value() or ConsentMethod.SPOKEN)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Say what is missing beside the field."""
        self.name_field.set_error(problems.get("name"))

    def _take(self, person_id: object) -> None:
        person = self._known.get(str(person_id))
        if person is None:
            return
        self._person = person
        self.name.setText(person.name)
        self.role.set_value(person.role or None)
        self.document_type.set_value(person.document_type or None)
        self.document_number.setText(person.document_number)
        self.name_field.set_error(None)
