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
    """Fresh processes, one of each kind in turn; medians, by the clock and in processor time."""
    home = scratch / "home"
    run("start_app", home, "describe", workspace, scratch)
    times = _sample(workspace, scratch, home, runs)
    half = {name: median(found) for name, found in times.items()}
    for work, words in (("", ""), (" work", ", processor time")):
        empty = (half[f"empty{work}"], "empty QMainWindow")
        door, main = ((half[f"floor {name}{work}"], "floor") for name in ("unlock", "main"))
        unlock, argon = half[f"unlock{work}"], half[f"argon{work}"]
        own, firms = half[f"main{work}"] - argon, half[f"firms{work}"] - argon
        table.add(Line(f"Empty QMainWindow painted{words}", empty[0]))
        table.add(_by_ratio(f"Unlock dialog painted{words}", unlock, door, _UNLOCK_LIMIT))
        scaled = (half[f"floor scaled{work}"], "floor that names Qt's enumerations")
        table.add(_by_ratio("  the same", unlock, scaled, None))
        table.add(_by_ratio(f"Main window, from Enter{words}", own, main, _MAIN_LIMIT))
        table.add(_by_ratio("  the same", own, empty, _EMPTY_LIMIT))
        table.add(_by_ratio(f"Main window, start + Enter{words}", unlock + own, main, None))
        table.add(_by_ratio("  the same", unlock + own, empty, None))
        table.add(_by_ratio(f"Firms listed, from Enter{words}", firms, empty, _FIRMS_LIMIT))
    hurried = half["firms in a hurry"] - half["argon in a hurry"]
    beside = (half["empty"], "empty QMainWindow")
    table.add(_by_ratio("Firms listed, Enter at once", hurried, beside, None))
    table.add(Line("Argon2id alone, taken off all above", half["argon"]))
    _explain(table, scratch, times, runs)


def _sample(workspace: Path, scratch: Path, home: Path, runs: int) -> Times:
    times: Times = defaultdict(list)
    fonts = ROOT / "resources" / "fonts"
    for number in range(runs + 1):
        row = run("start_app", home, "measure", workspace)
        hurried = run("start_app", home, "hurry", workspace)
        row |= {f"{name} in a hurry": hurried[name] for name in ("firms", "argon")}
        for name, found in {
            "floor unlock": run("start_floor", home, scratch, fonts, "unlock"),
            "floor scaled": run("start_floor", home, scratch, fonts, "unlock", "scaled"),
            "floor main": run("start_floor", home, scratch, fonts, "main"),
            "empty": run("start_empty", home),
        }.items():
            row[name], row[f"{name} work"] = found["painted"], found["work"]
        if number:  # the first round only warms the disk's cache
            for name, value in row.items():
                times[name].append(value)
    return times


def _by_ratio(what: str, figure: float, beside: tuple[float, str], limit: float | None) -> Line:
    return Line(what, figure, beside=beside, limit=limit, by_ratio=True)


def _explain(table: Table, scratch: Path, times: Times, runs: int) -> None:
    widgets = {
        name: len((scratch / f"{name}.txt").read_text(encoding="utf-8").splitlines())
        for name in ("unlock", "main")
    }
    spread = ", ".join(
        f"{name} {min(found):.0f}-{max(found):.0f}"
        for name, found in times.items()
        if "work" not in name
    )
    table.note(
        f"Start: medians of {runs} fresh processes of each kind, taken in turn, disk cache warm; "
        "from just before the process is made (monotonic clock, handed over in its environment) "
        "until a timer of zero runs after the first paint event of the top window. Processor "
        "time is what the process computed up to the same moment, whatever else the machine did."
    )
    table.note(
        "Floor: PySide6 alone with the same four fonts, translator, style sheet and as "
        "many widgets of the same classes, roles and texts, in one grid: "
        f"{widgets['unlock']} in the unlock dialog, {widgets['main']} in the main window. "
        "The other floor also sets the real window's scaling policy, which makes Python build "
        "every enumeration of Qt's namespace, as naming one does; no target is set by it."
    )
    table.note(
        "Main window: painted with its drafts, visits and firms. 'From Enter' is from the key in "
        "the unlock dialog, 0.2 s after the program has come to rest; 'start + Enter' adds the "
        "start of the process until the dialog. Argon2id's own time, taken in the same process, "
        "and the time a person types are left out."
    )
    table.note(
        "Firms listed: from the same Enter; the action of Ctrl+2 comes as soon as the main window "
        "is painted; until the first rows are. 'At once': Enter before anything is loaded."
    )
    table.note(f"Least and most (ms): {spread}.")
