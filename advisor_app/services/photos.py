"""Photos from outside: judged before they are unpacked, then upright, small and nameless."""

from __future__ import annotations

import io
import os
import warnings
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Final

from advisor_app.domain import clock
from advisor_app.domain.errors import AdvisorError
from advisor_app.i18n import _

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

LONGEST: Final = 1280  # pixels; a signed letter page stays legible
SMALLEST: Final = 120
QUALITY: Final = 80
MOST_BYTES: Final = 60 * 1024 * 1024
MOST_PIXELS: Final = 110_000_000  # what good telephones take; a JPEG is opened at a part of it
MOST_PLAIN_PIXELS: Final = 30_000_000  # other kinds, and progressive JPEGs, are unpacked whole
THUMBNAIL: Final = 256
_FORMATS: Final = ("JPEG", "PNG", "WEBP", "BMP")
_EXIF: Final = 0x8769
_TAKEN: Final = 0x9003  # DateTimeOriginal: the local time where the photo was taken
_TAKEN_OFFSET: Final = 0x9011
_HEIC: Final = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo as it is kept.

    Attributes:
        taken_at: when its camera says it was taken.
    """

    jpeg: bytes
    taken_at: datetime | None


class NotAPhoto(AdvisorError):  # noqa: N818 - says what the file is
    """A file that can't be kept as a photo; nothing was stored."""

    def __init__(self, message: str, advice: str = "") -> None:
        usual = _("Nada se guardó. Elija otra foto, en JPEG o PNG, o tómela de nuevo.")
        super().__init__(message, advice=advice or usual)


def photo_from(path: Path) -> bytes:
    """The photo in a file as a small upright JPEG without place, date or device.

    Raises:
        NotAPhoto: it is no picture, cut short, too large or too small; nothing was kept of it.
    """
    return photo_of(read_file(path))


def read_file(path: Path) -> bytes:
    """What a file holds, as far as a photo may be long.

    Raises:
        NotAPhoto: it can't be read.
    """
    try:
        if not path.is_file():
            raise NotAPhoto(_("Ese archivo ya no está o no es un archivo."))
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        raise NotAPhoto(_("No se pudo leer la foto: {reason}.").format(reason=reason)) from error


def photo_of(data: bytes) -> bytes:
    """The same of what a file holds.

    Raises:
        NotAPhoto: as for a file.
    """
    return taken_photo(data).jpeg


def taken_photo(data: bytes) -> Photo:
    """The photo that a file holds, and when it was taken.

    Raises:
        NotAPhoto: as for a file.
    """
    with _opened(data) as opened:
        _check_readable(opened)
        return Photo(_jpeg(_upright(opened, LONGEST)), _taken_at(opened))


def thumbnail_of(data: bytes) -> bytes:
    """The photo that a file holds as small as a list shows it, as a JPEG.

    Raises:
        NotAPhoto: as for a file.
    """
    with _opened(data) as opened:
        return _jpeg(_upright(opened, THUMBNAIL))


def taken_at(path: Path) -> datetime | None:
    """When the photo in a file was taken, as its camera says; nothing of it is unpacked.

    Raises:
        NotAPhoto: it is no picture, or can't be read.
    """
    with _opened(path) as opened:
        return _taken_at(opened)


def heic_advice() -> str:
    """What somebody with an iPhone can do, for the next photos and for those taken already."""
    return _(
        "En el iPhone: Ajustes > Cámara > Formatos > Más compatible. Las que ya tomó se convierten "
        "solas al copiarlas al equipo con Ajustes > Fotos > Transferir a Mac o PC > Automático."
    )


@contextmanager
def _opened(source: bytes | Path) -> Generator[Picture]:
    """A picture whose size was judged, before anything of it is unpacked."""
    from PIL import Image

    if isinstance(source, bytes):
        _check_bytes(source)
    warnings.filterwarnings("ignore", module=r"PIL\.")  # of data about the photo: they are dropped
    Image.MAX_IMAGE_PIXELS = None  # the size is judged here
    file = io.BytesIO(source) if isinstance(source, bytes) else source
    try:
        with Image.open(file, formats=_FORMATS) as opened:
            _check_size(opened)
            yield opened
    except NotAPhoto:
        raise
    except Exception as error:  # readers of pictures stumble over hostile bytes in every way
        raise NotAPhoto(_("Ese archivo no es una foto, o está dañado.")) from error


def _check_bytes(data: bytes) -> None:
    if not data:
        raise NotAPhoto(_("Ese archivo está vacío."))
    if len(data) > MOST_BYTES:
        raise NotAPhoto(_("Esa foto pesa demasiado."))
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC:
        raise NotAPhoto(_("Esa foto es HEIC, que aquí no se puede leer."), heic_advice())


def _jpeg(picture: Picture) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _taken_at(opened: Picture) -> datetime | None:
    """The camera's time; without an offset, it is taken for the laptop's own local time."""
    try:
        exif = opened.getexif().get_ifd(_EXIF)
        told = datetime.strptime(str(exif[_TAKEN])[:19], "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - local
        return told.replace(tzinfo=_zone(str(exif.get(_TAKEN_OFFSET, "")))).astimezone(UTC)
    except Exception:  # as hostile as the picture itself; the photo is good without it
        return None


def _zone(told: str) -> timezone:
    """The offset that a camera wrote, such as ``-05:00``."""
    try:
        return timezone(datetime.strptime(told[:6], "%z").utcoffset() or timedelta(0))
    except ValueError:
        return timezone(clock.current().offset())


def _check_size(opened: Picture) -> None:
    pixels = opened.width * opened.height
    is_plain = opened.format not in ("JPEG", "MPO") or "progressive" in opened.info
    most = MOST_PLAIN_PIXELS if is_plain else MOST_PIXELS
    if pixels > most:
        raise NotAPhoto(
            _("Esa imagen es demasiado grande: {width} por {height} puntos.").format(
                width=opened.width, height=opened.height
            )
        )


def _check_readable(opened: Picture) -> None:
    """Of a long strip too little is left once its longer side is short."""
    shorter, longer = sorted(opened.size)
    if shorter * min(LONGEST, longer) < SMALLEST * longer:
        raise NotAPhoto(_("Esa imagen es demasiado pequeña para leerla."))


def _upright(opened: Picture, longest: int) -> Picture:
    """The picture as it was seen, on white, no longer than it needs to be, and nothing else."""
    from PIL import Image, ImageOps

    mode = "RGBA" if opened.has_transparency_data else "RGB"
    if opened.mode in ("P", "1"):  # colours by number can't be mixed
        opened = opened.convert(mode)
    opened.draft(None, (longest, longest))  # a large JPEG is unpacked at a half, a quarter, …
    opened.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    upright = ImageOps.exif_transpose(opened).convert(mode)
    if mode == "RGB":
        return upright
    ground = Image.new("RGB", upright.size, "white")
    ground.paste(upright, mask=upright.getchannel("A"))
    return ground
