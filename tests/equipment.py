"""Tools of the system that some tests need: skipped loudly where absent, required on CI."""

from __future__ import annotations

import os
import shutil

import pytest

REQUIRED = os.environ.get("CI", "").lower() not in ("", "0", "false")


def needs(*tools: str) -> pytest.MarkDecorator:
    """Skip a test where one of these programs is missing, except on CI, where it then fails."""
    absent = [tool for tool in tools if shutil.which(tool) is None]
    reason = f"needs {', '.join(absent)}: see python3 dev.py setup"
    return pytest.mark.skipif(bool(absent) and not REQUIRED, reason=reason)
