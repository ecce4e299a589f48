"""Signatures: given with their evidence sealed, withdrawn with a reason, never changed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from advisor_app import __version__
from advisor_app.domain import clock, ids
from advisor_app.domain.document import ATTENDANCE, VISIT_RECORD
from advisor_app.domain.errors import InvalidRecord
from advisor_app.domain.evidence import (
    MEDIA_TYPE,
    Circumstances,
    evidence_of,
    rounded,
    signature_of,
)
from advisor_app.domain.signature import (
    SHORTEST_REASON,
    Method,
    Party,
    Signature,
    Signer,
    Signing,
    signing_problems,
)
from advisor_app.i18n import _
from advisor_app.schema import tables
from advisor_app.services import signature_rows as rows
from advisor_app.services.base import Service
from advisor_app.services.changes import Announcer, Changes
from advisor_app.services.consents import consent_state
from advisor_app.services.errors import Closed, ConsentNeeded, NotFound
from advisor_app.store import records
from advisor_app.store.errors import DamagedAttachment

if TYPE_CHECKING:
    import sqlalchemy as sa

    from advisor_app.domain.text import Text
    from advisor_app.services.documents import Documents, Issued
    from advisor_app.services.session import Advisor
    from advisor_app.services.signature_rows import Pending
    from advisor_app.store.workspace import Workspace

PHOTO_TYPE: Final = "image/jpeg"


@dataclass(frozen=True, slots=True)
class ToSign:
    """A version that is ready to be signed.

    Attributes:
        short_hash: the first digits of its fingerprint, as on the foot of every page.
        parties: who signs, in order, and what each says by it.
    """

    issued: Issued
    firm_id: str
    firm_name: str
    short_hash: str
    parties: Mapping[Party, Text]


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A signature that was taken back, and why; it stays on record."""

    party: Party
    method: Method
    name: str
    reason: str


