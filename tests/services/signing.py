"""A document that is ready to be signed, and the hands that sign it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from advisor_app.domain.consent import ConsentKind
from advisor_app.domain.signature import Method, Party, Signer, Signing
from advisor_app.schema import tables
from advisor_app.services.documents import Issued
from advisor_app.services.session import Session
from advisor_app.store.workspace import Workspace
from tests.builders import answer_everything, make_draft
from tests.reports.signatures import ALBA, JOSE, MARTA, jpeg, scribble
from tests.store.records import rows


def to_sign(session: Session, *, on_screen: bool = True) -> tuple[str, Issued]:
    """A diagnosis, by its id and as issued, of a firm that agreed to sign on screen (or not)."""
    _visit, draft = make_draft(session)
    answer_everything(session, draft)
    signer = replace(session.people.new(draft.firm_id), name="José Peña", role="owner")
    session.consents.give(draft.firm_id, signer, {ConsentKind.SIGNATURE: on_screen}, "spoken")
    return draft.id, session.documents.issue(draft.id)


def signing(
    method: Method = Method.DRAWN, party: Party = Party.FIRM, signer: Signer | None = None
) -> Signing:
    """What a party does, whole."""
    who = signer or (MARTA if party is Party.ADVISOR else ALBA)
    return Signing(
        party,
        method,
        who,
        strokes=scribble() if method is Method.DRAWN else (),
        photo=jpeg() if method in (Method.PHOTO, Method.FINGERPRINT) else b"",
        reason="No está de acuerdo." if method is Method.REFUSED else "",
        witnesses=(JOSE,) if method in (Method.FINGERPRINT, Method.REFUSED) else (),
    )


def workspace_of(session: Session) -> Workspace:
    """What lies on the disk, past the services."""
    return session._workspace


def stored(session: Session, table: sa.Table) -> list[dict[str, Any]]:
    return rows(workspace_of(session), table)


def proof(session: Session, number: int = -1) -> dict[str, Any]:
    """The sealed evidence of the signature written last, or of another one."""
    kept = stored(session, tables.attachment)
    sealed = [row["sha256"] for row in kept if row["media_type"].endswith("signature+json")]
    return json.loads(workspace_of(session).attachments.get(sealed[number]))
