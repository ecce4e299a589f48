"""Folders and bases that the window refuses, in words and untouched, and what it opens anyway."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt

from advisor_app.store import base
from advisor_app.store.database import connect
from advisor_app.store.vault import derive_key, load
from tests.disks import disk, read_only
from tests.journeys.prepared import WORDS, Prepared, empty, prepare
from tests.store.records import contents
from tests.test_cli_refusals import make_sqlite

if TYPE_CHECKING:
    from tests.journeys.conftest import Starter
    from ui.advisor import FieldAdvisor

NO_BASE = "Esta carpeta no contiene un espacio de trabajo que se pueda abrir."
UNTOUCHED = "No se cambió nada."


@pytest.fixture
def prepared(tmp_path: Path) -> Prepared:
    return prepare(tmp_path / "workspace")


def files(folder: Path) -> dict[str, bytes]:
    """What lies in a folder, but the window's own choices and the count of attempts."""
    return {
        name: data
        for name, data in contents(folder).items()
        if name not in ("settings.json", "attempts.json")
    }


def trouble(advisor: FieldAdvisor, *, after: str = "") -> str:
    """What the door says is wrong, after the passphrase where it still asks for one."""
    advisor.wait(lambda: advisor.application.idle is not None, "the first look at the folder")
    advisor.rest()
    screen: Any = advisor.screen
    if screen.route == "unlock" and screen.trouble is None and after:
        advisor.reach(screen.passphrase)
        advisor.type(after)
        advisor.press(Qt.Key.Key_Return)
        advisor.rest()
        screen = advisor.screen
    assert screen.route in ("opening", "unlock"), screen.route
    assert advisor.window.context.session is None
    if screen.trouble is None:
        return str(screen.field.error)
    assert screen.trouble.isVisible()
    return f"{screen.trouble.text.text()} {screen.trouble.advice.text()}"


def spoil(path: Path, what: str) -> None:
    path.unlink()
    if what == "another program's":
        make_sqlite(path)
    else:
        path.write_bytes({"garbage": b"basura" * 1000, "empty": b""}[what])


@pytest.mark.parametrize("what", ["garbage", "another program's", "empty"])
def test_a_base_that_is_no_base_is_explained_and_left_alone(
    start: Starter, prepared: Prepared, what: str
) -> None:
    spoil(prepared.folder / "advisor.db", what)
    before = files(prepared.folder)
    said = trouble(start(), after=WORDS)
    assert NO_BASE in said
    assert UNTOUCHED in said
    assert "copia de seguridad" in said
    assert files(prepared.folder) == before


@pytest.mark.parametrize("missing", ["advisor.db", "vault.json"])
def test_half_a_workspace_is_explained_and_left_alone(
    start: Starter, prepared: Prepared, missing: str
) -> None:
    (prepared.folder / missing).unlink()
    before = files(prepared.folder)
    assert NO_BASE in trouble(start(), after=WORDS)
    assert files(prepared.folder) == before


def test_the_base_of_another_workspace_is_explained_and_left_alone(
    start: Starter, prepared: Prepared, tmp_path: Path
) -> None:
    other = empty(tmp_path / "other")
    (prepared.folder / "advisor.db").write_bytes((other / "advisor.db").read_bytes())
    before = files(prepared.folder)
    assert NO_BASE in trouble(start(), after=WORDS)
    assert files(prepared.folder) == before


