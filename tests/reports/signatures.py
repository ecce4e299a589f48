"""Signatures as people leave them, for the tests and the pictures."""

from __future__ import annotations

import io
import math
from datetime import UTC, datetime
from functools import cache

from PIL import Image, ImageDraw

from advisor_app.domain.signature import Method, Party, Signature, Signer, Stroke, StrokePoint

SIGNED_AT = datetime(2026, 11, 2, 15, 31, tzinfo=UTC)
ALBA = Signer("Alba Nelly Muñoz Chantre", "CC", "34567890", "legal_representative")
MARTA = Signer("Marta Lucía Ordóñez", "CC", "51888777", "")
JOSE = Signer("José Ñañez", "CC", "10222333", "worker")


def scribble(*, pressed: bool = True) -> tuple[Stroke, ...]:
    """A signature of two strokes, pressed harder on the way down."""

    def point(step: int) -> StrokePoint:
        at = step / 120
        force = 0.5 + 0.45 * math.sin(step / 4) if pressed else 1.0
        return StrokePoint(
            round(0.1 + 0.6 * at + 0.03 * math.cos(step / 3), 4),
            round(0.16 + 0.09 * math.sin(step / 4) * (1.3 - at), 4),
            round(force, 3),
            step * 8,
        )

    flourish = tuple(
        StrokePoint(0.08 + 0.7 * n / 30, 0.28 + 0.02 * math.sin(n / 9), 0.4, 1400 + n * 8)
        for n in range(31)
    )
    return tuple(point(step) for step in range(121)), flourish


@cache
def jpeg(width: int = 900, height: int = 600) -> bytes:
    """A photo of a signed sheet."""
    photo = Image.new("RGB", (width, height), "#D9D4C7")
    pen = ImageDraw.Draw(photo)
    points = [
        (width * (0.15 + 0.7 * n / 90), height * (0.5 + 0.2 * math.sin(n / 5))) for n in range(91)
    ]
    pen.line(points, fill="#1A2A66", width=max(2, width // 120))
    out = io.BytesIO()
    photo.save(out, "JPEG", quality=80)
    return out.getvalue()


def signature(method: Method = Method.DRAWN, party: Party = Party.FIRM) -> Signature:
    """A signature of each kind, whole."""
    is_photo = method in (Method.PHOTO, Method.FINGERPRINT)
    with_witness = method in (Method.FINGERPRINT, Method.REFUSED)
    return Signature(
        id=f"{party}-{method}",
        document_id="document",
        party=party,
        method=method,
        signer=MARTA if party is Party.ADVISOR else ALBA,
        signed_at=SIGNED_AT,
        signed_at_offset=-300,
        content_hash="0" * 64,
        strokes=scribble() if method is Method.DRAWN else (),
        photo=jpeg() if is_photo else b"",
        reason="No está de acuerdo con el puntaje de inocuidad."
        if method is Method.REFUSED
        else "",
        witnesses=(JOSE,) if with_witness else (),
    )
