"""The computer's camera program opened beside the window, and its photos as they appear."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from advisor_app.domain import clock

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from advisor_app.domain.errors import AdvisorError
    from advisor_app.services.camera import Camera, CameraProgram, CameraWatch
    from ui.context import Context
    from ui.tasks import Job

_LOOK_MS: Final = 700


class CameraWatching(QObject):
    """Knows no widget: it opens the program and tells each new photo once it is whole.

    Signals:
        opened: whether there was a program to open.
        arrived: photos that appeared, the earliest first.
        failed: why the folder was not noted.
    """

    opened = Signal(bool)
    arrived = Signal(object)
    failed = Signal(object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._watch: CameraWatch | None = None
        self._began = clock.now()
        self._job: Job | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_LOOK_MS)
        self._soon.timeout.connect(self._look)

    def start(self) -> None:
        """Note what lies in the folders already, then open the program."""
        camera = self._context.open_session.camera
        self._run(partial(_watch_of, camera, None), self._started)

    def open_program(self) -> None:
        """Open the camera program once more."""
        from advisor_app.services import camera

        system = camera.this_system()
        program = camera.program_of(system)
        self.opened.emit(program is not None and _open(program, camera.environment_of(system)))

    def use(self, folder: Path) -> None:
        """Look into this folder too, now and the next times."""
        camera = self._context.open_session.camera
        self._run(partial(_watch_of, camera, self._began, folder), self._go_on)

    def stop(self) -> None:
        """Look no more."""
        self._soon.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _run(self, work: Callable[[], CameraWatch], then: Callable[[CameraWatch], None]) -> None:
        self.stop()
        self._job = self._context.tasks.run_long(work, then, self._refuse)

    def _refuse(self, error: AdvisorError) -> None:
        self.failed.emit(error)
        self._soon.start()

    def _started(self, watch: CameraWatch) -> None:
        self._go_on(watch)
        self.open_program()

    def _go_on(self, watch: CameraWatch) -> None:
        self._watch = watch
        self._soon.start()

    def _look(self) -> None:
        if self._watch is not None:
            self._job = self._context.tasks.run_long(self._watch.look, self._tell, self._refuse)

    def _tell(self, photos: tuple[Path, ...]) -> None:
        self._soon.start()
        if photos:
            self.arrived.emit(photos)


def _watch_of(camera: Camera, since: datetime | None, folder: Path | None = None) -> CameraWatch:
    from advisor_app.services.camera import CameraWatch, folders_of, this_system

    if folder is not None:
        camera.choose(folder)
    return CameraWatch(folders_of(this_system(), folder or camera.folder()), since)


def _open(program: CameraProgram, environment: dict[str, str]) -> bool:
    if program.address:
        return QDesktopServices.openUrl(QUrl(program.address))
    process = QProcess()
    given = QProcessEnvironment()
    for name, value in environment.items():
        given.insert(name, value)
    process.setProcessEnvironment(given)
    process.setProgram(program.command[0])
    process.setArguments(list(program.command[1:]))
    process.setStandardOutputFile(QProcess.nullDevice())
    process.setStandardErrorFile(QProcess.nullDevice())
    return bool(process.startDetached())  # the stubs promise a pair
