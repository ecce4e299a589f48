"""No two keys of a screen mean two things."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.conftest import WaitingTasks
from tests.ui.scenes import INSIDE, Scene, make_scene
from ui.main_window import MainWindow
from ui.settings import WindowSettings


@pytest.fixture(scope="module")
def scene(
    qapp: QApplication, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[MainWindow, WaitingTasks, Scene]]:
    made = make_scene(tmp_path_factory.mktemp("keys") / "workspace")
    tasks = WaitingTasks()
    window = MainWindow(tasks, WindowSettings(), made.session.folder)
    window.resize(1366, 768)
    window.show()
    QTest.qWaitForWindowActive(window)
    window.entered(made.session)
    yield window, tasks, made
    window.close_workspace()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def owner(shortcut: QShortcut | QAction) -> QWidget | None:
    """The widget that a key belongs to."""
    parent = shortcut.parent()
    while parent is not None and not isinstance(parent, QWidget):
        parent = parent.parent()
    return parent


def keys_in_reach(window: MainWindow) -> list[str]:
    """Every key that would be heard now."""
    shortcuts = [*window.findChildren(QShortcut), *window.findChildren(QAction)]
    heard = [
        one
        for one in shortcuts
        if one.isEnabled() and (found := owner(one)) is not None and found.isVisible()
    ]
    sequences = [
        sequence
        for one in heard
        for sequence in (one.keys() if isinstance(one, QShortcut) else one.shortcuts())
    ]
    return [sequence.toString() for sequence in sequences if not sequence.isEmpty()]


@pytest.mark.parametrize("route", INSIDE)
def test_no_key_of_a_screen_is_given_twice(
    scene: tuple[MainWindow, WaitingTasks, Scene], route: str
):
    window, tasks, made = scene
    window.go(route, **made.params[route])
    tasks.wait_idle()
    assert window.screen_shown is not None
    assert window.screen_shown.route == route
    keys = Counter(keys_in_reach(window))
    assert "F1" in keys
    assert not [key for key, count in keys.items() if count > 1]
