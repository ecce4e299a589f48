"""The file of a workbook before any of it is believed: its kind, its size, what it carries."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from advisor_app.domain.errors import AdvisorError
from advisor_app.i18n import _

LARGEST_FILE: Final = 8 * 1024 * 1024
LARGEST_PART: Final = 16 * 1024 * 1024
LARGEST_WHOLE: Final = 48 * 1024 * 1024
MOST_PARTS: Final = 400
HIGHEST_RATIO: Final = 200
"""A sheet of our template shrinks to a tenth; only a bomb shrinks to less than a two-hundredth."""
_SMALL: Final = 256 * 1024
_PIECE: Final = 64 * 1024
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0"
_SEALED: Final = "EncryptedPackage".encode("utf-16-le")
_DAMAGE: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)


class BadBook(AdvisorError):  # noqa: N818 - said of the file
    """A file that is no workbook, or one that a list must not come in; nothing was read."""

    @classmethod
    def damaged(cls) -> BadBook:
        """The file is cut off, or its inside contradicts itself."""
        return cls(
            _("El archivo está dañado o incompleto; no se leyó nada."),
            advice=_(
                "Ábralo en su hoja de cálculo, guárdelo de nuevo como .xlsx e intente otra vez."
            ),
        )

    @classmethod
    def too_large(cls) -> BadBook:
        """More than a list can be."""
        return cls(
            _("El archivo es demasiado grande para ser una lista: admite hasta 1.000 requisitos."),
            advice=_("Deje solo las filas de la lista, sin imágenes ni formatos hasta el final."),
        )

    @classmethod
    def foreign(cls, what: str) -> BadBook:
        """Another kind of file."""
        return cls(
            what, advice=_("Guárdelo como libro de Excel (.xlsx), sin contraseña ni macros.")
        )


class Archive:
    """The parts of a workbook, judged by their sizes before and while they are read.

    Raises:
        BadBook: it is no workbook, or holds what a list must not come with.
    """

    def __init__(self, data: bytes) -> None:
        if len(data) > LARGEST_FILE:
            raise BadBook.too_large()
        _refuse_other_kinds(data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (*_DAMAGE, KeyError, IndexError) as error:
            raise BadBook.damaged() from error
        self._parts = {part.filename.replace("\\", "/"): part for part in self._zip.infolist()}
        _judge(self._zip.infolist(), len(data))
        _refuse_passengers(tuple(self._parts))

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name in self._parts

    def pieces(self, name: str) -> Iterator[bytes]:
        """A part, piece by piece, never more of it than a list can have.

        Raises:
            BadBook: there is no such part, it is damaged, or larger than it said.
        """
        if name not in self._parts:
            raise BadBook.damaged()
        read = 0
        try:
            with self._zip.open(self._parts[name]) as part:
                while piece := part.read(_PIECE):
                    read += len(piece)
                    if read > LARGEST_PART:
                        raise BadBook.too_large()
                    yield piece
        except _DAMAGE as error:
            raise BadBook.damaged() from error


def _refuse_other_kinds(data: bytes) -> None:
    if data.startswith(_OLD_OFFICE):
        if _SEALED in data:
            raise BadBook.foreign(_("El libro tiene contraseña; no se puede leer."))
        raise BadBook.foreign(_("Es un libro del Excel antiguo (.xls)."))
    if not data:
        raise BadBook.foreign(_("El archivo está vacío."))
    if not data.startswith(b"PK"):
        raise BadBook.foreign(_("El archivo no es un libro de Excel, aunque su nombre lo diga."))


def _judge(parts: list[zipfile.ZipInfo], size: int) -> None:
    """Refuse bombs by what the directory says; what it hides is counted while reading."""
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_WHOLE:
        raise BadBook.too_large()
    if sum(part.compress_size for part in parts) > size:  # parts that lie over one another
        raise BadBook.damaged()
    if len({part.filename.casefold() for part in parts}) != len(parts):
        raise BadBook.damaged()
    for part in parts:
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise BadBook.damaged()
        if part.flag_bits & 1:
            raise BadBook.foreign(_("El libro tiene contraseña; no se puede leer."))
        if part.file_size > _SMALL and part.file_size > HIGHEST_RATIO * part.compress_size:
            raise BadBook.too_large()
        if part.file_size > LARGEST_PART:
            raise BadBook.too_large()


def _refuse_passengers(names: tuple[str, ...]) -> None:
    """Refuse what could act by itself, or reach out of the file."""
    lower = [name.lower() for name in names]
    if "mimetype" in lower:
        raise BadBook.foreign(_("Es un libro de LibreOffice (.ods)."))
    if any("vbaproject" in name or "macrosheets/" in name for name in lower):
        raise BadBook.foreign(_("El libro trae macros; una lista no las necesita."))
    if any("externallinks/" in name for name in lower):
        raise BadBook.foreign(_("El libro está enlazado con otros archivos; quite los vínculos."))
    if any("embeddings/" in name or "activex/" in name for name in lower):
        raise BadBook.foreign(_("El libro trae objetos incrustados; una lista no los necesita."))
    if any(name.endswith("workbook.bin") for name in lower):
        raise BadBook.foreign(_("Es un libro binario de Excel (.xlsb)."))
