"""The window's own line icons, drawn from SVG in the colour that the theme asks for."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from advisor_app.paths import resource
from ui import theme

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAME: Final = "icon_name"
_TONE: Final = "icon_tone"
_SIZE: Final = "icon_size"
_GAP: Final = 4


def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """An icon in a colour, ``size`` pixels wide and high, sharp on a dense screen."""
    picture = _pixmap(name, colour, round(size * ratio))
    if ratio == 1.0:
        return picture
    sharp = QPixmap(picture)
    sharp.setDevicePixelRatio(ratio)
    return sharp


def icon(name: str, tone: str = "ink", size: int = 20, gap: int = 0) -> QIcon:
    """An icon in one of the theme's colours, such as ``ink``, ``soft_ink`` or ``accent``.

    ``gap`` leaves room at its right, between it and the word of a button.
    """
    space = theme.look().space
    result = QIcon()
    for scale in (1, 2):
        picture = pixmap(name, _colour(tone), space(size) * scale)
        wide = QPixmap(picture.width() + space(gap) * scale, picture.height())
        wide.fill(Qt.GlobalColor.transparent)
        painter = QPainter(wide)
        painter.drawPixmap(0, 0, picture)
        painter.end()
        result.addPixmap(wide)
    return result


def set_icon(button: QAbstractButton, name: str, tone: str = "ink", size: int = 20) -> None:
    """Put an icon on a button; it follows the theme."""
    _remember(button, name, tone, size)
    refresh(button)


class IconLabel(QLabel):
    """A picture without meaning of its own: screen readers pass over it."""

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
        widget.setIcon(icon(name, tone, size, gap))
        widget.setIconSize(QSize(side + theme.look().space(gap), side))
    elif isinstance(widget, QLabel):
        widget.setPixmap(pixmap(name, _colour(tone), side, widget.devicePixelRatioF()))


def _remember(widget: QWidget, name: str, tone: str, size: int) -> None:
    values: Mapping[str, object] = {_NAME: name, _TONE: tone, _SIZE: size}
    for key, value in values.items():
        widget.setProperty(key, value)


def _colour(tone: str) -> str:
    return str(getattr(theme.look().colours, tone))


@lru_cache(maxsize=256)
def _pixmap(name: str, colour: str, pixels: int) -> QPixmap:
    drawing = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    drawing = drawing.replace("currentColor", colour).replace(
        "<svg ", f'<svg width="{pixels}" height="{pixels}" ', 1
    )
    return QPixmap.fromImage(QImage.fromData(QByteArray(drawing.encode())))
