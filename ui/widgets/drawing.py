"""Draws the line icons from their SVG, in the colour that the theme asks for."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap

from advisor_app.paths import resource
from ui import theme


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
        picture = pixmap(name, colour_of(tone), space(size) * scale)
        wide = QPixmap(picture.width() + space(gap) * scale, picture.height())
        wide.fill(Qt.GlobalColor.transparent)
        painter = QPainter(wide)
        painter.drawPixmap(0, 0, picture)
        painter.end()
        result.addPixmap(wide)
    return result


def colour_of(tone: str) -> str:
    """The colour that a tone has in the theme in force."""
    return str(getattr(theme.look().colours, tone))


@lru_cache(maxsize=256)
def _pixmap(name: str, colour: str, pixels: int) -> QPixmap:
    drawing = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    drawing = drawing.replace("currentColor", colour).replace(
        "<svg ", f'<svg width="{pixels}" height="{pixels}" ', 1
    )
    return QPixmap.fromImage(QImage.fromData(QByteArray(drawing.encode())))
