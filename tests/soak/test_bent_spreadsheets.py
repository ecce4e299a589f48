"""Spreadsheets bent at random: ``ADVISOR_SOAK=1``, with ``ADVISOR_SEED`` to repeat a run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from advisor_app.domain.errors import AdvisorError
from tests.builders import make_session
from tests.spreadsheet.breaking import mutations

pytestmark = [
    pytest.mark.skipif(os.environ.get("ADVISOR_SOAK") != "1", reason="set ADVISOR_SOAK=1"),
    pytest.mark.timeout(3_600),
    pytest.mark.slow,
]


def test_of_two_thousand_bent_lists_each_is_taken_whole_or_refused(tmp_path: Path, seed: int):
    session = make_session(tmp_path / "workspace")
    file = tmp_path / "bent.xlsx"
    try:
        for number, bent in enumerate(mutations(2_000, seed)):
            file.write_bytes(bent)
            before = [one.digest for one in session.lists.own()]
            try:
                made = session.lists.install(file)
            except AdvisorError:
                now = [one.digest for one in session.lists.own()]
                assert now == before, f"seed {seed}, number {number}"
            except Exception as error:
                pytest.fail(f"seed {seed}, number {number}: {error!r}")
            else:
                assert session.lists.find(made.standard.id).requirements, f"seed {seed}"
    finally:
        session.close()
