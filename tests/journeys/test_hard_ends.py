"""A run that ends without a word: the next one says so calmly, once, and knows where it was."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.test_nothing_readable import ROOT, environment

NOTICE = "sin avisar"

RUN = """
import ctypes, faulthandler, json, os, signal, sys, threading
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel
import ui.app as app

class Probe(app.Application):
    def _after_first_paint(self):
        super()._after_first_paint()
        self.turn = QTimer(self)
        self.turn.timeout.connect(self.look)
        self.turn.start(20)
    def look(self):
        if self.tasks.idle and self.window.context.session is not None:
            self.turn.stop()
            banner = self.window.banner
            print(json.dumps(banner and banner.text.text()), flush=True)
            self.window.go("firms")
            END[sys.argv[2]](self)

def fault(application):
    faulthandler._sigsegv()

def fault_elsewhere(application):
    thread = threading.Thread(target=fault, args=(application,))
    thread.start()
    thread.join()

END = {
    "close": lambda application: application.window.close(),
    "fault": fault,
    "fault elsewhere": fault_elsewhere,
    "fault of C": lambda application: ctypes.string_at(1),
    "abort": lambda application: os.abort(),
    "kill": lambda application: os.kill(os.getpid(), signal.SIGKILL),
    "log out": lambda application: os.kill(os.getpid(), signal.SIGTERM),
}
app.Application = Probe
sys.exit(app.run(["advisor-app", "--demo", "--workspace", sys.argv[1], "--lang", "es"]))
"""


class Laptop:
    """Starts the program again and again, with one home and one workspace."""

    def __init__(self, place: Path) -> None:
        self.home = place / "Hogar de Calamburina"
        self.home.mkdir()
        self.workspace = place / "w"
        self.code = 0

    def run(self, end: str) -> str | None:
        """What the window says after its start; then it ends in this way."""
        done = subprocess.run(
            [sys.executable, "-c", RUN, self.workspace, end],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            cwd=ROOT,
            env={
                **environment(self.home),
                "QT_QPA_PLATFORM": f"offscreen:configfile={ROOT / 'tests' / 'field_laptop.json'}",
            },
            timeout=100,
        )
        self.code = done.returncode
        assert done.stdout, done.stderr
        return json.loads(done.stdout)

    def logs(self) -> dict[str, str]:
        """The notes about failures, by the name of their file."""
        found = [path for path in self.home.rglob("log/*") if path.is_file()]
        return {path.name: path.read_text(encoding="utf-8") for path in found}


@pytest.fixture
def laptop(tmp_path: Path) -> Laptop:
    made = Laptop(tmp_path)
    assert made.run("close") is None
    assert made.logs() == {}, "an end as it should be leaves nothing"
    return made


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("end", ["fault", "fault elsewhere", "fault of C", "abort", "kill"])
def test_a_hard_end_is_told_at_the_next_start_and_only_there(laptop: Laptop, end: str) -> None:
    assert laptop.run(end) is None
    assert laptop.code < 0
    assert NOTICE in (laptop.run("close") or "")
    assert laptop.run("close") is None
    note = laptop.logs()["fault.log"]
    assert "screens: opening today firms" in note
    assert ("Fatal Python error" in note) == (end != "kill")
    if end.startswith("fault") and "C" not in end:
        assert 'File "<string>"' in note, "which line it was"
    for private in (str(ROOT), str(laptop.home), str(laptop.workspace)):
        assert private not in note


@pytest.mark.skipif(sys.platform == "win32", reason="Windows closes the windows instead")
def test_a_log_out_is_an_end_as_it_should_be(laptop: Laptop) -> None:
    laptop.run("log out")
    assert laptop.code == 0
    assert laptop.logs() == {}
    assert laptop.run("close") is None
