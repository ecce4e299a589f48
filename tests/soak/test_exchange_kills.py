"""Twenty kills of the office and of a laptop in an exchange: ``ADVISOR_SOAK=1``."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.server.kills import kill_laptops, kill_offices
from tests.server.offices import _quick_passwords

__all__ = ["_quick_passwords"]

pytestmark = [
    pytest.mark.skipif(os.environ.get("ADVISOR_SOAK") != "1", reason="set ADVISOR_SOAK=1"),
    pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL"),
    pytest.mark.timeout(3_600),
    pytest.mark.slow,
]


def test_twenty_kills_of_the_office_lose_nothing_it_acknowledged(tmp_path: Path, seed: int):
    assert kill_offices(tmp_path, kills=20, seed=seed) > 20


def test_twenty_kills_of_a_laptop_lose_and_double_nothing(tmp_path: Path, seed: int):
    assert kill_laptops(tmp_path, kills=20, seed=seed) > 20
