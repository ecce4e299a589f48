"""The command line: sheets in, results out, one clear line for what is wrong."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from advisor_app import __version__, cli
from advisor_app.i18n import language
from tests.domain.test_score_sheet import sheet


class Console:
    """Standard input and what was printed."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def run(self, *words: str, typed: bytes = b"") -> tuple[int, str, str]:
        stdin = io.TextIOWrapper(io.BytesIO(typed), encoding="utf-8")
        self._monkeypatch.setattr(sys, "stdin", stdin)
        code = cli.main(words)
        said = self._capsys.readouterr()
        return code, said.out, said.err


@pytest.fixture
def console(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Console:
    return Console(monkeypatch, capsys)


def test_a_sheet_in_a_file_is_scored(console: Console, tmp_path: Path):
    file = tmp_path / "hoja.json"
    file.write_text(json.dumps(sheet()), encoding="utf-8")
    code, out, err = console.run("score", str(file))
    assert (code, err) == (0, "")
    assert json.loads(out)["S"] == "2.12"


def test_a_sheet_with_a_byte_order_mark_is_scored(console: Console, tmp_path: Path):
    file = tmp_path / "hoja.json"
    file.write_text(json.dumps(sheet()), encoding="utf-8-sig")
    assert console.run("score", str(file), "--json")[0] == 0


def test_a_dash_reads_standard_input(console: Console):
    code, out, _err = console.run("score", "-", typed=json.dumps([sheet("F02")]).encode())
    assert code == 0
    assert json.loads(out)[0]["rule"] == "RT2"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (b'{"form": "long"}', "«form»"),
        (b"{", "JSON"),
        (b"\xff\xfe\x00", "UTF-8"),
    ],
)
def test_bad_input_ends_with_2_and_one_line(console: Console, typed: bytes, said: str):
    code, out, err = console.run("score", "-", typed=typed)
    assert (code, out) == (2, "")
    assert err.startswith("advisor-cli: ")
    assert err.count("\n") == 1
    assert said in err


def test_a_file_that_is_not_there_ends_with_2(console: Console, tmp_path: Path):
    code, out, err = console.run("score", str(tmp_path / "nada.json"))
    assert (code, out) == (2, "")
    assert "nada.json" in err
    assert console.run("score", str(tmp_path))[0] == 2


def test_messages_come_in_the_language_asked_for(console: Console):
    assert console.run("--lang", "en", "score", "-", typed=b"{")[0] == 2
    assert language() == "en"


@pytest.mark.parametrize("words", [[], ["dance"], ["score"], ["--lang", "fr", "score", "-"]])
def test_words_that_mean_nothing_end_with_2(words: list[str], capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as caught:
        cli.main(words)
    assert caught.value.code == 2
    assert "usage" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["--help"], ["score", "--help"], ["--version"]])
def test_help_is_there(words: list[str], capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as caught:
        cli.main(words)
    assert caught.value.code == 0
    shown = capsys.readouterr().out
    assert "score" in shown or __version__ in shown


def test_a_console_of_another_code_page_loses_nothing_it_can_show():
    # «ñ» and quotes are not in cp437's neighbour cp1252 on every console: the answer must not fail
    done = subprocess.run(
        [sys.executable, "-m", "advisor_app.cli", "score", "-"],
        input=b'{"form": "\xc3\xb1"}',
        capture_output=True,
        env={"PYTHONIOENCODING": "ascii", "PATH": ""},
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith(b"advisor-cli: ")
    assert b"Traceback" not in done.stderr


def test_a_blank_form_is_written(console: Console, tmp_path: Path):
    file = tmp_path / "formulario.pdf"
    code, out, err = console.run(
        "form", "--round", "full", "--sector", "tourism", "--lang", "en", "--out", str(file)
    )
    assert (code, err) == (0, "")
    assert out.strip() == str(file)
    assert file.read_bytes().startswith(b"%PDF")


def test_a_blank_form_of_no_sector_is_refused(console: Console, tmp_path: Path):
    file = tmp_path / "formulario.pdf"
    code, _out, err = console.run("form", "--sector", "banca", "--out", str(file))
    assert code == cli.BAD_INPUT
    assert "banca" in err
    assert not file.exists()
