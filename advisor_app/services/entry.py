"""The way into a workspace: look at a folder, create, unlock, recover, or open the demo.

This module is light: the store and everything heavy is imported when a function is called.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from advisor_app.services.restoring import FoundCopy, Secret
    from advisor_app.services.second_copies import Stopped, Tell
    from advisor_app.services.session import Session

FolderState = Literal["absent", "locked", "demo"]


def inspect(folder: Path) -> FolderState:
    """What lies in a folder, without touching it.

    Raises:
        AdvisorError: the folder can't be used; message and advice say why.
    """
    from advisor_app.store.workspace import Workspace

    return Workspace.inspect(folder)


def create(folder: Path, passphrase: str, advisor_name: str) -> tuple[Session, str]:
    """A new workspace and its recovery code, which is shown this once.

    Raises:
        AdvisorError: the folder can't hold a workspace, or the passphrase is too short.
    """
    from advisor_app.services.session import Session
    from advisor_app.store.workspace import Workspace

    workspace, code = Workspace.create(folder, passphrase)
    session = Session(workspace)
    session.introduce(advisor_name)
    return session, code


def unlock(folder: Path, passphrase: str) -> Session:
    """The session of an existing workspace.

    Raises:
        AdvisorError: wrong passphrase, too many tries, in use, newer, or no workspace at all.
    """
    from advisor_app.services.session import Session
    from advisor_app.store.workspace import Workspace

    return Session(Workspace.open(folder, passphrase))


def recover(folder: Path, recovery_code: str, new_passphrase: str) -> tuple[Session, str]:
    """The session after a forgotten passphrase, and the new recovery code.

    Raises:
        AdvisorError: the code does not fit; nothing was changed.
    """
    from advisor_app.services.session import Session
    from advisor_app.store.workspace import Workspace

    workspace, code = Workspace.recover(folder, recovery_code, new_passphrase)
    return Session(workspace), code


def open_demo(folder: Path) -> Session:
    """The demo workspace, built on the spot where there is none; it unlocks by itself."""
    from advisor_app.services.session import Session
    from advisor_app.store.workspace import Workspace

    if Workspace.inspect(folder) == "absent":
        _make_demo(folder)
    return Session(Workspace.open_demo(folder))


def find_copies(folder: Path) -> list[FoundCopy]:
    """The second copies below a folder, newest first, as far as they tell without their key.

    Raises:
        AdvisorError: the folder can't be read.
    """
    from advisor_app.services.restoring import find

    return find(folder)


def restore(
    copy: FoundCopy, folder: Path, secret: Secret, tell: Tell, stopped: Stopped
) -> tuple[Session, str]:
    """The session of a workspace brought back from a copy, and its new recovery code, if any.

    Raises:
        AdvisorError: nothing was changed in the folder; message and advice say why.
    """
    from advisor_app.services.restoring import restore

    restore(copy, folder, secret, tell, stopped)
    if secret.recovery_code:
        return recover(folder, secret.recovery_code, secret.passphrase)
    return unlock(folder, secret.passphrase), ""


def _make_demo(folder: Path) -> None:
    """Build the demo whole or not at all; what else lies in the folder stays."""
    from advisor_app.services.demo import build_demo
    from advisor_app.services.session import Session
    from advisor_app.store.workspace import Workspace

    Workspace.build_demo(folder, lambda workspace: build_demo(Session(workspace)))


def warm_up() -> None:
    """Load what comes after unlocking; for a background thread after the first paint."""
    from importlib import import_module

    from advisor_app.domain.instrument import shipped_instrument
    from advisor_app.domain.places import shipped_places

    for name in ("session", "demo"):
        import_module(f"advisor_app.services.{name}")
    shipped_places()
    shipped_instrument()


def is_wrong_passphrase(error: Exception) -> bool:
    """Whether what was typed, passphrase or recovery code, is what was refused."""
    from advisor_app.store.errors import WrongPassphrase

    return isinstance(error, WrongPassphrase)
