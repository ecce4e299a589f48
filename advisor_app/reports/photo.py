"""Photos on paper, as the JPEG files that they are, without what a camera adds to them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from advisor_app.design import LIGHT
from advisor_app.reports.blocks import Block, Stack
from advisor_app.reports.tagging import Element
from advisor_app.reports.words import Words

if TYPE_CHECKING:
    from advisor_app.reports.draft import Writing
    from advisor_app.reports.pen import Pen

TALL: Final = 200.0
_END: Final = b"\xff\xd9"
_SCAN: Final = 0xDA
_ADDED: Final = frozenset({*range(0xE1, 0xEE), 0xEF, 0xFE})  # Exif, profiles, comments


@dataclass(frozen=True, slots=True)
class Jpeg:
    """A photo that a page can hold byte for byte."""

    data: bytes
    width: int
    height: int
    is_grey: bool

    @property
    def ratio(self) -> float:
        """How much wider it is than tall."""
        return self.width / self.height


def jpeg_of(data: bytes) -> Jpeg | None:
    """A photo without place, date and device; None where it is none that can be shown.

    It is taken as upright and as large as it should be: `services.photos` makes it so.
    """
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=("JPEG",)) as photo:
            if photo.mode not in ("RGB", "L") or not data.endswith(_END):
                return None
            return Jpeg(b"".join(_kept(data)), *photo.size, photo.mode == "L")
    except (OSError, ValueError, SyntaxError, IndexError):  # what is said of bent files
        return None


def photo(
    writing: Writing, data: bytes, alt: str, caption: str = "", *, tall: float = TALL
) -> Block:
    """A photo no taller than wanted, with words for who does not see it; or that it is lost."""
    _, cell = writing.text, writing.look.cell
    image = jpeg_of(data)
    if image is None:
        lost = _("Esta foto no se pudo leer: {alt}.").format(alt=alt.rstrip("."))
        return Words(lost, cell.but(colour=LIGHT.attention, before=4, after=4))
    parts: list[Block] = [Photo(image, alt, tall)]
    if caption:
        parts.append(Words(caption, cell.but(colour=LIGHT.soft_ink, before=3)))
    return Stack(parts, before=4, after=4)


class Photo(Block):
    """A photo as tall as wanted, or less where it would be wider than its room."""

    def __init__(self, image: Jpeg, alt: str, tall: float = TALL) -> None:
        super().__init__()
        self._image = image
        self._tall = tall
        self.element = Element("Figure", alt=alt)

    def elements(self) -> Iterable[Element]:
        return [self.element]

    def height(self, room: float) -> float:
        return min(self._tall, room / self._image.ratio)

    def draw(self, pen: Pen, left: float, top: float, room: float) -> None:
        tall = self.height(room)
        wide = tall * self._image.ratio
        self.element.box = (left, top - tall, left + wide, top)
        with pen.element(self.element):
            pen.picture(self._image, (left, top - tall), wide, tall)


class PhotoArt:
    """The same as a drawing of a fixed height."""

    def __init__(self, image: Jpeg, tall: float) -> None:
        self._image = image
        self.tall = tall

    def paint(self, pen: Pen, left: float, bottom: float, wide: float) -> None:
        width = min(self.tall * self._image.ratio, wide)
        height = width / self._image.ratio
        corner = (left, bottom + (self.tall - height) / 2)
        pen.picture(self._image, corner, width, height)


def _kept(data: bytes) -> Iterator[bytes]:
    """The parts of the file that make the picture, up to and with its scans."""
    yield data[:2]
    at = 2
    while data[at + 1] != _SCAN:
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at + 1] not in _ADDED:
            yield data[at:end]
        at = end
    yield data[at:]
