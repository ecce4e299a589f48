"""The application: command line, look, language, the window, and what runs behind it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTimer, QTranslator, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from advisor_app import i18n, paths
from advisor_app.services import entry
from ui import accessible, theme
from ui import settings as choices
from ui.collector import Collector
from ui.main_window import MainWindow
from ui.settings import WindowSettings
from ui.tasks import Tasks
from ui.widgets import icons

if TYPE_CHECKING:
    import argparse

    from advisor_app.domain.errors import AdvisorError
    from advisor_app.services.session import Session
    from ui.crash import CrashNotes
    from ui.idle import IdleWatch

_LOADED_AHEAD: Final = (
    "ui.copy_keeper",
    "ui.widgets.top_bar",
    "ui.widgets.rail",
    "ui.widgets.row_button",
    "ui.screens.today",
    "ui.models.firm_table",
    "ui.screens.firms",
)
_SWITCH_SECONDS: Final = 0.001  # a thread that works hard gives way to the window sooner


class Application(QObject):
    """The window with its tasks, settings, idle watch and notes of failures.

    Signals:
        failed: the trace of an error that nobody foresaw, in whichever thread, and its file.
    """

    failed = Signal(str, object)

    def __init__(self, app: QApplication, folder: Path, *, demo: bool, lang: str | None) -> None:
        super().__init__()
        self._app = app
        self._demo = demo
        self._is_warm = False
        self._translator: QTranslator | None = None
        self.collector = Collector(self)
        self.settings = WindowSettings(_settings_file(folder), self)
        if lang is not None:
            self.settings.use(choices.LANGUAGE, lang)
        self._speak()
        accessible.install()
        icons.hold()
        theme.dress(app, self.settings)
        self.idle: IdleWatch | None = None
        self.settings.changed.connect(self._adapt)  # before the window, which builds anew on it
        self.tasks = Tasks(self)
        self.window = MainWindow(self.tasks, self.settings, folder)
        self._notes: CrashNotes | None = None
        self.failed.connect(self.window.show_failure)

    def keep_notes(self, notes: CrashNotes) -> None:
        """Tell the notes of failures where the user is, from now on."""
        self._notes = notes
        self.window.moved.connect(self._follow)
        self._follow()

    def show(self) -> None:
        """Show the window at once; look at the workspace right after."""
        folder = self.window.context.folder
        if self._demo:
            self.window.go("opening", words=i18n._("Abriendo la demostración…"))
        elif _looks_empty(folder):
            self.window.go("first_start")
        else:
            self.window.go("unlock")
        _present(self.window)
        self.window.first_painted.connect(self._after_first_paint)

    def close(self) -> None:
        """End everything that runs."""
        self.window.close_workspace()
        self.collector.stop()

    def _after_first_paint(self) -> None:
        icons.release(self._app.allWidgets())
        self._watch()
        self._look()
        if self._notes is not None:
            self.tasks.run(self._notes.look_back, self._tell_of_the_end)

    def _watch(self) -> None:
        from ui.idle import IdleWatch

        self.idle = IdleWatch(self._app, self.settings.autolock_minutes, self)
        self.idle.idle.connect(self._lock)
        if self._notes is not None and sys.platform != "win32":
            from ui.ending import Ending

            Ending(self).asked.connect(self._end)

    def _follow(self) -> None:
        if self._notes is not None:
            self._notes.follow(self.window.trail)

    def _tell_of_the_end(self, ended_badly: bool) -> None:
        """Say once that the last run ended without a word."""
        if ended_badly:
            self.window.tell(
                i18n._("La última vez el programa se cerró sin avisar."),
                i18n._(
                    "Lo que había guardado sigue completo en este equipo: cada respuesta se guarda "
                    "al instante. Si quiere, guarde un paquete para soporte; no lleva datos de "
                    "empresas."
                ),
                [(i18n._("Guardar paquete para soporte"), partial(self.window.act, "support"))],
            )

    def _end(self) -> None:
        """The system ends the program: what is being written is finished first."""
        self.window.close()
        self._app.exit(0)

    def _warm_up(self) -> None:
        """Load the rest, after what somebody may be waiting for by now."""
        if not self._is_warm:
            self._is_warm = True
            self.tasks.run(entry.warm_up, self._settle)

    def _settle(self, _result: object) -> None:
        self._load_next(list(_LOADED_AHEAD))

    def _load_next(self, names: list[str]) -> None:
        """Load what comes after the door, a module at a time, while the passphrase is typed.

        In this thread: Qt's types are made when they are first named, which two threads at once
        might do.
        """
        if names:
            import_module(names.pop(0))
            QTimer.singleShot(0, self, partial(self._load_next, names))
        else:
            self.collector.start()

    def _look(self) -> None:
        folder = self.window.context.folder
        if self._demo:
            self.tasks.run(lambda: entry.open_demo(folder), self._entered, self._refuse)
        else:
            self.tasks.run(lambda: entry.inspect(folder), self._found, self._refuse)

    def _entered(self, session: Session) -> None:
        self.window.entered(session)
        self._warm_up()

    def _found(self, state: entry.FolderState) -> None:
        self._warm_up()
        if self.window.context.session is not None:
            return
        wanted = "first_start" if state == "absent" else "unlock"
        if state == "demo":
            self._demo = True
            self.window.go("opening", words=i18n._("Abriendo la demostración…"))
            self._look()
            return
        shown = self.window.screen_shown
        if shown is None or shown.route not in (wanted, "recover", "restore"):
            self.window.go(wanted)

    def _refuse(self, error: AdvisorError) -> None:
        self._warm_up()
        if self.window.context.session is None:
            self.window.go("opening", error=error, retry=self._look)

    def _lock(self) -> None:
        if self.tasks.idle:
            self.window.lock()

    def _adapt(self, key: str) -> None:
        if key in (choices.THEME.key, choices.TEXT_PERCENT.key):
            theme.dress(self._app, self.settings)
        elif key == choices.LANGUAGE.key:
            self._speak()
        elif key == choices.AUTOLOCK_MINUTES.key and self.idle is not None:
            self.idle.set_minutes(self.settings.autolock_minutes)

    def _speak(self) -> None:
        """Take the chosen language for our texts, Qt's own and its numbers."""
        lang = self.settings.language
        i18n.set_language(lang)
        QLocale.setDefault(QLocale("es_CO" if lang == "es" else "en_US"))
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
            self._translator = None
        if lang == "es":
            self._translator = QTranslator(self)
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            self._translator.load("qtbase_es", folder)
            self._app.installTranslator(self._translator)


