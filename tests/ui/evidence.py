"""Photos as they come into the window: as files, dragged, or copied."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def files_in(folder: Path, contents: Sequence[bytes], ending: str = "jpg") -> list[Path]:
    """Files with these contents."""
    made = [folder / f"IMG_{number:04d}.{ending}" for number in range(len(contents))]
    for path, data in zip(made, contents, strict=True):
        path.write_bytes(data)
    return made


def as_dragged(paths: Sequence[Path]) -> QMimeData:
    """Files as a file manager hands them over."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drop(widget: QWidget, data: QMimeData) -> bool:
    """Drag over a widget and let go; whether it was taken."""
    place, copy = QPointF(widget.rect().center()), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QDragEnterEvent(place, copy, data, left, none))
    event = QDropEvent(place, copy, data, left, none)
    QApplication.sendEvent(widget, event)
    return event.isAccepted()
