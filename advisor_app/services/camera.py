"""The computer's own camera program: which it is, where its photos appear, and which are new."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from advisor_app.services.base import Service
from advisor_app.services.photo_folder import ENDINGS

_WINDOWS_CAMERA: Final = "microsoft.windows.camera:"
_CAMERA_ROLL: Final = "{AB5FB87B-7CE2-4F83-915D-550846C9537B}"  # FOLDERID_CameraRoll
_MAC_PROGRAMS: Final = ("Photo Booth", "Image Capture")
_MAC_PLACES: Final = ("/System/Applications", "/Applications")
_LINUX_PROGRAMS: Final = (
    "snapshot",
    "org.gnome.Snapshot",
    "cheese",
    "org.gnome.Cheese",
    "guvcview",
    "kamoso",
    "org.kde.kamoso",
)
_BELOW_PICTURES: Final = {
    "win32": ("Camera Roll", "Álbum de cámara"),
    "darwin": ("Photo Booth Library/Pictures",),
    "linux": ("Camera", "Webcam", "Kamoso", "guvcview"),
}
_CLOUD_PICTURES: Final = ("Pictures", "Imágenes")


@dataclass(frozen=True, slots=True)
class System:
    """What is asked of the computer.

    Attributes:
        platform: as ``sys.platform`` has it.
        pictures: the user's folder of pictures.
        which: where a program of this name is; None when there is none.
        roll: the folder where Windows keeps its camera's photos, wherever it was moved to.
    """

    platform: str
    pictures: Path
    environ: Mapping[str, str]
    which: Callable[[str], str | None]
    exists: Callable[[Path], bool]
    roll: Callable[[], Path | None]


@dataclass(frozen=True, slots=True)
class CameraProgram:
    """How the camera program is opened: by a command, or by an address that the system knows."""

    command: tuple[str, ...] = ()
    address: str = ""


def this_system() -> System:
    """The computer that this runs on."""
    import platformdirs

    pictures = platformdirs.user_pictures_path()
    return System(sys.platform, pictures, os.environ, shutil.which, Path.exists, _windows_roll)


def program_of(system: System) -> CameraProgram | None:
    """The camera program to open; None where none was found."""
    if system.platform == "win32":
        return CameraProgram(address=_WINDOWS_CAMERA)
    if system.platform == "darwin":
        for name in _MAC_PROGRAMS:
            if any(system.exists(Path(place, f"{name}.app")) for place in _MAC_PLACES):
                return CameraProgram(("open", "-a", name))
        return None
    found = (path for name in _LINUX_PROGRAMS if (path := system.which(name)))
    path = next(found, None)
    return CameraProgram((path,)) if path else None


def environment_of(system: System) -> dict[str, str]:
    """The variables for another program: the frozen one's own libraries are not for it."""
    given = dict(system.environ)
    before = given.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is not None:
        given["LD_LIBRARY_PATH"] = before
    elif getattr(sys, "frozen", False):
        given.pop("LD_LIBRARY_PATH", None)
    return given


def folders_of(system: System, chosen: Path | None = None) -> tuple[Path, ...]:
    """Where photos of the camera may appear: where somebody said, and where programs put them."""
    below = _BELOW_PICTURES.get(system.platform, _BELOW_PICTURES["linux"])
    found = [chosen] if chosen else []
    if system.platform == "win32":
        roll = system.roll()
        found += [roll] if roll else []
        cloud = system.environ.get("OneDrive")
        if cloud:
            found += [Path(cloud, top, name) for top in _CLOUD_PICTURES for name in below]
    found += [system.pictures, *(system.pictures / name for name in below)]
    return tuple(dict.fromkeys(found))


class Camera(Service):
    """Remembers, sealed, where this laptop's camera keeps its photos: a path may name a person."""

    def folder(self) -> Path | None:
        """The folder that somebody chose; None where nobody did."""
        told = self._workspace.camera_note.read().get("folder")
        return Path(told) if isinstance(told, str) else None

    def choose(self, folder: Path) -> None:
        """Look for photos there from now on.

        Raises:
            DiskFull: it was not noted.
        """
        self._workspace.camera_note.write({"folder": str(folder)})


class CameraWatch:
    """Tells the photos that appeared since it began, each once it is no longer being written.

    A file counts as written when two looks find it of one size. One that grows all the same is
    told again when it rests. Nothing there is ever changed.
    """

    def __init__(self, folders: Iterable[Path], since: datetime | None = None) -> None:
        """``since``: what was written from then on is new, though it lies there already."""
        self._folders = tuple(folders)
        first = None if since is None else int(since.timestamp() * 1e9)
        files = self._files()
        self._before = {path for path, told in files if first is None or told[1] < first}
        self._seen: dict[Path, tuple[int, int]] = {}
        self._told: dict[Path, tuple[int, int]] = {}

    def look(self) -> tuple[Path, ...]:
        """The new photos that have come to rest since the last look."""
        found = {path: state for path, state in self._files() if path not in self._before}
        resting = {
            path: state
            for path, state in found.items()
            if state[0] and self._seen.get(path) == state and self._told.get(path) != state
        }
        self._seen = found
        self._told.update(resting)
        return tuple(sorted(resting, key=lambda path: (resting[path][1], path.name)))

    def _files(self) -> Iterator[tuple[Path, tuple[int, int]]]:
        """The photos that lie there, with size and time of each."""
        for folder in self._folders:
            try:
                with os.scandir(folder) as entries:
                    names = [one.name for one in entries]
            except OSError:
                continue  # not there yet, or no longer
            for name in names:
                path = folder / name
                if path.suffix.lower() in ENDINGS and not name.startswith("."):
                    yield from _state_of(path)


def _state_of(path: Path) -> Iterator[tuple[Path, tuple[int, int]]]:
    try:
        told = path.stat()
    except OSError:
        return
    if stat.S_ISREG(told.st_mode):
        yield path, (told.st_size, told.st_mtime_ns)


def _windows_roll() -> Path | None:
    """Asked of Windows itself, whatever the folder is called there or where it was moved to."""
    if sys.platform != "win32":
        return None
    import ctypes
    from uuid import UUID

    wanted = (ctypes.c_byte * 16).from_buffer_copy(UUID(_CAMERA_ROLL).bytes_le)
    told = ctypes.c_wchar_p()
    shell, memory = ctypes.windll.shell32, ctypes.windll.ole32
    try:
        refused = shell.SHGetKnownFolderPath(ctypes.byref(wanted), 0, None, ctypes.byref(told))
        return Path(told.value) if not refused and told.value else None
    finally:
        memory.CoTaskMemFree(told)
