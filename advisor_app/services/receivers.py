"""Who of a firm can receive a document, which ways are open to them, and why others are not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisor_app.domain.delivery import Channel
from advisor_app.i18n import _
from advisor_app.services.consents import ConsentState, consent_state
from advisor_app.services.people import Person, people_met

if TYPE_CHECKING:
    import sqlalchemy as sa


@dataclass(frozen=True, slots=True)
class Receivers:
    """The people of a firm, and what it agreed to."""

    firm_id: str
    people: tuple[Person, ...]
    consent: ConsentState

    @property
    def was_asked(self) -> bool:
        """Whether the firm was asked if it wants documents by e-mail or WhatsApp."""
        return self.consent.signature is not None

    def obstacle(self, channel: Channel, person_id: str | None) -> str:
        """Why nothing may or can be sent this way to this person; empty when it can."""
        person = next((one for one in self.people if one.id == person_id), None)
        return _obstacle(channel, self.consent, person)


def receivers_of(c: sa.Connection, firm_id: str) -> Receivers:
    """The people and the agreements of a firm, read in the caller's transaction."""
    return Receivers(firm_id, tuple(people_met(c, firm_id)), consent_state(c, firm_id))


def _obstacle(channel: Channel, consent: ConsentState, person: Person | None) -> str:
    if channel not in (Channel.EMAIL, Channel.WHATSAPP):
        return ""
    if consent.data is False:
        return _("La empresa retiró la autorización de datos.")
    if consent.signature is None:
        return _("Falta preguntar si acepta recibir documentos por correo o WhatsApp.")
    if not consent.signature:
        return _("La empresa no aceptó recibir documentos por correo o WhatsApp.")
    return _unreachable(channel, person)


def _unreachable(channel: Channel, person: Person | None) -> str:
    if person is None:
        return _("Falta elegir a quién se envía.")
    if channel is Channel.EMAIL and not person.email:
        return _("{name} no tiene correo anotado.").format(name=person.name)
    if channel is Channel.WHATSAPP and not person.phone:
        return _("{name} no tiene teléfono anotado.").format(name=person.name)
    return ""
