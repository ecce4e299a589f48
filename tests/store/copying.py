"""A workspace that grows between its second copies, and what each copy must bring back."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from advisor_app.schema import tables
from advisor_app.schema.metadata import metadata
from advisor_app.store import attachments, copy_place, copy_restore
from advisor_app.store.copy_manifest import Header
from advisor_app.store.copy_place import Place
from advisor_app.store.copy_watch import Watch
from advisor_app.store.second_copy import Made, SecondCopy
from advisor_app.store.vault import Vault
from advisor_app.store.workspace import Workspace
from tests.store.records import add_answer, add_draft, count

DEVICE = "7F3A"
Everything = tuple[dict[str, list[Any]], dict[str, str]]


@dataclass
class Growing:
    """A demo workspace with its place on a stick.

    Attributes:
        copied: what each copy must bring back, by its number.
    """

    workspace: Workspace
    place: Place
    photos: list[str] = field(default_factory=list)
    copied: dict[int, Everything] = field(default_factory=dict)
    answers: int = 0

    @classmethod
    def on(cls, workspace: Workspace, stick: Path) -> Growing:
        add_draft(workspace)
        return cls(workspace, copy_place.choose(stick, workspace.folder))

    @classmethod
    def go_on(cls, workspace: Workspace, stick: Path) -> Growing:
        """With a workspace that has grown before."""
        place = copy_place.choose(stick, workspace.folder)
        return cls(workspace, place, answers=count(workspace, tables.answer))

    def close(self) -> None:
        self.workspace.close()

    def grow(
        self, chance: random.Random, answers: int = 5, photos: int = 1, size: int = 400_000
    ) -> None:
        """Another few records and photos."""
        for _answer in range(answers):
            add_answer(self.workspace, self.answers, note="n" * chance.randrange(2_000))
            self.answers += 1
        for _photo in range(photos):
            picture = chance.randbytes(chance.randrange(1_000, size))
            self.photos.append(self.workspace.attachments.put(picture, "image/jpeg"))

    def second(self, watch: Watch | None = None) -> SecondCopy:
        return self.workspace.second_copy(self.place, DEVICE, watch or Watch())

    def copy(self, watch: Watch | None = None) -> Made:
        """Make a copy, and remember what it must bring back, if it comes to be."""
        second = self.second(watch)
        number = second.copies[0].number + 1 if second.copies else 1
        self.copied[number] = everything(self.workspace)
        return second.make()

    def headers(self) -> list[Header]:
        return self.second().copies

    @property
    def folder(self) -> Path:
        """Where the copies of this workspace lie."""
        (found,) = (path for path in self.place.folder.iterdir() if path.is_dir())
        return found

    def data(self) -> set[str]:
        """The names of the data files on the stick."""
        return {path.name for path in self.folder.glob("data/*/*")}

    def assert_restores(self, scratch: Path, at_least: int) -> int:
        """Every copy listed as whole comes back as it was; the number of the newest one."""
        found = [one for one in copy_restore.find(self.place.folder) if one.state == "whole"]
        numbers = [one.header.number for one in found if one.header]
        assert numbers, "no copy is left"
        assert max(numbers) >= at_least, f"copy {at_least} is gone: {numbers}"
        for one, number in zip(found, numbers, strict=True):
            assert restored(one.file, scratch / str(number)) == self.copied[number], number
        return max(numbers)


def everything(workspace: Workspace) -> Everything:
    """Every row of every table, and every attachment by its hash."""
    with workspace.read() as c:
        rows = {
            table.name: [tuple(row) for row in c.execute(sa.select(table))]
            for table in metadata.sorted_tables
        }
    files = workspace.folder.glob(f"{attachments.FOLDER}/*/*.enc")
    return rows, {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def digest(workspace: Workspace) -> str:
    """One word for everything in a workspace."""
    return digest_of(everything(workspace))


def digest_of(found: Everything) -> str:
    return hashlib.sha256(repr(found).encode()).hexdigest()


def demo_key(vault: Vault) -> bytes:
    assert vault.demo_key is not None
    return vault.demo_key


def restored(copy: Path, folder: Path) -> Everything:
    """What a copy brings back into a folder, where every photo can be read."""
    opened = copy_restore.unlock(copy, demo_key)
    Workspace.restore(folder, opened, lambda _workspace: None, Watch())
    workspace = Workspace.open_demo(folder)
    try:
        return everything(workspace)
    finally:
        workspace.close()


def copies(growing: Growing) -> list[Path]:
    """The files of the copies, newest first."""
    return sorted(growing.folder.glob("copies/*.copy"), reverse=True)


def bend(path: Path, place: int = -1) -> None:
    raw = bytearray(path.read_bytes())
    raw[place] ^= 1
    path.write_bytes(raw)
