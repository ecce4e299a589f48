"""A laptop that is lost: its work was copied to a stick, and comes back on another one, by keys."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt

from advisor_app.store.workspace import Workspace
from tests.disks import disk
from tests.journeys.prepared import WORDS, Prepared, prepare
from tests.store.copying import everything
from ui import copy_keeper

if TYPE_CHECKING:
    from tests.journeys.conftest import Starter
    from ui.advisor import FieldAdvisor

PHOTOS = 4


@pytest.fixture
def prepared(tmp_path: Path) -> Prepared:
    """A workspace with an open visit and some photos."""
    made = prepare(tmp_path / "workspace")
    workspace = Workspace.open(made.folder, WORDS)
    chance = random.Random(7)  # noqa: S311 - invented photos, no secrets
    for _photo in range(PHOTOS):
        workspace.attachments.put(chance.randbytes(200_000), "image/jpeg")
    workspace.close()
    return made


@pytest.fixture(autouse=True)
def _soon_quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copy_keeper, "QUIET_MS", 500)


def keeper(advisor: FieldAdvisor) -> Any:
    return advisor.window.context.copies


def sees(advisor: FieldAdvisor, words: str) -> None:
    """Wait until the light in the bar says so."""

    def said() -> bool:
        bar = advisor.window.bar
        return bar is not None and bar.light.text().startswith(words)

    advisor.wait(said, f"the light to say «{words}»")


def chooses_place(advisor: FieldAdvisor, stick: Path) -> None:
    """From the light in the bar to the folder dialog, by keys."""
    bar = advisor.window.bar
    assert bar is not None
    advisor.push(bar.light)
    screen: Any = advisor.arrive("second_copy")
    advisor.push(screen.place_button)
    advisor.names_file(stick)
    sees(advisor, "Este trabajo existe dos veces")


def restores(advisor: FieldAdvisor, stick: Path) -> None:
    """On the first day: from the folder to the passphrase, by keys."""
    door: Any = advisor.arrive("first_start")
    advisor.push(door.restore_button)
    screen: Any = advisor.arrive("restore")
    advisor.push(screen.place_button)
    advisor.names_file(stick)
    advisor.wait(lambda: screen.rows, "the copies to be listed")
    advisor.push(screen.rows[0])
    advisor.reach(screen.passphrase)
    advisor.type(WORDS)
    advisor.press(Qt.Key.Key_Return)
    advisor.arrive("today")


def test_after_a_visit_the_work_exists_twice_and_comes_back_on_another_laptop(
    start: Starter,
    prepared: Prepared,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with disk(tmp_path / "stick", megabytes=32) as stick:
        advisor = start(folder=prepared.folder)
        advisor.unlocks(WORDS)
        sees(advisor, "Solo en este equipo")
        chooses_place(advisor, stick)
        advisor.ends_visit(prepared.visit_id, Qt.Key.Key_6, reason="Derrumbe en la vía")
        sees(advisor, "Este trabajo existe dos veces")
        assert len(advisor.window.context.open_session.copies.copies()) >= 2
        old_code = advisor.window.context.open_session.advisor.device_code
        advisor.window.close()

        lost = tmp_path / "river"
        shutil.move(prepared.folder, lost)
        home = tmp_path_factory.mktemp("another laptop")
        for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
            monkeypatch.setenv(name, str(home))
        advisor = start(folder=home / "workspace")
        restores(advisor, stick)
        assert advisor.window.context.open_session.verify() == []
        new_code = advisor.window.context.open_session.advisor.device_code
        advisor.window.close()
    rows, files = content(lost)
    back_rows, back_files = content(home / "workspace")
    assert len(files) == PHOTOS
    assert back_files == files, "every photo, by its hash"
    differing = {name for name in rows if rows[name] != back_rows[name]}
    itself = {"advisor", "sync_state", "exchange"}
    assert differing == itself, "only the laptop itself is another one"
    assert new_code != old_code


def test_a_stick_that_is_away_is_no_hindrance_and_is_copied_to_when_it_is_back(
    start: Starter, prepared: Prepared, tmp_path: Path
) -> None:
    with disk(tmp_path / "kept", megabytes=32) as kept, disk(tmp_path / "stick") as stick:
        subprocess.run(["umount", stick], check=True)
        subprocess.run(["mount", "--bind", kept, stick], check=True)
        advisor = start(folder=prepared.folder)
        advisor.unlocks(WORDS)
        chooses_place(advisor, stick)
        subprocess.run(["umount", "-l", stick], check=True)
        advisor.ends_visit(prepared.visit_id, Qt.Key.Key_6, reason="Derrumbe en la vía")
        sees(advisor, "Solo en este equipo desde")
        assert advisor.window.banner is None, "said quietly"
        assert list(stick.iterdir()) == []
        subprocess.run(["mount", "--bind", kept, stick], check=True)
        keeper(advisor).look()
        sees(advisor, "Este trabajo existe dos veces")
        advisor.window.close()


def test_another_passphrase_is_carried_by_the_next_copy(
    start: Starter, prepared: Prepared, tmp_path: Path
) -> None:
    new = "caballo lluvia escalera"
    with disk(tmp_path / "stick", megabytes=32) as stick:
        advisor = start(folder=prepared.folder)
        advisor.unlocks(WORDS)
        chooses_place(advisor, stick)
        advisor.window.go("settings")
        settings: Any = advisor.arrive("settings")
        advisor.push(settings.change_passphrase)
        advisor.type(WORDS)
        for _field in range(2):
            advisor.press(Qt.Key.Key_Tab, times=2)
            advisor.type(new)
        advisor.press(Qt.Key.Key_Return)
        advisor.rest()
        copies = advisor.window.context.open_session.copies
        advisor.wait(lambda: not keeper(advisor).work and len(copies.copies()) == 2, "the copy")
        sees(advisor, "Este trabajo existe dos veces")
        advisor.window.close()
        advisor = start(folder=tmp_path / "new")
        door: Any = advisor.arrive("first_start")
        advisor.push(door.restore_button)
        screen: Any = advisor.arrive("restore")
        screen.look_into(stick)
        advisor.wait(lambda: screen.rows, "the copies to be listed")
        advisor.push(screen.rows[0])
        advisor.reach(screen.passphrase)
        advisor.type(WORDS)
        advisor.press(Qt.Key.Key_Return)
        advisor.wait(lambda: screen.passphrase_field.error, "the old one is refused")
        advisor.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        advisor.type(new)
        advisor.press(Qt.Key.Key_Return)
        advisor.arrive("today")
        advisor.window.close()


def content(folder: Path) -> Any:
    workspace = Workspace.open(folder, WORDS)
    try:
        return everything(workspace)
    finally:
        workspace.close()
