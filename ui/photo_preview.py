"""The photo of a file, large, once somebody has stayed with it for a moment."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from advisor_app.domain.errors import AdvisorError
    from ui.tasks import Job, Tasks

_SOON_MS: Final = 80


class PhotoPreview(QObject):
    """Opens one file at a time; whoever walks on does not wait for it.

    Signals:
        ready: the image; None where the file can't be shown.
    """

    ready = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._path = ""
        self._job: Job | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._load)

    def look_at(self, path: str) -> None:
        """Show this file next."""
        self._path = path
        self._soon.start()

    def stop(self) -> None:
        """Show nothing more."""
        self._soon.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _load(self) -> None:
        self.stop()
        self._job = self._tasks.run_long(partial(_image, self._path), self._show, self._refuse)

    def _show(self, image: QImage) -> None:
        self.ready.emit(image)

    def _refuse(self, _error: AdvisorError) -> None:
        self.ready.emit(None)


def _image(path: str) -> QImage:
    from advisor_app.services.photos import photo_from

    return QImage.fromData(photo_from(Path(path)))


def thumbnail_of_file(path: str) -> bytes:
    """The photo of a file as small as a list shows it; called in another thread."""
    from advisor_app.services.photos import read_file, thumbnail_of

    return thumbnail_of(read_file(Path(path)))
