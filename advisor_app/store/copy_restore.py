"""Bringing a workspace back from a second copy, on this laptop or another one."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from advisor_app.store import base, copy_blocks
from advisor_app.store.copy import integrity_faults
from advisor_app.store.copy_errors import (
    CopyUnreadable,
    DamagedCopy,
    MediumGone,
    MediumReadOnly,
    NewerCopy,
)
from advisor_app.store.copy_manifest import (
    LONGEST_HEADER,
    Header,
    data_name,
    read_header,
    unseal,
)
from advisor_app.store.copy_place import FOLDER
from advisor_app.store.copy_shelf import COPIES, NAME
from advisor_app.store.database import DriverError, connect
from advisor_app.store.durable import make_folder, no_room_explained, write_whole
from advisor_app.store.errors import DiskFull, DiskTrouble
from advisor_app.store.medium import Medium
from advisor_app.store.revision import REVISIONS
from advisor_app.store.vault import derive_key

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from advisor_app.store.copy_manifest import Contents, FileEntry
    from advisor_app.store.copy_watch import Watch
    from advisor_app.store.vault import Vault

State = Literal["whole", "damaged", "newer"]


@dataclass(frozen=True, slots=True)
class Found:
    """A copy on a medium, as far as it can be told without its key.

    Attributes:
        header: None where the file does not tell.
    """

    file: Path
    state: State
    header: Header | None = None


def find(folder: Path) -> list[Found]:
    """The copies below a folder, newest first: a medium, its folder of copies, or one of those.

    Raises:
        CopyUnreadable: the folder can't be looked into.
    """
    patterns = ("*", f"{COPIES}/*", f"*/{COPIES}/*", f"{FOLDER}/*/{COPIES}/*")
    with _readable():
        if not folder.is_dir():
            raise FileNotFoundError(folder)
        files = [path for pattern in patterns for path in folder.glob(pattern)]
    found = [_look_at(path) for path in sorted(set(files)) if NAME.fullmatch(path.name)]
    return sorted(found, key=_newest_first)


@dataclass(frozen=True, slots=True)
class Opened:
    """A copy whose list could be read.

    Attributes:
        root: the folder with ``copies`` and ``data``.
    """

    root: Path
    key: bytes
    header: Header
    contents: Contents

    def bring_back(self, site: Path, watch: Watch) -> None:
        """Write the workspace into an empty folder, every file checked while it is read.

        Raises:
            DamagedCopy: a piece is missing or altered.
            CopyUnreadable: the medium is gone.
            DiskFull, DiskTrouble: this laptop does not take it.
        """
        watch.expect(self.header.size)
        medium, target = Medium(self.root), site / base.NAME
        try:
            if shutil.disk_usage(site).free < self.header.size:
                raise DiskFull
            with no_room_explained():
                for entry in self.contents.files:
                    path = site / entry.path
                    make_folder(path.parent)
                    write_whole(path, watch.over(_checked(medium, entry)))
                copy_blocks.assemble(self.contents.base, medium, target, watch)
            with contextlib.closing(connect(target, derive_key(self.key, "base"), "ro")) as copy:
                if integrity_faults(copy):
                    raise DamagedCopy
            self.header.vault.save(site)
        except (MediumGone, MediumReadOnly) as error:
            raise CopyUnreadable from error
        except DriverError as error:
            raise DamagedCopy from error
        except OSError as error:
            raise DiskTrouble from error


def unlock(file: Path, open_vault: Callable[[Vault], bytes]) -> Opened:
    """A copy with its list, opened by the secret of its vault.

    Raises:
        NewerCopy: of a newer version of the program.
        DamagedCopy: cut short or altered.
        CopyUnreadable: the medium is gone.
    """
    with _readable():
        raw = file.read_bytes()
    header = read_header(raw, len(raw))
    if header.revision not in REVISIONS:
        raise NewerCopy
    key = open_vault(header.vault)
    return Opened(file.parent.parent, key, *unseal(raw, key))


def _checked(medium: Medium, entry: FileEntry) -> Iterator[bytes]:
    found = hashlib.sha256()
    for piece in medium.read(data_name(entry.sha256)):
        found.update(piece)
        yield piece
    if found.hexdigest() != entry.sha256:
        raise DamagedCopy


def _look_at(file: Path) -> Found:
    with _readable(), file.open("rb") as opened:
        start = opened.read(LONGEST_HEADER)
        size = opened.seek(0, os.SEEK_END)
    try:
        header = read_header(start, size)
    except NewerCopy:
        return Found(file, "newer")
    except DamagedCopy:
        return Found(file, "damaged")
    return Found(file, "whole" if header.revision in REVISIONS else "newer", header)


def _newest_first(found: Found) -> tuple[float, int]:
    header = found.header
    return (-header.made_at.timestamp(), -header.number) if header else (0.0, 0)


@contextlib.contextmanager
def _readable() -> Generator[None]:
    try:
        yield
    except OSError as error:
        raise CopyUnreadable from error