class Signatures(Service):
    """Keeps who signed which version of a document, how, and what proves it."""

    def __init__(
        self,
        workspace: Workspace,
        announcer: Announcer,
        documents: Documents,
        advisor: Callable[[], Advisor],
    ) -> None:
        super().__init__(workspace, announcer)
        self._documents = documents
        self._advisor = advisor

    def lay_out(self, subject_id: str, kind: str) -> ToSign:
        """Issue a document, so that there is a version to sign, and tell who signs it.

        Raises:
            Closed: it tells of a visit that goes on.
        """
        from advisor_app.reports.kinds import parties_of

        if kind in (VISIT_RECORD, ATTENDANCE):
            visit = self._read(lambda c: records.one(c, tables.visit, subject_id)) or {}
            if visit["ended_at"] is None:
                raise Closed.not_yet()
        issued = self._documents.issue(subject_id, kind)
        content = self._documents.content_of(issued.id)
        row = self._read(lambda c: records.one(c, tables.document, issued.id)) or {}
        return ToSign(
            issued=issued,
            firm_id=row["firm_id"],
            firm_name=content.firm.name,
            short_hash=content.short_hash,
            parties=parties_of(kind, content),
        )

    def sign(self, document_id: str, signing: Signing) -> Signature:
        """Keep a signature, a refusal, or the promise to sign later; on disk when this returns.

        Evidence and photo are sealed before the record that names them, so that no record ever
        stands without its proof.

        Raises:
            InvalidRecord: something is missing, the ink is no signature, or the party has signed.
            ConsentNeeded: the firm did not agree to what this would store.
            Closed: the document says something else by now; it must be shown again.
            NotFound: there is no such document.
        """
        problems = signing_problems(signing)
        if problems:
            raise InvalidRecord(_("Falta algo para guardar la firma."), problems)
        if not self._documents.is_current(document_id):
            raise Closed.changed_while_shown()
        document, about = self._read(lambda c: self._circumstances(c, document_id, signing))
        made = rounded(_signature(document, signing))
        files: dict[str, rows.File | None] = {"photo_id": None, "evidence_id": None}
        if signing.photo:
            files["photo_id"] = self._sealed(signing.photo, PHOTO_TYPE)
            made = replace(made, photo_sha256=files["photo_id"].sha256)
        if made.method is not Method.LATER:
            files["evidence_id"] = self._sealed(evidence_of(made, about), MEDIA_TYPE)

        def work(c: sa.Connection) -> None:
            _check_free(c, document_id, signing)
            person_id = rows.keep_person(c, document["firm_id"], signing, made.signer)
            kept = {
                name: rows.keep_file(c, document["firm_id"], file) for name, file in files.items()
            }
            rows.settle_promises(c, document, signing.party, person_id)
            rows.keep_signature(c, document, made, about, {"person_id": person_id, **kept})

        self._write(work, _changes(document))
        return made

    def withdraw(self, signature_id: str, reason: str) -> None:
        """Take back a signature that was given wrongly; it is kept, marked, with the reason.

        Raises:
            InvalidRecord: the reason is missing.
            Closed: somebody signed after it, or the document was handed over.
        """
        if len(reason.strip()) < SHORTEST_REASON:
            problem = _("Escriba en pocas palabras por qué se retira.")
            raise InvalidRecord(_("Falta el motivo."), {"reason": problem})
        row = self._read(lambda c: records.one(c, tables.signature, signature_id))
        if row is None:
            raise NotFound.record()

        def work(c: sa.Connection) -> None:
            if rows.is_relied_on(c, signature_id, row["document_id"]):
                raise Closed.signature()
            marked = {"id": signature_id, "_deleted": 1, "reason": reason.strip()}
            records.save(c, tables.signature, marked)

        self._write(work, _changes({"id": row["document_id"], "firm_id": row["firm_id"]}))

    def of_document(self, document_id: str) -> list[Signature]:
        """The signatures that stand, in the order they were given, whatever a clock said."""
        found = self._read(lambda c: rows.of_document(c, document_id))
        return [self._opened(row) for row in found]

    def withdrawn(self, document_id: str) -> list[Withdrawn]:
        """The signatures that were taken back."""
        found = self._read(lambda c: rows.of_document(c, document_id, withdrawn=True))
        opened = [(row, self._opened(row)) for row in found if row["evidence_id"]]
        return [
            Withdrawn(one.party, one.method, one.signer.name, row["reason"] or "")
            for row, one in opened
        ]

    def pending(self, firm_id: str = "") -> list[Pending]:
        """Who promised to sign later, the longest ago first; of one firm or of all."""
        return self._read(lambda c: rows.pending(c, firm_id))

    def advisor_signer(self) -> Signer:
        """The advisor as on the last document signed, so that nothing is typed twice."""
        name = self._advisor().name
        row = self._read(rows.last_of_advisor)
        known = self._opened(row).signer if row else Signer("")
        return replace(known, name=name) if name else known

    def known_signers(self, firm_id: str) -> dict[str, Signer]:
        """Person -> what was typed when that person last signed, so that it is typed once."""
        found = self._read(lambda c: rows.last_of_people(c, firm_id))
        return {person_id: self._opened(row).signer for person_id, row in found.items()}

    def faults(self) -> list[str]:
        """Signatures whose proof is missing or does not fit the document; empty when all hold."""
        return [fault for row in self._read(rows.with_documents) if (fault := self._fault(row))]

    def _fault(self, row: records.Row) -> str:
        fingerprint = hashlib.sha256((row["document_content"] or "").encode()).hexdigest()
        if row["content_hash"] != fingerprint:
            return _("El documento no es el que firmó la firma {id}.").format(id=row["id"])
        if row["method"] == Method.LATER:
            return ""
        try:
            proof = signature_of(self._workspace.attachments.get(row["evidence_sha256"] or ""))
            if proof.photo_sha256:
                self._workspace.attachments.get(proof.photo_sha256)
        except DamagedAttachment:
            return _("La prueba de la firma {id} no se puede leer.").format(id=row["id"])
        told = (proof.id, proof.document_id, proof.content_hash)
        if told == (row["id"], row["document_id"], row["content_hash"]):
            return ""
        return _("La prueba de la firma {id} es de otra firma.").format(id=row["id"])

    def _circumstances(
        self, c: sa.Connection, document_id: str, signing: Signing
    ) -> tuple[records.Row, Circumstances]:
        """What is signed and under which conditions; refused where it may not be."""
        document = records.one(c, tables.document, document_id)
        if document is None:
            raise NotFound.record()
        _check_consent(c, document["firm_id"], signing)
        _check_free(c, document_id, signing)
        before = rows.of_document(c, document_id, withdrawn=None)
        known = [document["issued_at"], *(row["signed_at"] for row in before)]
        proofs = [row["evidence_sha256"] for row in before if row["evidence_sha256"]]
        advisor = self._advisor()
        return document, Circumstances(
            kind=document["kind"],
            number=document["number"],
            version=document["version"],
            device_code=advisor.device_code,
            app_version=__version__,
            advisor_id=advisor.id,
            clock_behind=clock.now() < datetime.fromisoformat(max(known)),
            follows=proofs[-1] if proofs else "",
            consent=rows.drawing_consent(c, document["firm_id"]),
        )

    def _sealed(self, data: bytes, media_type: str) -> rows.File:
        return rows.File(self._workspace.attachments.put(data, media_type), media_type, len(data))

    def _opened(self, row: records.Row) -> Signature:
        """A signature with its ink or photo; what can't be read is left out, not the rest."""
        attachments = self._workspace.attachments
        try:
            if row["evidence_sha256"] is None:
                return rows.bare(row)
            found = signature_of(attachments.get(row["evidence_sha256"]))
            photo = attachments.get(found.photo_sha256) if found.photo_sha256 else b""
            return replace(found, photo=photo)
        except DamagedAttachment:
            return rows.bare(row)


