"""Resolve the dependencies into ``requirements/*.lock``: all platforms, hashes, no address.

Only uv writes such universal locks; plain pip installs from them. It is fetched into a folder
that is thrown away afterwards, because nothing else needs it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "requirements"
SOURCES = {
    "app": ["app.in"],
    "office": ["-c", "app.lock", "office.in"],
    "dev": ["-c", "app.lock", "-c", "office.lock", "app.in", "office.in", "dev.in"],
    "bench": ["bench.in"],  # programs to compare with, which nothing of ours imports
}
OPTIONS = ["--quiet", "--universal", "--generate-hashes", "--python-version", "3.11"]
OPTIONS += ["--no-emit-index-url", "--no-emit-find-links"]
OPTIONS += ["--custom-compile-command", "python3 dev.py lock"]


def main(arguments: list[str]) -> int:
    """Write every lock; ``--upgrade`` takes the newest versions, else the locked ones stay."""
    with tempfile.TemporaryDirectory() as scratch:
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        subprocess.run([*pip, "--target", scratch, "uv"], check=True)
        uv = next(path for path in Path(scratch, "bin").iterdir() if path.stem == "uv")
        for kind, sources in SOURCES.items():
            command = [str(uv), "pip", "compile", *OPTIONS, *arguments, *sources]
            subprocess.run([*command, "-o", f"{kind}.lock"], cwd=FOLDER, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
