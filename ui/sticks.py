"""The USB sticks that are in the laptop now."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStorageInfo


@dataclass(frozen=True, slots=True)
class Stick:
    """A stick by the name its owner gave it, and its room in bytes."""

    root: Path
    name: str
    free: int


def sticks() -> list[Stick]:
    """What can be pulled and takes files."""
    found = [volume for volume in QStorageInfo.mountedVolumes() if _takes_files(volume)]
    return [
        Stick(Path(volume.rootPath()), volume.displayName(), volume.bytesAvailable())
        for volume in found
        if is_removable(volume.rootPath(), sys.platform)
    ]


def is_removable(root: str, platform: str) -> bool:
    """Whether a volume is one that can be pulled, by where the system puts it."""
    if platform == "win32":
        return _drive_kind(root) == _DRIVE_REMOVABLE
    if platform == "darwin":
        return root.startswith("/Volumes/")
    return root.startswith(("/media/", "/run/media/", "/mnt/"))


_DRIVE_REMOVABLE = 2  # as Windows numbers it


def _drive_kind(root: str) -> int:
    import ctypes

    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined]  # there on Windows only
    return int(kernel.GetDriveTypeW(root.replace("/", "\\")))


def _takes_files(volume: QStorageInfo) -> bool:
    return volume.isValid() and volume.isReady() and not volume.isRoot()
