"""The gates that every screen passes, in each language and size of text.

Every control has a name, nothing is clipped, Tab visits each control once and comes back, no
text has a hole in it, and closing leaves nothing behind.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
import shiboken6
from PySide6.QtCore import QAbstractAnimation, QCoreApplication, QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)

from advisor_app import i18n
from tests.ui.conftest import WaitingTasks
from tests.ui.gates import (
    LEAST_TARGET,
    about,
    button_is_clipped,
    controls,
    has_a_hole,
    hides_its_text,
    is_in_sight,
    is_tab_stop,
    is_target,
    label_is_clipped,
    name_of,
    tab_stop,
    tab_walk,
)
from tests.ui.scenes import Scene, make_scene
from ui import settings as choices
from ui import theme
from ui.main_window import MainWindow
from ui.screens import REGISTRY, WITHOUT_SESSION
from ui.settings import WindowSettings
from ui.widgets.plan_weights import PlanWeights

# sun is one step larger than the other themes, and its focus ring wider
LOOKS = (
    ("es", 100, "light"),
    ("es", 150, "sun"),
    ("es", 200, "sun"),
    ("en", 100, "dark"),
    ("en", 150, "sun"),
    ("en", 200, "light"),
)
SCREEN = (1366, 768)
LAYING_OUT_MS = 2_000  # what is read later moves the rest
TASK_BAR = 68  # and the window's own title
CASES = [(route, *look) for route in REGISTRY for look in LOOKS]


class WindowSpy(QObject):
    """Notes every window that shows itself."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False


@dataclass
class Shown:
    """A screen in its window, and how it came there."""

    route: str
    lang: str
    window: MainWindow
    tasks: WaitingTasks
    before: set[threading.Thread]
    flashed: list[str] = field(default_factory=list)

    @property
    def screen(self) -> QWidget:
        screen = self.window.screen_shown
        assert screen is not None
        return screen

    def visible(self, kind: type) -> list:
        return [one for one in self.window.findChildren(kind) if one.isVisible()]


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    made = make_scene(tmp_path_factory.mktemp("scene") / "workspace")
    yield made
    made.session.close()


@pytest.fixture(scope="module", params=CASES, ids=lambda case: "-".join(map(str, case)))
def shown(request, qapp: QApplication, scene: Scene) -> Iterator[Shown]:
    route, lang, size, colours = request.param
    i18n.set_language(lang)
    settings = WindowSettings()
    settings.set(choices.LANGUAGE, lang)
    settings.set(choices.TEXT_PERCENT, size)
    settings.set(choices.THEME, colours)
    theme.dress(qapp, settings)
    before = set(threading.enumerate())
    tasks = WaitingTasks()
    window = MainWindow(tasks, settings, scene.session.folder)
    window.resize(*SCREEN)
    window.show()
    QTest.qWaitForWindowActive(window)
    spy = WindowSpy()
    if route not in WITHOUT_SESSION:
        settings.move_to = lambda file: None  # type: ignore[method-assign]  # stays ours
        window.entered(scene.session)
        tasks.wait_idle()
    qapp.installEventFilter(spy)
    window.go(route, **scene.params[route])
    tasks.wait_idle()
    QCoreApplication.processEvents()
    qapp.removeEventFilter(spy)
    assert window.screen_shown is not None
    assert window.screen_shown.route == route
    for folded in window.screen_shown.findChildren(PlanWeights):
        folded.reveal()
    QCoreApplication.processEvents()
    yield Shown(route, lang, window, tasks, before, spy.shown)
    if shiboken6.isValid(window):
        _close(window, tasks)
    theme.dress(qapp, WindowSettings())


def _close(window: MainWindow, tasks: WaitingTasks) -> None:
    window._leave_session()  # the workspace is the next screen's too
    window.context.copies.close()
    window.context.exchange.close()
    tasks.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True)
def _language(shown: Shown) -> None:
    i18n.set_language(shown.lang)


def test_every_control_has_a_name(shown: Shown):
    nameless = [about(one) for one in controls(shown.window) if not name_of(one)]
    assert not nameless
    hidden = [about(one) for one in shown.visible(QLabel) if hides_its_text(one)]
    assert not hidden


def test_nothing_is_clipped(shown: Shown, qtbot):
    def nothing() -> None:
        assert not _clipped(shown)

    qtbot.waitUntil(nothing, timeout=LAYING_OUT_MS)


def _clipped(shown: Shown) -> list[str]:
    clipped = [about(one) for one in shown.visible(QLabel) if label_is_clipped(one)]
    clipped += [about(one) for one in shown.visible(QAbstractButton) if button_is_clipped(one)]
    return clipped + [
        f"{about(one)} scrolls sideways"
        for one in shown.visible(QAbstractScrollArea)
        if not one.inherits("QPlainTextEdit") and one.horizontalScrollBar().maximum() > 0
    ]


def test_the_window_fits_on_the_screen(shown: Shown):
    least = shown.window.minimumSize()
    assert least.width() <= SCREEN[0], "wider than the screen"
    assert least.height() <= SCREEN[1] - TASK_BAR, "higher than the screen"


def test_everything_can_be_hit_with_a_finger(shown: Shown):
    kinds = (QAbstractButton, QLineEdit, QComboBox)
    controls = [one for kind in kinds for one in shown.visible(kind) if is_target(one)]
    assert not [
        f"{about(one)} is {one.width()} x {one.height()}"
        for one in controls
        if min(one.height(), one.width()) < LEAST_TARGET
    ]


def test_tab_visits_every_control_once_and_comes_back(shown: Shown):
    expected = {tab_stop(one) for one in controls(shown.window) if is_tab_stop(one)}
    visited = [tab_stop(one) for one in tab_walk(len(expected) + 5)]
    assert len(visited) == len(set(visited)), [about(one) for one in visited]
    assert set(visited) == expected, [about(one) for one in expected ^ set(visited)]


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab])
def test_what_has_the_focus_is_in_sight(shown: Shown, key: Qt.Key):
    most = len(controls(shown.window)) + 5
    assert not [about(one) for one in tab_walk(most, key) if not is_in_sight(one)]


def test_no_text_has_a_hole(shown: Shown):
    texts = [one.text() for one in shown.visible(QLabel)]
    texts += [one.text() for one in shown.visible(QAbstractButton)]
    texts += [one.accessibleName() for one in shown.visible(QWidget)]
    texts += [one.toolTip() for one in shown.visible(QWidget)]
    texts += [shown.window.screen_shown.title(), shown.window.screen_shown.help_text()]
    assert not [text for text in texts if has_a_hole(text)]
    assert shown.window.screen_shown.title()
    assert shown.window.screen_shown.help_text()


def test_no_other_window_flashes_up(shown: Shown):
    assert shown.flashed == []


def test_closing_leaves_nothing(shown: Shown, qapp: QApplication):
    window, screen = shown.window, shown.screen
    animations = [
        one
        for one in window.findChildren(QAbstractAnimation)
        if one.state() == QAbstractAnimation.State.Running
    ]
    assert not animations
    _close(window, shown.tasks)
    assert not shiboken6.isValid(window)
    assert not shiboken6.isValid(screen)
    assert not [about(one) for one in qapp.topLevelWidgets() if one.isVisible()]
    left = [one.name for one in threading.enumerate() if one not in shown.before]
    assert not left
