"""What lies on a medium of one workspace and device: its last copies, and their data files."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from advisor_app.store.copy_errors import DamagedCopy, MediumUnfaithful, NewerCopy
from advisor_app.store.copy_manifest import (
    DATA,
    Contents,
    Header,
    Pack,
    data_name,
    read_header,
    seal,
    unseal,
)

if TYPE_CHECKING:
    from advisor_app.store.copy_watch import Watch
    from advisor_app.store.medium import Medium

KEPT: Final = 3
"""So many last good copies stay."""

DAYS: Final = 2
"""And the last ones of so many days before."""

COPIES: Final = "copies"
NAME: Final = re.compile(r"(\d{6,})\.copy")


@dataclass(frozen=True, slots=True)
class Kept:
    """A whole copy and the name of its file."""

    name: str
    header: Header
    contents: Contents


class Shelf:
    """Reads the copies when it is made.

    Attributes:
        kept: the whole copies, newest first.
        damaged: the names of files that were copies.
        is_shared: whether there are copies that this version can't read, or of somebody else;
            then no data file may be thought useless.
    """

    def __init__(self, medium: Medium, workspace: str, key: bytes) -> None:
        self._medium = medium
        self._workspace = workspace
        self._key = key
        self.kept: list[Kept] = []
        self.damaged: list[str] = []
        self.is_shared = False
        self._numbers = [0]
        for name in sorted(medium.files(COPIES), reverse=True):
            if found := NAME.fullmatch(name):
                self._numbers.append(int(found[1]))
                self._read(f"{COPIES}/{name}")
        self.kept.sort(key=lambda copy: copy.header.number, reverse=True)
        self._there = _data_files(medium)
        needed = (copy.contents.data().items() for copy in self.kept)
        self._trusted = {name for data in needed for name, size in data if self._has(name, size)}

    @property
    def next_number(self) -> int:
        """The number of the copy that comes next, whatever the clock says."""
        return max(self._numbers) + 1

    def distrust(self, sha256: Collection[str] | None = None) -> None:
        """Read these data files, or all of them, before they count as being there."""
        self._trusted -= self._trusted if sha256 is None else set(sha256)

    def is_trusted(self, pack: Pack) -> bool:
        """Whether a copy was made with it, and it still has its size."""
        return pack.sha256 in self._trusted

    def lacking(self, data: dict[str, int]) -> int:
        """The bytes that are not there yet."""
        return sum(size for name, size in data.items() if not self._has(name, size))

    def put(
        self, sha256: str, size: int, pieces: Callable[[], Iterable[bytes]], watch: Watch
    ) -> int:
        """Make sure that a data file is there, and give the bytes that were written for it.

        Raises:
            MediumUnfaithful: it reads back as something else.
        """
        if sha256 in self._trusted:
            return 0
        name = data_name(sha256)
        if self._has(sha256, size) and self._reads_as(sha256, watch):
            self._trusted.add(sha256)
            return 0
        self._medium.write(name, watch.over(pieces()))
        self._there[sha256] = size
        if not self._reads_as(sha256, watch):
            raise MediumUnfaithful
        self._trusted.add(sha256)
        return size

    def _reads_as(self, sha256: str, watch: Watch) -> bool:
        return self._medium.sha256(data_name(sha256), watch) == sha256

    def publish(self, header: Header, contents: Contents) -> int:
        """Let a copy count, now that all of its data is there, and give the size of its file.

        Raises:
            MediumUnfaithful: it reads back as something else; the copy does not count.
        """
        self._medium.sync()
        raw = seal(header, contents, self._key)
        name = f"{COPIES}/{header.number:06d}.copy"
        draft = name + ".part"
        self._medium.write(draft, [raw])
        if b"".join(self._medium.read(draft)) != raw or name in self._names():
            raise MediumUnfaithful
        self._medium.rename(draft, name)
        self._medium.sync()
        self.kept.insert(0, Kept(name, header, contents))
        return len(raw)

    def tidy(self) -> None:
        """Forget all but the last copies, then the data that none of them needs."""
        staying = _staying(self.kept)
        old = {copy.name for copy in self.kept} - {copy.name for copy in staying}
        drafts = [f"{COPIES}/{n}" for n in self._medium.files(COPIES) if n.endswith(".part")]
        for name in (*old, *self.damaged, *drafts):
            self._medium.remove(name)
        self._medium.sync()  # no copy may outlive its data, even if the stick is pulled now
        self.kept = staying
        self.damaged.clear()
        self.drop_useless(())

    def drop_useless(self, wanted: Iterable[str]) -> None:
        """Remove data that no copy needs, and that is not wanted for the next one either."""
        known = {copy.name for copy in self.kept}.union(self.damaged)
        if self.is_shared or not self._names() <= known:  # none may need what we don't know of
            return
        needed = set(wanted).union(*(copy.contents.data() for copy in self.kept))
        for name in [name for name in self._there if name not in needed]:
            self._medium.remove(data_name(name))
            del self._there[name]
        self._medium.sync()

    def _names(self) -> set[str]:
        """The copies that are there now."""
        return {f"{COPIES}/{n}" for n in self._medium.files(COPIES) if NAME.fullmatch(n)}

    def _read(self, name: str) -> None:
        raw = b"".join(self._medium.read(name))
        try:
            if read_header(raw, len(raw)).workspace != self._workspace:
                self.is_shared = True
                return
            header, contents = unseal(raw, self._key)
        except NewerCopy:
            self.is_shared = True
        except DamagedCopy:
            self.damaged.append(name)
        else:
            self.kept.append(Kept(name, header, contents))

    def _has(self, sha256: str, size: int) -> bool:
        return self._there.get(sha256) == size


def _staying(copies: list[Kept]) -> list[Kept]:
    """The last copies, and the last one of some days before them; the newest comes first."""
    staying = copies[:KEPT]
    days = {copy.header.made_at.date() for copy in staying}
    for copy in copies[KEPT:]:
        day = copy.header.made_at.date()
        if day not in days and len(staying) < KEPT + DAYS:
            staying.append(copy)
            days.add(day)
    return staying


def _data_files(medium: Medium) -> dict[str, int]:
    return {
        name: size
        for folder in medium.folders(DATA)
        for name, size in medium.files(f"{DATA}/{folder}").items()
    }
