"""A signature on a document: who, how, when, and what was on the page (Ley 527 de 1999)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from advisor_app.domain.ink import ink_problem
from advisor_app.domain.text import Text
from advisor_app.i18n import _

SHORTEST_REASON: Final = 4
SHORTEST_NUMBER: Final = 4


class Party(StrEnum):
    """On whose behalf somebody signs."""

    FIRM = "firm"
    ADVISOR = "advisor"
    ATTENDEE = "attendee"
    WITNESS = "witness"


class Method(StrEnum):
    """How a signature was given, or that it was not."""

    DRAWN = "drawn"
    PHOTO = "photo"
    FINGERPRINT = "fingerprint"
    REFUSED = "refused"
    LATER = "later"


METHODS: Final = {
    Method.DRAWN: Text("Firmó en pantalla", "Signed on screen"),
    Method.PHOTO: Text("Firmó en papel, con foto", "Signed on paper, with a photo"),
    Method.FINGERPRINT: Text("Huella dactilar con testigo", "Finger mark with a witness"),
    Method.REFUSED: Text("No quiso firmar", "Refused to sign"),
    Method.LATER: Text("Firma después", "Signs later"),
}
BOTH_PARTIES: Final = {
    Party.FIRM: Text(
        "Por la empresa. Me explicaron este documento y recibí copia.",
        "For the firm. This document was explained to me and I received a copy.",
    ),
    Party.ADVISOR: Text(
        "Por el programa. Expliqué este documento y entregué copia.",
        "For the programme. I explained this document and handed over a copy.",
    ),
}
"""Who signs most documents, and what each says by it."""
SEVERAL: Final = frozenset({Party.ATTENDEE, Party.WITNESS})
"""Parties that more than one person signs for."""
SIGNED: Final = frozenset({Method.DRAWN, Method.PHOTO, Method.FINGERPRINT})
"""The ways that leave something of the person on the page."""
LOCKING: Final = SIGNED | {Method.REFUSED}
"""After one of these a document no longer changes; a correction is a version of its own."""


@dataclass(frozen=True, slots=True)
class StrokePoint:
    """Where the pen was.

    Attributes:
        x: from the left, as a share of the pad's width (0 to 1).
        y: from the top, as a share of the pad's width too, so that nothing is distorted.
        pressure: 0 to 1; 1 where the device knows none.
        at_ms: since the first touch, in milliseconds.
    """

    x: float
    y: float
    pressure: float = 1.0
    at_ms: int = 0


Stroke = tuple[StrokePoint, ...]


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs, as typed beside the signature."""

    name: str
    document_type: str = ""
    document_number: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature, or the note that there is none.

    Attributes:
        content_hash: of the canonical content that was on screen or paper.
        strokes: as drawn; empty unless drawn.
        photo_sha256: the photo of the signed paper or the fingerprint.
        photo: that photo, where it is to be shown or printed.
        reason: why somebody refused.
        witnesses: who saw it, where the method asks for that.
    """

    id: str
    document_id: str
    party: Party
    method: Method
    signer: Signer
    signed_at: datetime
    signed_at_offset: int
    content_hash: str
    strokes: tuple[Stroke, ...] = ()
    photo_sha256: str = ""
    reason: str = ""
    witnesses: tuple[Signer, ...] = ()
    photo: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Signing:
    """What a party does about a document, before it is kept.

    Attributes:
        person_id: who of the firm's people signs, where that person is on record already.
        photo: of the signed paper or the finger mark: an upright JPEG without data of its own.
    """

    party: Party
    method: Method
    signer: Signer = Signer("")
    person_id: str | None = None
    strokes: tuple[Stroke, ...] = ()
    photo: bytes = field(default=b"", repr=False)
    reason: str = ""
    witnesses: tuple[Signer, ...] = ()


def signing_problems(signing: Signing) -> dict[str, str]:
    """Field -> sentence for what is missing; empty when it can be kept."""
    method, problems = signing.method, dict[str, str]()
    if method in SIGNED:
        if not signing.signer.name.strip():
            problems["name"] = _("Escriba el nombre de quien firma.")
        if len(signing.signer.document_number.strip()) < SHORTEST_NUMBER:
            problems["document_number"] = _("Escriba el número del documento de quien firma.")
    if method is Method.DRAWN and (problem := ink_problem(signing.strokes)):
        problems["strokes"] = problem
    if method in (Method.PHOTO, Method.FINGERPRINT) and not signing.photo:
        problems["photo"] = _("Falta la foto: elija el archivo o arrástrelo aquí.")
    if method is Method.FINGERPRINT and not any(one.name.strip() for one in signing.witnesses):
        problems["witness"] = _("Una huella dactilar necesita al menos un testigo con nombre.")
    if method is Method.REFUSED and len(signing.reason.strip()) < SHORTEST_REASON:
        problems["reason"] = _("Escriba en pocas palabras por qué no firma.")
    return problems