def _signature(document: records.Row, signing: Signing) -> Signature:
    return Signature(
        id=ids.new_id(),
        document_id=document["id"],
        party=signing.party,
        method=signing.method,
        signer=_trimmed(signing.signer),
        signed_at=clock.now(),
        signed_at_offset=clock.offset_minutes(),
        content_hash=document["content_hash"],
        strokes=signing.strokes,
        reason=signing.reason.strip(),
        witnesses=tuple(_trimmed(one) for one in signing.witnesses if one.name.strip()),
        photo=signing.photo,
    )


def _trimmed(signer: Signer) -> Signer:
    return Signer(
        " ".join(signer.name.split()),
        signer.document_type,
        signer.document_number.strip(),
        signer.role.strip(),
    )


def _check_consent(c: sa.Connection, firm_id: str, signing: Signing) -> None:
    """Refuse what the firm's people did not agree to; the advisor is not one of them."""
    if signing.party is Party.ADVISOR:
        return
    state = consent_state(c, firm_id)
    named = [one for one in (signing.signer, *signing.witnesses) if one.name.strip()]
    if (named or signing.photo) and not state.data:
        raise ConsentNeeded.for_data()
    if signing.method is Method.DRAWN and not state.signature:
        raise ConsentNeeded.for_drawing()


def _check_free(c: sa.Connection, document_id: str, signing: Signing) -> None:
    """Refuse a second signature of the same party, or of the same person among several."""
    if rows.has_answered(c, document_id, signing):
        raise InvalidRecord(
            _("Esa firma ya está registrada en este documento."),
            {"party": _("Ya está registrada. Para cambiarla, retírela primero.")},
        )


def _changes(document: records.Row | dict[str, Any]) -> Changes:
    touched = (("signature", document["id"]), ("document", document["id"]))
    return Changes.of(document["firm_id"], *touched, ("person", document["firm_id"]))
