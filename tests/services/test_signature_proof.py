"""The proof of a signature: sealed, canonical, checked, and told when it is lost."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from advisor_app.domain import clock
from advisor_app.domain.errors import AdvisorError
from advisor_app.domain.signature import Method, Party
from advisor_app.schema import tables
from advisor_app.services.session import Session
from advisor_app.store.attachments import Attachments
from tests.reports.reading import whole
from tests.reports.signatures import ALBA, jpeg, scribble
from tests.services.signing import proof, signing, stored, to_sign, workspace_of


def test_the_evidence_tells_who_what_when_where_and_with_which_program(session: Session):
    clock.use(clock.FixedClock(datetime(2026, 11, 20, 15, 0, tzinfo=UTC)))
    _subject, document = to_sign(session)
    session.signatures.sign(document.id, signing())
    told = proof(session)
    assert told["signer"] == {
        "name": "Alba Nelly Muñoz Chantre",
        "document_type": "CC",
        "document_number": "34567890",
        "role": "legal_representative",
    }
    assert told["document"] == {
        "id": document.id,
        "kind": "diagnosis",
        "number": document.number,
        "version": 1,
        "content_hash": document.content_hash,
    }
    assert (told["signed_at"], told["signed_at_offset"]) == (
        "2026-11-20T15:00:00.000000+00:00",
        -300,
    )
    assert told["device_code"] == session.advisor.device_code
    assert told["advisor_id"] == session.advisor.id
    assert told["app_version"]
    assert told["gps"] is None
    assert told["consent"]["version"] == "HD-1.0"
    assert len(told["strokes"]) == 2


def test_the_evidence_is_canonical_and_its_fingerprint_is_on_record(session: Session):
    _subject, document = to_sign(session)
    session.signatures.sign(document.id, signing())
    told = proof(session)
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    (row,) = stored(session, tables.signature)
    kept = {one["id"]: one["sha256"] for one in stored(session, tables.attachment)}
    assert kept[row["evidence_id"]] == hashlib.sha256(text).hexdigest()
    assert session.verify() == []


def test_the_row_holds_no_name_and_no_number(session: Session):
    _subject, document = to_sign(session)
    session.signatures.sign(document.id, signing(Method.FINGERPRINT))
    (row,) = stored(session, tables.signature)
    told = " ".join(str(value) for value in row.values())
    assert not [word for word in ("Alba", "34567890", "Ñañez", "10222333") if word in told]


def test_a_photo_is_kept_once_and_printed(session: Session):
    _subject, document = to_sign(session)
    made = session.signatures.sign(document.id, signing(Method.PHOTO))
    assert made.photo_sha256 == hashlib.sha256(jpeg()).hexdigest()
    (again,) = session.signatures.of_document(document.id)
    assert again.photo == jpeg()


def test_lost_evidence_is_told_and_the_document_still_prints(session: Session):
    subject, document = to_sign(session)
    made = session.signatures.sign(document.id, signing())
    for file in (session.folder / "attachments").rglob("*.enc"):
        file.unlink()
    assert session.verify() == [f"La prueba de la firma {made.id} no se puede leer."]
    printed = whole(session.documents.preview(subject, "es"))
    assert "no se pudo leer en este equipo" in printed
    assert ALBA.name in printed


def test_a_document_altered_in_the_base_is_noticed(session: Session):
    _subject, document = to_sign(session)
    made = session.signatures.sign(document.id, signing())
    altered = {"id": document.id, "content": "{}"}
    workspace_of(session).write(
        lambda c: c.execute(tables.document.update().values(altered))
    ).result()
    assert session.verify() == [f"El documento no es el que firmó la firma {made.id}."]


def test_evidence_that_could_not_be_sealed_leaves_no_record(
    session: Session, monkeypatch: pytest.MonkeyPatch
):
    _subject, document = to_sign(session)

    def full(*_args: object) -> str:
        raise AdvisorError("sin espacio")

    monkeypatch.setattr(Attachments, "put", full)
    with pytest.raises(AdvisorError, match="sin espacio"):
        session.signatures.sign(document.id, signing())
    assert stored(session, tables.signature) == []
    monkeypatch.undo()
    session.signatures.sign(document.id, replace(signing(), strokes=scribble(pressed=False)))
    assert session.verify() == []


def test_proof_of_another_signature_is_noticed(session: Session):
    _subject, document = to_sign(session)
    for party in (Party.FIRM, Party.ADVISOR):
        session.signatures.sign(document.id, signing(party=party))
    first, second = stored(session, tables.signature)
    swapped = tables.signature.update().where(tables.signature.c.id == first["id"])
    evidence = {"evidence_id": second["evidence_id"]}
    workspace_of(session).write(lambda c: c.execute(swapped.values(evidence))).result()
    assert session.verify() == [f"La prueba de la firma {first['id']} es de otra firma."]
