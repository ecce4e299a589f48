"""The whole application in front of an advisor who uses nothing but the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from advisor_app import i18n
from ui import theme
from ui.advisor import FieldAdvisor
from ui.app import Application
from ui.settings import WindowSettings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

Starter = Callable[..., FieldAdvisor]


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    qapp.setCursorFlashTime(0)
    return qapp


@pytest.fixture
def start(qapp: QApplication, tmp_path: Path) -> Iterator[Starter]:
    """Starts the application on a workspace of the test's own, as often as the test asks."""
    running: list[Application] = []

    def begin(
        *,
        lang: str | None = "es",
        folder: Path | None = None,
        kind: type[FieldAdvisor] = FieldAdvisor,
    ) -> FieldAdvisor:
        while running:
            _end(running.pop())
        place = folder or tmp_path / "workspace"
        application = Application(qapp, place, demo=False, lang=lang)
        running.append(application)
        application.show()
        return kind(application)

    yield begin
    while running:
        _end(running.pop())
    i18n.set_language("es")
    theme.dress(qapp, WindowSettings())


def _end(application: Application) -> None:
    application.close()
    application.window.close()
    application.window.deleteLater()
    application.deleteLater()
