"""The benchmarks after the start: keys, gaps, search, instrument, report, second copy."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Final

from tests.bench import exchange, office, paper, start
from tests.bench.children import ROOT, run
from tests.bench.table import Line, Table

_FONTS: Final = ROOT / "resources" / "fonts"
_FRAME_MS: Final = 16
_GAP_MS: Final = 50
_WORST_GAP_MS: Final = 100
_SEARCH_MS: Final = 30
_INSTRUMENT_MS: Final = 100
_FEW: Final = 3
_MB: Final = 1_000_000
_MORE_THAN_CHANGED: Final = 3
_SCORING_MS: Final = 20
_LONGEST_TO_SHORTEST: Final = 1.2
NAMES: Final = (
    "start", "keys", "gaps", "search", "instrument", "standards", "evidence", "report",
    "second_copy", "exchange", "office",
)  # fmt: skip


class Benchmarks:
    """Each benchmark in turn, on copies of one large workspace."""

    def __init__(self, table: Table, workspace: Path, scratch: Path, runs: int) -> None:
        self._table = table
        self._workspace = workspace
        self._scratch = scratch
        self._home = scratch / "home"
        self._runs = runs

    def measure(self, name: str) -> None:
        """One benchmark by its name."""
        getattr(self, name)()

    def start(self) -> None:
        start.measure(self._table, self._workspace, self._scratch, self._runs)

    def keys(self) -> None:
        """Each key of an interview with every item, beside plain widgets over plain SQLite."""
        real, floor, opened = list[float](), list[float](), list[list[float]]()
        chosen = list[float]()
        self._describe()
        for number in range(_FEW):
            found = run("keys", self._home, self._copy(), self._scratch)
            base = self._scratch / f"plain-{number}.db"
            floor += run("keys_floor", self._home, self._scratch, _FONTS, base)["next"]
            real += found["next"]
            chosen += found["chosen"]
            opened.append(found["opened"])
        add, beside = self._table.add, (median(floor), "plain Qt and SQLite")
        add(Line("Enter to next item painted, answer durable: median", median(real), "ms", beside,
                 _FRAME_MS))  # fmt: skip
        add(Line("  p95", _at(real, 0.95), "ms", (_at(floor, 0.95), "same floor")))
        add(Line("  worst", max(real), "ms", (max(floor), "same floor")))
        add(Line("Level or evidence key to its effect painted: median", median(chosen)))
        add(Line("Opening the interview, first time", median(one[0] for one in opened)))
        add(Line("Opening the interview, again", median(one[-1] for one in opened)))
        self._table.note(
            f"Keys: {len(real)} items of {_FEW} interviews in the real window on the encrypted "
            "workspace, sent by QTest 60 ms apart; from the key until a timer of zero runs after "
            "the request to paint that follows the acknowledged write and the change of item. "
            "Floor: as many plain widgets, one row in stdlib sqlite3 (WAL, synchronous=FULL) from "
            "a thread, twelve texts changed."
        )

    def gaps(self) -> None:
        """The heartbeat of the window's event loop, beside its own rest in the same process."""
        found = run("gaps", self._home, self._copy())
        self._tell_gaps("Gaps, whole interview", found["interview"], found["idle"], "idle")
        self._tell_gaps("Gaps, making reports", found["report"], found["counting"], "counting")

    def search(self) -> None:
        """Each letter typed into, and taken from, the search over all firms."""
        self._describe()
        times, rival = list[float](), list[float]()
        for _time in range(_FEW):
            times += run("search", self._home, self._copy())["keys"]
            rival += run("search_floor", self._home, self._scratch, _FONTS)["keys"]
        beside = (median(rival), "Qt's filter proxy")
        add = self._table.add
        add(Line("Search keystroke, 10,000 firms: median", median(times), "ms", beside, _SEARCH_MS))
        add(Line("  p95", _at(times, 0.95), "ms", (_at(rival, 0.95), "same rival")))
        add(Line("  worst", max(times), "ms", (max(rival), "same rival")))
        self._table.note(
            f"Search: {len(times)} keys (letters and steps back) in the real list of firms, from "
            "the key until the new rows are painted. Rival: as many rows of five columns in Qt's "
            "own table behind its own filter, which minds accents."
        )

    def instrument(self) -> None:
        """Opening the instrument in fresh processes, beside parsing its JSON alone."""
        found = [run("instrument", self._home) for _time in range(self._runs)]
        opened, parsed = (median(one[key] for one in found) for key in ("opened", "json"))
        beside = (parsed, "json.loads")
        self._table.add(
            Line("Opening the instrument, nothing cached", opened, "ms", beside, _INSTRUMENT_MS)
        )

    def standards(self) -> None:
        """Opening the longest list beside the shortest one; scoring all of them."""
        found = run("gap", self._home, self._copy())
        short, long = found["points"]
        add, beside = self._table.add, (median(found["shortest"]), f"{short} points")
        add(Line(f"Opening a list of {long} points", median(found["longest"]), "ms", beside,
                 _LONGEST_TO_SHORTEST, by_ratio=True))  # fmt: skip
        scored = median(found["scoring"])
        add(Line(f"Result and verdict of {found['lists']} lists", scored, "ms", None, _SCORING_MS))

    def evidence(self) -> None:
        """Adding photos of 12 megapixels, and a point with five hundred of them."""
        found = run("evidence", self._home, self._copy(), self._scratch)
        counting = found["counting"]
        self._tell_gaps("Gaps, adding 12-megapixel photos", found["adding"], counting, "counting")
        self._tell_gaps("Gaps, walking 500 photos", found["walking"], counting, "counting")
        self._tell_gaps("Gaps, sorting 500 photos", found["sorting"], counting, "counting")
        add = self._table.add
        add(Line("Adding one 12-megapixel photo, durable", median(found["each"]), "ms",
                 (median(found["bare"]), "Pillow to 1,280, forced to disk")))  # fmt: skip
        beside = (median(found["none"]), "the same list without one")
        add(
            Line("Opening a point with 500 photos: painted", median(found["painted"]), "ms", beside)
        )
        add(Line("  every picture in sight", median(found["pictured"]), "ms"))
        add(
            Line("Finding 500 photos of a visit in a folder, listed", median(found["sorted"]), "ms")
        )
        self._table.note(
            "Photos: through the panel of the real window, as if they had been dropped there; "
            "noise of 4,000 by 3,000 points, the worst case for a JPEG."
        )

    def report(self) -> None:
        paper.measure(self._table, self._copy, self._scratch)

    def second_copy(self) -> None:
        """A second copy of some 500 MB, and the next one after a visit, beside a plain copy."""
        scratch = self._scratch / "copies"
        scratch.mkdir()
        found = run("second_copy", self._home, self._copy(), scratch)
        shutil.rmtree(scratch)
        first, again, floor = found["first"], found["again"], (found["floor"], "plain copy, forced")
        changed = (found["changed"] / _MB, "pages and photos that changed")
        add = self._table.add
        add(Line("Second copy, first: written", first["written"] / _MB, "MB"))
        add(Line("  read back, opened and checked", first["seconds"], "s", floor))
        add(Line("Second copy after a visit: written", again["written"] / _MB, "MB", changed,
                 _MORE_THAN_CHANGED, by_ratio=True))  # fmt: skip
        add(Line("  base read back whole, opened and checked", again["seconds"], "s", floor))
        add(Line("Reading every copy back", found["check"], "s", floor))
        size, base = (found[name] / _MB for name in ("size", "base"))
        self._table.note(
            f"Second copy: a workspace of {size:.0f} MB, {base:.0f} MB of it the base, to another "
            "folder of the same disk; a visit is 59 answers with long notes, scattered over the "
            f"base, and 5 photos. Peak memory of that process: {found['peak_mb']:.0f} MB."
        )

    def exchange(self) -> None:
        folder = self._scratch / "exchange"
        folder.mkdir()
        exchange.measure(self._table, folder)

    def office(self) -> None:
        office.measure(self._table, self._scratch / "office")

    def _tell_gaps(
        self, words: str, one: dict[str, float], beside: dict[str, float], control: str
    ) -> None:
        limits = {"p50": None, "p99": None, "p99.9": _GAP_MS, "max": _WORST_GAP_MS}
        for share, limit in limits.items():
            told = (beside[share], control)
            self._table.add(Line(f"{words}: {share}", one[share], "ms", told, limit))
        self._table.note(
            f"{words}: {one['count']} beats of a 1 ms timer in the window's thread; in the "
            f"longest gap that thread itself worked {one['of it own']:.1f} ms. 'Idle' is the "
            "same window at rest; 'counting' is at rest beside a thread that only counts, "
            "which shows what the machine and Python's lock cost any window."
        )

    def _copy(self) -> Path:
        """The workspace as it was built, for a program that will change it."""
        copy = self._scratch / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self._workspace, copy)
        return copy

    def _describe(self) -> None:
        if not (self._scratch / "style.txt").exists():
            run("start_app", self._home, "describe", self._copy(), self._scratch)


def _at(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
