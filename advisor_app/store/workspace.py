"""The advisor's workspace: one folder with the encrypted base, its key's vault and attachments."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Generator
from concurrent.futures import Future
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeVar

from filelock import FileLock, Timeout

from advisor_app.i18n import _
from advisor_app.store import base, vault
from advisor_app.store.attachments import Attachments
from advisor_app.store.copy_errors import NotEmpty
from advisor_app.store.database import connect, reading_engine, writing_engine
from advisor_app.store.durable import make_folder, no_room_explained
from advisor_app.store.errors import AlreadyOpen, Closed, NotABase, UnsuitableFolder
from advisor_app.store.faults import explaining
from advisor_app.store.folder import check_folder
from advisor_app.store.patience import Patience
from advisor_app.store.sealed import SealedNote
from advisor_app.store.still import StillBase
from advisor_app.store.vault import NORMAL, Cost, Vault, derive_key
from advisor_app.store.writer import Priority, Writer

if TYPE_CHECKING:
    import sqlalchemy as sa

    from advisor_app.domain.errors import AdvisorError
    from advisor_app.store.copy_place import Place
    from advisor_app.store.copy_restore import Opened
    from advisor_app.store.copy_watch import Watch
    from advisor_app.store.second_copy import SecondCopy

__all__ = ["FolderState", "Priority", "Workspace"]

T = TypeVar("T")
FolderState = Literal["absent", "locked", "demo"]

LOCK: Final = "lock"
COPY_NOTE: Final = "second-copy"
CAMERA_NOTE: Final = "camera"
LINE_NOTE: Final = "exchange"
_SITE: Final = "building"


class Workspace:
    """An open workspace; only one exists at a time for a folder.

    Attributes:
        folder: where it lies.
        is_demo: whether it opens by itself.
        attachments: the encrypted files.
        copy_note: what this laptop knows of its second copy.
        camera_note: where this laptop's camera keeps its photos.
        line_note: what it proves to the office who it is with; no copy takes it along.
    """

    def __init__(self, folder: Path, vault_: Vault, key: bytes, lock: FileLock) -> None:
        self.folder = folder
        self.attachments = Attachments(folder, key)
        self.copy_note = SealedNote(folder / COPY_NOTE, derive_key(key, "second-copy-note"))
        self.camera_note = SealedNote(folder / CAMERA_NOTE, derive_key(key, "camera-note"))
        self.line_note = SealedNote(folder / LINE_NOTE, derive_key(key, "exchange-note"))
        self._vault = vault_
        self._key = key
        self._lock = lock
        connection = partial(connect, folder / base.NAME, derive_key(key, "base"))
        self._reading = reading_engine(connection)
        self._still = StillBase(folder / base.NAME, connection)
        with explaining(folder):
            self._writer = Writer(writing_engine(connection), folder)

    @classmethod
    def create(
        cls, folder: Path, passphrase: str, *, demo: bool = False, cost: Cost = NORMAL
    ) -> tuple[Workspace, str]:
        """A new workspace and the recovery code to write down (empty for a demo).

        Raises:
            UnsuitableFolder, AlreadyOpen, DiskFull, ShortPassphrase: nothing was made.
            NotABase: something is already there.
        """
        _make_room(folder)
        with _locked(folder) as lock:
            if base.state(folder) != "absent":
                raise NotABase
            code = ""
            if demo:
                made = vault.demo_vault()
                key = made.demo_key or b""
            else:
                made, key, code = vault.new_vault(passphrase, cost)
            base.create(folder, made, derive_key(key, "base"))
            return cls(folder, made, key, lock), code

    @classmethod
    def build_demo(cls, folder: Path, fill: Callable[[Workspace], object]) -> None:
        """A demo workspace with what ``fill`` puts into it; a cut on the way leaves none.

        It is built in a folder inside; whatever else lies there stays as it is.

        Raises:
            UnsuitableFolder, AlreadyOpen, DiskFull: nothing was made.
            NotABase: something is already there.
        """

        def build(site: Path) -> None:
            made, _no_code = cls.create(site, "", demo=True)
            try:
                fill(made)
            finally:
                made.close()

        _build(folder, build, NotABase)

    @classmethod
    def restore(
        cls,
        folder: Path,
        copy: Opened,
        settle_in: Callable[[Workspace], object],
        watch: Watch,
    ) -> None:
        """Bring a second copy back into an empty folder; a cut on the way leaves nothing.

        Raises:
            NotEmpty: something is already there.
            DamagedCopy, CopyUnreadable, CopyStopped, DiskFull: nothing was made.
            UnsuitableFolder, AlreadyOpen: nothing was made.
        """

        def build(site: Path) -> None:
            make_folder(site)
            copy.bring_back(site, watch)
            with _locked(site) as lock:
                made = cls._start(site, copy.header.vault, copy.key, lock)
            try:
                settle_in(made)
            finally:
                made.close()

        _build(folder, build, NotEmpty)

    @classmethod
    def open(cls, folder: Path, passphrase: str) -> Workspace:
        """The workspace behind a passphrase.

        Raises:
            WrongPassphrase, TooSoon: not this passphrase, or not yet.
            AlreadyOpen, NewerBase, NotABase, UnsuitableFolder: refused, nothing was changed.
        """
        with _existing(folder) as (stored, lock):
            if stored.demo_key is not None:
                return cls._start(folder, stored, stored.demo_key, lock)
            patience = Patience(folder)
            patience.begin()
            key = stored.unlock(passphrase)
            patience.succeeded()
            return cls._start(folder, stored, key, lock)

    @classmethod
    def open_demo(cls, folder: Path) -> Workspace:
        """The demo workspace, which needs no passphrase.

        Raises:
            NotABase: it is not a demo.
            AlreadyOpen, NewerBase, UnsuitableFolder: refused, nothing was changed.
        """
        with _existing(folder) as (stored, lock):
            if stored.demo_key is None:
                raise NotABase(_("En esta carpeta está su espacio de trabajo, no la demostración."))
            return cls._start(folder, stored, stored.demo_key, lock)

    @classmethod
    def recover(
        cls, folder: Path, recovery_code: str, new_passphrase: str, *, cost: Cost = NORMAL
    ) -> tuple[Workspace, str]:
        """The workspace behind its recovery code, with a new passphrase and a new code.

        Raises:
            WrongPassphrase: not the code of this workspace; a slip in it is named.
            ShortPassphrase: the new one would be guessed; nothing was changed.
            AlreadyOpen, NewerBase, NotABase, UnsuitableFolder: refused, nothing was changed.
        """
        with _existing(folder) as (stored, lock):
            key = stored.recover(recovery_code)
            base.check(folder, derive_key(key, "base"))
            renewed, code = stored.with_passphrase(key, new_passphrase, cost).with_new_code(key)
            renewed.save(folder)
            Patience(folder).succeeded()
            return cls._start(folder, renewed, key, lock), code

    @staticmethod
    def inspect(folder: Path) -> FolderState:
        """What lies in the folder, found out without changing it.

        Raises:
            AlreadyOpen, NewerBase, NotABase, UnsuitableFolder: why it can't be opened.
        """
        check_folder(folder)
        if not folder.is_dir() or base.state(folder) == "absent":
            return "absent"
        with _existing(folder) as (stored, lock):
            lock.release()
            return "demo" if stored.is_demo else "locked"

    @classmethod
    def _start(cls, folder: Path, stored: Vault, key: bytes, lock: FileLock) -> Workspace:
        base.make_ready(folder, derive_key(key, "base"))
        return cls(folder, stored, key, lock)

    @property
    def is_demo(self) -> bool:
        """Whether it holds invented firms and opens by itself."""
        return self._vault.is_demo

    @property
    def name(self) -> str:
        """What tells it from other workspaces, its copies from none."""
        return self._vault.workspace

    @property
    def actor(self) -> str | None:
        """The advisor whose edits are noted from now on."""
        return self._writer.actor

    @actor.setter
    def actor(self, advisor_id: str | None) -> None:
        self._writer.actor = advisor_id

    @contextlib.contextmanager
    def read(self) -> Generator[sa.Connection]:
        """A connection for reading one moment of the base; give it back soon."""
        if not self._lock.is_locked:
            raise Closed
        with explaining(self.folder), self._reading.connect() as connection:
            yield connection

    def write(
        self, work: Callable[[sa.Connection], T], *, priority: Priority = Priority.USER
    ) -> Future[T]:
        """Do the work in one transaction of the writing thread.

        The future resolves when the disk has it; an exception undoes it and is the future's.

        Raises:
            Closed: the workspace was closed.
        """
        return self._writer.submit(work, priority)

    def change_passphrase(self, old: str, new: str, *, cost: Cost = NORMAL) -> None:
        """Put the same key behind another passphrase.

        Raises:
            WrongPassphrase, TooSoon: the old one is not right; nothing was changed.
            ShortPassphrase: the new one would be guessed; nothing was changed.
        """
        self.prove_passphrase(old)
        renewed = self._vault.with_passphrase(self._key, new, cost)
        renewed.save(self.folder)
        self._vault = renewed

    def prove_passphrase(self, passphrase: str) -> None:
        """Make sure that whoever sits here knows it.

        Raises:
            WrongPassphrase, TooSoon: not this one, or not yet.
        """
        patience = Patience(self.folder)
        patience.begin()
        self._vault.unlock(passphrase)
        patience.succeeded()

    def new_recovery_code(self) -> str:
        """A fresh recovery code; the old one opens nothing any more."""
        renewed, code = self._vault.with_new_code(self._key)
        renewed.save(self.folder)
        self._vault = renewed
        return code

    def mark(self) -> str:
        """Another one after each edit, and after each change of passphrase or code."""
        from advisor_app.store.second_copy import mark_of

        with self.read() as connection:
            hlc = connection.exec_driver_sql("SELECT hlc FROM sync_state").scalar_one()
        return mark_of(str(hlc), self._vault)

    def second_copy(self, place: Place, device: str, watch: Watch) -> SecondCopy:
        """The copies of this workspace on another medium.

        Raises:
            CopyFailed: they can't be read.
        """
        from advisor_app.store.medium import Medium
        from advisor_app.store.second_copy import Original, SecondCopy

        original = Original(self.folder, self._vault, self._key, device, self._still)
        return SecondCopy(original, Medium(place.of(self._vault.workspace, device)), watch)

    def close(self) -> None:
        """Finish what is being written, fold the log into the base, let others in."""
        try:
            self._writer.close()
            self._reading.dispose()
            self._still.close()
        finally:
            self._lock.release()


def _make_room(folder: Path) -> None:
    """Make the folder of a new workspace, if it is not there."""
    check_folder(folder)
    try:
        make_folder(folder)
    except OSError as error:
        raise UnsuitableFolder(folder, "read_only") from error


def _build(folder: Path, build: Callable[[Path], None], taken: Callable[[], AdvisorError]) -> None:
    """Build a workspace in a folder inside, then move it into place, whole or not at all."""
    _make_room(folder)
    site = folder / _SITE
    with _locked(folder) as lock:
        if base.state(folder) != "absent":
            raise taken()
        shutil.rmtree(site, ignore_errors=True)
        try:
            build(site)
            base.move_in(site, folder)
        finally:
            shutil.rmtree(site, ignore_errors=True)
        lock.release()


@contextlib.contextmanager
def _locked(folder: Path) -> Generator[FileLock]:
    """The folder's lock, let go if what follows fails."""
    lock = FileLock(folder / LOCK, timeout=0, thread_local=False)
    try:
        with no_room_explained():
            lock.acquire()
    except Timeout as error:
        raise AlreadyOpen from error
    except OSError as error:
        raise UnsuitableFolder(folder, "read_only") from error
    try:
        yield lock
    except BaseException:
        lock.release()
        raise


@contextlib.contextmanager
def _existing(folder: Path) -> Generator[tuple[Vault, FileLock]]:
    """The vault of a workspace that is there, and its lock."""
    check_folder(folder)
    if not folder.is_dir() or base.state(folder) == "absent":
        raise NotABase
    with _locked(folder) as lock:
        yield vault.load(folder), lock