def test_a_newer_base_is_explained_and_left_alone(start: Starter, prepared: Prepared) -> None:
    key = derive_key(load(prepared.folder).unlock(WORDS), "base")
    with contextlib.closing(connect(prepared.folder / base.NAME, key)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = files(prepared.folder)
    said = trouble(start(), after=WORDS)
    assert "es de una versión más nueva del programa" in said
    assert "Instale la versión nueva" in said
    assert files(prepared.folder) == before


@pytest.mark.parametrize("bent", [b"", b"\xff\x00", b"[" * 100_000, b'{"format": 1e400}', b"null"])
def test_a_bent_vault_is_explained_and_left_alone(
    start: Starter, prepared: Prepared, bent: bytes
) -> None:
    (prepared.folder / "vault.json").write_bytes(bent)
    before = files(prepared.folder)
    assert NO_BASE in trouble(start(), after=WORDS)
    assert files(prepared.folder) == before


@pytest.mark.parametrize(
    "bent",
    [b"", b"\xff\x00", b"[" * 100_000, b"5", b'{"language": 1e400, "text_percent": []}'],
)
def test_bent_choices_of_the_window_are_no_choice(
    start: Starter, prepared: Prepared, bent: bytes
) -> None:
    (prepared.folder / "settings.json").write_bytes(bent)
    advisor = start(lang=None)
    advisor.unlocks(WORDS)
    assert len(advisor.window.context.open_session.firms.list()) == 1
    advisor.press(Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    screen: Any = advisor.arrive("settings")
    advisor.choose(screen.colours, "sun")
    assert json.loads((prepared.folder / "settings.json").read_bytes())["theme"] == "sun"


def test_choices_that_can_not_be_read_or_written_stop_nothing(
    start: Starter, prepared: Prepared
) -> None:
    (prepared.folder / "settings.json").mkdir()
    advisor = start(lang=None)
    advisor.unlocks(WORDS)
    advisor.press(Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    screen: Any = advisor.arrive("settings")
    advisor.choose(screen.colours, "dark")
    assert advisor.window.context.settings.theme == "dark"


def test_wrong_passphrases_are_told_and_slow_down_and_the_right_one_waits_its_turn(
    start: Starter, prepared: Prepared
) -> None:
    before = files(prepared.folder)
    advisor = start()
    for _wrong in range(3):
        said = trouble(advisor, after="otras palabras")
        assert "La contraseña no es la de este espacio de trabajo" in said
        assert "código de recuperación" in said
    assert "Espere" in trouble(advisor, after=WORDS)
    assert files(prepared.folder) == before


def test_a_folder_of_the_cloud_is_explained_and_nothing_is_made(
    start: Starter, tmp_path: Path
) -> None:
    place = tmp_path / "OneDrive - Ana" / "Advisor"
    said = trouble(start(folder=place))
    assert "se sincroniza con OneDrive, que dañaría la base" in said
    assert "Elija una carpeta en el disco de este computador" in said
    assert not place.exists()


def test_a_workspace_that_moved_into_the_cloud_is_left_alone(
    start: Starter, prepared: Prepared, tmp_path: Path
) -> None:
    place = tmp_path / "Dropbox" / "w"
    place.parent.mkdir()
    prepared.folder.rename(place)
    before = contents(place)
    assert "se sincroniza con Dropbox" in trouble(start(folder=place), after=WORDS)
    assert contents(place) == before


def test_a_folder_that_can_not_be_written_is_explained(start: Starter, tmp_path: Path) -> None:
    with disk(tmp_path / "disk") as place:
        prepare(place / "w")
        before = contents(place)
        with read_only(place):
            for folder in (place / "w", place / "new"):
                said = trouble(start(folder=folder), after=WORDS)
                assert "no se puede escribir" in said
                assert UNTOUCHED in said
        assert contents(place) == before
        advisor = start(folder=place / "w")
        advisor.unlocks(WORDS)


def test_a_second_window_is_refused_and_the_first_goes_on(
    start: Starter, prepared: Prepared, tmp_path: Path
) -> None:
    advisor = start()
    advisor.unlocks(WORDS)
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from ui.app import Application\n"
        "from ui.advisor import FieldAdvisor\n"
        "made = Application(QApplication([]), Path(sys.argv[1]), demo=False, lang='es')\n"
        "made.show()\n"
        "screen = FieldAdvisor(made).arrive('opening')\n"
        "print(screen.trouble.text.text(), screen.trouble.advice.text())\n"
        "made.close()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, prepared.folder],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert "ya está abierto en otra ventana" in done.stdout
    assert "ciérrela y vuelva a intentarlo" in done.stdout
    advisor.window.go("interview", assessment_id=prepared.assessment_id)
    screen: Any = advisor.arrive("interview")
    advisor.type("2")
    advisor.press(Qt.Key.Key_Return)
    advisor.wait(lambda: screen.flow.item.code != "D1.1", "the next question")


@pytest.mark.parametrize("command", [["check"], ["report", "--firm", "1", "--out", "r.pdf"]])
def test_the_command_line_is_refused_while_the_window_has_it_open(
    start: Starter, prepared: Prepared, tmp_path: Path, command: list[str]
) -> None:
    advisor = start()
    advisor.unlocks(WORDS)
    name, *rest = command
    words = [sys.executable, "-m", "advisor_app.cli", name, "--workspace", prepared.folder, *rest]
    environment = {**os.environ, "ADVISOR_PASSPHRASE": WORDS, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        words, capture_output=True, text=True, check=False, env=environment, cwd=tmp_path
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "ya está abierto en otra ventana" in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "r.pdf").exists()
    assert len(advisor.window.context.open_session.firms.list()) == 1
