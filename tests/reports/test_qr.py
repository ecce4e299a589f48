"""QR codes: one of the eight that say the same, and the one that is read most easily."""

from __future__ import annotations

from itertools import groupby, product
from typing import Any

import pytest
from reportlab.graphics.barcode import qrencoder

from advisor_app.reports.qr import qr_modules

CORNER = [1, 0, 1, 1, 1, 0, 1]
TEXTS = [
    "WIFI:T:WPA;S:Ñandú;;",
    "http://192.168.137.1:50000/abcdef",
    "7F3A-2026-0012 v1 " + "ab12" * 16,
    "",
    "x" * 400,
]


def masked(text: str, mask: int, *, blank: bool = False) -> list[list[int]]:
    """The code of a text under a mask, by ReportLab; ``blank`` where it would name the mask."""
    maker: Any = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    maker.addData(text)
    maker.version = maker.calculate_version()
    maker.makeImpl(blank, mask)
    return [[int(module) for module in row] for row in maker.modules]


def penalty(rows: list[list[int]]) -> int:
    """The rules of ISO 18004 (7.8.3), word by word."""
    side = len(rows)
    lines = [*rows, *([list(column) for column in zip(*rows, strict=True)])]
    lost = 0
    for line in lines:
        lengths = [len(list(run)) for _colour, run in groupby(line)]
        lost += sum(3 + length - 5 for length in lengths if length >= 5)
        for start in range(side - 10):
            part = line[start : start + 11]
            lost += 40 * (part in (CORNER + [0] * 4, [0] * 4 + CORNER))
    for row, column in product(range(side - 1), repeat=2):
        block = {rows[row + down][column + right] for down, right in product((0, 1), repeat=2)}
        lost += 3 * (len(block) == 1)
    dark = sum(map(sum, rows))
    return lost + 10 * (abs(100 * dark // side**2 - 50) // 5)


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:8] or "empty")
def test_it_is_the_code_under_the_mask_that_loses_least(text: str):
    found = [[int(module) for module in row] for row in qr_modules(text)]
    lost = [penalty(masked(text, mask, blank=True)) for mask in range(8)]
    assert found == masked(text, lost.index(min(lost)))
