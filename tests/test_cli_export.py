"""Workbooks of answers on the command line."""

from __future__ import annotations

import json
from contextlib import ExitStack
from pathlib import Path

import pytest
from openpyxl import load_workbook

from advisor_app import cli
from tests.builders import answer_everything, make_draft, make_firm, make_session
from tests.disks import disk, fill, read_only

Said = pytest.CaptureFixture[str]


@pytest.fixture
def workspace(tmp_path: Path) -> str:
    """A firm with a diagnosis and two gaps."""
    folder = tmp_path / "workspace"
    session = make_session(folder)
    firm = make_firm(session)
    _visit, draft = make_draft(session, firm)
    answer_everything(session, draft)
    session.gaps.start(firm.id, "codex_haccp")
    session.gaps.start(firm.id, "iso_27001")
    session.close()
    return str(folder)


def exported(workspace: str, capsys: Said, *words: str) -> tuple[list[str], dict[str, str]]:
    file = Path(workspace).with_name("out.xlsx")
    firm = ["--workspace", workspace, "--firm", "800197268"]
    assert cli.main(["export", *firm, *words, "--json", "--out", str(file)]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["file"] == str(file)
    return load_workbook(file).sheetnames, facts


def test_the_diagnosis_is_what_is_exported_when_nothing_is_said(workspace: str, capsys: Said):
    assert exported(workspace, capsys)[0] == ["Resumen", "Dimensiones", "Respuestas"]


def test_a_gap_is_the_latest_or_that_of_the_list_named(workspace: str, capsys: Said):
    names, latest = exported(workspace, capsys, "--kind", "gap", "--lang", "en")
    assert names == ["Summary", "Chapters", "Requirements"]
    other = exported(workspace, capsys, "--kind", "gap", "--standard", "codex_haccp")[1]
    assert other["id"] != latest["id"]


def test_the_plan_is_of_the_firm(workspace: str, capsys: Said):
    assert exported(workspace, capsys, "--kind", "plan")[0] == [
        "Acciones", "Lo que cierra", "Resumen",
    ]  # fmt: skip


@pytest.mark.parametrize("place", ["no folder", "a folder", "a full disk", "read only"])
def test_a_place_that_takes_no_file_is_said_and_nothing_half_is_left(
    workspace: str, capsys: Said, tmp_path: Path, place: str
):
    out = tmp_path / "out"
    words = ["export", "--workspace", workspace, "--firm", "800197268", "--kind", "plan", "--out"]
    with ExitStack() as held:
        if place == "no folder":
            out = out / "nada" / "plan.xlsx"
        elif place == "a folder":
            out.mkdir()
        else:
            small = held.enter_context(disk(out, 1))
            out /= "plan.xlsx"
            if place == "a full disk":
                fill(small)
            else:
                held.enter_context(read_only(small))
        assert cli.main([*words, str(out)]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert len(said.err.splitlines()) <= 3
        assert "Traceback" not in said.err
        assert {one.name for one in (tmp_path / "out").rglob("*")} <= {"ballast"}


def test_what_the_firm_does_not_have_is_said(workspace: str, capsys: Said):
    words = ["--workspace", workspace, "--firm", "800197268", "--kind", "gap"]
    out = str(Path(workspace).with_name("out.xlsx"))
    assert cli.main(["export", *words, "--standard", "iso_9001_2015", "--out", out]) == 2
    assert "Respuestas de la brecha" in capsys.readouterr().err
    assert not Path(out).exists()
