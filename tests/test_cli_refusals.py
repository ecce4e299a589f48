"""Places and files that the command line refuses: one sentence, exit code 2, nothing changed."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
from pathlib import Path

import pytest

from advisor_app import cli
from tests.disks import disk, fill, read_only
from tests.journeys.prepared import WORDS, Prepared, prepare
from tests.store.records import contents

Said = pytest.CaptureFixture[str]


def refusal(said: Said, *words: str | Path) -> str:
    """The one line that a refused command says."""
    code = cli.main([str(word) for word in words])
    out, err = said.readouterr()
    assert (code, out) == (2, ""), err
    assert err.startswith("advisor-cli: ")
    assert err.count("\n") == 1
    assert "Traceback" not in err
    return err


@pytest.fixture
def prepared(tmp_path: Path) -> Prepared:
    return prepare(tmp_path / "workspace", nit="999000101", nit_dv="0")


@pytest.fixture
def report(prepared: Prepared, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The words of a report that would be made."""
    monkeypatch.setenv("ADVISOR_PASSPHRASE", WORDS)
    return ["report", "--workspace", str(prepared.folder), "--firm", "999000101", "--out"]


# --- Workspaces ------------------------------------------------------------------------------


def make_sqlite(path: Path) -> None:
    base = sqlite3.connect(path)
    base.execute("CREATE TABLE notas (texto)")
    base.commit()
    base.close()


@pytest.mark.parametrize("what", ["garbage", "another program's", "empty"])
def test_a_base_that_is_no_base_is_refused_untouched(tmp_path: Path, capsys: Said, what: str):
    path = tmp_path / "w" / "advisor.db"
    path.parent.mkdir()
    if what == "another program's":
        make_sqlite(path)
    else:
        path.write_bytes(b"basura" * 1000 if what == "garbage" else b"")
    before = contents(path.parent)
    for words in (("check", "--workspace", path.parent), ("demo", path.parent)):
        said = refusal(capsys, *words)
        assert "no contiene un espacio de trabajo que se pueda abrir" in said
        assert "No se cambió nada" in said
    assert contents(path.parent) == before


@pytest.mark.parametrize("what", ["garbage", "another program's", "empty"])
def test_a_workspace_whose_base_was_replaced_is_refused_untouched(
    prepared: Prepared, capsys: Said, what: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("ADVISOR_PASSPHRASE", WORDS)
    path = prepared.folder / "advisor.db"
    path.unlink()
    if what == "another program's":
        make_sqlite(path)
    else:
        path.write_bytes(b"basura" * 1000 if what == "garbage" else b"")
    before = contents(prepared.folder)
    assert "No se cambió nada" in refusal(capsys, "check", "--workspace", prepared.folder)
    assert contents(prepared.folder) == before


def test_another_passphrase_is_refused(prepared: Prepared, capsys: Said, tmp_path: Path):
    file = tmp_path / "clave.txt"
    file.write_text("otra clave cualquiera\n", encoding="utf-8")
    said = refusal(capsys, "check", "--workspace", prepared.folder, "--passphrase-file", file)
    assert "La contraseña no es la de este espacio de trabajo" in said
    assert "otra clave" not in said


def test_somebody_s_workspace_is_no_demo_and_stays_as_it_is(prepared: Prepared, capsys: Said):
    before = contents(prepared.folder)
    assert "no la demostración" in refusal(capsys, "demo", prepared.folder)
    assert contents(prepared.folder) == before


def places(tmp_path: Path) -> dict[str, Path]:
    file = tmp_path / "un archivo"
    file.write_text("hola")
    circle = tmp_path / "circle"
    circle.symlink_to(circle)
    return {
        "a file": file,
        "below a file": file / "w",
        "a circle of links": circle,
        "below a circle": circle / "w",
        "a name too long": tmp_path / ("ñ" * 300),
        "of nobody": Path("~nobody-of-this-name/w"),
        "where no folder can be": Path("/proc/advisor/w"),
        "OneDrive": tmp_path / "OneDrive - Ana" / "w",
        "Dropbox": tmp_path / "dropbox" / "w",
    }  # fmt: skip


@pytest.mark.skipif(sys.platform == "win32", reason="these are places of Linux")
def test_places_that_can_hold_no_workspace_are_refused_in_words(tmp_path: Path, capsys: Said):
    for what, place in places(tmp_path).items():
        said = refusal(capsys, "demo", place)
        assert "No se cambió nada" in said, what
        if what in ("OneDrive", "Dropbox"):
            assert f"se sincroniza con {what}" in said
        refusal(capsys, "check", "--workspace", place)
    assert not (tmp_path / "OneDrive - Ana").exists()


def test_a_disk_that_can_not_be_written_is_refused(tmp_path: Path, capsys: Said):
    with disk(tmp_path / "disk") as place:
        prepare(place / "w")
        before = contents(place)
        with read_only(place):
            for words in (("check", "--workspace", place / "w"), ("demo", place / "new")):
                assert "no se puede escribir" in refusal(capsys, *words)
        assert contents(place) == before


# --- Reports ---------------------------------------------------------------------------------


def test_a_report_goes_only_where_a_file_can_be(report: list[str], capsys: Said, tmp_path: Path):
    assert "es de una carpeta" in refusal(capsys, *report, "")
    assert "es de una carpeta" in refusal(capsys, *report, tmp_path)
    assert "la carpeta ya no está" in refusal(capsys, *report, tmp_path / "usb" / "r.pdf")
    assert "No se pudo guardar" in refusal(capsys, *report, tmp_path / ("ñ" * 300 + ".pdf"))


@pytest.mark.skipif(sys.platform == "win32", reason="a device of Linux")
def test_a_report_never_takes_the_place_of_a_device(
    report: list[str], capsys: Said, tmp_path: Path
):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert "no es de un archivo" in refusal(capsys, *report, pipe)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_firm_that_is_not_named_is_not_just_any_firm(
    report: list[str], capsys: Said, tmp_path: Path
):
    for number in ("", " ", "-", "0", "OF-"):
        words = [*report]
        words[words.index("999000101")] = number
        assert "No se encontró" in refusal(capsys, *words, tmp_path / "r.pdf")
    assert not (tmp_path / "r.pdf").exists()


def test_a_full_disk_keeps_no_half_report(report: list[str], capsys: Said, tmp_path: Path):
    with disk(tmp_path / "disk") as place:
        fill(place, leaving=20_000)
        old = place / "viejo.pdf"
        old.write_bytes(b"%PDF de ayer")
        for path in (place / "nuevo.pdf", old):
            assert "El disco está lleno" in refusal(capsys, *report, path)
        assert {path.name for path in place.iterdir()} == {"ballast", "viejo.pdf"}
        assert old.read_bytes() == b"%PDF de ayer"


def test_a_disk_that_can_not_force_a_folder_takes_a_report_all_the_same(
    report: list[str], capsys: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    force = os.fsync

    def picky(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(22, "Invalid argument")
        force(handle)

    monkeypatch.setattr(os, "fsync", picky)
    assert cli.main([*report, str(tmp_path / "r.pdf")]) == 0
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")
