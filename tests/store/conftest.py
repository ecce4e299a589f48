"""A workspace for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor_app.store.workspace import Workspace


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
