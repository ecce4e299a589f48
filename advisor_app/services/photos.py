"""Photos from outside: judged before they are unpacked, then upright, small and nameless."""

from __future__ import annotations

import io
import os
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Final

from advisor_app.domain.errors import AdvisorError
from advisor_app.i18n import _

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

LONGEST: Final = 1280  # pixels; a signed letter page stays legible
SMALLEST: Final = 120
QUALITY: Final = 80
MOST_BYTES: Final = 60 * 1024 * 1024
MOST_PIXELS: Final = 110_000_000  # what good telephones take; a JPEG is opened at a part of it
MOST_PLAIN_PIXELS: Final = 30_000_000  # other kinds are unpacked whole
_FORMATS: Final = ("JPEG", "PNG", "WEBP", "BMP")


class NotAPhoto(AdvisorError):  # noqa: N818 - says what the file is
    """A file that can't be kept as a photo; nothing was stored."""

    def __init__(self, message: str) -> None:
        advice = _("Nada se guardó. Elija otra foto, en JPEG o PNG, o tómela de nuevo.")
        super().__init__(message, advice=advice)


def photo_from(path: Path) -> bytes:
    """The photo in a file as a small upright JPEG without place, date or device.

    Raises:
        NotAPhoto: it is no picture, cut short, too large or too small; nothing was kept of it.
    """
    try:
        if not path.is_file():
            raise NotAPhoto(_("Ese archivo ya no está o no es un archivo."))
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise NotAPhoto(_("No se pudo leer la foto: {reason}.").format(reason=reason)) from error
    return photo_of(data)


def photo_of(data: bytes) -> bytes:
    """The same of what a file holds.

    Raises:
        NotAPhoto: as for a file.
    """
    from PIL import Image

    if not data:
        raise NotAPhoto(_("Ese archivo está vacío."))
    if len(data) > MOST_BYTES:
        raise NotAPhoto(_("Esa foto pesa demasiado."))
    warnings.filterwarnings("ignore", module=r"PIL\.")  # of data about the photo: they are dropped
    Image.MAX_IMAGE_PIXELS = None  # the size is judged here, before anything is unpacked
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
            _check_size(opened)
            small = _upright(opened)
            out = io.BytesIO()
            small.save(out, "JPEG", quality=QUALITY)
            return out.getvalue()
    except NotAPhoto:
        raise
    except Exception as error:  # readers of pictures stumble over hostile bytes in every way
        raise NotAPhoto(_("Ese archivo no es una foto, o está dañado.")) from error


def _check_size(opened: Picture) -> None:
    pixels = opened.width * opened.height
    most = MOST_PIXELS if opened.format in ("JPEG", "MPO") else MOST_PLAIN_PIXELS
    if pixels > most:
        raise NotAPhoto(
            _("Esa imagen es demasiado grande: {width} por {height} puntos.").format(
                width=opened.width, height=opened.height
            )
        )
    if min(opened.size) < SMALLEST:
        raise NotAPhoto(_("Esa imagen es demasiado pequeña para leerla."))


def _upright(opened: Picture) -> Picture:
    """The picture as it was seen, on white, no longer than it needs to be, and nothing else."""
    from PIL import Image, ImageOps

    mode = "RGBA" if opened.has_transparency_data else "RGB"
    if opened.mode in ("P", "1"):  # colours by number can't be mixed
        opened = opened.convert(mode)
    opened.draft(None, (LONGEST, LONGEST))  # a large JPEG is unpacked at a half, a quarter, …
    opened.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    upright = ImageOps.exif_transpose(opened).convert(mode)
    if mode == "RGB":
        return upright
    ground = Image.new("RGB", upright.size, "white")
    ground.paste(upright, mask=upright.getchannel("A"))
    return ground
