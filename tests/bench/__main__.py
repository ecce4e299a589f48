"""Run the benchmarks: ``python -m tests.bench [NAME ...] [--runs N] [--out FILE]``."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from pathlib import Path

from tests.bench import workspace
from tests.bench.children import PASSPHRASE, BrokenProgramError
from tests.bench.figures import NAMES, Benchmarks
from tests.bench.table import Table


def main() -> int:
    """Every benchmark, or those that were named; figures never fail, broken programs do."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--runs", type=int, default=9, help="fresh processes of each kind")
    parser.add_argument("--out", type=Path, help="also write the table to this file")
    options = parser.parse_args()
    table = Table()
    broken = False
    with tempfile.TemporaryDirectory(prefix="advisor-bench-") as folder:
        scratch = Path(folder)
        built = scratch / "workspace"
        workspace.build(built, PASSPHRASE)
        rows = ", ".join(f"{count} {name}" for name, count in workspace.counts(built, PASSPHRASE))
        table.note(f"Workspace: {rows} rows, encrypted. {_machine()}")
        benchmarks = Benchmarks(table, built, scratch, options.runs)
        for name in options.names or NAMES:
            try:
                benchmarks.measure(name)
            except BrokenProgramError as error:
                table.say(f"{name}: {error}")
                broken = True
    text = table.markdown()
    table.say("\n" + text)
    if options.out is not None:
        options.out.write_text(text, encoding="utf-8")
    return 1 if broken else 0


def _machine() -> str:
    return f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}."


if __name__ == "__main__":
    sys.exit(main())
