"""Wrap ``dist/advisor`` in a Debian package: ``python3 packaging/linux/deb.py``."""

from __future__ import annotations

import platform
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
BUILT = ROOT / "dist" / "advisor"
ICON = ROOT / "resources" / "icons" / "advisor.svg"
DEPENDS = "libgl1, libegl1, libfontconfig1, libxkbcommon0, libdbus-1-3, libxcb-cursor0"
CONTROL = """Package: advisor
Version: {version}
Architecture: {architecture}
Maintainer: The Advisor project <advisor@localhost>
Installed-Size: {size}
Depends: libc6 (>= {libc}), {depends}
Section: misc
Priority: optional
Description: quality-maturity diagnosis of small firms, in the field
 Diagnoses with a firm's owner how mature its quality management is, without a
 network, and leaves a printed report. Records are encrypted.
"""


def lay_out(tree: Path) -> None:
    """Put everything where a Debian system expects it."""
    shutil.copytree(BUILT, tree / "usr/lib/advisor", symlinks=True)
    for folder in ("usr/bin", "usr/share/applications", "usr/share/doc/advisor", "DEBIAN"):
        (tree / folder).mkdir(parents=True)
    for door in ("advisor-app", "advisor-cli"):
        (tree / "usr/bin" / door).symlink_to(f"../lib/advisor/{door}")
    shutil.copy(ROOT / "packaging/linux/advisor.desktop", tree / "usr/share/applications")
    shutil.copy(BUILT / "licences/NOTICE.md", tree / "usr/share/doc/advisor/copyright")
    icons = tree / "usr/share/icons/hicolor/scalable/apps"
    icons.mkdir(parents=True)
    shutil.copy(ICON, icons / "advisor.svg")


def control(tree: Path) -> str:
    """What the package says of itself."""
    said = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    version = re.search(r'^version = "(.+)"', said, re.MULTILINE)
    size = sum(path.stat().st_size for path in tree.rglob("*") if not path.is_symlink())
    architecture = subprocess.check_output(["dpkg", "--print-architecture"], text=True).strip()
    return CONTROL.format(
        version=version[1] if version else "0",
        architecture=architecture,
        size=size // 1024,
        libc=platform.libc_ver()[1],  # the oldest system it is known to start on: this one
        depends=DEPENDS,
    )


def main() -> int:
    """Write ``dist/advisor_VERSION_ARCHITECTURE.deb``."""
    if not BUILT.is_dir():
        print("dist/advisor is not there: run python3 dev.py build", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as scratch:
        tree = Path(scratch, "advisor")
        lay_out(tree)
        (tree / "DEBIAN/control").write_text(control(tree), encoding="utf-8")
        Path(scratch).chmod(0o755)
        tree.chmod(0o755)
        subprocess.run(
            ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(tree), str(ROOT / "dist")],
            check=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
