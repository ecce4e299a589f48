"""The photos of a folder, such as a telephone's, with the times at which they were taken."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from advisor_app.domain.errors import AdvisorError
from advisor_app.i18n import _
from advisor_app.services.photos import NotAPhoto, taken_at

ENDINGS: Final = frozenset({".jpg", ".jpeg", ".png", ".webp", ".bmp"})
_HEIC: Final = frozenset({".heic", ".heif"})
MOST_FILES: Final = 20_000
_CLOCKS_APART: Final = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class FoundPhoto:
    """A photo that waits in a folder.

    Attributes:
        by_camera: whether the camera wrote the time; else it is the file's own.
        can_be_read: whether it is of a kind that can be kept.
    """

    path: Path
    taken_at: datetime
    by_camera: bool
    can_be_read: bool = True


def find_photos(
    folder: Path,
    since: datetime,
    until: datetime,
    tell: Callable[[int], object],
    stopped: Callable[[], bool],
) -> tuple[FoundPhoto, ...]:
    """The photos of a folder and those below it that may be of a time, the earliest first.

    They are found even where the telephone's clock is half a day wrong. A file that was not
    written since then is not opened: it can't hold a later photo. ``tell`` hears how many
    files were seen.

    Raises:
        AdvisorError: the folder can't be read, or holds too many files.
    """
    first, last = since - _CLOCKS_APART, until + _CLOCKS_APART
    found: list[FoundPhoto] = []
    for number, path in enumerate(_pictures(folder), start=1):
        if stopped():
            break
        if number > MOST_FILES:
            raise AdvisorError(
                _("Esa carpeta tiene demasiadas fotos."),
                advice=_("Elija la carpeta de las fotos de la visita, o copie allí solo esas."),
            )
        photo = _look_at(path, first)
        if photo is not None and first <= photo.taken_at <= last:
            found.append(photo)
        tell(number)
    return tuple(sorted(found, key=lambda one: (one.taken_at, one.path.name)))


def _pictures(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise AdvisorError(
            _("No se pudo leer la carpeta."),
            advice=_("Conecte de nuevo el teléfono o la memoria, y elíjala otra vez."),
        ) from error

    for place, inner, names in os.walk(folder, onerror=refuse):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.lower() in ENDINGS | _HEIC:
                yield Path(place, name)


def _look_at(path: Path, first: datetime) -> FoundPhoto | None:
    """The photo of a file; None for one that is too old, or is no photo."""
    try:
        written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        if written < first:
            return None
        if path.suffix.lower() in _HEIC:
            return FoundPhoto(path, written, by_camera=False, can_be_read=False)
        taken = taken_at(path)
    except (OSError, OverflowError, ValueError, NotAPhoto):
        return None  # what is no photo is told when somebody adds it by itself
    return FoundPhoto(path, taken or written, taken is not None)
