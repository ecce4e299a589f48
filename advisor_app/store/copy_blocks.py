"""The base in blocks: which of them a medium lacks, and the base put together again from them.

A page that is not rewritten keeps its encrypted bytes, so blocks with the same digest need not
move. New blocks go into packs, each of them one data file.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from advisor_app.store.copy_errors import DamagedCopy
from advisor_app.store.copy_manifest import BLOCK, BaseEntry, Pack, data_name

if TYPE_CHECKING:
    from advisor_app.store.copy_watch import Watch
    from advisor_app.store.medium import Medium
    from advisor_app.store.still import StillFile

PACK_BLOCKS: Final = 4096
"""A pack has 64 MiB at most, so that a copy that was cut goes on near where it was."""

MOST_PACKS: Final = 32
_Place = tuple[Pack, int]


class DamagedPack(DamagedCopy):
    """A pack that does not hold what its copy says.

    Attributes:
        pack: its SHA-256.
    """

    def __init__(self, pack: str) -> None:
        super().__init__()
        self.pack = pack


@dataclass(frozen=True, slots=True)
class BasePlan:
    """How the base will lie on the medium.

    Attributes:
        new: the blocks of each pack that is to be written, by its SHA-256.
    """

    entry: BaseEntry
    new: Mapping[str, tuple[int, ...]]


def plan(
    file: StillFile, before: BaseEntry | None, usable: Callable[[Pack], bool], watch: Watch
) -> BasePlan:
    """Find the blocks that a medium with the copy ``before`` lacks."""
    digests: list[bytes] = []
    for block in file.blocks():
        digests.append(hashlib.sha256(block).digest())
        watch.step()
    places = _worth_keeping(_known(before, usable), digests)
    new: dict[str, tuple[int, ...]] = {}
    for numbers in _packfuls(digests, places):
        pack = _pack_of(file, numbers)
        new[pack.sha256] = numbers
        places |= {digests[number]: (pack, place) for place, number in enumerate(numbers)}
    return BasePlan(_entry(file.size, digests, places), new)


def assemble(entry: BaseEntry, medium: Medium, target: Path, watch: Watch) -> None:
    """Write the base as the medium has it.

    Raises:
        DamagedPack: a block is not there, or not what it was.
        OSError: the target takes no more.
    """
    with contextlib.ExitStack() as opened, target.open("wb") as out:
        handles: dict[int, int] = {}
        for number, (digest, pack, place) in enumerate(entry.places()):
            if pack not in handles:
                handles[pack] = _opened(opened, medium, entry.packs[pack])
            wanted = min(BLOCK, entry.size - number * BLOCK)
            block = medium.read_at(handles[pack], place * BLOCK, wanted)
            if hashlib.sha256(block).digest() != digest:
                raise DamagedPack(entry.packs[pack].sha256)
            out.write(block)
            watch.step(len(block))
        out.flush()
        os.fsync(out.fileno())


def _opened(opened: contextlib.ExitStack, medium: Medium, pack: Pack) -> int:
    try:
        return opened.enter_context(medium.opened(data_name(pack.sha256)))
    except DamagedCopy as error:
        raise DamagedPack(pack.sha256) from error


def _known(before: BaseEntry | None, usable: Callable[[Pack], bool]) -> dict[bytes, _Place]:
    if before is None:
        return {}
    found = [pack for pack in before.packs if usable(pack)]
    return {
        digest: (before.packs[pack], place)
        for digest, pack, place in before.places()
        if before.packs[pack] in found
    }


def _worth_keeping(known: dict[bytes, _Place], digests: list[bytes]) -> dict[bytes, _Place]:
    """What lies in packs of which half is still needed, and in the fullest of them.

    The few blocks of the others are written again, so that the medium never carries more than
    twice the base, in a number of files that does not grow with the years.
    """
    needed = set(digests) & known.keys()
    lives = Counter(known[digest][0] for digest in needed)
    worth = [pack for pack, count in lives.most_common() if 2 * count * BLOCK >= pack.size]
    kept = set(worth[:MOST_PACKS])
    return {digest: known[digest] for digest in needed if known[digest][0] in kept}


def _packfuls(digests: list[bytes], places: Mapping[bytes, _Place]) -> Iterator[tuple[int, ...]]:
    """The numbers of the new blocks, each content once, a pack at a time."""
    first = {digest: number for number, digest in reversed(list(enumerate(digests)))}
    numbers = sorted(number for digest, number in first.items() if digest not in places)
    for start in range(0, len(numbers), PACK_BLOCKS):
        yield tuple(numbers[start : start + PACK_BLOCKS])


def _pack_of(file: StillFile, numbers: tuple[int, ...]) -> Pack:
    found, size = hashlib.sha256(), 0
    for number in numbers:
        block = file.block(number)
        found.update(block)
        size += len(block)
    return Pack(found.hexdigest(), size)


def _entry(size: int, digests: list[bytes], places: Mapping[bytes, _Place]) -> BaseEntry:
    packs = list(dict.fromkeys(places[digest][0] for digest in digests))
    number_of = {pack: number for number, pack in enumerate(packs)}
    runs: list[tuple[int, int, int]] = []
    for digest in digests:
        pack, place = number_of[places[digest][0]], places[digest][1]
        if runs and runs[-1][0] == pack and runs[-1][1] + runs[-1][2] == place:
            runs[-1] = (pack, runs[-1][1], runs[-1][2] + 1)
        else:
            runs.append((pack, place, 1))
    return BaseEntry(size, b"".join(digests), tuple(packs), tuple(runs))
