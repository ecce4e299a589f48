"""Who somebody is: one of the people known or somebody new, with document and role."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from advisor_app.domain.visit import ROLES
from advisor_app.i18n import _, language
from ui.forms.row import Row
from ui.models import words
from ui.widgets.basic import Card
from ui.widgets.choice import ChoiceList
from ui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from advisor_app.services.people import Person


class PersonFields(QWidget):
    """Name, document and role, filled in from the people known.

    Attributes:
        card: holds the fields.
    """

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._person: Person | None = None
        self._known: dict[str, Person] = {}
        self.who = ChoiceList()
        self.who.chosen.connect(self._take)
        self.name = QLineEdit()
        roles = [(key, name.in_(language())) for key, name in ROLES.items()]
        self.role = ChoiceList(roles, empty=_("Elija"))
        self.document_type = ChoiceList(words.options("document_type"), empty=_("Elija"))
        self.document_number = QLineEdit()
        self.who_field = Field(_("Persona"), self.who)
        self.name_field = Field(_("Nombre completo"), self.name)
        self.role_field = Field(_("En calidad de"), self.role)
        self.number_field = Field(_("Número de documento"), self.document_number)
        kind = Field(_("Tipo de documento"), self.document_type)
        self.card = Card(title)
        self.card.add(self.who_field)
        self.card.add(Row([self.name_field, self.role_field]))
        self.card.add(Row([kind, self.number_field], stretch=(2, 3)))
        column.addWidget(self.card)

    def offer(self, people: Sequence[Person], new: Person) -> None:
        """Offer the people known, the representative first, or somebody new."""
        self._known = {person.id: person for person in (*people, new)}
        self.who.clear()
        for person in people:
            self.who.addItem(person.name, person.id)
        self.who.addItem(_("Otra persona"), new.id)
        self.who_field.setVisible(bool(people))
        ranked = sorted(people, key=lambda person: person.role != "legal_representative")
        first = ranked[0] if ranked else replace(new, role=new.role or "owner")
        self._known[first.id] = first
        self.who.set_value(first.id)
        self._take(first.id)

    def person(self) -> Person:
        """The person as the fields say."""
        assert self._person is not None  # noqa: S101 - offered before it is asked for
        return replace(
            self._person,
            name=self.name.text().strip(),
            role=self.role.value() or "",
            document_type=self.document_type.value() or "",
            document_number=self.document_number.text().strip(),
        )

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Say what is missing beside the field."""
        self.name_field.set_error(problems.get("name"))
        self.number_field.set_error(problems.get("document_number"))

    def _take(self, person_id: object) -> None:
        person = self._known.get(str(person_id))
        if person is None:
            return
        self._person = person
        self.name.setText(person.name)
        self.role.set_value(person.role or None)
        self.document_type.set_value(person.document_type or None)
        self.document_number.setText(person.document_number)
        self.show_problems({})
