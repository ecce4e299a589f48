"""An office in memory and two laptops that work with it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.sync.world import Laptop, Office, at


@pytest.fixture
def office() -> Iterator[Office]:
    made = Office("A", "B")
    yield made
    made.close()


@pytest.fixture
def a() -> Iterator[Laptop]:
    made = Laptop("A", at)
    yield made
    made.close()


@pytest.fixture
def b() -> Iterator[Laptop]:
    """Its clock is five minutes ahead."""
    made = Laptop("B", lambda: at(5))
    yield made
    made.close()
