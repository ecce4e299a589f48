"""PDF files from outside: judged, then kept as they are, or refused with a word."""

from __future__ import annotations

import io
import logging
import re
import zlib
from typing import TYPE_CHECKING, Any, Final

from advisor_app.domain.errors import AdvisorError
from advisor_app.i18n import _

if TYPE_CHECKING:
    import pikepdf

MEDIA_TYPE: Final = "application/pdf"
MOST_BYTES: Final = 25 * 1024 * 1024
MOST_PAGES: Final = 300
_MOST_UNPACKED: Final = 64 * 1024 * 1024  # of the objects that a PDF holds in packed streams
_PACKED: Final = re.compile(rb"/(?:ObjStm|XRef)\b.{0,2000}?\bstream\r?\n", re.DOTALL)
_ACTIVE: Final = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/RichMedia"})


class NotAPaper(AdvisorError):  # noqa: N818 - says what the file is
    """A PDF that can't be kept; nothing was stored."""

    def __init__(self, message: str) -> None:
        advice = _("Nada se guardó. Escanee la hoja de nuevo, o tómele una foto.")
        super().__init__(message, advice=advice)


def is_pdf(data: bytes) -> bool:
    """Whether this says of itself that it is a PDF."""
    return b"%PDF-" in data[:1024]


def check_pdf(data: bytes) -> None:
    """See to it that a PDF opens without a password and does nothing by itself.

    Raises:
        NotAPaper: it is none, damaged, locked, too large, or would run something.
    """
    import pikepdf

    logging.getLogger("pikepdf").setLevel(logging.CRITICAL)  # of damage: it is told to the user
    if len(data) > MOST_BYTES:
        raise NotAPaper(_("Ese PDF pesa demasiado: pasa de 25 MB."))
    if _swells(data):
        raise NotAPaper(_("Ese PDF está hecho para llenar la memoria."))
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            pages, active = len(pdf.pages), _is_active(pdf)
    except pikepdf.PasswordError as error:
        raise NotAPaper(_("Ese PDF está cerrado con contraseña.")) from error
    except Exception as error:  # as with pictures: hostile bytes in every way
        raise NotAPaper(_("Ese archivo no es un PDF, o está dañado.")) from error
    if not pages:
        raise NotAPaper(_("Ese PDF no tiene páginas."))
    if pages > MOST_PAGES:
        raise NotAPaper(_("Ese PDF tiene demasiadas páginas: {n}.").format(n=pages))
    if active:
        raise NotAPaper(_("Ese PDF trae un programa adentro y no se guarda."))


def _swells(data: bytes) -> bool:
    """Whether the packed objects, which are unpacked to open it, are out of all proportion."""
    room = _MOST_UNPACKED
    for found in _PACKED.finditer(data):
        if found.group().count(b"/FlateDecode") > 1:
            return True
        unpacking = zlib.decompressobj()
        try:
            room -= len(unpacking.decompress(memoryview(data)[found.end() :], room + 1))
        except zlib.error:
            continue  # not packed this way, or damaged: opening it tells
        if room < 0:
            return True
    return False


def _is_active(pdf: pikepdf.Pdf) -> bool:
    return any(_acts(one) for one in pdf.objects)


def _acts(thing: pikepdf.Object) -> bool:
    """Whether an object, or what it holds by itself, is an action that runs something."""
    import pikepdf

    waiting: list[Any] = [thing]
    while waiting:
        one = waiting.pop()
        parts: list[Any] = []
        if isinstance(one, pikepdf.Array):
            parts = list[Any](one)
        elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            kinds = {str(one.get(key)) for key in ("/S", "/Subtype")}
            if "/JS" in one or "/JavaScript" in one or "/XFA" in one or kinds & _ACTIVE:
                return True
            parts = [one[key] for key in one.keys()]  # noqa: SIM118 - no mapping
        waiting += [
            part for part in parts if isinstance(part, pikepdf.Object) and not part.is_indirect
        ]
    return False
