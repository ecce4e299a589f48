"""How soon the program is there, beside windows that are nothing but Qt."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from statistics import median
from typing import Final

from tests.bench.children import ROOT, run
from tests.bench.table import Line, Table

_UNLOCK_LIMIT: Final = 1.3
_MAIN_LIMIT: Final = 1.3
_EMPTY_LIMIT: Final = 2.5
_FIRMS_LIMIT: Final = 5.0
Times = dict[str, list[float]]


def measure(table: Table, workspace: Path, scratch: Path, runs: int) -> None:
    """Fresh processes, one of each kind in turn; medians."""
    home = scratch / "home"
    run("start_app", home, "describe", workspace, scratch)
    times = _sample(workspace, scratch, home, runs)
    half = {name: median(found) for name, found in times.items()}
    own = half["main"] - half["argon"]
    empty, door, main = half["empty"], half["floor unlock"], half["floor main"]
    _tell_unlock(table, half["unlock"], door, empty)
    whole = half["unlock"] + own
    table.add(_by_ratio("Main window painted, from the start", whole, main, "floor", _MAIN_LIMIT))
    beside = (empty, "empty QMainWindow")
    table.add(_by_ratio("  the same", whole, *beside, _EMPTY_LIMIT))
    table.add(_by_ratio("Main window painted, from Enter", own, main, "floor", _MAIN_LIMIT))
    firms = half["firms"] - half["argon"]
    table.add(_by_ratio("Firms listed, from Enter", firms, *beside, _FIRMS_LIMIT))
    hurried = half["firms in a hurry"] - half["argon in a hurry"]
    table.add(_by_ratio("  Enter before anything is loaded", hurried, *beside, _FIRMS_LIMIT))
    table.add(Line("Argon2id alone, taken off the three above", half["argon"]))
    _explain(table, scratch, times, runs)


def _sample(workspace: Path, scratch: Path, home: Path, runs: int) -> Times:
    times: Times = defaultdict(list)
    fonts = ROOT / "resources" / "fonts"
    for number in range(runs + 1):
        found = run("start_app", home, "measure", workspace)
        hurried = run("start_app", home, "hurry", workspace)
        row = {
            **found,
            "firms in a hurry": hurried["firms"],
            "argon in a hurry": hurried["argon"],
            "floor unlock": run("start_floor", home, scratch, fonts, "unlock")["painted"],
            "floor main": run("start_floor", home, scratch, fonts, "main")["painted"],
            "empty": run("start_empty", home)["painted"],
        }
        if number:  # the first round only warms the disk's cache
            for name, value in row.items():
                times[name].append(value)
    return times


def _tell_unlock(table: Table, unlock: float, floor: float, empty: float) -> None:
    table.add(Line("Empty QMainWindow painted", empty))
    table.add(_by_ratio("Unlock dialog painted", unlock, floor, "floor", _UNLOCK_LIMIT))
    table.add(Line("  the same", unlock, beside=(empty, "empty QMainWindow")))


def _by_ratio(what: str, figure: float, floor: float, name: str, limit: float) -> Line:
    return Line(what, figure, beside=(floor, name), limit=limit, by_ratio=True)


def _explain(table: Table, scratch: Path, times: Times, runs: int) -> None:
    widgets = {
        name: len((scratch / f"{name}.txt").read_text(encoding="utf-8").splitlines())
        for name in ("unlock", "main")
    }
    spread = ", ".join(f"{name} {min(found):.0f}-{max(found):.0f}" for name, found in times.items())
    table.note(
        f"Start: medians of {runs} fresh processes of each kind, taken in turn, disk cache warm; "
        "from just before the process is made (monotonic clock, handed over in its environment) "
        "until a timer of zero runs after the first paint event of the top window."
    )
    table.note(
        "Floor: PySide6 alone with the same four fonts, translator, style sheet and as many "
        f"widgets of the same classes, roles and texts ({widgets['unlock']} in the unlock dialog, "
        f"{widgets['main']} in the main window), in one grid."
    )
    table.note(
        "'From the start' = start to unlock dialog + Enter to main window; the time a person takes "
        "to type and Argon2id's own (timed inside the same process) are left out."
    )
    table.note(
        "Firms listed: Ctrl+2's action as soon as Today is painted, until the first rows are."
    )
    table.note(f"Least and most (ms): {spread}.")
