"""A second copy of some 500 MB, then another one after a visit, beside a plain copy of the files.

``python -m tests.bench.programs.second_copy WORKSPACE SCRATCH``: the workspace is filled up first.
"""

from __future__ import annotations

import hashlib
import os
import random
import resource
import sys
import time
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from advisor_app.schema import tables
from advisor_app.store import base, copy_place
from advisor_app.store.copy_place import Place
from advisor_app.store.copy_watch import Watch
from advisor_app.store.second_copy import Made
from advisor_app.store.workspace import Workspace
from tests.bench.children import PASSPHRASE, tell

_PHOTOS: Final = 1_400
_PHOTO_BYTES: Final = 300_000
_NOTES: Final = 60_000
_NOTE: Final = "Se vio el cuarto frío y la hoja de temperaturas. " * 20
_VISIT_ANSWERS: Final = 59
_VISIT_PHOTOS: Final = 5
_PAGE: Final = 4096
_PIECE: Final = 1024 * 1024


def main(folder: Path, scratch: Path) -> None:
    workspace = Workspace.open(folder, PASSPHRASE)
    chance = random.Random(20261122)  # noqa: S311 - invented photos, no secrets
    fill(workspace, chance)
    workspace.close()  # folds the log into the base, so that the files are all there is
    floor = plain_copy(folder, scratch / "plain")
    workspace = Workspace.open(folder, PASSPHRASE)
    (scratch / "stick").mkdir()
    place = copy_place.choose(scratch / "stick", folder)
    first, first_seconds = copied(workspace, place)
    _nothing, nothing_seconds = copied(workspace, place)
    before = pages(folder)
    new_photos = visit(workspace, chance)
    again, again_seconds = copied(workspace, place)
    changed = sum(one != two for one, two in zip(before, pages(folder), strict=False))
    grown = len(pages(folder)) - len(before)
    started = time.perf_counter()
    checked = workspace.second_copy(place, "BNCH", Watch()).check()
    check_seconds = time.perf_counter() - started
    workspace.close()
    tell(
        {
            "size": first.header.size,
            "base": (folder / base.NAME).stat().st_size,
            "first": {"seconds": first_seconds, "written": first.written},
            "nothing": nothing_seconds,
            "again": {"seconds": again_seconds, "written": again.written},
            "changed": (changed + grown) * _PAGE + new_photos,
            "floor": floor,
            "check": check_seconds,
            "sound": len(checked.sound),
            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        }
    )


def fill(workspace: Workspace, chance: random.Random) -> None:
    """Photos of half a year, and notes that make the base large."""
    for _photo in range(_PHOTOS):
        workspace.attachments.put(chance.randbytes(_PHOTO_BYTES), "image/jpeg")
    whose = _some_assessment(workspace)
    rows = [_note_row(number, whose) for number in range(_NOTES)]
    for start in range(0, _NOTES, 5_000):
        part = rows[start : start + 5_000]
        workspace.write(lambda c, part=part: c.execute(tables.answer.insert(), part)).result()


def _some_assessment(workspace: Workspace) -> dict[str, str]:
    t = tables.assessment.c
    with workspace.read() as c:
        found = c.execute(sa.select(t.firm_id, t.id)).first()
    assert found is not None
    return {"firm_id": found.firm_id, "assessment_id": found.id}


def _note_row(number: int, whose: dict[str, str]) -> dict[str, Any]:
    return {
        **whose,
        "id": hashlib.md5(str(number).encode()).hexdigest(),  # noqa: S324 - scattered ids, no secret
        "item": f"X{number}",
        "state": "rated",
        "level": 3,
        "note": _NOTE,
    }


def visit(workspace: Workspace, chance: random.Random) -> int:
    """Answers, each in a transaction of its own, and photos; the bytes of the latter on disk."""
    whose = _some_assessment(workspace)
    for number in range(_NOTES, _NOTES + _VISIT_ANSWERS):
        row = _note_row(number, whose)
        workspace.write(lambda c, row=row: c.execute(tables.answer.insert().values(row))).result()
    kept = [
        workspace.attachments.put(chance.randbytes(_PHOTO_BYTES), "image/jpeg")
        for _photo in range(_VISIT_PHOTOS)
    ]
    return sum(workspace.attachments.path(one).stat().st_size for one in kept)


def copied(workspace: Workspace, place: Place) -> tuple[Made, float]:
    """A copy, and the seconds it took."""
    started = time.perf_counter()
    made = workspace.second_copy(place, "BNCH", Watch()).make()
    return made, time.perf_counter() - started


def pages(folder: Path) -> list[bytes]:
    """A digest of each page of the base."""
    found: list[bytes] = []
    with (folder / base.NAME).open("rb") as file:
        while page := file.read(_PAGE):
            found.append(hashlib.sha256(page).digest())
    return found


def plain_copy(folder: Path, target: Path) -> float:
    """Every file copied and forced to the disk, nothing read back; the seconds."""
    started = time.perf_counter()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        copy = target / path.relative_to(folder)
        copy.parent.mkdir(parents=True, exist_ok=True)
        with path.open("rb") as source, copy.open("wb") as out:
            while piece := source.read(_PIECE):
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
    return time.perf_counter() - started


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
