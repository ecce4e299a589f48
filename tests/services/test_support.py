"""The bundle for support: it tells how things are, and never about whom."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from advisor_app.domain.errors import AdvisorError
from advisor_app.services import entry
from advisor_app.services.session import Session
from advisor_app.services.support import STEPS, Bundle, gather
from advisor_app.store.revision import HEAD
from tests.builders import make_draft, make_firm, make_session, rated
from tests.disks import disk, fill
from tests.store.records import closed_with_passphrase


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = make_session(tmp_path / "workspace")
    yield made
    made.close()


def gathered(folder: Path, session: Session | None = None, **window: Any) -> Bundle:
    return gather(folder, session, window, {"crash.log": "ValueError\n"}, lambda _step: None)


def report_of(bundle: Bundle) -> dict[str, Any]:
    return json.loads(bundle.files["report.json"])


def test_it_tells_version_rows_and_soundness_of_an_open_workspace(session: Session):
    _visit, draft = make_draft(session)
    session.assessments.answer(draft.id, rated("D1.1", 3), _visit.id, "D1.2")
    report = report_of(gathered(session.folder, session, qt="6", settings={"theme": "sun"}))
    assert report["program"]["base_revision"] == HEAD
    assert report["window"] == {"qt": "6"}
    assert report["workspace"]["state"] == "open"
    assert report["workspace"]["sound"] is True
    rows = report["workspace"]["rows"]
    assert (rows["firm"], rows["person"], rows["answer"]) == (1, 1, 1)
    assert report["files"]["bytes"]["advisor.db"] > 0
    assert isinstance(report["files"]["free_gigabytes"], float)


def test_each_step_is_told(session: Session):
    steps: list[int] = []
    gather(session.folder, session, {}, {}, steps.append)
    assert steps == list(range(1, STEPS + 1))


def test_a_closed_workspace_is_told_without_its_rows(tmp_path: Path):
    closed_with_passphrase(tmp_path / "w")
    report = report_of(gathered(tmp_path / "w"))
    assert report["workspace"] == {"state": "locked"}
    assert "vault.json" in report["files"]["bytes"]


def test_a_workspace_that_can_not_be_opened_is_told_with_the_reason(tmp_path: Path):
    closed_with_passphrase(tmp_path / "w")
    (tmp_path / "w" / "vault.json").write_text("{")
    report = report_of(gathered(tmp_path / "w"))
    assert report["workspace"] == {"state": "refused", "why": "NotABase"}


def test_no_folder_at_all_still_makes_a_bundle(tmp_path: Path):
    report = report_of(gathered(tmp_path / "gone" / "w"))
    assert report["workspace"] == {"state": "absent"}
    assert report["files"]["bytes"] == {}


def test_a_base_that_breaks_while_it_is_read_still_makes_a_bundle(session: Session):
    make_firm(session)
    folder = session.folder
    session.close()
    base = folder / "advisor.db"
    data = bytearray(base.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 64] = bytes(64)
    base.write_bytes(data)
    opened = entry.open_demo(folder)
    try:
        workspace = report_of(gathered(folder, opened))["workspace"]
    finally:
        opened.close()
    assert workspace["state"] == "open"
    assert workspace.get("sound") is False or workspace["why"]


def test_files_of_other_names_are_counted_and_not_named(session: Session):
    (session.folder / "Panadería Calamburina.pdf").write_bytes(b"1234")
    bundle = gathered(session.folder, session)
    assert report_of(bundle)["files"]["others"]["bytes"] >= 4
    assert "Calamburina" not in bundle.shown()


def test_what_is_shown_before_is_what_is_saved(session: Session, tmp_path: Path):
    bundle = gathered(session.folder, session)
    bundle.save(tmp_path / "b.zip")
    with zipfile.ZipFile(tmp_path / "b.zip") as packed:
        saved = {name: packed.read(name).decode() for name in packed.namelist()}
    assert sorted(saved) == ["crash.log", "report.json", "settings.json"]
    for name, text in saved.items():
        assert f"{name}\n{text}" in bundle.shown()


def test_a_folder_that_is_gone_is_told(session: Session, tmp_path: Path):
    with pytest.raises(AdvisorError) as refused:
        gathered(session.folder).save(tmp_path / "gone" / "b.zip")
    assert "la carpeta ya no está" in str(refused.value)
    assert "ningún archivo a medias" in refused.value.advice


def test_a_full_disk_keeps_no_part_of_a_bundle(session: Session, tmp_path: Path):
    bundle = gathered(session.folder, session)
    with disk(tmp_path / "stick", 1) as stick:
        fill(stick)
        with pytest.raises(AdvisorError):
            bundle.save(stick / "b.zip")
        assert [path.name for path in stick.iterdir()] == ["ballast"]
