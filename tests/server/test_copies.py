"""Copies of the office: made while it goes on, checked, brought back into another life."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from advisor_app.domain.errors import AdvisorError
from advisor_app.schema import office
from advisor_app.server import audit, copies, place
from advisor_app.server.access import Role
from advisor_app.server.blobs import FolderShelf
from tests.server.offices import Served, firm_block, visit_blocks

PHOTO = b"\xff\xd8 a photo"


def _faults(base, files: Path) -> list[str]:
    with base.reading() as c:
        return audit.faults(c, files)


@pytest.fixture
def worked(served: Served) -> Served:
    """An office with two visits, one of them with a conflict."""
    ana, carla = served.laptop("ana"), served.laptop("carla", Role.COORDINATOR)
    for firm in ("f-1", "f-2"):
        ana.push(ana.batch(firm_block(firm), *visit_blocks(firm, f"a-{firm}", 40)))
    edit = {"e": "firm", "c": ["legal_name"], "r": [["f-1", 5, 1, 0, "Otro nombre"]], "t": 0}
    clash = {"e": "firm", "c": ["legal_name"], "r": [["f-1", 9, 1, 0, "Y otro"]], "t": 0}
    ana.push(ana.batch(edit)).raise_for_status()
    assert carla.push(carla.batch(clash)).json()["x"][0][1] == "conflict"
    return served


@pytest.fixture
def files(tmp_path, worked: Served) -> Path:
    """A folder with one file that the base knows."""
    import hashlib

    name = hashlib.sha256(PHOTO).hexdigest()
    (tmp_path / "photo").write_bytes(PHOTO)
    FolderShelf(tmp_path / "files").take(name, tmp_path / "photo")
    with worked.base.writing() as c:
        c.execute(office.blob.insert().values(sha256=name, size=len(PHOTO), state="here"))
    return tmp_path / "files"


def test_a_copy_brought_back_tells_the_laptops_the_same_in_another_life(worked, files, tmp_path):
    carla = worked.laptop("carla")
    before = carla.pull_all()
    path = copies.back_up(worked.base, "Oficina", files, tmp_path / "copies")
    head = place.set_up_again(tmp_path / "again", "", path)
    made = place.find(tmp_path / "again")
    assert made.name == head.name == "Oficina"
    again = Served(f"sqlite:///{tmp_path / 'again' / 'office.db'}")
    try:
        assert _faults(again.base, made.files) == []
        carla.http = again.http
        carla.office = again
        refused = carla.pull()
        assert refused.status_code == 409
        (_first, start), (life, head) = refused.json()["epochs"]
        assert (start, head) == (0, before["head"])
        carla.epoch = life
        assert carla.pull_all() == before
    finally:
        again.close()


def test_what_is_damaged_in_a_copy_is_found_and_nothing_is_made(worked, files, tmp_path):
    path = copies.back_up(worked.base, "Oficina", files, tmp_path / "copies")
    whole = path.read_bytes()
    for place_ in range(0, len(whole), max(1, len(whole) // 40)):
        path.write_bytes(whole[:place_] + bytes([whole[place_] ^ 0x10]) + whole[place_ + 1 :])
        with pytest.raises(AdvisorError):
            place.set_up_again(tmp_path / "again", "", path)
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(AdvisorError):
        place.set_up_again(tmp_path / "again", "", path)
    assert not (tmp_path / "again").exists()
    path.write_bytes(whole)
    next((path.parent / "files").glob("*/*")).write_bytes(b"another")
    with pytest.raises(AdvisorError, match="dañado"):
        place.set_up_again(tmp_path / "again", "", path)


def test_a_copy_is_no_more_readable_by_others_than_the_base(worked, files, tmp_path):
    path = copies.back_up(worked.base, "Oficina", files, tmp_path / "copies")
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (office.batch.update().values(sha256="0" * 64), "historia"),
        (office.batch.delete().where(office.batch.c.no == 2), "historia"),
        (office.batch.update().values(signature="AAAA"), "firma"),
        (office.bucket.update().values(sum="0" * 16), "suma"),
        (office.doc.update().where(office.doc.c.entity == "answer").values(rv=3), "versión"),
        (office.clock.update().values(seq=10), "versión"),
        (office.doc.delete().where(office.doc.c.entity == "assessment"), "suma"),
        (office.blob.update().values(sha256="0" * 64), "falta"),
    ],
)
def test_the_check_finds_what_somebody_changed_behind_it(worked, files, change, word):
    assert _faults(worked.base, files) == []
    with worked.base.writing() as c:
        c.execute(change)
    assert word in " ".join(_faults(worked.base, files))


def test_an_office_is_not_written_over(worked, files, tmp_path):
    path = copies.back_up(worked.base, "Oficina", files, tmp_path / "copies")
    with pytest.raises(AdvisorError, match="ya hay una oficina"):
        copies.bring_back(path, worked.base, files)
    with worked.base.reading() as c:
        assert c.execute(sa.select(sa.func.count()).select_from(office.epoch)).scalar() == 1
