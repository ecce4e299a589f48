"""Small pictures of a list, made off the window's thread as they come into sight."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap

from advisor_app.domain.errors import AdvisorError

if TYPE_CHECKING:
    from ui.tasks import Job, Report, Tasks

_AT_ONCE: Final = 8  # a list that is scrolled on asks for others before these are old
_WAITING: Final = 60  # what was asked for before that is out of sight by now
_REMEMBERED: Final = 160  # some 30 MB; behind them the service keeps the small files


class Thumbnails(QObject):
    """Gives a picture, or asks for it and tells when it is there.

    Signals:
        arrived: the key of a picture that can be had now, or never.
    """

    arrived = Signal(str)

    def __init__(self, tasks: Tasks, make: Callable[[str], bytes], parent: QObject) -> None:
        """``make`` gives the JPEG of a key; it is called in another thread."""
        super().__init__(parent)
        self._tasks = tasks
        self._make = make
        self._wanted: OrderedDict[str, None] = OrderedDict()
        self._known: OrderedDict[str, QPixmap | None] = OrderedDict()
        self._job: Job | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._begin)

    def get(self, key: str) -> QPixmap | None:
        """The picture, if it is there; else it will come, unless it can't be made."""
        if key in self._known:
            self._known.move_to_end(key)
            return self._known[key]
        self._wanted[key] = None
        self._wanted.move_to_end(key)
        while len(self._wanted) > _WAITING:
            self._wanted.popitem(last=False)
        if self._job is None:
            self._soon.start(0)
        return None

    def forget(self, key: str) -> None:
        """Another picture has this key now."""
        self._known.pop(key, None)

    def stop(self) -> None:
        """Make no more until something is asked for again."""
        self._wanted.clear()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _begin(self) -> None:
        keys = [self._wanted.popitem()[0] for _n in range(min(_AT_ONCE, len(self._wanted)))]
        if keys:
            work = partial(_make_all, self._make, keys)
            self._job = self._tasks.run_long(work, self._done, progress=self._take)

    def _take(self, made: tuple[str, QImage]) -> None:
        key, image = made
        self._wanted.pop(key, None)
        self._known[key] = None if image.isNull() else QPixmap.fromImage(image)
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
        self.arrived.emit(key)

    def _done(self, _nothing: object) -> None:
        self._job = None
        if self._wanted:
            self._soon.start(0)


def _make_all(make: Callable[[str], bytes], keys: list[str], report: Report) -> None:
    """One after the other; what can't be made is an empty image."""
    for key in keys:
        try:
            image = QImage.fromData(make(key))
        except AdvisorError:
            image = QImage()
        report((key, image))
