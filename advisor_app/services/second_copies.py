"""The second copy: where it goes, whether it is up to date, making it and reading it back."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from advisor_app.services.base import Service
from advisor_app.store.copy_watch import Progress, Watch

if TYPE_CHECKING:
    from advisor_app.services.changes import Announcer
    from advisor_app.store.copy_manifest import Header
    from advisor_app.store.copy_place import Place
    from advisor_app.store.sealed import SealedNote
    from advisor_app.store.second_copy import SecondCopy
    from advisor_app.store.workspace import Workspace

_CLOSING_SECONDS = 10


Tell = Callable[[Progress], None]
Stopped = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class CopyState:
    """What this laptop knows of its second copy, without looking at the medium.

    Attributes:
        place: the folder that was chosen; None where none was.
        made_at: when the last good copy was made.
        is_behind: whether something exists here only.
        on_same_disk: whether what takes this laptop would take the copy too.
        cloud: the service that carries the place elsewhere, if any.
    """

    place: Path | None = None
    made_at: datetime | None = None
    size: int = 0
    is_behind: bool = True
    on_same_disk: bool = False
    cloud: str = ""


@dataclass(frozen=True, slots=True)
class GoodCopy:
    """A copy on the medium.

    Attributes:
        size: the bytes that a restore brings back.
        program: the version that made it.
    """

    made_at: datetime
    device: str
    size: int
    program: str


@dataclass(frozen=True, slots=True)
class CopyReport:
    """What reading all copies back has shown."""

    sound: tuple[GoodCopy, ...]
    damaged: int


class SecondCopies(Service):
    """Makes the copies of this laptop. One thing at a time: a second call waits."""

    def __init__(
        self, workspace: Workspace, announcer: Announcer, device: Callable[[], str]
    ) -> None:
        super().__init__(workspace, announcer)
        self._device = device
        self._busy = threading.Lock()
        self._closing = threading.Event()

    def state(self) -> CopyState:
        """How it stands; quick, and without touching the medium."""
        note = self._note.read()
        made_at = note.get("made_at")
        return CopyState(
            place=Path(note["folder"]).parent if note.get("folder") else None,
            made_at=datetime.fromisoformat(made_at).astimezone(UTC) if made_at else None,
            size=note.get("size", 0),
            is_behind=note.get("mark") != self._workspace.mark(),
            on_same_disk=note.get("same_disk", False),
            cloud=note.get("cloud", ""),
        )

    def choose(self, folder: Path) -> CopyState:
        """Take another folder for the copies; what is in the one before stays there.

        Raises:
            UnsuitablePlace: copies would not be safe there.
            MediumFull: there is no room at all.
        """
        from advisor_app.store import copy_place

        place = copy_place.choose(folder, self._workspace.folder)
        note = self._note.read()
        if note.get("medium") != place.medium or note.get("folder") != str(place.folder):
            note = {}
        self._note.write({**note, **_of_place(place, self._workspace.folder)})
        return self.state()

    def is_there(self) -> bool:
        """Whether the chosen medium is connected; this looks at it and may take a while."""
        place = self._place()
        return place is not None and place.is_there()

    def copies(self) -> list[GoodCopy]:
        """The good copies on the medium, newest first.

        Raises:
            NoPlace, PlaceAbsent, CopyFailed: they can't be looked at.
        """
        with self._opened() as (_place, second):
            return [_good(header) for header in second.copies]

    def make(self, tell: Tell | None = None, stopped: Stopped | None = None) -> CopyState:
        """Make a copy now.

        Raises:
            NoPlace, PlaceAbsent: there is nowhere to make it.
            CopyFailed: there is no new copy; those made before are as they were.
        """
        with self._opened(tell, stopped) as (place, second):
            made = second.make(distrust=self._note.read().get("distrust", False))
            about = {
                "made_at": made.header.made_at.isoformat(timespec="seconds"),
                "size": made.header.size,
                "mark": made.mark,
            }
            self._note.write({**_of_place(place, self._workspace.folder), **about})
            return self.state()

    def check(self, tell: Tell | None = None, stopped: Stopped | None = None) -> CopyReport:
        """Read every copy back, byte by byte; what is damaged is written anew by the next one.

        Raises:
            NoPlace, PlaceAbsent, CopyFailed: they could not be read to the end.
        """
        with self._opened(tell, stopped) as (_place, second):
            checked = second.check()
            if checked.damaged or not checked.sound:
                self._note.write({**self._note.read(), "distrust": True, "mark": ""})
        return CopyReport(tuple(_good(header) for header in checked.sound), checked.damaged)

    def close(self) -> None:
        """Stop what is running, and wait until it has let go of the base."""
        self._closing.set()
        if self._busy.acquire(timeout=_CLOSING_SECONDS):
            self._busy.release()

    @property
    def _note(self) -> SealedNote:
        return self._workspace.copy_note

    def _place(self) -> Place | None:
        from advisor_app.store.copy_place import Place

        note = self._note.read()
        return Place(Path(note["folder"]), note["medium"]) if note.get("folder") else None

    @contextlib.contextmanager
    def _opened(
        self, tell: Tell | None = None, stopped: Stopped | None = None
    ) -> Generator[tuple[Place, SecondCopy]]:
        """The place and its copies, for one piece of work at a time."""
        from advisor_app.store.copy_errors import CopyStopped, NoPlace, PlaceAbsent

        place = self._place()
        if place is None:
            raise NoPlace
        closing = self._closing.is_set
        watch = Watch(tell, lambda: closing() or (stopped is not None and stopped()))
        with self._busy:
            if closing():
                raise CopyStopped
            if not place.is_there():
                raise PlaceAbsent
            yield place, self._workspace.second_copy(place, self._device(), watch)


def is_quiet(error: Exception) -> bool:
    """Whether a copy was not made for a reason that nobody needs a warning for."""
    from advisor_app.store.copy_errors import CopyStopped, PlaceAbsent

    return isinstance(error, CopyStopped | PlaceAbsent)


def _of_place(place: Place, workspace: Path) -> dict[str, Any]:
    from advisor_app.store import copy_place

    return {
        "folder": str(place.folder),
        "medium": place.medium,
        "same_disk": copy_place.is_on_same_disk(place.folder, workspace),
        "cloud": copy_place.cloud_around(place.folder),
    }


def _good(header: Header) -> GoodCopy:
    return GoodCopy(header.made_at, header.device, header.size, header.program)
