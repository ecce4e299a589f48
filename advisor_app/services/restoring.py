"""Bringing a workspace back from a second copy, on another laptop or on this one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from advisor_app.store.copy_watch import Watch

if TYPE_CHECKING:
    from advisor_app.services.second_copies import Stopped, Tell
    from advisor_app.store.copy_restore import Found
    from advisor_app.store.vault import Vault
    from advisor_app.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class FoundCopy:
    """A copy on a medium, as far as it tells without its key.

    Attributes:
        state: whether it can be restored with this version of the program.
        device: the code of the laptop that made it.
        size: the bytes that a restore brings back.
        program: the version that made it.
        is_demo: whether it opens by itself.
    """

    file: Path
    state: Literal["whole", "damaged", "newer"]
    made_at: datetime | None = None
    device: str = ""
    size: int = 0
    program: str = ""
    is_demo: bool = False


@dataclass(frozen=True, slots=True)
class Secret:
    """What opens a copy: its passphrase, or its recovery code and a passphrase to come.

    Attributes:
        passphrase: the present one; with a code, the new one.
    """

    passphrase: str = ""
    recovery_code: str = ""


def find(folder: Path) -> list[FoundCopy]:
    """The copies below a folder, newest first.

    Raises:
        CopyUnreadable: the folder can't be read.
    """
    from advisor_app.store import copy_restore

    return [_told(found) for found in copy_restore.find(folder)]


def choose(place: Path) -> FoundCopy:
    """The newest whole copy below a folder; or the one whose file is named.

    Raises:
        NoCopy: there is none.
        NewerCopy, CopyUnreadable: there is none for this version, or it can't be read.
    """
    from advisor_app.store.copy_errors import NewerCopy, NoCopy

    found = find(place.parent if place.is_file() else place)
    if place.is_file():
        found = [one for one in found if one.file == place]
    whole = [one for one in found if one.state == "whole"]
    if whole:
        return whole[0]
    raise NewerCopy if any(one.state == "newer" for one in found) else NoCopy


def restore(
    copy: FoundCopy,
    folder: Path,
    secret: Secret,
    tell: Tell | None = None,
    stopped: Stopped | None = None,
) -> None:
    """Bring a copy back into an empty folder, as a laptop with a device code of its own.

    Raises:
        AdvisorError: nothing was changed in the folder.
    """
    from advisor_app.store import copy_restore
    from advisor_app.store.workspace import Workspace

    def open_vault(vault: Vault) -> bytes:
        return _key(vault, secret)

    opened = copy_restore.unlock(copy.file, open_vault)
    Workspace.restore(folder, opened, _settle_in, Watch(tell, stopped))


def _settle_in(workspace: Workspace) -> None:
    """A laptop of its own: it numbers its documents and its batches apart from the other one's."""
    from advisor_app.services.session import renew_device
    from advisor_app.sync import local

    renew_device(workspace)
    workspace.write(local.begin_life).result()


def _key(vault: Vault, secret: Secret) -> bytes:
    from advisor_app.store.copy_errors import ForeignSecret
    from advisor_app.store.errors import WrongPassphrase, WrongRecoveryCode

    if vault.demo_key is not None:
        return vault.demo_key
    try:
        if secret.recovery_code:
            return vault.recover(secret.recovery_code)
        return vault.unlock(secret.passphrase)
    except WrongRecoveryCode:  # a slip of the pen: it names the group
        raise
    except WrongPassphrase as error:
        raise ForeignSecret from error


def _told(found: Found) -> FoundCopy:
    header = found.header
    if header is None:
        return FoundCopy(found.file, found.state)
    return FoundCopy(
        found.file,
        found.state,
        header.made_at,
        header.device,
        header.size,
        header.program,
        header.vault.is_demo,
    )
