"""What nobody foresaw: the window lives on, and the notes about it name nobody."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt

from tests.journeys.prepared import WORDS, Prepared, empty, prepare
from tests.journeys.test_nothing_readable import ROOT, environment, leaks
from tests.journeys.visiting import SAID
from ui.dialogs.error import ErrorSheet

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.journeys.conftest import Starter

BREAK = f"""
import sys
import threading
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QLineEdit
import ui.app as app
from ui.dialogs.error import ErrorSheet

NAME = {SAID["person"]!r}

class Line(QLineEdit):
    def focusOutEvent(self, event):
        super().focusOutEvent(event)
        raise ValueError(NAME)

class Falls:
    def __del__(self):
        raise RuntimeError(NAME)

class Probe(app.Application):
    def _after_first_paint(self):
        super()._after_first_paint()
        self.line = Line(NAME, self.window)
        self.line.show()
        self.line.setFocus()
        self.ways = [self.in_a_slot, self.in_an_event, self.in_a_thread, self.in_a_task,
                     self.in_the_collector, self.look]
        self.turn = QTimer(self)
        self.turn.timeout.connect(self.next)
        self.turn.start(20)
    def next(self):
        if self.tasks.idle:
            self.ways.pop(0)()
    def in_a_slot(self):
        try:
            {{}}[NAME]
        except KeyError as error:
            raise ValueError(NAME) from error
    def in_an_event(self):
        self.line.clearFocus()
    def in_a_thread(self):
        thread = threading.Thread(target=self.in_a_slot)
        thread.start()
        thread.join()
    def in_a_task(self):
        self.tasks.run(self.in_a_slot, print)
    def in_the_collector(self):
        Falls()
    def look(self):
        sheets = self.window.findChildren(ErrorSheet)
        print("sheets", len(sheets))
        print(*(label.text() for one in sheets for label in one.findChildren(QLabel)))
        self.turn.stop()
        self._app.quit()

app.Application = Probe
print("ended", app.run(["advisor-app", "--workspace", sys.argv[1], "--lang", "es"]))
"""


def test_an_error_anywhere_leaves_a_note_without_the_name_it_carried(tmp_path: Path) -> None:
    folder = empty(tmp_path / "w")
    home = tmp_path / "home"
    home.mkdir()
    screens = f"offscreen:configfile={ROOT / 'tests' / 'field_laptop.json'}"
    done = subprocess.run(
        [sys.executable, "-c", BREAK, folder],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        cwd=ROOT,
        env={**environment(home), "QT_QPA_PLATFORM": screens},
        timeout=100,
    )
    assert "sheets 1\n" in done.stdout
    assert "Algo falló en el programa" in done.stdout
    assert "ended 0" in done.stdout
    (log,) = home.rglob("crash.log")
    notes = log.read_text(encoding="utf-8")
    assert notes.count("\n20") + 1 == 5, notes
    for place in ("in_a_slot", "focusOutEvent", "threading.py", "tasks.py", "__del__"):
        assert place in notes
    assert leaks(SAID, home, folder) == []
    assert SAID["person"] not in done.stdout + done.stderr


@pytest.fixture
def prepared(tmp_path: Path) -> Prepared:
    return prepare(tmp_path / "workspace")


def test_after_an_error_that_nobody_foresaw_the_interview_goes_on(
    start: Starter, prepared: Prepared, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    advisor = start()
    advisor.unlocks(WORDS)
    advisor.window.go("interview", assessment_id=prepared.assessment_id)
    screen: Any = advisor.arrive("interview")
    assessments = advisor.window.context.open_session.assessments

    def falls(*_arguments: object) -> None:
        raise RuntimeError("nobody foresaw this")

    monkeypatch.setattr(assessments, "answer", falls)
    with qtbot.captureExceptions() as raised:
        advisor.type("2")
        advisor.press(Qt.Key.Key_Return)
        advisor.wait(screen.view.trouble.isVisible, "a word about it")
        advisor.rest()
    assert {kind for kind, _error, _trace in raised} == {RuntimeError}
    assert "Algo falló en el programa" in screen.view.trouble.text.text()
    assert screen.flow.item.code == "D1.1"
    monkeypatch.undo()
    advisor.push(screen.view.retry)
    advisor.wait(lambda: screen.flow.item.code != "D1.1", "the next question")
    assert assessments.get(prepared.assessment_id).answers["D1.1"].level == 2


def test_the_sheet_of_an_error_keeps_the_keyboard_and_gives_it_back(
    start: Starter, prepared: Prepared
) -> None:
    advisor = start()
    advisor.unlocks(WORDS)
    advisor.window.go("interview", assessment_id=prepared.assessment_id)
    screen: Any = advisor.arrive("interview")
    advisor.window.show_failure("ValueError\n  ui/somewhere.py:1", None)
    advisor.wait(lambda: advisor.window.findChild(ErrorSheet).isActiveWindow(), "the sheet")
    advisor.press(Qt.Key.Key_Escape)
    advisor.rest()
    advisor.type("2")
    advisor.press(Qt.Key.Key_Return)
    advisor.wait(lambda: screen.flow.item.code != "D1.1", "the next question")
