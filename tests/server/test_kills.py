"""The power goes at the office, or at the laptop, in the middle of an exchange."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.server.kills import kill_laptops, kill_offices
from tests.server.offices import _quick_passwords

__all__ = ["_quick_passwords"]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")


def test_what_the_office_acknowledged_outlives_it(tmp_path: Path):
    assert kill_offices(tmp_path, kills=3, seed=20261125) >= 3


def test_a_laptop_that_dies_while_it_exchanges_sends_everything_once(tmp_path: Path):
    kill_laptops(tmp_path, kills=3, seed=20261125)
