"""A workspace for each test."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from advisor_app.domain import clock
from advisor_app.store.workspace import Workspace
from tests.store.copying import Growing


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a workspace may be made."""
    return tmp_path / "workspace"


@pytest.fixture
def workspace(folder: Path) -> Iterator[Workspace]:
    """An open workspace that needs no passphrase."""
    made, _code = Workspace.create(folder, "", demo=True)
    made.actor = "advisor-1"
    yield made
    made.close()


@pytest.fixture
def chance() -> random.Random:
    return random.Random(20261122)  # noqa: S311 - invented records, no secrets


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    place = tmp_path / "stick"
    place.mkdir()
    return place


@pytest.fixture
def growing(workspace: Workspace, stick: Path, chance: random.Random) -> Growing:
    clock.use(clock.FixedClock(datetime(2026, 11, 22, 15, tzinfo=UTC)))  # not around midnight
    made = Growing.on(workspace, stick)
    made.grow(chance, answers=40, photos=3)
    return made
