"""How a document reaches its people, how far it came, and what is kept as proof of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from advisor_app.domain.text import Text


class Channel(StrEnum):
    """The way a document takes."""

    PRINT = "print"
    FILE = "file"
    USB = "usb"
    TELEPHONE = "telephone"
    PICTURE = "picture"
    EMAIL = "email"
    WHATSAPP = "whatsapp"
    PAPER_BY_HAND = "paper_by_hand"


class DeliveryState(StrEnum):
    """How far a delivery came; a confirmed one was acknowledged by who received it."""

    WAITING = "waiting"
    HANDED = "handed"
    CONFIRMED = "confirmed"
    FAILED = "failed"
    GIVEN_UP = "given_up"


CHANNELS: Final = {
    Channel.PRINT: Text("Impreso", "Printed"),
    Channel.FILE: Text("Archivo PDF", "PDF file"),
    Channel.USB: Text("Memoria USB", "USB stick"),
    Channel.TELEPHONE: Text("Al teléfono", "To the telephone"),
    Channel.PICTURE: Text("Imagen de la página 1", "Picture of page 1"),
    Channel.EMAIL: Text("Correo", "E-mail"),
    Channel.WHATSAPP: Text("WhatsApp", "WhatsApp"),
    Channel.PAPER_BY_HAND: Text("En papel, en mano", "On paper, by hand"),
}
STATES: Final = {
    DeliveryState.WAITING: Text("Por entregar", "Waiting"),
    DeliveryState.HANDED: Text("Entregado", "Handed over"),
    DeliveryState.CONFIRMED: Text("Recibido y confirmado", "Received and confirmed"),
    DeliveryState.FAILED: Text("No se logró", "Failed"),
    DeliveryState.GIVEN_UP: Text("Se desistió", "Given up"),
}
QUEUED: Final = (Channel.WHATSAPP, Channel.EMAIL, Channel.PAPER_BY_HAND)
"""The ways that a document can wait for."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What shows that a delivery took place; of people and devices no more than that needs.

    Attributes:
        sha256: of the very file that was handed over, with its size and pages.
        content_hash: of the document's canonical content.
        token_hash: SHA-256 of the one-time address, which itself is never kept.
        device: the family of the receiving device, as it called itself.
        job: the printing system's own number of the job.
        sent_on: the day on which it was sent by other means.
    """

    sha256: str = ""
    size: int | None = None
    pages: int | None = None
    content_hash: str = ""
    token_hash: str = ""
    downloaded_at: datetime | None = None
    device: str = ""
    job: str = ""
    copies: int | None = None
    sent_on: date | None = None

    @classmethod
    def of_file(cls, data: bytes, *, pages: int | None = None) -> Proof:
        """The proof that these bytes left the laptop."""
        return cls(sha256=hashlib.sha256(data).hexdigest(), size=len(data), pages=pages)


@dataclass(frozen=True, slots=True)
class Errand:
    """A document that is to be handed over.

    Attributes:
        person_id: who receives it, where that is noted.
        waiting_id: the delivery that waited for this.
    """

    document_id: str
    lang: str
    person_id: str | None = None
    waiting_id: str | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One way that one document took, or is to take.

    Attributes:
        reason: why it failed or was given up.
    """

    id: str
    firm_id: str
    document_id: str
    channel: Channel
    state: DeliveryState
    lang: str = ""
    person_id: str | None = None
    asked_at: datetime | None = None
    done_at: datetime | None = None
    done_at_offset: int | None = None
    proof: Proof = field(default_factory=Proof)
    reason: str = ""
    advisor_id: str | None = None

    @property
    def errand(self) -> Errand:
        """What is to be done about it."""
        return Errand(self.document_id, self.lang, self.person_id, self.id)
