"""Grows a workspace and makes second copies until it is killed, saying what each one holds."""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

from advisor_app.store.workspace import Workspace
from tests.store.copying import Growing, digest

TOLD = 1  # the pipe that the test reads


def say(*words: object) -> None:
    os.write(TOLD, (" ".join(map(str, words)) + "\n").encode())


def main(folder: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - invented records, no secrets
    growing = Growing.go_on(Workspace.open_demo(folder / "workspace"), folder / "stick")
    say("ready")
    while True:
        growing.grow(chance, answers=2, photos=chance.randrange(3), size=40_000)
        made = growing.second().copies
        number = made[0].number + 1 if made else 1
        say("trying", number, digest(growing.workspace))
        growing.second().make()
        say("made", number)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
