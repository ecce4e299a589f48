"""The real program from its start to the list of firms: when each window was painted."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

from tests.bench.children import PASSPHRASE, SPAWNED, tell
from tests.bench.window import Paints, drive, enter, rest, shows, wait
from ui.app import Application

Figures = dict[str, float]
_TYPING_MS = 200  # nobody types a passphrase faster


def measure(folder: Path) -> Figures:
    """The way of somebody who types a passphrase, while the rest of the program is loaded."""
    spawned = int(os.environ[SPAWNED]) / 1e9
    found: Figures = {}

    def script(application: Application, paints: Paints) -> None:
        found["unlock"], found["unlock work"] = paints.first - spawned, paints.first_work
        wait(lambda: application.tasks.idle)
        rest(_TYPING_MS)
        derived = _time_the_passphrase()
        entered, worked = time.monotonic(), time.process_time()
        found["main"] = enter(application, paints, PASSPHRASE) - entered
        found["main work"] = time.process_time() - worked
        found["firms"] = _list_firms(application, paints) - entered
        found["firms work"] = time.process_time() - worked
        found["argon"], found["argon work"] = derived[0]

    drive(folder, script)
    return found


def hurry(folder: Path) -> Figures:
    """Enter as soon as the dialog is seen, before anything was loaded behind it."""
    found: Figures = {}

    def script(application: Application, paints: Paints) -> None:
        entered = time.monotonic()
        found["main"] = enter(application, paints, PASSPHRASE) - entered
        found["firms"] = _list_firms(application, paints) - entered
        derived = _time_the_passphrase()
        from advisor_app.store import vault

        vault.load(folder).unlock(PASSPHRASE)
        found["argon"], _work = derived[0]

    drive(folder, script)
    return found


def describe(folder: Path, into: Path) -> Figures:
    """What the unlock dialog and the main window are made of, as a floor needs to know it."""
    from tests.bench.mirror import description
    from ui import theme

    def script(application: Application, paints: Paints) -> None:
        look = theme.look()
        font = look.font(look.type.body)
        (into / "font.txt").write_text(f"{font.family()}\t{font.pixelSize()}", encoding="utf-8")
        (into / "style.txt").write_text(theme.style_sheet(look), encoding="utf-8")
        (into / "unlock.txt").write_text(description(application.window), encoding="utf-8")
        enter(application, paints, PASSPHRASE)
        wait(lambda: application.tasks.idle)
        (into / "main.txt").write_text(description(application.window), encoding="utf-8")

    drive(folder, script)
    return {}


def _list_firms(application: Application, paints: Paints) -> float:
    """Go to the firms at once; when the first rows have been painted."""

    def is_filled() -> bool:
        screen: Any = application.window.screen_shown
        return shows(application, "firms") and screen.table.rowCount() > 0

    return paints.after(lambda: application.window.act("firms"), is_filled)


def _time_the_passphrase() -> list[tuple[float, float]]:
    """How long each derivation of the key takes from now on, by the clock and in work."""
    from advisor_app.store.vault import Vault

    unlock, derived = Vault.unlock, list[tuple[float, float]]()

    def timed(vault: Vault, passphrase: str) -> bytes:
        begun, worked = time.monotonic(), time.process_time()
        try:
            return unlock(vault, passphrase)
        finally:
            derived.append((time.monotonic() - begun, time.process_time() - worked))

    Vault.unlock = timed
    return derived


def _main(what: str, folder: Path, *into: Path) -> None:
    found = {"measure": measure, "hurry": hurry, "describe": describe}[what](folder, *into)
    tell({name: round(1000 * seconds, 3) for name, seconds in found.items()})


if __name__ == "__main__":
    _main(sys.argv[1], *map(Path, sys.argv[2:]))
