"""Lists as spreadsheets on the command line: out, in, and every wrong cell by its address."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from advisor_app import cli
from advisor_app.domain.standard import shipped_standard
from tests.builders import make_session
from tests.spreadsheet import panela
from tests.spreadsheet.breaking import with_cell

Said = pytest.CaptureFixture[str]


@pytest.fixture
def workspace(tmp_path: Path) -> str:
    """One that opens by itself."""
    folder = tmp_path / "workspace"
    make_session(folder).close()
    return str(folder)


def test_a_list_goes_out_and_comes_back_with_the_same_digest(tmp_path: Path, capsys: Said):
    file = str(tmp_path / "iso.xlsx")
    assert cli.main(["standard", "export", "iso_9001_2026@1.0", file]) == 0
    assert cli.main(["standard", "import", file, "--check", "--json"]) == 0
    facts = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert facts["digest"] == shipped_standard("iso_9001_2026").digest
    assert (facts["installed"], facts["problems"], facts["warnings"]) == (False, [], [])


@pytest.mark.parametrize("words", [["--template"], []])
def test_a_blank_template_is_written(tmp_path: Path, words: list[str], capsys: Said):
    from openpyxl import load_workbook

    file = tmp_path / "plantilla.xlsx"
    assert cli.main(["standard", "export", *words, str(file)]) == 0
    assert capsys.readouterr().out.strip() == str(file)
    assert load_workbook(file).sheetnames == ["Lista", "Secciones", "Requisitos", "Ayuda"]


def test_a_list_is_installed_and_named_and_exported(workspace: str, tmp_path: Path, capsys: Said):
    where = ["--workspace", workspace]
    assert cli.main(["standard", "import", str(panela.FILE), *where]) == 0
    said = capsys.readouterr().out
    assert "quedó instalada como versión 1.0, con 30 requisitos" in said
    assert cli.main(["standard", "list", "--json", *where]) == 0
    named = {one["id"]: one for one in json.loads(capsys.readouterr().out)}
    assert named["panela_propia"]["own"]
    assert len(named) == 37
    file = str(tmp_path / "p.xlsx")
    assert cli.main(["standard", "export", "panela_propia", file, *where]) == 0
    assert cli.main(["standard", "import", file, *where]) == 0
    assert "no cambió nada" in capsys.readouterr().out
    assert cli.main(["standard", "export", "panela_propia@3.0", file, *where]) == 2


def test_an_own_list_is_measured_like_any_other(workspace: str, tmp_path: Path, capsys: Said):
    sheet = tmp_path / "hoja.json"
    answers = {one[0]: "C" for one in panela.REQUIREMENTS}
    sheet.write_text(json.dumps({"standard": "panela_propia", "answers": answers}))
    assert cli.main(["gap", str(sheet)]) == 2
    assert "panela_propia" in capsys.readouterr().err
    cli.main(["standard", "import", str(panela.FILE), "--workspace", workspace])
    capsys.readouterr()
    assert cli.main(["gap", str(sheet), "--workspace", workspace]) == 0
    result = json.loads(capsys.readouterr().out)
    assert (result["readiness"], result["scheme"]["pass"]) == ("100.0", True)


def test_an_own_list_is_taken_away(workspace: str, capsys: Said):
    where = ["--workspace", workspace]
    assert cli.main(["standard", "import", str(panela.FILE), *where]) == 0
    assert cli.main(["standard", "remove", "panela_propia@1.0", *where]) == 0
    assert "ya no se ofrece" in capsys.readouterr().out
    assert cli.main(["standard", "remove", "panela_propia", *where]) == 2


def test_the_wrong_cells_are_named_one_a_line(workspace: str, tmp_path: Path, capsys: Said):
    file = tmp_path / "mala.xlsx"
    file.write_bytes(with_cell("Requisitos", "C14", "X"))
    assert cli.main(["standard", "import", str(file), "--workspace", workspace]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "\nRequisitos!C14: «X» no existe en «Gravedad»; use C, M, m o R\n" in said.err
    assert cli.main(["standard", "import", str(file), "--workspace", workspace, "--json"]) == 2
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert problem["cell"] == "Requisitos!C14"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["import", "nada.xlsx", "--check"], "nada.xlsx"),
        (["import", str(panela.FILE)], "--workspace"),
        (["export", "iso_9001_2015"], ".xlsx"),
        (["export", "nada", "x.xlsx"], "«nada»"),
        (["export", "--template", "iso_9001_2015", "x.xlsx"], "Sobran"),
        (["export", "a", "b", "x.xlsx"], "Sobran"),
    ],
)
def test_what_cannot_be_done_ends_with_2_and_says_why(words: list[str], said: str, capsys: Said):
    assert cli.main(["standard", *words]) == 2
    assert said in capsys.readouterr().err
