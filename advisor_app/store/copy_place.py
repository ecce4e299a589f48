"""Where the second copy goes: a folder on a medium that is known again when it comes back."""

from __future__ import annotations

import json
import os
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from advisor_app.i18n import LANGUAGES, catalog
from advisor_app.store.copy_errors import MediumFull, UnsuitablePlace
from advisor_app.store.durable import write_whole
from advisor_app.store.errors import DiskFull
from advisor_app.store.folder import cloud_of

FOLDER: Final = "Advisor-copias"
MARK: Final = "medium.json"
NOTE: Final = "LEAME.txt"
_FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class Place:
    """A folder on a medium.

    Attributes:
        folder: the folder of all copies, ours and those of others.
        medium: what the medium was marked with.
    """

    folder: Path
    medium: str

    def of(self, workspace: str, device: str) -> Path:
        """Where the copies of one workspace and device lie."""
        return self.folder / f"{workspace.replace('-', '')[:16]}-{device}"

    def is_there(self) -> bool:
        """Whether the medium is; a folder of that name without its mark is another one's."""
        return _mark(self.folder) == self.medium


def choose(folder: Path, workspace: Path) -> Place:
    """Take a folder for the copies, and mark its medium.

    Raises:
        UnsuitablePlace: copies would not be safe there, or can't be written.
        MediumFull: there is no room for as little as the mark.
    """
    try:
        chosen, own = folder.expanduser().absolute().resolve(), workspace.absolute().resolve()
        if not chosen.is_dir():
            raise UnsuitablePlace("not_a_folder")
    except (OSError, RuntimeError, ValueError) as error:
        raise UnsuitablePlace("not_a_folder") from error
    if chosen == own or own in chosen.parents:
        raise UnsuitablePlace("own_folder")
    root = chosen if chosen.name == FOLDER else chosen / FOLDER
    try:
        root.mkdir(mode=0o700, exist_ok=True)
        write_whole(root / NOTE, [_note().encode("utf-8-sig")])
        if not (mark := _mark(root)):
            mark = str(uuid.uuid4())
            write_whole(root / MARK, [json.dumps({"format": _FORMAT, "medium": mark}).encode()])
    except DiskFull as error:
        raise MediumFull from error
    except OSError as error:
        raise UnsuitablePlace("read_only") from error
    return Place(root, mark)


def is_on_same_disk(place: Path, workspace: Path) -> bool:
    """Whether a thief, or a fall into the river, would take both."""
    if cloud_around(place):
        return False
    try:
        return place.stat().st_dev == workspace.stat().st_dev
    except OSError:
        return False


def cloud_around(place: Path) -> str:
    """The service that carries a folder elsewhere; empty where none is known."""
    return cloud_of(place, os.environ) or ""


def _note() -> str:
    """What this is, for whoever finds the medium, in every language."""
    return "\n\n".join(_words(lang) for lang in LANGUAGES) + "\n"


def _words(lang: str) -> str:
    _ = catalog(lang).text
    return _(
        "Aquí hay copias de seguridad del programa Advisor. Están cifradas: sin la contraseña o "
        "el código de recuperación de su dueño nadie puede leerlas.\n"
        "No cambie ni borre nada de esta carpeta.\n"
        "Para restaurar, abra Advisor en el equipo nuevo y elija «Restaurar de una copia»."
    )


def _mark(folder: Path) -> str:
    try:
        return str(uuid.UUID(json.loads((folder / MARK).read_bytes())["medium"]))
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return ""
