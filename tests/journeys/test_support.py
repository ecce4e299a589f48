"""The bundle for support, saved through the real window after real failures, names nobody."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from advisor_app.domain.nit import check_digit
from advisor_app.services import entry
from tests.builders import rated
from tests.journeys.prepared import WORDS, prepare
from tests.journeys.supporting import NAME
from tests.journeys.test_nothing_readable import CHOSEN, ROOT, environment, leaks
from tests.journeys.visiting import NIT, SAID

SECRETS = {
    **{what: SAID[what] for what in ("firm", "NIT", "person", "place", "note")},
    "passphrase": WORDS,
    "folder": CHOSEN,
    "user": "Zapatoca",
}


class Desk:
    """A laptop whose user, folders, firm and notes are all words found nowhere else."""

    def __init__(self, place: Path) -> None:
        self.home = place / SECRETS["user"]
        self.chosen = self.home / CHOSEN
        self.workspace = self.home / "w"
        self.chosen.mkdir(parents=True)
        fields = {"legal_name": SAID["firm"], "nit": NIT, "nit_dv": check_digit(NIT)}
        prepared = prepare(self.workspace, **fields)
        session = entry.unlock(self.workspace, WORDS)
        answer = rated("D1.1", 3, note=SAID["note"])
        session.assessments.answer(prepared.assessment_id, answer, prepared.visit_id, "D1.2")
        session.close()

    def run(self, what: str) -> tuple[int, str]:
        """Exit code and words of a run."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.journeys.supporting", self.workspace, self.chosen, what],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            cwd=ROOT,
            env=environment(self.home),
            timeout=100,
        )
        return done.returncode, done.stdout + done.stderr

    def saved(self, into: Path) -> dict[str, str]:
        """What the bundle holds, unpacked."""
        with zipfile.ZipFile(self.chosen / NAME) as packed:
            packed.extractall(into)
            return {name: packed.read(name).decode() for name in packed.namelist()}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends the process differently")
def test_after_failures_of_every_kind_the_bundle_tells_where_and_names_nobody(
    desk: Desk, tmp_path: Path
) -> None:
    code, _said = desk.run("falls")
    assert code < 0
    code, said = desk.run("saves")
    assert code == 0, said
    assert f"Guardado: {NAME}" in said
    bundle = desk.saved(tmp_path / "unpacked")
    assert sorted(bundle) == ["crash.log", "fault.log", "report.json", "settings.json"]
    assert "Segmentation fault" in bundle["fault.log"]
    assert "tests/journeys/supporting.py" in bundle["fault.log"]
    assert bundle["crash.log"].count("ValueError") == 2
    report = json.loads(bundle["report.json"])
    assert report["window"]["screens"][-2:] == ["today", "firm"]
    assert report["window"]["failure"][0] == "ValueError"
    assert report["workspace"]["sound"] is True
    assert report["workspace"]["rows"]["answer"] == 1
    assert leaks(SECRETS, tmp_path / "unpacked") == []
    assert leaks({**SECRETS, "logs": str(ROOT)}, *desk.home.rglob("log")) == []


def test_a_workspace_that_stays_closed_can_be_reported_from_its_door(
    desk: Desk, tmp_path: Path
) -> None:
    code, said = desk.run("gives-up")
    assert code == 0, said
    report = json.loads(desk.saved(tmp_path / "unpacked")["report.json"])
    assert report["workspace"] == {"state": "locked"}
    assert leaks(SECRETS, tmp_path / "unpacked") == []
