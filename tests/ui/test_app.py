"""The application as a process: quick to show, silent, locking by itself, keeping no values."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from advisor_app.domain import clock
from tests.ui.conftest import PASSPHRASE
from ui import settings as choices
from ui.app import Application
from ui.collector import Collector
from ui.crash import CrashNotes
from ui.idle import IdleWatch

HEAVY = (
    "sqlalchemy", "alembic", "reportlab", "PIL", "pikepdf", "argon2", "cryptography", "xlsxwriter",
    "PySide6.QtPrintSupport", "PySide6.QtPdf", "PySide6.QtPdfWidgets", "PySide6.QtNetwork",
)  # fmt: skip

SHOW = """
import json, sys
from PySide6.QtWidgets import QApplication
import ui.app as app
seen = {}
class Probe(app.Application):
    def _after_first_paint(self):
        seen["modules"] = sorted(sys.modules)
        seen["route"] = self.window.screen_shown.route
        super()._after_first_paint()
    def _settle(self, result):
        super()._settle(result)
        seen["warm"] = "sqlalchemy" in sys.modules
        self.window.close()
app.Application = Probe
code = app.run(["advisor-app", *sys.argv[1:]])
print(json.dumps(seen))
sys.exit(code)
"""


def start(*arguments: str) -> tuple[dict, str]:
    done = subprocess.run(
        [sys.executable, "-c", SHOW, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        cwd=Path(__file__).parents[2],
        env=os.environ,
    )
    return json.loads(done.stdout), done.stderr.replace(
        "This plugin does not support propagateSizeHints()\n", ""
    )


def test_the_window_is_seen_before_anything_heavy_is_loaded(tmp_path, folder):
    for place, route in ((tmp_path / "none", "first_start"), (folder, "unlock")):
        seen, errors = start("--workspace", str(place))
        assert seen["route"] == route
        assert [one for one in HEAVY if one in seen["modules"]] == []
        assert seen["warm"], "the services are loaded behind the window"
        assert errors == ""


def test_starting_leaves_no_file_with_a_name_in_it(tmp_path, folder, own_home):
    start("--workspace", str(folder), "--lang", "en")
    for file in own_home.rglob("*"):
        if file.is_file():
            assert b"Arboleda" not in file.read_bytes(), file


@pytest.fixture
def application(qapp, qtbot, tmp_path):
    made = []

    def make(folder: Path, *, demo: bool = False, lang: str | None = None) -> Application:
        made.append(Application(qapp, folder, demo=demo, lang=lang))
        qtbot.addWidget(made[-1].window)
        made[-1].show()
        return made[-1]

    yield make
    for one in made:
        one.close()


def test_a_folder_that_can_t_be_opened_is_explained_and_tried_again(application, tmp_path, qtbot):
    place = tmp_path / "a file"
    place.write_text("no folder")
    started = application(place)
    qtbot.waitUntil(lambda: started.window.screen_shown.route == "opening", timeout=20_000)
    screen = started.window.screen_shown
    qtbot.waitUntil(screen.trouble.isVisible)
    assert screen.retry.hasFocus()
    place.unlink()
    screen.retry.click()
    qtbot.waitUntil(lambda: started.window.screen_shown.route == "first_start")


def test_a_second_window_is_refused_politely(application, folder, qtbot):
    from advisor_app.services import entry

    session = entry.unlock(folder, PASSPHRASE)
    started = application(folder)
    qtbot.waitUntil(lambda: started.tasks.idle, timeout=20_000)
    shown = started.window.screen_shown
    if shown.route == "unlock":
        shown.passphrase.line.setText(PASSPHRASE)
        shown.open_button.click()
        qtbot.waitUntil(lambda: started.tasks.idle)
    assert "otra ventana" in started.window.screen_shown.trouble.text.text()
    session.close()


def test_a_demo_folder_opens_by_itself(application, session, qtbot):
    folder = session.folder
    session.close()
    started = application(folder)
    qtbot.waitUntil(lambda: started.window.screen_shown.route == "today", timeout=20_000)
    qtbot.waitUntil(started.window.bar.demo.isVisible)


def test_the_command_line_s_language_counts_for_this_time_only(application, folder, qtbot):
    from advisor_app import i18n
    from ui.settings import FILE_NAME

    started = application(folder, lang="en")
    assert i18n.language() == "en"
    assert started.window.screen_shown.route == "unlock"
    assert not (folder / FILE_NAME).exists()


def test_another_language_reaches_the_frame_around_the_screen_too(application, session, qtbot):
    folder = session.folder
    session.close()
    started = application(folder)
    qtbot.waitUntil(lambda: started.window.screen_shown.route == "today", timeout=20_000)
    started.settings.set(choices.LANGUAGE, "en")
    assert started.window.rail.buttons["today"].text() == "Today"
    started.settings.set(choices.LANGUAGE, "es")
    assert started.window.rail.buttons["today"].text() == "Hoy"


def test_idle_minutes_lock_and_the_way_back_is_kept(application, folder, qtbot):
    still = clock.FixedClock(datetime(2026, 11, 23, 11, 0, tzinfo=UTC))
    clock.use(still)
    started = application(folder)
    qtbot.waitUntil(lambda: started.tasks.idle, timeout=20_000)
    started.window.screen_shown.passphrase.line.setText(PASSPHRASE)
    started.window.screen_shown.open_button.click()
    qtbot.waitUntil(lambda: started.window.screen_shown.route == "today")
    started.window.go("settings")
    started.window.screen_shown.autolock.buttons["5"].click()
    qtbot.waitUntil(lambda: started.tasks.idle)
    started.idle.look()
    assert started.window.screen_shown.route == "settings"
    still.tick(timedelta(minutes=6))
    started.idle.look()
    assert started.window.screen_shown.route == "unlock"
    qtbot.waitUntil(lambda: started.tasks.idle)
    started.window.screen_shown.passphrase.line.setText(PASSPHRASE)
    started.window.screen_shown.open_button.click()
    qtbot.waitUntil(lambda: started.window.screen_shown.route == "settings")


def test_a_key_pressed_counts_as_somebody_there(qapp, qtbot):
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QLineEdit

    from tests.ui.hands import expose

    still = clock.FixedClock(datetime(2026, 11, 23, 11, 0, tzinfo=UTC))
    clock.use(still)
    watch = IdleWatch(qapp, 5)
    line = QLineEdit()
    expose(qtbot, line, 300, 60)
    still.tick(timedelta(minutes=4))
    qtbot.keyClick(line.windowHandle(), Qt.Key.Key_A)
    still.tick(timedelta(minutes=4))
    with qtbot.assertNotEmitted(watch.idle):
        watch.look()
    still.tick(timedelta(minutes=4))
    with qtbot.waitSignal(watch.idle):
        watch.look()
    watch.deleteLater()


def boom(name: str) -> None:
    raise ValueError(f"no such firm: {name}")


def test_a_note_about_a_failure_names_lines_and_never_values(tmp_path):
    shown = []
    notes = CrashNotes(tmp_path, lambda trace, file: shown.append((trace, file)))
    try:
        try:
            boom("Panadería Ñandú")
        except ValueError as error:
            raise RuntimeError("Panadería Ñandú") from error
    except RuntimeError as error:
        notes._caught(type(error), error, error.__traceback__)
    written = notes.file.read_text()
    assert "RuntimeError <- ValueError" in written
    assert "tests/ui/test_app.py" in written
    assert "Panader" not in written
    assert shown == [(written.partition(" ")[2].rstrip("\n"), notes.file)]


def test_a_failure_in_any_thread_is_noted(tmp_path, monkeypatch):
    notes = CrashNotes(tmp_path, lambda trace, file: None)
    monkeypatch.setattr(threading, "excepthook", notes._caught_in_thread)
    thread = threading.Thread(target=boom, args=("Café",))
    thread.start()
    thread.join()
    assert "ValueError" in notes.file.read_text()


def test_a_disk_that_takes_no_note_stops_nothing(tmp_path):
    (tmp_path / "file").write_text("")
    notes = CrashNotes(tmp_path / "file", lambda trace, file: None)
    assert "ValueError" in notes.note(ValueError("x"))


def test_the_collector_runs_between_events_and_gives_python_its_own_back(qapp):
    import gc

    collector = Collector()
    assert not gc.isenabled()
    collector.start()
    rings = []
    for _number in range(3000):
        ring: list = []
        ring.append(ring)
        rings.append(ring)
    rings.clear()
    collector.collect()
    collector.stop()
    assert gc.isenabled()


def test_qt_s_own_words_follow_the_language(application, tmp_path):
    from PySide6.QtCore import QCoreApplication

    started = application(tmp_path / "none")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancelar"
    started.window.screen_shown.language.click()
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


FAIL = """
import sys
from PySide6.QtCore import QTimer
import ui.app as app
from ui.dialogs.error import ErrorSheet
class Probe(app.Application):
    def _settle(self, result):
        super()._settle(result)
        QTimer.singleShot(0, self._fail)
    def _fail(self):
        QTimer.singleShot(50, self._look_at_it)
        raise ValueError("Panaderia")
    def _look_at_it(self):
        sheets = self.window.findChildren(ErrorSheet)
        print(len(sheets), sheets[0].trace.text().splitlines()[0])
        sheets[0].accept()
        self.window.close()
app.Application = Probe
sys.exit(app.run(["advisor-app", "--workspace", sys.argv[1]]))
"""


def test_an_unforeseen_error_is_shown_and_the_window_goes_on(tmp_path, own_home):
    done = subprocess.run(
        [sys.executable, "-c", FAIL, str(tmp_path / "none")],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        cwd=Path(__file__).parents[2],
        env=os.environ,
    )
    assert done.stdout.strip() == "1 ValueError"
    notes = [file.read_text() for file in own_home.rglob("crash.log")]
    assert len(notes) == 1
    assert "Panaderia" not in notes[0]
