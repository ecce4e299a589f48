"""How the window looks: one table of tokens per theme, turned into palette and style sheet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette

from advisor_app import design
from advisor_app.paths import resource
from ui.stylesheet import style_sheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from advisor_app.design import Palette, TypeScale
    from ui.settings import WindowSettings

_PX_PER_POINT: Final = 96 / 72


@dataclass(frozen=True, slots=True)
class Look:
    """The tokens in force: a theme at a size of text.

    Attributes:
        theme: ``light``, ``dark`` or ``sun``.
        percent: the size of text that the user chose.
        colours: the theme's palette.
        type: sizes of type in points, already scaled.
    """

    theme: str = "light"
    percent: int = 100

    @property
    def colours(self) -> Palette:
        return design.PALETTES[self.theme]

    @property
    def type(self) -> TypeScale:
        return _scale(self.growth)

    @property
    def growth(self) -> float:
        """How much larger the text is than at 100 % indoors, at most twice."""
        outdoors = design.SUN_FACTOR if self.theme == "sun" else 1.0
        return min(self.percent / 100 * outdoors, design.LARGEST)

    @property
    def is_crowded(self) -> bool:
        """Whether text is so large that what surrounds a screen gives way to it."""
        return self.growth >= design.LARGEST

    def px(self, points: float) -> int:
        """Points of type as pixels: the same on every platform."""
        return round(points * _PX_PER_POINT)

    def space(self, pixels: int) -> int:
        """A distance that grows with the text, half as fast."""
        return round(pixels * (1 + self.growth) / 2)

    @property
    def target(self) -> int:
        """The smallest side of anything to tap."""
        return max(design.TARGET, round(self.px(self.type.body) * 2.4))

    @property
    def content_width(self) -> int:
        """The widest a column of content gets."""
        return self.space(design.CONTENT_WIDTH)

    def font(self, points: float, *, semibold: bool = False) -> QFont:
        """The window's typeface at a size, with figures of equal width."""
        font = QFont(design.FONT_FAMILY)
        font.setPixelSize(self.px(points))
        font.setWeight(QFont.Weight.DemiBold if semibold else QFont.Weight.Normal)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font


@cache
def _scale(growth: float) -> TypeScale:
    return design.TYPE.larger(growth)


_look = Look()


def look() -> Look:
    """The tokens in force, for what is painted by hand."""
    return _look


# asking for the style, or setting it later, loads 10 ms of types before the first window
STYLE_ARGUMENTS: Final = ("-style", "fusion")


def dress(app: QApplication, settings: WindowSettings) -> None:
    """Give the application its typeface, colours and measures, again after each change."""
    global _look  # noqa: PLW0603 - the one place that holds the look in force
    _look = Look(settings.theme, settings.text_percent)
    _load_fonts()
    app.setEffectEnabled(Qt.UIEffect.UI_AnimateCombo, False)
    app.setFont(_look.font(_look.type.body))
    app.setPalette(_palette(_look.colours))
    app.setStyleSheet(style_sheet(_look))
    _recolour_icons(app)


def set_role(widget: QWidget, role: str, **properties: object) -> None:
    """Give a widget another role of the style sheet, and show it at once."""
    widget.setProperty("role", role)
    for name, value in properties.items():
        widget.setProperty(name, value)
    restyle(widget)


def restyle(widget: QWidget) -> None:
    """Apply the style sheet again after a dynamic property changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.updateGeometry()
    widget.update()


def _load_fonts() -> None:
    if design.FONT_FAMILY in _loaded_fonts:
        return
    for weight in ("regular", "semibold"):  # the window uses no other; paper does
        QFontDatabase.addApplicationFont(str(resource("fonts", design.FONT_FILES[weight])))
    _loaded_fonts.add(design.FONT_FAMILY)


_loaded_fonts: Final[set[str]] = set()


def _palette(colours: Palette) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for one, colour in (
        (role.Window, colours.paper),
        (role.WindowText, colours.ink),
        (role.Base, colours.raised),
        (role.AlternateBase, colours.paper),
        (role.Text, colours.ink),
        (role.Button, colours.raised),
        (role.ButtonText, colours.ink),
        (role.BrightText, colours.danger),
        (role.ToolTipBase, colours.raised),
        (role.ToolTipText, colours.ink),
        (role.PlaceholderText, colours.soft_ink),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.Link, colours.accent),
        (role.LinkVisited, colours.accent),
        (role.Accent, colours.accent),
        (role.Mid, colours.line),
        (role.Dark, colours.line),
    ):
        palette.setColor(one, QColor(colour))
    disabled = QPalette.ColorGroup.Disabled
    for one in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(disabled, one, QColor(colours.soft_ink))
    return palette


def _recolour_icons(app: QApplication) -> None:
    from ui.widgets.icons import refresh

    for widget in app.allWidgets():
        refresh(widget)
