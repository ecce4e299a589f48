"""Try the one-folder program as its user would: a demo, a visit, reports, and not one complaint.

``python3 dev.py smoke`` tries ``dist/advisor``; another folder may be named. Any line on standard
error is a failure, as is a missing or empty paper.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BUILT = Path(__file__).resolve().parent.parent / "dist" / "advisor"
SUFFIX = ".exe" if os.name == "nt" else ""
MAGIC = {".pdf": b"%PDF-", ".png": b"\x89PNG"}
KEPT = ("PATH", "SYSTEMROOT", "WINDIR", "LD_LIBRARY_PATH", "LANG")


class Complaint(Exception):  # noqa: N818 - what the program said, not a defect of this one
    """The frozen program failed or was not silent."""


class Program:
    """The frozen program on a machine that knows nothing of its source."""

    def __init__(self, built: Path, home: Path) -> None:
        self.built, self.home = built, home
        known = {key: os.environ[key] for key in KEPT if key in os.environ}
        at_home = dict.fromkeys(("HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA"), str(home))
        self.environment = {**known, **at_home}

    def run(self, door: str, *arguments: str | Path) -> str:
        """What it printed, if it ended well and without a complaint."""
        command = [str(self.built / f"{door}{SUFFIX}"), *map(str, arguments)]
        started = time.monotonic()
        done = subprocess.run(
            command,
            cwd=self.home,
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )
        if done.returncode != 0 or done.stderr.strip():
            raise Complaint(f"{command} ended with {done.returncode}:\n{done.stderr}")
        print(f"{door} {arguments[0]}: {time.monotonic() - started:.1f} s", flush=True)
        return done.stdout


def look_at(path: Path) -> None:
    """See that a paper is there and is what its name says."""
    if not path.is_file() or not path.read_bytes().startswith(MAGIC[path.suffix]):
        raise Complaint(f"{path} is missing or broken")


def use(program: Program) -> None:
    """A first start, the command line, and a whole visit in the window."""
    program.run("advisor-cli", "--version")
    demo = program.home / "demo"
    firms = json.loads(program.run("advisor-cli", "demo", demo, "--json"))
    program.run("advisor-cli", "check", "--workspace", demo)
    for lang in ("es", "en"):
        paper = program.home / f"{lang}.pdf"
        where = ("--workspace", demo, "--firm", firms[0]["nit"])
        program.run("advisor-cli", "report", *where, "--lang", lang, "--out", paper)
        look_at(paper)
    said = program.run("advisor-app", "--headless", program.home / "walk").splitlines()
    papers = [Path(line) for line in said if Path(line).is_absolute()]
    if {path.suffix for path in papers} != set(MAGIC):
        raise Complaint(f"the walk named no report or no pictures: {papers}")
    for paper in papers:
        look_at(paper)


def main(arguments: list[str]) -> int:
    """Try the folder; 0 if all was well and silent."""
    built = Path(arguments[0]).resolve() if arguments else BUILT
    if not built.is_dir():
        print(f"{built} is not there: run python3 dev.py build", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="advisor-smoke-") as home:
        try:
            use(Program(built, Path(home)))
        except Complaint as complaint:
            print(complaint, file=sys.stderr)
            return 1
    print("The frozen program works and is silent")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
