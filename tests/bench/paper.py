"""How long a report takes, beside the same pages by other programs in the same run."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any, Final

from tests.bench.children import ROOT, BrokenProgramError, run
from tests.bench.table import Line, Table

_FONTS: Final = ROOT / "resources" / "fonts"
_LOCK: Final = ROOT / "requirements" / "bench.lock"
_BARE: Final = "bare ReportLab, same strokes"
_LAYOUT: Final = {"by_platypus": "ReportLab's layout"}
_RIVALS: Final = {"by_weasyprint": "WeasyPrint", "by_fpdf2": "fpdf2", "by_typst": "typst"}
_TIMES_BARE: Final = 1.5
_AHEAD: Final = 1.0
_PHOTOS_MB: Final = 300
_ROUNDS: Final = 3
_SAME_LETTERS: Final = 0.95
Found = dict[str, Any]


def measure(table: Table, copy: Callable[[], Path], scratch: Path) -> None:
    """The report and its rivals in turn, then the time and the memory of the fullest report."""
    home, plan = scratch / "home", scratch / "pages.json"
    ours, bare = scratch / "report.pdf", scratch / "by_canvas.pdf"
    library = _rivals(table)
    programs = {**_LAYOUT, **(_RIVALS if library is not None else {})}
    rounds: dict[str, list[Found]] = defaultdict(list)
    for _round in range(_ROUNDS):
        rounds["ours"].append(run("report", home, copy(), _FONTS, plan, ours, bare))
        for name in list(programs):
            place = (plan, _FONTS, scratch / f"{name}.pdf")
            try:
                found = run(name, home, *place, within="rivals", library=library)
            except BrokenProgramError as error:
                table.note(f"{programs.pop(name)} could not be measured: {_last_line(error)}")
            else:
                rounds[name].append(found)
    _compare(table, programs, rounds)
    _judge(table, {"by_canvas": _BARE, **programs}, scratch, ours)
    _compare_full(table, run("full_report", home, copy(), _FONTS, scratch))
    if sys.platform != "win32":  # it does not tell how much memory a process took at most
        _weigh(table, run("photos", home, copy()))


def _compare(table: Table, programs: dict[str, str], rounds: dict[str, list[Found]]) -> None:
    ours = rounds["ours"]
    table.add(
        Line("Report from the base, first in a process", median(one["first"] for one in ours))
    )
    table.add(Line("Report from the base, again", _median(ours, "from base")))
    beside = [(_BARE, [one["bare"] for one in ours], _TIMES_BARE)]
    beside += [
        (words, rounds[name], _AHEAD if name in _RIVALS else None)
        for name, words in programs.items()
    ]
    for words, found, limit in beside:
        for key, of in (("again", ""), ("work", ", processor time")):
            floor = (_median(found, key), words)
            what = f"Report, tagged{of}"
            table.add(Line(what, _median(ours, key), "ms", floor, limit, by_ratio=True))
    table.note(
        f"Report: medians of {_ROUNDS} fresh processes of each kind in turn, up to nine builds "
        "each after the first, from a content in memory that no build has seen, in Spanish, with "
        "Python's cyclic collector off, as the window keeps it. The others get what our pen drew "
        "as plain data: every text with its look, the tables with their columns, the drawings as "
        "vectors. 'Same strokes' puts each where it lay, untagged and without any layout, in turn "
        "with ours in one process; the rest lay the document out themselves, without our cards "
        "and columns, WeasyPrint and typst tagged as PDF/UA-1, fpdf2 as far as it tags."
    )


def _compare_full(table: Table, found: Found) -> None:
    """The report with two standards, plan and forty photos beside the same strokes and photos."""
    for key, of in (("again", ""), ("work", ", processor time")):
        floor = (median(found["bare"][key]), f"{_BARE} and photos")
        ours = median(found["ours"][key])
        what = f"Full report with 40 photos, tagged{of}"
        table.add(Line(what, ours, "ms", floor, _TIMES_BARE, by_ratio=True))
    sizes = found["sizes"]
    table.note(
        f"Full report: two standards in full, plan and 40 photos on {sizes['pages']} pages, "
        f"{sizes['ours'] / 1e6:.1f} MB; by ReportLab alone, which gets the same JPEGs as files, "
        f"{sizes['bare'] / 1e6:.1f} MB."
    )


def _judge(table: Table, programs: dict[str, str], scratch: Path, made: Path) -> None:
    """What the files are, so that nobody wins by leaving something out."""
    letters = _letters(made)
    told = [f"ours: {_facts(made)}"]
    for name, title in programs.items():
        file = scratch / f"{name}.pdf"
        kept = (letters & _letters(file)).total() / letters.total()
        if kept < _SAME_LETTERS:
            raise BrokenProgramError(f"{title} wrote only {kept:.0%} of the letters")
        told.append(f"{title}: {_facts(file)}")
    table.note("Files: " + "; ".join(told) + ".")


def _weigh(table: Table, found: Found) -> None:
    beside = (found["before"], "the window at rest")
    what = "Most memory, full report with 40 photos"
    table.add(Line(what, found["peak"], "MB", beside, _PHOTOS_MB))
    table.note(
        "Memory: the whole program with its window; two standards, the plan and 40 photos are "
        f"kept, and the report of {found['bytes'] / 1e6:.0f} MB made, in a thread as its screen "
        "does."
    )


def _rivals(table: Table) -> Path | None:
    """The folder of the other programs, installed as they are locked; None where they can't be."""
    folder = Path(sys.prefix) / "rivals"
    stamp, proof = folder / "stamp", hashlib.sha256(_LOCK.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == proof:
        return folder
    table.say("Installing the programs to compare with")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    locked = ["--require-hashes", "--only-binary", ":all:", "--upgrade", "-r", str(_LOCK)]
    done = subprocess.run(
        [*pip, *locked, "--target", str(folder)], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        table.note(f"The other programs could not be installed: {done.stderr.strip()[-200:]}")
        return None
    stamp.write_text(proof)
    return folder


def _facts(file: Path) -> str:
    import page
    import pikepdf

    data = file.read_bytes()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        count, is_tagged = len(pdf.pages), "/StructTreeRoot" in pdf.Root
    report = page.validate_pdf_bytes(data, profile=page.ValidationProfile.PDF_UA_1)
    valid = "" if not is_tagged else ", valid PDF/UA-1" if not report.failures else ", not valid"
    kind = "tagged" if is_tagged else "untagged"
    return f"{count} pages, {len(data) / 1024:.0f} KiB, {kind}{valid}"


def _letters(file: Path) -> Counter[str]:
    from pypdf import PdfReader

    text = " ".join(page.extract_text() for page in PdfReader(file).pages)
    return Counter("".join(char for char in text if char.isalpha()))


def _median(found: list[Found], key: str) -> float:
    return median(time for one in found for time in one[key])


def _last_line(error: BrokenProgramError) -> str:
    return str(error).strip().splitlines()[-1][:200]
