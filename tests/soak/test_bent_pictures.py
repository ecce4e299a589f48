"""Photos and PDF bent at random: ``ADVISOR_SOAK=1``, with ``ADVISOR_SEED`` to repeat a run."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from advisor_app.domain.errors import AdvisorError
from advisor_app.services.evidence import Link
from advisor_app.services.photos import NotAPhoto, taken_at
from tests.builders import agree_to_photos, make_firm, make_session
from tests.pictures import bent

pytestmark = [
    pytest.mark.skipif(os.environ.get("ADVISOR_SOAK") != "1", reason="set ADVISOR_SOAK=1"),
    pytest.mark.timeout(3_600),
    pytest.mark.slow,
]


def test_of_two_thousand_bent_files_each_is_kept_whole_or_refused(tmp_path: Path, seed: int):
    session = make_session(tmp_path / "workspace")
    file = tmp_path / "bent.jpg"
    try:
        firm = make_firm(session)
        agree_to_photos(session, firm)
        gap = session.gaps.start(firm.id, "iso_17025")
        at = Link(gap.id, gap.standard.requirements[0].code)
        for number, data in enumerate(bent(2_000, seed)):
            told = f"seed {seed}, number {number}"
            file.write_bytes(data)
            before = len(session.evidence.of_firm(firm.id))
            try:
                piece = session.evidence.add(file, at, keep_original=number % 3 == 0)
            except AdvisorError:
                assert len(session.evidence.of_firm(firm.id)) == before, told
            except Exception as error:
                pytest.fail(f"{told}: {error!r}")
            else:
                kept = session.evidence.picture(piece.id)
                assert hashlib.sha256(kept).hexdigest() == piece.sha256, told
                assert not piece.is_picture or session.evidence.thumbnail(piece.id), told
                session.evidence.remove(piece.id)
            _look_for_its_time(file, told)
    finally:
        session.close()


def _look_for_its_time(file: Path, told: str) -> None:
    """As the folder of a telephone is looked through."""
    try:
        taken_at(file)
    except NotAPhoto:
        pass
    except Exception as error:
        pytest.fail(f"{told}: {error!r}")
