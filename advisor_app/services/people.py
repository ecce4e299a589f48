"""The people of a firm: personal data, kept apart from the firm's own record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from advisor_app.domain import ids
from advisor_app.domain.errors import InvalidRecord
from advisor_app.i18n import _
from advisor_app.schema import tables
from advisor_app.services.base import Service
from advisor_app.services.changes import Announcer, Changes
from advisor_app.services.errors import ConsentNeeded
from advisor_app.store import records

if TYPE_CHECKING:
    import sqlalchemy as sa

    from advisor_app.services.consents import Consents
    from advisor_app.store.workspace import Workspace

SENSITIVE: Final = (
    "ethnic_group", "victim_ruv", "disability", "caregiver", "reincorporated", "migrant", "lgbtiq",
)  # fmt: skip
GROUP_MEMBER: Final = "group_member"
"""The role of those who are only in the register of a group: they have their own place."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of a firm: owner, representative, interviewee or signer.

    The fields from ``ethnic_group`` on are sensitive: optional, and only with their consent.
    """

    id: str
    firm_id: str
    name: str = ""
    document_type: str = ""
    document_number: str = ""
    role: str = ""
    sex: str = ""
    age_range: str = ""
    email: str = ""
    phone: str = ""
    ethnic_group: str | None = None
    victim_ruv: bool | None = None
    disability: bool | None = None
    caregiver: bool | None = None
    reincorporated: bool | None = None
    migrant: bool | None = None
    lgbtiq: bool | None = None

    @property
    def has_sensitive(self) -> bool:
        """Whether any sensitive field is filled in."""
        return any(getattr(self, name) not in (None, "") for name in SENSITIVE)


def validate_person(person: Person) -> dict[str, str]:
    """Field -> sentence for what can't be right; empty when all is well."""
    problems: dict[str, str] = {}
    if not person.name.strip():
        problems["name"] = _("Escriba el nombre de la persona.")
    if person.email and ("@" not in person.email or " " in person.email.strip()):
        problems["email"] = _("El correo necesita una arroba y no lleva espacios.")
    if person.phone and sum(char.isdigit() for char in person.phone) < 7:
        problems["phone"] = _("El teléfono tiene al menos siete cifras.")
    return problems


class People(Service):
    """Reads and writes of people; nothing is stored before the first consent."""

    def __init__(self, workspace: Workspace, announcer: Announcer, consents: Consents) -> None:
        super().__init__(workspace, announcer)
        self._consents = consents

    def new(self, firm_id: str) -> Person:
        """A person of the firm who is not stored yet."""
        return Person(id=ids.new_id(), firm_id=firm_id)

    def of_firm(self, firm_id: str) -> list[Person]:
        """Everyone of the firm that somebody met, in that order."""
        return self._read(lambda c: people_met(c, firm_id))

    def save(self, person: Person) -> Person:
        """Store a person.

        Raises:
            InvalidRecord: a field can't be right; nothing was stored.
            ConsentNeeded: the firm's consent, or that for sensitive data, is missing.
        """
        problems = validate_person(person)
        if problems:
            raise InvalidRecord(_("Revise los datos de la persona."), problems)
        state = self._consents.of_firm(person.firm_id)
        if not state.data:
            raise ConsentNeeded.for_data()
        if person.has_sensitive and not state.sensitive:
            raise ConsentNeeded.for_sensitive()
        self._write(
            lambda c: records.save(c, tables.person, records.row_of(person)),
            Changes.of(person.firm_id, ("person", person.id)),
        )
        return person


def people_met(c: sa.Connection, firm_id: str) -> list[Person]:
    """The people of a firm but for the register of a group, in the order they were met."""
    rows = records.of_firm(c, tables.person, firm_id, "created_at", "id")
    return [records.value_of(Person, row) for row in rows if row["role"] != GROUP_MEMBER]
