"""Bytes for the line: JSON made small, and opened again without trusting its size."""

from __future__ import annotations

from typing import Any, Final, TypeVar

import msgspec
import zstandard

from advisor_app.sync.errors import BadMessage

T = TypeVar("T")

MOST_BYTES: Final = 64 * 1024 * 1024
"""The largest message that is opened, in bytes; a batch of 1,000 records has about one million."""
_SMALL: Final = 96 * 1024
_THOROUGH: Final = 15
_LARGE: Final = 6
_QUICK: Final = 3

_encoder = msgspec.json.Encoder()


def to_json(value: Any) -> bytes:  # noqa: ANN401 - whatever msgspec encodes
    """A value as compact JSON in UTF-8."""
    return _encoder.encode(value)


def from_json(data: bytes, kind: type[T]) -> T:
    """The message in the JSON, checked against its type.

    Raises:
        BadMessage: not JSON, or of another shape.
    """
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.MsgspecError, RecursionError, ValueError) as error:
        raise BadMessage(type(error).__name__) from error


def shrink(data: bytes, *, quick: bool = False) -> bytes:
    """The bytes as one zstd frame that says its own size; small ones are packed more tightly."""
    level = _QUICK if quick else _LARGE if len(data) > _SMALL else _THOROUGH
    return zstandard.ZstdCompressor(level=level, write_content_size=True).compress(data)


def grow(data: bytes, most: int = MOST_BYTES) -> bytes:
    """What one zstd frame holds, never more than ``most`` bytes.

    Raises:
        BadMessage: not one whole frame, or it would grow beyond the bound.
    """
    try:
        size = zstandard.frame_content_size(data)
        if not 0 <= size <= most:
            raise BadMessage("size")
        opener = zstandard.ZstdDecompressor(max_window_size=1 << 27).decompressobj()
        grown = opener.decompress(data)
    except (zstandard.ZstdError, MemoryError) as error:
        raise BadMessage(type(error).__name__) from error
    if len(grown) != size or not opener.eof or opener.unused_data:
        raise BadMessage("cut")
    return grown
