"""Migrates a base to an invented release and ends itself at a chosen point, as a crash would."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from advisor_app.store import migrate
from advisor_app.store.migrate import Step
from tests.store.later_releases import PARENTS, REGIONS, steps, tables_after_8002
from tests.store.records import base_key

POINTS = (
    "before the copy",
    "after the copy",
    "after dropping the triggers",
    "between two scripts",
    "after the scripts",
    "after making the triggers",
    "after the commit",
)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def dying(function: Callable[..., Any], *, before: bool = False) -> Callable[..., Any]:
    def wrapped(*arguments: Any, **named: Any) -> Any:
        if before:
            die()
        function(*arguments, **named)
        die()

    return wrapped


def main(folder: Path, point: str) -> None:
    patches: dict[str, tuple[str, bool]] = {
        "before the copy": ("checked_copy", True),
        "after the copy": ("checked_copy", False),
        "after dropping the triggers": ("drop_triggers", False),
        "after the scripts": ("_nothing_lost", True),
        "after making the triggers": ("create_triggers", False),
        "after the commit": ("_forget_old_copies", True),
    }
    later = [REGIONS, PARENTS]
    if point == "between two scripts":
        later.insert(1, Step("80015", die))
    elif point in patches:
        name, before = patches[point]
        setattr(migrate, name, dying(getattr(migrate, name), before=before))
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    migrate.migrate(folder, base_key(folder), steps(*later), tables_after_8002())


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
