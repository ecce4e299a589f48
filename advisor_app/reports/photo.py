"""Photos on paper, as the JPEG files that they are."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advisor_app.reports.pen import Pen


class PhotoArt:
    """A photo as tall as wanted, or less where that would be wider than its room."""

    def __init__(self, jpeg: bytes, tall: float) -> None:
        from PIL import Image

        with Image.open(io.BytesIO(jpeg)) as photo:
            self._ratio = photo.width / photo.height
        self._jpeg = jpeg
        self.tall = tall

    def paint(self, pen: Pen, left: float, bottom: float, wide: float) -> None:
        width = min(self.tall * self._ratio, wide)
        height = width / self._ratio
        corner = (left, bottom + (self.tall - height) / 2)
        pen.picture(self._jpeg, corner, width, height)
