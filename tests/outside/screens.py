"""Shows one screen after the other, as it is told on standard input: ``screens.py WORKSPACE``."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSocketNotifier
from PySide6.QtWidgets import QApplication

from advisor_app import i18n
from tests.ui.conftest import WaitingTasks
from tests.ui.scenes import make_scene
from ui import accessible, theme
from ui.main_window import MainWindow
from ui.screens import WITHOUT_SESSION
from ui.settings import WindowSettings


def run(folder: Path) -> None:
    """Open each route that is asked for and say when it is there; an empty line ends it."""
    application = QApplication([*sys.argv[:1], *theme.STYLE_ARGUMENTS])
    application.setApplicationName("Advisor")
    i18n.set_language("es")
    settings, tasks = WindowSettings(), WaitingTasks()
    theme.dress(application, settings)
    accessible.install()
    scene = make_scene(folder)
    window = MainWindow(tasks, settings, folder)
    window.resize(1366, 768)
    window.show()

    def show() -> None:
        route = sys.stdin.readline().strip()
        if not route:
            application.quit()
            return
        if route not in WITHOUT_SESSION and window.context.session is None:
            window.entered(scene.session)
            tasks.wait_idle()
        window.go(route, **scene.params[route])
        tasks.wait_idle()
        QCoreApplication.processEvents()
        print(window.screen_shown.route if window.screen_shown else "", flush=True)

    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(show)
    application.exec()
    window.close_workspace()


if __name__ == "__main__":
    run(Path(sys.argv[1]))
