"""Second copies from the command line: made, listed, restored, and refused with one clear line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from advisor_app import cli
from advisor_app.services.session import Session
from advisor_app.store.workspace import Workspace
from tests.builders import make_firm
from tests.store.records import CHEAP

PASSPHRASE = "cuatro palabras que uno"
Answer = tuple[int, str, str]


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    place = tmp_path / "stick"
    place.mkdir()
    return place


@pytest.fixture
def code(tmp_path: Path) -> str:
    """The recovery code of the workspace `w` behind `PASSPHRASE`."""
    workspace, code = Workspace.create(tmp_path / "w", PASSPHRASE, cost=CHEAP)
    session = Session(workspace)
    make_firm(session)
    session.close()
    (tmp_path / "passphrase").write_text(PASSPHRASE + "\n", encoding="utf-8")
    (tmp_path / "code").write_text(code + "\r\n", encoding="utf-8")
    return code


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]):
    def command(*words: object) -> Answer:
        code = cli.main([str(word) for word in words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


def backup(run, tmp_path: Path, *more: str) -> Answer:
    secret = ("--passphrase-file", tmp_path / "passphrase")
    return run("backup", "--workspace", tmp_path / "w", *secret, "--to", tmp_path / "stick", *more)


def restore(run, tmp_path: Path, to: str, *more: object) -> Answer:
    return run("restore", "--from", tmp_path / "stick", "--to", tmp_path / to, *more)


@pytest.mark.parametrize("option", ["--passphrase-file", "--recovery-code-file"])
def test_a_copy_is_made_listed_and_restored(
    run, tmp_path: Path, stick: Path, code: str, option: str
):
    exit_code, out, err = backup(run, tmp_path, "--json")
    assert (exit_code, err) == (0, "")
    made = json.loads(out)
    assert made["folder"] == str(stick)
    listed = json.loads(run("copies", stick, "--json")[1])
    assert [(row["state"], row["made_at"], row["size"]) for row in listed] == [
        ("whole", made["made_at"], made["size"])
    ]
    file = tmp_path / ("passphrase" if option == "--passphrase-file" else "code")
    exit_code, out, err = restore(run, tmp_path, "new", option, file, "--json")
    assert (exit_code, err) == (0, "")
    assert json.loads(out)["workspace"] == str(tmp_path / "new")
    check = ("check", "--workspace", tmp_path / "new", "--passphrase-file", tmp_path / "passphrase")
    assert run(*check)[0] == 0


def test_it_speaks_without_json_too(
    run, tmp_path: Path, stick: Path, code: str, monkeypatch: pytest.MonkeyPatch
):
    assert "Copia hecha y comprobada" in backup(run, tmp_path)[1]
    assert run("copies", stick)[1].count("whole") == 1
    monkeypatch.setenv("ADVISOR_PASSPHRASE", PASSPHRASE)
    assert "quedó completo" in restore(run, tmp_path, "new")[1]


def test_the_file_of_an_older_copy_can_be_named(run, tmp_path: Path, stick: Path, code: str):
    backup(run, tmp_path)
    backup(run, tmp_path)
    older = json.loads(run("copies", stick, "--json")[1])[1]["file"]
    secret = ("--passphrase-file", tmp_path / "passphrase")
    assert run("restore", "--from", older, "--to", tmp_path / "new", *secret)[0] == 0


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        ("nothing there", "ninguna copia"),
        ("no folder", "no se puede leer"),
        ("cut", "ninguna copia completa"),
        ("newer", "versión más nueva"),
        ("piece missing", "dañada"),
        ("other passphrase", "no se abre"),
        ("taken", "ya hay un espacio"),
    ],
)
def test_what_can_t_be_restored_is_refused_in_one_line(
    run, tmp_path: Path, stick: Path, code: str, harm: str, said: str
):
    if harm != "nothing there":
        backup(run, tmp_path)
    found = list(stick.glob("*/*/copies/*.copy"))
    secret = tmp_path / "passphrase"
    match harm:
        case "no folder":
            stick.rename(tmp_path / "pocket")
        case "cut":
            found[0].write_bytes(found[0].read_bytes()[:-1])
        case "newer":
            raw = found[0].read_bytes()
            found[0].write_bytes(raw.replace(b'"format":1', b'"format":9', 1))
        case "piece missing":
            next(stick.glob("*/*/data/*/*")).unlink()
        case "other passphrase":
            secret = tmp_path / "code"
        case "taken":
            Workspace.create(tmp_path / "new", "", demo=True)[0].close()
    exit_code, out, err = restore(run, tmp_path, "new", "--passphrase-file", secret)
    assert (exit_code, out) == (2, "")
    assert err.count("\n") == 1
    assert said in err


def test_a_place_that_will_not_do_is_refused(run, tmp_path: Path, stick: Path, code: str):
    workspace = tmp_path / "w"
    secret = ("--passphrase-file", tmp_path / "passphrase")
    for place in (workspace, tmp_path / "nowhere", tmp_path / "code"):
        exit_code, out, err = run("backup", "--workspace", workspace, *secret, "--to", place)
        assert (exit_code, out) == (2, "")
        assert err.startswith("advisor-cli: ")
