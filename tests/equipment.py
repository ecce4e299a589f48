"""Tools of the system that some tests need: skipped loudly where absent, required on CI."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

REQUIRED = os.environ.get("CI", "").lower() not in ("", "0", "false")


def needs(*tools: str) -> pytest.MarkDecorator:
    """Skip a test where a program or a file is missing, except on CI, where it then fails."""
    absent = [tool for tool in tools if not (shutil.which(tool) or _files(tool))]
    reason = f"needs {', '.join(absent)}: see python3 dev.py setup"
    return pytest.mark.skipif(bool(absent) and not REQUIRED, reason=reason)


def _files(path: str) -> list[Path]:
    return [*Path("/").glob(path[1:])] if path.startswith("/") else []
