"""An open workspace for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor_app.services.session import Session
from tests.builders import make_session


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = make_session(tmp_path / "workspace")
    yield opened
    opened.close()
