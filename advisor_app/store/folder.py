"""Whether a folder is one where a base is safe."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath
from typing import Final

from advisor_app.store.errors import UnsuitableFolder

# first words of a folder's name, as "OneDrive - Universidad X" or "Dropbox (Personal)"
_CLOUD_NAMES: Final = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "mi unidad": "Google Drive",
    "icloud": "iCloud",
    "iclouddrive": "iCloud",
    "mobile documents": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "cloudstorage": "CloudStorage",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "mega": "MEGA",
    "megasync": "MEGA",
    "pcloud": "pCloud",
    "syncthing": "Syncthing",
}
_CLOUD_MARKS: Final = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".stfolder": "Syncthing",
    ".tmp.drivedownload": "Google Drive",
    ".tmp.driveupload": "Google Drive",
}
_CLOUD_VARIABLES: Final = {
    "OneDrive": "OneDrive",
    "OneDriveConsumer": "OneDrive",
    "OneDriveCommercial": "OneDrive",
}
_NETWORK_FILE_SYSTEMS: Final = (
    "nfs",
    "cifs",
    "smb",
    "afpfs",
    "davfs",
    "ceph",
    "glusterfs",
    "fuse.sshfs",
    "fuse.rclone",
    "fuse.gvfsd-fuse",
    "fuse.google-drive-ocamlfuse",
)


def check_folder(folder: Path) -> None:
    """Refuse a folder where the base would be damaged or can't be written.

    Raises:
        UnsuitableFolder: with the reason.
    """
    try:
        place = folder.expanduser().absolute().resolve()
        is_folder = place.is_dir() or not place.exists()
    except (OSError, RuntimeError, ValueError) as error:  # a circle of links, a name too long
        raise UnsuitableFolder(folder, "not_a_folder") from error
    if not is_folder:
        raise UnsuitableFolder(folder, "not_a_folder")
    if cloud := cloud_of(place, os.environ):
        raise UnsuitableFolder(folder, "cloud", cloud)
    if is_on_network(place):
        raise UnsuitableFolder(folder, "network")
    if not os.access(_nearest(place), os.W_OK | os.X_OK):
        raise UnsuitableFolder(folder, "read_only")


def cloud_of(place: Path, environment: Mapping[str, str]) -> str | None:
    """The service that copies this folder elsewhere, if any."""
    for variable, service in _CLOUD_VARIABLES.items():
        root = environment.get(variable)
        if root and place.is_relative_to(root):
            return service
    for part in place.parts:
        if service := _service_named(part):
            return service
    for parent in (place, *place.parents):
        for mark, service in _CLOUD_MARKS.items():
            if (parent / mark).exists():
                return service
    return None


def is_on_network(place: PurePath) -> bool:
    """Whether the folder lies on another machine, as far as the system tells."""
    if str(place).startswith("\\\\"):
        return True
    if sys.platform == "win32":
        return _windows_drive_is_remote(place)
    try:
        mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return file_system_of(place, mounts.splitlines()).startswith(_NETWORK_FILE_SYSTEMS)


def file_system_of(place: PurePath, mounts: Iterable[str]) -> str:
    """The kind of file system that holds a place, after a list of mounts as Linux gives it."""
    best, kind = -1, ""
    for line in mounts:
        fields = line.split()
        if len(fields) < 3:
            continue
        point = PurePath(fields[1].encode().decode("unicode_escape"))
        if place.is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), fields[2]
    return kind


def _service_named(part: str) -> str | None:
    name = part.casefold()
    for start, service in _CLOUD_NAMES.items():
        rest = name.removeprefix(start)
        if rest != name and (not rest or rest.lstrip()[:1] in {"-", "("}):
            return service
    return None


def _nearest(place: Path) -> Path:
    """The folder itself, or the closest one above it that exists."""
    return next((path for path in (place, *place.parents) if path.exists()), place)


def _windows_drive_is_remote(place: PurePath) -> bool:
    import ctypes

    remote = 4
    windll = getattr(ctypes, "windll", None)
    return windll is not None and windll.kernel32.GetDriveTypeW(place.anchor) == remote
