"""Icons on labels and buttons: remembered by name, drawn in the colours in force.

Drawing loads a good part of QtGui, so the first window comes up with room for its icons and gets
them right after it was painted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from ui import theme

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QWidget

_NAME: Final = "icon_name"
_TONE: Final = "icon_tone"
_SIZE: Final = "icon_size"
_GAP: Final = 4
_held = False


def hold() -> None:
    """Only leave room for icons from now on."""
    global _held  # noqa: PLW0603 - one window, one start
    _held = True


def release(widgets: Iterable[QWidget]) -> None:
    """Draw icons from now on, those of these widgets first."""
    global _held  # noqa: PLW0603 - one window, one start
    _held = False
    for widget in widgets:
        refresh(widget)


def icon(name: str, tone: str = "ink", size: int = 20, gap: int = 0) -> QIcon:
    """An icon in one of the theme's colours, such as ``ink``, ``soft_ink`` or ``accent``."""
    from ui.widgets import drawing

    return drawing.icon(name, tone, size, gap)


def set_icon(button: QAbstractButton, name: str, tone: str = "ink", size: int = 20) -> None:
    """Put an icon on a button; it follows the theme."""
    _remember(button, name, tone, size)
    refresh(button)


class IconLabel(QLabel):
    """A picture without meaning of its own: screen readers pass over it."""

    accessible_role = "Client"

    def __init__(
        self, name: str, tone: str = "soft_ink", size: int = 24, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.show_icon(name, tone, size)

    def show_icon(self, name: str, tone: str = "soft_ink", size: int = 24) -> None:
        """Show another icon."""
        _remember(self, name, tone, size)
        refresh(self)


def refresh(widget: QWidget) -> None:
    """Draw a widget's icon again in the colours in force; nothing where it has none."""
    name = widget.property(_NAME)
    if not isinstance(name, str):
        return
    tone, size = str(widget.property(_TONE)), int(widget.property(_SIZE))
    side = theme.look().space(size)
    if isinstance(widget, QAbstractButton):
        gap = _GAP if widget.text() else 0
        widget.setIconSize(QSize(side + theme.look().space(gap), side))
        if not _held:
            widget.setIcon(icon(name, tone, size, gap))
    elif isinstance(widget, QLabel):
        widget.setFixedSize(side, side)
        if not _held:
            _draw(widget, name, tone, side)


def _draw(label: QLabel, name: str, tone: str, side: int) -> None:
    from ui.widgets import drawing

    ratio = label.devicePixelRatioF()
    label.setPixmap(drawing.pixmap(name, drawing.colour_of(tone), side, ratio))


def _remember(widget: QWidget, name: str, tone: str, size: int) -> None:
    for key, value in ((_NAME, name), (_TONE, tone), (_SIZE, size)):
        widget.setProperty(key, value)
