"""What the long runs share: a seed that is told, and may be given to repeat one."""

from __future__ import annotations

import os
import random

import pytest


@pytest.fixture
def seed(record_property: pytest.RecordProperty) -> int:
    """``ADVISOR_SEED``, or another one each time."""
    chosen = int(os.environ.get("ADVISOR_SEED") or random.randrange(10**9))  # noqa: S311 - a seed
    record_property("seed", chosen)
    return chosen
