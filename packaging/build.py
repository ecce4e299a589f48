"""Build the one-folder program, with its licences beside it, in ``dist`` or where it is told."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str]) -> int:
    """Freeze into ``dist`` or the folder named, add the papers, say how large it became."""
    started = time.monotonic()
    dist = Path(arguments[0]).resolve() if arguments else ROOT / "dist"
    folder = dist / "advisor"
    shutil.rmtree(folder, ignore_errors=True)
    where = ["--distpath", str(dist), "--workpath", str(dist.parent / "build" / "frozen")]
    spec = str(ROOT / "packaging" / "advisor.spec")
    freeze = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    subprocess.run([*freeze, *where, spec], check=True, cwd=ROOT)
    shutil.copy(ROOT / "LICENSE", folder)
    add_licences(folder / "licences")
    size = sum(
        path.stat().st_size
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    )
    print(f"{folder}: {size / 1e6:.0f} MB in {time.monotonic() - started:.0f} s")
    return 0


def add_licences(folder: Path) -> None:
    """Put every licence beside the program: ours, the fonts' and each package's own."""
    shutil.copytree(ROOT / "packaging" / "licences", folder)
    shutil.copy(ROOT / "resources" / "fonts" / "OFL.txt", folder)
    locked = (ROOT / "requirements" / "app.lock").read_text(encoding="utf-8")
    for name in re.findall(r"^([\w.-]+)==", locked, re.MULTILINE):
        try:
            shipped = distribution(name).files or []
        except PackageNotFoundError:  # locked for another platform
            continue
        for file in shipped:
            if re.match(r"(licen[cs]e|copying|notice|authors)", file.name, re.IGNORECASE):
                (folder / name).mkdir(exist_ok=True)
                shutil.copy(file.locate(), folder / name / file.name)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
