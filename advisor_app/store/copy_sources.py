"""The attachments of a workspace, as a copy finds them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from advisor_app.store import attachments
from advisor_app.store.copy_errors import SourceTrouble
from advisor_app.store.copy_manifest import FileEntry
from advisor_app.store.medium import PIECE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from advisor_app.store.copy_watch import Watch


class VanishedError(Exception):
    """An attachment that was erased while it was being copied."""


def listed(folder: Path, before: Iterable[FileEntry], watch: Watch) -> list[FileEntry]:
    """Every attachment; one that looks as it did before is not read again.

    Raises:
        SourceTrouble: the disk does not give one.
    """
    known = {(one.path, one.size, one.mtime_ns): one for one in before}
    found: list[FileEntry] = []
    for path in sorted(folder.glob(f"{attachments.FOLDER}/??/*{attachments.SUFFIX}")):
        try:
            name, state = path.relative_to(folder).as_posix(), path.stat()
            same = known.get((name, state.st_size, state.st_mtime_ns))
            digest = same.sha256 if same else _digest(path, watch)
        except (FileNotFoundError, VanishedError):
            continue
        found.append(FileEntry(name, digest, state.st_size, state.st_mtime_ns))
    return found


def pieces(path: Path) -> Iterator[bytes]:
    """What a file holds, a piece at a time.

    Raises:
        VanishedError: it is not there any more.
        SourceTrouble: the disk does not give it.
    """
    try:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                yield piece
    except FileNotFoundError as error:
        raise VanishedError from error
    except OSError as error:
        raise SourceTrouble from error


def _digest(path: Path, watch: Watch) -> str:
    found = hashlib.sha256()
    for piece in pieces(path):
        found.update(piece)
        watch.step()
    return found.hexdigest()
