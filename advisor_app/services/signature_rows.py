"""How signatures lie in the base: the rows, their order, and what hangs on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import sqlalchemy as sa

from advisor_app.domain import clock, ids
from advisor_app.domain.consent import ConsentKind
from advisor_app.domain.delivery import DeliveryState
from advisor_app.domain.signature import (
    LOCKING,
    SEVERAL,
    SIGNED,
    Method,
    Party,
    Signature,
    Signer,
    Signing,
)
from advisor_app.schema import tables
from advisor_app.store import records
from advisor_app.store.capture import WHOLE_ROW

if TYPE_CHECKING:
    from advisor_app.domain.evidence import Circumstances

_S: Final = tables.signature.c
_D: Final = tables.document.c
_A: Final = tables.attachment.c
_P: Final = tables.person.c
_C: Final = tables.change.c
_HANDED: Final = (DeliveryState.HANDED.value, DeliveryState.CONFIRMED.value)


@dataclass(frozen=True, slots=True)
class Pending:
    """Somebody who said to sign later.

    Attributes:
        kind, subject_id: the document, as every screen asks for it.
        who: the name, where it is known.
    """

    firm_id: str
    firm_name: str
    kind: str
    subject_id: str
    number: str
    party: Party
    who: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A file that is sealed already and waits for its row."""

    sha256: str
    media_type: str
    size: int


def of_document(
    c: sa.Connection, document_id: str, *, withdrawn: bool | None = False
) -> list[records.Row]:
    """The signatures of a document in the order they were written; None gives all of them.

    The order is that of the hybrid clock, which no laptop's clock can turn back; what the office
    has already (and what lies no longer among the changes) came before the rest.
    """
    query = _with_people().where(_S.document_id == document_id)
    if withdrawn is not None:
        query = query.where(_S["_deleted"] == int(withdrawn))
    return _rows(c, query.order_by(_C.hlc, _S.created_at, _S.id))


def last_of_advisor(c: sa.Connection) -> records.Row | None:
    """The last signature that the advisor gave."""
    given = _with_people().where(
        _S.party == Party.ADVISOR.value,
        _S.method.in_([method.value for method in SIGNED]),
        _S["_deleted"] == 0,
    )
    found = _rows(c, given.order_by(_C.hlc.desc(), _S.created_at.desc()).limit(1))
    return found[0] if found else None


def last_of_people(c: sa.Connection, firm_id: str) -> dict[str, records.Row]:
    """Person -> the last signature that this person of the firm gave."""
    given = _with_people().where(
        _S.firm_id == firm_id,
        _S.person_id.is_not(None),
        _S.method.in_([method.value for method in SIGNED]),
        _S["_deleted"] == 0,
    )
    return {row["person_id"]: row for row in _rows(c, given.order_by(_C.hlc, _S.created_at))}


def with_documents(c: sa.Connection) -> list[records.Row]:
    """Every signature that stands, beside what its document says."""
    query = _with_people(_D.content.label("document_content")).join(
        tables.document, _D.id == _S.document_id
    )
    return _rows(c, query.where(_S["_deleted"] == 0).order_by(_S.id))


def pending(c: sa.Connection, firm_id: str = "") -> list[Pending]:
    """Who promised to sign later, the longest ago first; of one firm or of all."""
    firm = tables.firm.c
    subject = sa.func.coalesce(_D.assessment_id, _D.visit_id, _D.firm_id)
    columns = (
        _D.kind, _D.number, firm.legal_name, firm.trade_name, subject.label("subject_id"),
    )  # fmt: skip
    query = (
        _with_people(*columns)
        .join(tables.document, _D.id == _S.document_id)
        .join(tables.firm, firm.id == _S.firm_id)
        .where(_S.method == Method.LATER.value, _S["_deleted"] == 0, firm["_deleted"] == 0)
        .order_by(_S.created_at, _S.id)
    )
    return [
        Pending(
            firm_id=row["firm_id"],
            firm_name=row["trade_name"] or row["legal_name"],
            kind=row["kind"],
            subject_id=row["subject_id"],
            number=row["number"],
            party=Party(row["party"]),
            who=row["person_name"] or "",
        )
        for row in _rows(c, query.where(_S.firm_id == firm_id) if firm_id else query)
    ]


def drawing_consent(c: sa.Connection, firm_id: str) -> dict[str, str] | None:
    """Under which words the firm agreed to sign on screen; None where it did not."""
    t = tables.consent
    where = (t.c.firm_id == firm_id, t.c.kind == ConsentKind.SIGNATURE.value)
    found = records.many(c, t, where, ("-given_at", "-id"))
    if not found or not found[0]["answer"]:
        return None
    return {name: found[0][name] for name in ("version", "text_hash", "given_at")}


def has_answered(c: sa.Connection, document_id: str, signing: Signing) -> bool:
    """Whether this party, or this person of several, has signed; a refusal may be taken back."""
    final = SIGNED if signing.method in SIGNED else LOCKING
    where = [
        _S.document_id == document_id,
        _S.party == signing.party.value,
        _S.method.in_([method.value for method in final]),
    ]
    if signing.party in SEVERAL:
        if signing.person_id is None:
            return False
        where.append(_S.person_id == signing.person_id)
    return bool(records.many(c, tables.signature, where))


