"""The dark and light squares of a QR code, for paper and screen alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def qr_modules(data: str) -> tuple[tuple[bool, ...], ...]:
    """The rows of a code, True where it is dark; without the quiet zone around it."""
    from reportlab.graphics.barcode import qrencoder

    maker: Any = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    maker.addData(data)
    maker.make()
    rows: Sequence[Sequence[Any]] = maker.modules
    return tuple(tuple(bool(module) for module in row) for row in rows)