def run(argv: Sequence[str]) -> int:
    """Open the window and stay until it closes; the exit code of the program."""
    options = parse_options(argv[1:])
    if options.headless is not None:
        from ui.walk import walk  # the demo visit without anybody in front of it

        return walk(options.headless, options.lang or "es")
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    sys.setswitchinterval(_SWITCH_SECONDS)
    application = QApplication([argv[0], *theme.STYLE_ARGUMENTS])
    application.setApplicationName("Advisor")
    application.setDesktopFileName("advisor")
    folder = options.workspace or (
        paths.demo_workspace() if options.demo else paths.default_workspace()
    )
    made = Application(application, folder, demo=options.demo, lang=options.lang)
    made.show()
    from ui.crash import CrashNotes, log_folder  # once the window is on its way

    notes = CrashNotes(log_folder(), made.failed.emit)
    notes.install()
    made.keep_notes(notes)
    try:
        return application.exec()
    finally:
        made.close()
        notes.remove()


def parse_options(argv: Sequence[str]) -> argparse.Namespace:
    """What the command line of the window asks for."""
    import argparse

    parser = argparse.ArgumentParser(prog="advisor-app")
    parser.add_argument("--workspace", type=Path, metavar="DIR", help="folder of the workspace")
    parser.add_argument("--demo", action="store_true", help="open the invented firms")
    parser.add_argument("--lang", choices=i18n.LANGUAGES, help="language of the window")
    parser.add_argument("--headless", type=Path, metavar="OUTDIR", help="walk the demo visit")
    return parser.parse_args(argv)


def _settings_file(folder: Path) -> Path:
    """The workspace's own choices; before there is a workspace, the computer's."""
    return choices.first_settings_file() if _looks_empty(folder) else folder / choices.FILE_NAME


def _looks_empty(folder: Path) -> bool:
    """Whether a folder holds nothing, as far as can be seen without loading the store."""
    try:
        return not any(folder.iterdir())
    except OSError:
        return True


def _present(window: MainWindow) -> None:
    """As large as the screen; a comfortable size where the user takes it out of the corners."""
    window.resize(1280, 820)
    window.showMaximized()
