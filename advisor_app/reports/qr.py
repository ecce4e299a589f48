"""The dark and light squares of a QR code, for paper and screen alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

_MASKS: Final = 8


def qr_modules(data: str) -> tuple[tuple[bool, ...], ...]:
    """The rows of a code, True where it is dark; without the quiet zone around it."""
    from reportlab.graphics.barcode import qrencoder

    maker: Any = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    maker.addData(data)
    maker.version = maker.calculate_version()
    maker.makeImpl(True, 0)
    maker.makeImpl(False, _best_mask(maker.modules, _flips(maker.version)))
    rows: Sequence[Sequence[Any]] = maker.modules
    return tuple(tuple(bool(module) for module in row) for row in rows)


def _best_mask(masked: Sequence[Sequence[bool]], flips: Sequence[Sequence[int]]) -> int:
    """The mask with the fewest shapes that mislead a reader (ISO 18004, 7.8.3).

    ReportLab's own choice takes longer than all the rest of the code.
    """
    lines = [*map(_bits, masked), *map(_bits, zip(*masked, strict=True))]
    plain = [line ^ flip for line, flip in zip(lines, flips[0], strict=True)]

    def penalty(mask: int) -> int:
        return _penalty([line ^ flip for line, flip in zip(plain, flips[mask], strict=True)])

    return min(range(_MASKS), key=penalty)


@lru_cache(maxsize=8)
def _flips(version: int) -> list[list[int]]:
    """For each mask the squares that it turns over: the bits of each row, then of each column."""
    from reportlab.graphics.barcode import qrencoder

    maker: Any = qrencoder.QRCode(version, qrencoder.QRErrorCorrectLevel.M)
    side = maker.moduleCount = version * 4 + 17
    flips = [[0] * (2 * side) for _mask in range(_MASKS)]
    for column, row in maker.dataPosIterator():
        for mask, lines in enumerate(flips):
            if qrencoder.QRUtil.getMask(mask)(row, column):
                lines[row] |= 1 << column
                lines[side + column] |= 1 << row
    return flips


def _bits(line: Iterable[bool]) -> int:
    return sum(dark << place for place, dark in enumerate(line))


def _penalty(lines: Sequence[int]) -> int:
    side = len(lines) // 2
    rows = lines[:side]
    dark = sum(row.bit_count() for row in rows)
    return (
        sum(_runs(line, side) + 40 * _finders(line, side) for line in lines)
        + 3 * sum(_blocks(rows, side))
        + 10 * (abs(100 * dark // side**2 - 50) // 5)
    )


def _runs(line: int, side: int) -> int:
    """Three for five alike in a row, and one for each more."""
    alike = ~(line ^ line >> 1) & (1 << side - 1) - 1
    five = alike & alike >> 1 & alike >> 2 & alike >> 3
    return five.bit_count() + 2 * (five & ~(five << 1)).bit_count()


def _finders(line: int, side: int) -> int:
    """How often it shows what a reader takes for a corner, with light beside it."""
    light = ~line & (1 << side) - 1
    corner = line & line >> 2 & line >> 3 & line >> 4 & line >> 6 & light >> 1 & light >> 5
    calm = light & light >> 1 & light >> 2 & light >> 3
    return (corner & calm >> 7).bit_count() + (calm & corner >> 4).bit_count()


def _blocks(rows: Iterable[int], side: int) -> Iterator[int]:
    """How many squares of two by two are of one colour, row by row."""
    for above, below in pairwise(rows):
        unlike = above ^ above >> 1 | below ^ below >> 1 | above ^ below
        yield (~unlike & (1 << side - 1) - 1).bit_count()
