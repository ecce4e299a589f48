"""Fresh processes on the field laptop's screen, with a home of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[2]
SPAWNED: Final = "ADVISOR_BENCH_SPAWNED"
PASSPHRASE: Final = "cosecha de café 2026"
_PATIENCE_S: Final = 600


class BrokenProgramError(RuntimeError):
    """A program of a benchmark ended badly; its words say why."""


def run(
    program: str,
    home: Path,
    *arguments: str | Path,
    within: str = "programs",
    library: Path | None = None,
) -> dict[str, Any]:
    """What a program of ``tests.bench`` measured; it writes JSON as its last line.

    ``library`` holds packages that only this program may import.
    """
    command = [sys.executable, "-m", f"tests.bench.{within}.{program}", *map(str, arguments)]
    variables = {**environment(home), SPAWNED: str(time.monotonic_ns())}
    if library is not None:
        variables["PYTHONPATH"] = str(library)
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=variables,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=_PATIENCE_S,
        check=False,
    )
    if done.returncode != 0 or not done.stdout.strip():
        raise BrokenProgramError(
            f"{program} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
        )
    return json.loads(done.stdout.splitlines()[-1])


def tell(figures: dict[str, Any]) -> None:
    """In a child: hand the figures over."""
    sys.stdout.write(json.dumps(figures) + "\n")
    sys.stdout.flush()


def environment(home: Path) -> dict[str, str]:
    """No screen, no settings of the person who measures, no variable that slows Python down."""
    home.mkdir(parents=True, exist_ok=True)
    stray = ("PYTHON", "QT_", "XDG_", "ADVISOR_")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(stray)}
    screen = ROOT / "tests" / "field_laptop.json"
    return {
        **kept,
        "QT_QPA_PLATFORM": f"offscreen:configfile={screen}",
        "PYTHONUTF8": "1",
        **dict.fromkeys(("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"), str(home)),
    }
