"""Everything the signing screen shows, read in one go, and the words for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from advisor_app import formats
from advisor_app.domain import document
from advisor_app.domain.signature import LOCKING, METHODS, SEVERAL, SIGNED, Method, Party
from advisor_app.domain.text import fold
from advisor_app.i18n import _, language

if TYPE_CHECKING:
    from collections.abc import Collection

    from advisor_app.domain.signature import Signature, Signer
    from advisor_app.services.consents import ConsentState
    from advisor_app.services.people import Person
    from advisor_app.services.session import Session
    from advisor_app.services.signatures import ToSign, Withdrawn


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the document to sign on, and what stands on it."""

    party: Party
    given: Signature | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody may still sign here."""
        return self.given is None or self.given.method is Method.LATER

    @property
    def key(self) -> str:
        """Which form belongs to it, as long as it is open."""
        return self.party if self.is_open or self.given is None else self.given.id


@dataclass(frozen=True, slots=True)
class SigningPage:
    """A document that is signed, and who may sign it.

    Attributes:
        people: those known of the firm, with what was typed when they last signed.
    """

    to_sign: ToSign
    signatures: tuple[Signature, ...]
    withdrawn: tuple[Withdrawn, ...]
    people: tuple[Person, ...]
    new_person: Person
    advisor: Signer
    consent: ConsentState
    waits_for_correction: bool

    @property
    def is_locked(self) -> bool:
        """Whether it no longer changes."""
        return any(one.method in LOCKING for one in self.signatures)

    def places(self, willing: Collection[Party] = ()) -> list[Place]:
        """Where one signs, in the order of the paper; several people sign one after the other.

        ``willing`` are parties that refused and want to sign after all.
        """
        found: list[Place] = []
        for party in self.to_sign.parties:
            given = [one for one in self.signatures if one.party is party]
            methods = {one.method for one in given}
            found += [Place(party, one) for one in given]
            is_next = party in SEVERAL and Method.LATER not in methods
            if not given or is_next or (party in willing and methods == {Method.REFUSED}):
                found.append(Place(party))
        return found

    @property
    def title(self) -> str:
        """``Acta de visita 7F3A-2026-A0001``."""
        issued = self.to_sign.issued
        return f"{document.NAMES[issued.kind].in_(language())} {issued.number}"

    @property
    def mark(self) -> str:
        """Version and fingerprint, as on the foot of every page."""
        return _("Versión {version} · huella {hash} · {firm}").format(
            version=self.to_sign.issued.version,
            hash=self.to_sign.short_hash,
            firm=self.to_sign.firm_name,
        )

    @property
    def state(self) -> tuple[str, str]:
        """Whether it still changes, and what that means."""
        if not self.is_locked:
            return (
                _("Todavía puede cambiar"),
                _("Desde la primera firma queda bloqueado, con lo que dice ahora."),
            )
        later = _("Ya no cambia. Si algo está mal, se hace una versión nueva que nombra a esta.")
        if any(place.is_open for place in self.places()):
            return _("Documento bloqueado; faltan firmas"), later
        return _("Documento firmado y bloqueado"), later

    def candidates(self, party: Party) -> list[Person]:
        """Who of the firm may sign for a party; of several, who has not yet."""
        given = [one for one in self.signatures if one.party is party and one.method in SIGNED]
        signed = {fold(one.signer.name) for one in given}
        return [one for one in self.people if fold(one.name) not in signed]


def read_page(session: Session, subject_id: str, kind: str) -> SigningPage:
    """Issue the document and read all of it; for the worker."""
    to_sign = session.signatures.lay_out(subject_id, kind)
    document_id, firm_id = to_sign.issued.id, to_sign.firm_id
    typed = session.signatures.known_signers(firm_id)
    return SigningPage(
        to_sign=to_sign,
        signatures=tuple(session.signatures.of_document(document_id)),
        withdrawn=tuple(session.signatures.withdrawn(document_id)),
        people=tuple(_as_typed(one, typed.get(one.id)) for one in session.people.of_firm(firm_id)),
        new_person=session.people.new(firm_id),
        advisor=session.signatures.advisor_signer(),
        consent=session.consents.of_firm(firm_id),
        waits_for_correction=session.documents.waits_for_correction(subject_id, kind),
    )


def advisor_person(signer: Signer) -> Person:
    """The advisor in the shape that the fields take; stored nowhere as one of the firm."""
    from advisor_app.services.people import Person  # it loads the base with it

    return Person("", "", signer.name, signer.document_type, signer.document_number)


def party_name(party: Party) -> str:
    """Who signs, in a few words."""
    return {
        Party.FIRM: _("Por la empresa"),
        Party.ADVISOR: _("Por el programa"),
        Party.ATTENDEE: _("Asistente"),
        Party.WITNESS: _("Testigo"),
    }[party]


def method_names() -> list[tuple[str, str]]:
    """The ways to sign, in the order of their keys."""
    names = {
        Method.DRAWN: _("En pantalla"),
        Method.PHOTO: _("En papel, con foto"),
        Method.FINGERPRINT: _("Huella dactilar"),
        Method.REFUSED: _("No quiere firmar"),
        Method.LATER: _("Firma después"),
    }
    return [(key.value, f"{number}  {name}") for number, (key, name) in enumerate(names.items(), 1)]


def given_words(signature: Signature) -> str:
    """How and when, such as ``Firmó en pantalla · 2 de noviembre de 2026, 10:31 a. m.``."""
    there = formats.local(signature.signed_at, signature.signed_at_offset)
    lang = language()
    how = METHODS[signature.method].in_(lang)
    return f"{how} · {formats.long_date(there.date(), lang)}, {formats.clock_time(there, lang)}"


def _as_typed(person: Person, signer: Signer | None) -> Person:
    """What is stored, and where that is empty what was typed when the person last signed."""
    if signer is None:
        return person
    return replace(
        person,
        document_type=person.document_type or signer.document_type,
        document_number=person.document_number or signer.document_number,
        role=person.role or signer.role,
    )
