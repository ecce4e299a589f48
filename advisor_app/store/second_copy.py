"""The second copy of a workspace: whole copies on another medium, sharing what did not change.

A copy is a small file in ``copies/``; what it consists of are files in ``data/``, each named by
the SHA-256 of what is in it and never changed. The file of a copy is written last, once all that
it names was written, forced to the medium and read back: a copy is there whole or not at all.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from advisor_app import __version__
from advisor_app.domain import clock
from advisor_app.store import base, copy_blocks, copy_sources
from advisor_app.store.copy import integrity_faults
from advisor_app.store.copy_blocks import DamagedPack
from advisor_app.store.copy_errors import DamagedCopy, MediumFull, MediumUnfaithful, SourceTrouble
from advisor_app.store.copy_manifest import Contents, FileEntry, Header, data_name
from advisor_app.store.copy_shelf import Kept, Shelf
from advisor_app.store.copy_sources import VanishedError
from advisor_app.store.database import DriverError, connect
from advisor_app.store.medium import PIECE
from advisor_app.store.vault import derive_key

if TYPE_CHECKING:
    from advisor_app.store.copy_manifest import BaseEntry
    from advisor_app.store.copy_watch import Watch
    from advisor_app.store.medium import Medium
    from advisor_app.store.still import StillBase, StillFile
    from advisor_app.store.vault import Vault

CHECKING: Final = "checking.db"
"""The base as the medium has it, put together in the workspace to be opened and checked."""

_ROOM_LEFT: Final = 2 * PIECE  # for folders and the file of the copy


@dataclass(frozen=True, slots=True)
class Original:
    """What is copied: an open workspace.

    Attributes:
        device: the code of this laptop's documents.
    """

    folder: Path
    vault: Vault
    key: bytes
    device: str
    still: StillBase


@dataclass(frozen=True, slots=True)
class Made:
    """A copy that was finished.

    Attributes:
        mark: what `mark_of` the workspace was at that moment.
        written: the bytes that had to be written.
    """

    header: Header
    mark: str
    written: int


@dataclass(frozen=True, slots=True)
class Checked:
    """What reading everything back has shown.

    Attributes:
        sound: the copies that can be restored, newest first.
        damaged: how many can't be any more.
    """

    sound: tuple[Header, ...]
    damaged: int


def mark_of(hlc: str, vault: Vault) -> str:
    """What tells whether anything was edited since, or the passphrase or code changed."""
    return f"{hlc} {vault.mark}"


class SecondCopy:
    """Makes and checks the copies of a workspace in one folder of a medium."""

    def __init__(self, original: Original, medium: Medium, watch: Watch) -> None:
        self._original = original
        self._medium = medium
        self._watch = watch
        self._shelf = Shelf(medium, original.vault.workspace, original.key)
        self._written = 0

    @property
    def copies(self) -> list[Header]:
        """The copies that are there, newest first."""
        return [copy.header for copy in self._shelf.kept]

    def make(self, *, distrust: bool = False) -> Made:
        """Make a copy; with ``distrust`` whatever is there already is read before it counts.

        Raises:
            CopyFailed: there is no new copy; those made before are as they were.
        """
        if distrust:
            self._shelf.distrust()
        last = self._shelf.kept[0] if self._shelf.kept else None
        with self._original.still.held() as (driver, file):
            (hlc,) = driver.execute("SELECT hlc FROM sync_state").fetchone()
            revision = base.revision_of(driver)
            # after the base was taken: whatever it names is among them
            before = last.contents.files if last else ()
            listed = copy_sources.listed(self._original.folder, before, self._watch)
            entry = self._copy_base(file, last, listed)
        files = tuple(self._copy_files(listed))
        header = Header(
            workspace=self._original.vault.workspace,
            device=self._original.device,
            number=self._shelf.next_number,
            made_at=clock.now(),
            size=entry.size + sum(one.size for one in files),
            program=__version__,
            revision=revision,
            vault=self._original.vault,
        )
        self._written += self._shelf.publish(header, Contents(str(hlc), entry, files))
        self._shelf.tidy()
        return Made(header, mark_of(str(hlc), header.vault), self._written)

    def check(self) -> Checked:
        """Read every copy back, byte by byte, and open the newest base.

        Raises:
            CopyFailed: it could not be read to the end.
        """
        kept = self._shelf.kept
        data = {name: size for copy in kept for name, size in copy.contents.data().items()}
        self._watch.expect(sum(data.values()))
        bad = {name for name in data if not self._is_sound(name)}
        sound = [copy for copy in kept if bad.isdisjoint(copy.contents.data())]
        if sound and sound[0] is kept[0]:
            self._watch.expect(sound[0].contents.base.size)
            try:
                self._prove(sound[0].contents.base)
            except DamagedPack:
                sound = sound[1:]
        lost = len(kept) - len(sound) + len(self._shelf.damaged)
        return Checked(tuple(copy.header for copy in sound), lost)

    # --- the base ----------------------------------------------------------------------------

    def _copy_base(self, file: StillFile, last: Kept | None, files: list[FileEntry]) -> BaseEntry:
        before = last.contents.base if last else None
        for _try in range(2):
            plan = copy_blocks.plan(file, before, self._shelf.is_trusted, self._watch)
            self._need_room(Contents("", plan.entry, tuple(files)))
            sizes = {pack.sha256: pack.size for pack in plan.entry.packs}
            for name, numbers in plan.new.items():
                self._put(name, sizes[name], partial(map, file.block, numbers))
            try:
                self._prove(plan.entry)
            except DamagedPack as error:  # it went bad since the last copy: write those blocks anew
                self._shelf.distrust({error.pack})
            else:
                return plan.entry
        raise MediumUnfaithful

    def _prove(self, entry: BaseEntry) -> None:
        """Put the base together from the medium, open it with its key and check it.

        Raises:
            DamagedPack: the medium no longer has what it had.
            SourceTrouble: it can't be checked here, or is unsound itself.
        """
        draft = self._original.folder / CHECKING
        key = derive_key(self._original.key, "base")
        try:
            copy_blocks.assemble(entry, self._medium, draft, self._watch)
            with contextlib.closing(connect(draft, key, "ro")) as copy:
                if integrity_faults(copy):
                    raise SourceTrouble
        except (OSError, DriverError) as error:
            raise SourceTrouble from error
        finally:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)

    # --- everything --------------------------------------------------------------------------

    def _need_room(self, contents: Contents) -> None:
        """Make sure that what is lacking has room, once what nobody needs has gone."""
        data = contents.data()
        lacking = self._shelf.lacking(data)
        self._watch.expect(2 * lacking + contents.base.size)  # written, read back, put together
        if lacking + _ROOM_LEFT > self._medium.free():
            self._shelf.drop_useless(data)
        missing = lacking + _ROOM_LEFT - self._medium.free()
        if missing > 0:
            raise MediumFull(missing)

    def _copy_files(self, listed: list[FileEntry]) -> Iterator[FileEntry]:
        for entry in listed:
            path = self._original.folder / entry.path
            try:
                self._put(entry.sha256, entry.size, partial(copy_sources.pieces, path))
            except VanishedError:
                continue
            yield entry

    def _put(self, name: str, size: int, pieces: Callable[[], Iterable[bytes]]) -> None:
        self._watch.step()
        self._written += self._shelf.put(name, size, pieces, self._watch)

    def _is_sound(self, name: str) -> bool:
        try:
            return self._medium.sha256(data_name(name), self._watch) == name
        except DamagedCopy:
            return False
