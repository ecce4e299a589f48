"""Windows for tests: dressed, on a laptop's screen, with somebody who types."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QCoreApplication

from advisor_app.services import camera
from advisor_app.services.session import Session
from advisor_app.store import copy_place
from advisor_app.store.vault import Cost
from advisor_app.store.workspace import Workspace
from tests.builders import make_session
from tests.ui.hands import expose
from ui import accessible, theme
from ui.context import Context
from ui.main_window import MainWindow
from ui.settings import WindowSettings
from ui.tasks import Tasks

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from advisor_app.domain.errors import AdvisorError

PASSPHRASE = "cuatro palabras que uno"
CHEAP = Cost(memory_kib=64, passes=1, lanes=1)


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The command line of the application, with the style that the program takes."""
    return ["advisor-app", *theme.STYLE_ARGUMENTS]


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application, dressed as the user sees it."""
    qapp.setCursorFlashTime(0)
    theme.dress(qapp, WindowSettings())
    accessible.install()
    return qapp


@pytest.fixture
def settings(qapp: QApplication, tmp_path: Path) -> Iterator[WindowSettings]:
    """The window's choices, dressed again when a test changes them."""
    made = WindowSettings(tmp_path / "settings.json")
    dressed = False

    def dress(_key: str) -> None:
        nonlocal dressed
        dressed = True
        theme.dress(qapp, made)

    made.changed.connect(dress)
    yield made
    made.changed.disconnect(dress)
    if dressed:
        theme.dress(qapp, WindowSettings())


@pytest.fixture(autouse=True)
def no_camera(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test opens the camera of whoever runs it."""
    monkeypatch.setattr(camera, "program_of", lambda _system: None)


class WaitingTasks(Tasks):
    """The real tasks, with a way for a test to wait until all is answered."""

    def wait_idle(self, timeout: float = 10.0) -> None:
        """Let events run until no work is left."""
        end = time.monotonic() + timeout
        while not self.idle:
            QCoreApplication.processEvents()
            assert time.monotonic() < end, "the work did not end"


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[WaitingTasks]:
    """Real worker threads, ended with the test."""
    made = WaitingTasks()
    yield made
    made.close()


class RecordingNavigator:
    """Stands in for the main window: remembers where a screen wanted to go."""

    def __init__(self) -> None:
        self.visited: list[tuple[str, dict[str, Any]]] = []
        self.said: list[str] = []
        self.errors: list[AdvisorError] = []
        self.retry: Callable[[], None] | None = None
        self.sessions: list[Any] = []
        self.backs = 0
        self.waiting = 0
        self.locks = 0
        self.acts: list[str] = []

    def go(self, route: str, **params: Any) -> None:
        self.visited.append((route, params))

    def back(self) -> None:
        self.backs += 1

    def say(self, text: str) -> None:
        self.said.append(text)

    def explain(self, error: AdvisorError, retry: Callable[[], None] | None = None) -> None:
        self.errors.append(error)
        self.retry = retry

    def entered(self, session: Any) -> None:
        self.sessions.append(session)

    def show_waiting(self, count: int) -> None:
        self.waiting = count

    def lock(self) -> None:
        self.locks += 1

    def act(self, name: str) -> None:
        self.acts.append(name)


@pytest.fixture
def navigator() -> RecordingNavigator:
    """Where a screen alone wants to go."""
    return RecordingNavigator()


@pytest.fixture
def context(
    navigator: RecordingNavigator, tasks: WaitingTasks, settings: WindowSettings, tmp_path: Path
) -> Iterator[Context]:
    """A context without a session, unless a test asks for one."""
    made = Context(navigator, tasks, settings, tmp_path / "workspace")
    tasks.failed.connect(navigator.explain)
    yield made
    made.copies.close()


@pytest.fixture
def session(context: Context, tmp_path: Path) -> Iterator[Session]:
    """An open workspace that needs no passphrase; empty, and given to every screen."""
    opened = make_session(tmp_path / "workspace")
    context.session = opened
    yield opened
    context.tasks.close()
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace behind the passphrase ``PASSPHRASE``, closed."""
    place = tmp_path / "locked"
    workspace, _code = Workspace.create(place, PASSPHRASE, cost=CHEAP)
    made = Session(workspace)
    made.introduce("Lucía Arboleda")
    made.close()
    return place


@pytest.fixture
def closed_window(
    qtbot: QtBot, tasks: WaitingTasks, settings: WindowSettings, folder: Path
) -> Iterator[MainWindow]:
    """The main window before a locked workspace, on the screen of the field laptop."""
    yield from _window(qtbot, MainWindow(tasks, settings, folder))


@pytest.fixture
def window(
    qtbot: QtBot, tasks: WaitingTasks, settings: WindowSettings, session: Session
) -> Iterator[MainWindow]:
    """The main window in an open workspace, at Today."""
    for made in _window(qtbot, MainWindow(tasks, settings, session.folder)):
        made.entered(session)
        tasks.wait_idle()
        yield made


def _window(qtbot: QtBot, made: MainWindow) -> Iterator[MainWindow]:
    expose(qtbot, made, 1366, 768)
    yield made
    made.close_workspace()
    made.deleteLater()


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that counts as another disk."""
    monkeypatch.setattr(copy_place, "is_on_same_disk", lambda _place, _workspace: False)
    place = tmp_path / "stick"
    place.mkdir()
    return place
