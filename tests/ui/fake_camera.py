"""A camera program for tests: it takes one photo, a piece each time somebody writes to its pipe.

Beside it lie ``photo.jpg``, what it takes, ``folder.txt``, where to, and the pipe ``go``.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(sys.argv[0]).resolve().parent
PIECES = 3


def main() -> None:
    """Write the photo in pieces, as a slow disk would."""
    folder = Path((HERE / "folder.txt").read_text(encoding="utf-8"))
    folder.mkdir(parents=True, exist_ok=True)
    data = (HERE / "photo.jpg").read_bytes()
    step = len(data) // PIECES + 1
    with (
        (HERE / "go").open("rb", buffering=0) as go,
        (folder / "2026-11-25-093000.jpg").open("wb", buffering=0) as file,
    ):
        for start in range(0, len(data), step):
            go.read(1)
            file.write(data[start : start + step])


if __name__ == "__main__":
    main()
