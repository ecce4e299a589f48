"""Signing on a full disk, and a program that is killed while it signs: whole or not at all."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor_app.domain.signature import Method
from advisor_app.services.session import Session
from advisor_app.store.errors import DiskFull
from advisor_app.store.workspace import Workspace
from tests.builders import make_session
from tests.disks import disk, fill
from tests.services.signing import signing, to_sign

_CHILD = """
import os, signal, sys
from pathlib import Path
from advisor_app.services import signature_rows
from advisor_app.services.session import Session
from advisor_app.store import records
from advisor_app.store.workspace import Workspace
from tests.services.signing import signing
from advisor_app.domain.signature import Method

def die(*_args):
    os.kill(os.getpid(), signal.SIGKILL)

setattr(signature_rows, sys.argv[3], die)
session = Session(Workspace.open_demo(Path(sys.argv[1])))
session.signatures.sign(sys.argv[2], signing(Method.PHOTO))
"""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    with disk(tmp_path / "disk", 8) as place:
        yield place


def sign_until_full(session: Session, document_id: str) -> None:
    """Sign and take back; the first may still find room, the last does not."""
    for _try in range(200):
        made = session.signatures.sign(document_id, signing(Method.PHOTO))
        session.signatures.withdraw(made.id, "Otra vez.")


@pytest.mark.parametrize("leaving", [0, 20_000, 60_000])
def test_a_full_disk_keeps_no_half_signature(small_disk: Path, leaving: int):
    session = make_session(small_disk / "workspace")
    try:
        _subject, document = to_sign(session)
        ballast = fill(small_disk, leaving)
        with pytest.raises(DiskFull):
            sign_until_full(session, document.id)
        standing = session.signatures.of_document(document.id)
        assert session.verify() == []
        ballast.unlink()
        for one in standing:
            session.signatures.withdraw(one.id, "Otra vez.")
        session.signatures.sign(document.id, signing(Method.PHOTO))
        assert session.documents.is_locked(document.id)
        assert session.verify() == []
    finally:
        session.close()


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
@pytest.mark.parametrize(
    "moment", ["keep_person", "keep_file", "settle_promises", "keep_signature"]
)
def test_a_kill_between_proof_and_record_leaves_a_document_to_sign(tmp_path: Path, moment: str):
    folder = tmp_path / "workspace"
    session = make_session(folder)
    _subject, document = to_sign(session)
    session.close()
    command = [sys.executable, "-c", _CHILD, str(folder), document.id, moment]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    assert list((folder / "attachments").rglob("*.enc"))
    session = Session(Workspace.open_demo(folder))
    try:
        assert session.signatures.of_document(document.id) == []
        assert not session.documents.is_locked(document.id)
        session.signatures.sign(document.id, signing(Method.PHOTO))
        assert session.verify() == []
    finally:
        session.close()
