"""A demo that is cut off while it is built leaves no half, and harms nothing around it."""

from __future__ import annotations

import hashlib
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from advisor_app.domain.errors import AdvisorError
from advisor_app.services import entry
from advisor_app.store.workspace import Workspace
from tests.disks import disk, fill

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")

TELL_EACH_FIRM = """
import sys
from pathlib import Path
from advisor_app.services import demo, entry
visit = demo._visit_firm
def told(session, one):
    visit(session, one)
    print("firm", flush=True)
demo._visit_firm = told
entry.open_demo(Path(sys.argv[1])).close()
"""

DIE_BEFORE_A_MOVE = """
import os, signal, sys
from pathlib import Path
from advisor_app.store.workspace import Workspace
moves = 0
def watch(event, arguments):
    global moves
    if event == "os.rename":
        moves += 1
        if moves == int(sys.argv[2]):
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(watch)
photo = lambda workspace: workspace.attachments.put(b"una foto", "image/jpeg")
Workspace.build_demo(Path(sys.argv[1]), photo)
print("moves", moves)
"""
MOVES = 7
PHOTO = b"una foto"
PHOTO_NAME = hashlib.sha256(PHOTO).hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with something of the user's own in it."""
    place = tmp_path / "demo"
    place.mkdir()
    (place / "mis notas.txt").write_text("importante", encoding="utf-8")
    return place


def child(script: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)], stdout=subprocess.PIPE, text=True
    )


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def with_photo(workspace: Workspace) -> None:
    workspace.attachments.put(PHOTO, "image/jpeg")


def test_a_kill_while_it_is_filled_leaves_no_half_and_the_next_start_builds_it(
    folder: Path,
) -> None:
    with child(TELL_EACH_FIRM, folder) as building:
        assert building.stdout is not None
        for _firm in range(4):
            assert building.stdout.readline() == "firm\n"
        with pytest.raises(AdvisorError, match="ya está abierto en otra ventana"):
            entry.open_demo(folder)  # two who want it at once do not spoil it
        building.send_signal(signal.SIGKILL)
    assert building.returncode == -signal.SIGKILL
    assert entry.inspect(folder) == "absent"
    assert (folder / "mis notas.txt").read_text(encoding="utf-8") == "importante"
    session = entry.open_demo(folder)
    try:
        assert len(session.firms.list()) == 12
        assert session.verify() == []
    finally:
        session.close()
    assert names(folder) == {"advisor.db", "vault.json", "lock", "mis notas.txt"}
    assert (folder / "mis notas.txt").read_text(encoding="utf-8") == "importante"


@pytest.mark.parametrize("move", range(1, MOVES + 1))
def test_a_kill_while_it_is_moved_in_leaves_all_or_nothing(folder: Path, move: int) -> None:
    with child(DIE_BEFORE_A_MOVE, folder, move) as building:
        pass
    assert building.returncode == -signal.SIGKILL
    if entry.inspect(folder) == "absent":
        Workspace.build_demo(folder, with_photo)
    workspace = Workspace.open_demo(folder)
    assert workspace.attachments.get(PHOTO_NAME) == PHOTO
    workspace.close()
    assert names(folder) - {"building"} == {
        "advisor.db",
        "attachments",
        "vault.json",
        "lock",
        "mis notas.txt",
    }


def test_there_are_no_more_moves_than_were_tried(folder: Path) -> None:
    with child(DIE_BEFORE_A_MOVE, folder, 1_000) as building:
        assert building.stdout is not None
        assert building.stdout.read() == f"moves {MOVES}\n"


def test_a_folder_said_with_a_dot_is_as_good_as_any(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    Workspace.build_demo(Path(), with_photo)
    assert entry.inspect(folder) == "demo"


def test_a_disk_of_its_own_takes_it_too_and_a_full_one_keeps_nothing(tmp_path: Path) -> None:
    with disk(tmp_path / "disk") as place:
        ballast = fill(place, leaving=700_000)
        with pytest.raises(AdvisorError, match="disco está lleno"):
            Workspace.build_demo(place, lambda w: w.attachments.put(bytes(900_000), "image/jpeg"))
        assert names(place) <= {"ballast", "lock"}
        ballast.unlink()
        Workspace.build_demo(place, with_photo)
        assert entry.inspect(place) == "demo"
