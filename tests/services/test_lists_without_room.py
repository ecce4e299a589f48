"""A list of one's own on a disk that is full: whole, or not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor_app.services.session import Session
from advisor_app.store.errors import DiskFull
from tests.builders import make_session
from tests.disks import disk, fill
from tests.services.test_lists import stored_lists
from tests.spreadsheet import panela
from tests.spreadsheet.breaking import with_cell


def test_on_a_full_disk_a_list_is_installed_whole_or_not_at_all(tmp_path: Path):
    with disk(tmp_path / "small", 4) as place:
        session = make_session(place / "workspace")
        try:
            ballast = fill(place)
            with pytest.raises(DiskFull):
                install_for_ever(session, tmp_path)
            assert stored_lists(session) == len(session.lists.own())
            assert session.verify() == []
            ballast.unlink()
            session.lists.install(panela.FILE)
            assert stored_lists(session) == len(session.lists.own()) > 0
        finally:
            session.close()


def install_for_ever(session: Session, folder: Path) -> None:
    """Install one version after the other: the journal may still have some room."""
    for number in range(1_000):
        file = folder / "lista.xlsx"
        file.write_bytes(with_cell("Requisitos", "E14", f"Otra pregunta {number}"))
        session.lists.install(file)
