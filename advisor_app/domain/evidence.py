"""The proof of one signature, as the one text that is sealed and whose fingerprint is kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Final

from advisor_app.domain.signature import Method, Party, Signature, Signer, Stroke, StrokePoint

MEDIA_TYPE: Final = "application/vnd.advisor.signature+json"
_FORMAT: Final = "advisor-signature/1"
_PLACES: Final = 10_000  # a point lies to the ten-thousandth of the pad's width
_FORCE: Final = 1_000


@dataclass(frozen=True, slots=True)
class Circumstances:
    """On what, where and under which permission somebody signed.

    Attributes:
        kind, number, version: of the document.
        clock_behind: whether the laptop's clock stood before a moment already recorded here.
        follows: SHA-256 of the evidence given just before for the same document, so that the
            order does not rest on a clock.
        consent: version, text hash and moment of the yes to sign on screen, where one was given.
    """

    kind: str
    number: str
    version: int
    device_code: str
    app_version: str
    advisor_id: str
    clock_behind: bool = False
    follows: str = ""
    consent: Mapping[str, str] | None = None


def rounded(signature: Signature) -> Signature:
    """The signature with its points as exact as evidence keeps them."""
    return replace(signature, strokes=_strokes_of(_strokes(signature.strokes)))


def evidence_of(signature: Signature, about: Circumstances) -> bytes:
    """The canonical text: equal signatures give equal bytes.

    The place is left empty: this program has no source of it and asks for none.
    """
    told = {
        "format": _FORMAT,
        "id": signature.id,
        "document": {
            "id": signature.document_id,
            "kind": about.kind,
            "number": about.number,
            "version": about.version,
            "content_hash": signature.content_hash,
        },
        "party": signature.party.value,
        "method": signature.method.value,
        "signer": asdict(signature.signer),
        "witnesses": [asdict(witness) for witness in signature.witnesses],
        "reason": signature.reason,
        "signed_at": signature.signed_at.isoformat(timespec="microseconds"),
        "signed_at_offset": signature.signed_at_offset,
        "clock_behind": about.clock_behind,
        "follows": about.follows,
        "consent": dict(about.consent) if about.consent else None,
        "device_code": about.device_code,
        "app_version": about.app_version,
        "advisor_id": about.advisor_id,
        "gps": None,
        "photo_sha256": signature.photo_sha256,
        # each point: x and y in ten-thousandths of the pad's width, pressure in thousandths, ms
        "strokes": _strokes(signature.strokes),
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def signature_of(evidence: bytes) -> Signature:
    """The signature back from its evidence; the photo itself lies elsewhere."""
    told: dict[str, Any] = json.loads(evidence)
    return Signature(
        id=told["id"],
        document_id=told["document"]["id"],
        party=Party(told["party"]),
        method=Method(told["method"]),
        signer=Signer(**told["signer"]),
        signed_at=datetime.fromisoformat(told["signed_at"]),
        signed_at_offset=told["signed_at_offset"],
        content_hash=told["document"]["content_hash"],
        strokes=_strokes_of(told["strokes"]),
        photo_sha256=told["photo_sha256"],
        reason=told["reason"],
        witnesses=tuple(Signer(**witness) for witness in told["witnesses"]),
    )


def _strokes(strokes: tuple[Stroke, ...]) -> list[list[list[int]]]:
    return [
        [
            [round(p.x * _PLACES), round(p.y * _PLACES), round(p.pressure * _FORCE), p.at_ms]
            for p in s
        ]
        for s in strokes
    ]


def _strokes_of(told: list[list[list[int]]]) -> tuple[Stroke, ...]:
    return tuple(
        tuple(StrokePoint(x / _PLACES, y / _PLACES, force / _FORCE, ms) for x, y, force, ms in one)
        for one in told
    )