def is_relied_on(c: sa.Connection, signature_id: str, document_id: str) -> bool:
    """Whether somebody signed after this, or the document was handed over, or it was sent on."""
    hlc = c.execute(
        sa.select(_C.hlc).where(
            _C.entity == "signature", _C.id == signature_id, _C.field == WHOLE_ROW
        )
    ).scalar()
    if hlc is None:
        return True
    d = tables.delivery.c
    signed = sa.select(_S.id).where(
        _S.document_id == document_id,
        _S.method.in_([method.value for method in LOCKING]),
        _S["_deleted"] == 0,
    )
    handed = sa.select(d.id).where(
        d.document_id == document_id, d.state.in_(_HANDED), d["_deleted"] == 0
    )
    later = sa.select(_C.id).where(
        _C.hlc > hlc,
        sa.or_(
            sa.and_(_C.entity == "signature", _C.field == WHOLE_ROW, _C.id.in_(signed)),
            sa.and_(_C.entity == "delivery", _C.id.in_(handed)),
        ),
    )
    return c.execute(later.limit(1)).first() is not None


def keep_person(c: sa.Connection, firm_id: str, signing: Signing, signer: Signer) -> str | None:
    """The row of who signs for the firm, a new one for somebody who has none.

    A row that is there stays as it is: documents tell of it, and would wait for a correction.
    """
    if signing.party is Party.ADVISOR or not signer.name:
        return None
    if signing.person_id and records.one(c, tables.person, signing.person_id):
        return signing.person_id
    person_id = ids.new_id()
    row = {"id": person_id, "firm_id": firm_id, **records.row_of(signer)}
    records.save(c, tables.person, row)
    return person_id


def keep_file(c: sa.Connection, firm_id: str, file: File | None) -> str | None:
    """The row of a sealed file; the same file of a firm has one row."""
    if file is None:
        return None
    same = (_A.firm_id == firm_id, _A.sha256 == file.sha256)
    found = records.many(c, tables.attachment, same)
    attachment_id = found[0]["id"] if found else ids.new_id()
    if not found:
        row = {"id": attachment_id, "firm_id": firm_id, **records.row_of(file)}
        records.save(c, tables.attachment, {**row, "taken_at": clock.now()})
    return str(attachment_id)


def settle_promises(
    c: sa.Connection, document: records.Row, party: Party, person_id: str | None
) -> None:
    """Who has answered now signs no longer later, on whichever version it was promised."""
    versions = sa.select(_D.id).where(
        _D.number == document["number"],
        _D.kind == document["kind"],
        _D.firm_id == document["firm_id"],
    )
    promised = [
        _S.document_id.in_(versions),
        _S.party == party.value,
        _S.method == Method.LATER.value,
    ]
    if party in SEVERAL:
        promised.append(_S.person_id == person_id)
    for row in records.many(c, tables.signature, promised):
        records.save(c, tables.signature, {"id": row["id"], "_deleted": 1})


def keep_signature(
    c: sa.Connection,
    document: records.Row,
    made: Signature,
    about: Circumstances,
    links: Mapping[str, str | None],
) -> None:
    """The row itself; names and numbers of people stay in the evidence and in their own rows."""
    row = {
        "id": made.id,
        "firm_id": document["firm_id"],
        "document_id": made.document_id,
        "party": made.party,
        "method": made.method,
        "role": made.signer.role,
        "reason": made.reason,
        "signed_at": made.signed_at,
        "signed_at_offset": made.signed_at_offset,
        "content_hash": made.content_hash,
        "document_version": about.version,
        "device_code": about.device_code,
        "app_version": about.app_version,
        "advisor_id": about.advisor_id,
        **links,
    }
    records.save(c, tables.signature, row)


def bare(row: records.Row) -> Signature:
    """What a row tells without its evidence: a promise, or a signature whose proof is lost."""
    return Signature(
        id=row["id"],
        document_id=row["document_id"],
        party=Party(row["party"]),
        method=Method(row["method"]),
        signer=Signer(
            row["person_name"] or "",
            row["person_document_type"] or "",
            row["person_document_number"] or "",
            row["role"] or "",
        ),
        signed_at=datetime.fromisoformat(row["signed_at"]),
        signed_at_offset=row["signed_at_offset"],
        content_hash=row["content_hash"],
        reason=row["reason"] or "",
    )


def _with_people(*columns: sa.Label[Any] | sa.Column[Any]) -> sa.Select[Any]:
    written = sa.and_(_C.entity == "signature", _C.id == _S.id, _C.field == WHOLE_ROW)
    return (
        sa.select(
            tables.signature,
            _A.sha256.label("evidence_sha256"),
            _P.name.label("person_name"),
            _P.document_type.label("person_document_type"),
            _P.document_number.label("person_document_number"),
            *columns,
        )
        .outerjoin(tables.attachment, _A.id == _S.evidence_id)
        .outerjoin(tables.person, _P.id == _S.person_id)
        .outerjoin(tables.change, written)
    )


def _rows(c: sa.Connection, query: sa.Select[Any]) -> list[records.Row]:
    found: Sequence[sa.RowMapping] = c.execute(query).mappings().all()
    return [{str(name): value for name, value in row.items()} for row in found]
