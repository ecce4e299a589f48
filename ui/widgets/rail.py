"""The rail at the left: the main screens, one touch away."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from advisor_app.i18n import _
from ui import theme
from ui.widgets.basic import button
from ui.widgets.icons import refresh, set_icon

SCREENS: Final = ("today", "firms")
ACTIONS: Final = ("search", "help", "settings", "lock")


class Rail(QFrame):
    """Buttons with icon and word; folded, the icon alone, its word as name and tip.

    Signals:
        wanted: a route of ``SCREENS`` or one of ``ACTIONS``.
    """

    wanted = Signal(str)

    def __init__(self, *, can_lock: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "railframe")
        self._texts = {
            "today": (_("Hoy"), "Ctrl+1"),
            "firms": (_("Empresas"), "Ctrl+2"),
            "search": (_("Buscar"), "Ctrl+K"),
            "help": (_("Ayuda"), "F1"),
            "settings": (_("Ajustes"), "Ctrl+,"),
            "lock": (_("Bloquear"), "Ctrl+L"),
        }
        space = theme.look().space
        column = QVBoxLayout(self)
        column.setContentsMargins(space(8), space(12), space(8), space(12))
        column.setSpacing(space(4))
        self.buttons: dict[str, QPushButton] = {}
        for name in SCREENS:
            column.addWidget(self._button(name))
        column.addStretch(1)
        for name in ACTIONS if can_lock else ACTIONS[:-1]:
            column.addWidget(self._button(name))
        self.fold(folded=False)

    def fold(self, *, folded: bool) -> None:
        """Show icons alone, or icons with their words."""
        for name, made in self.buttons.items():
            text, keys = self._texts[name]
            made.setText("" if folded else text)
            made.setAccessibleName(text)
            made.setToolTip(f"{text} ({keys})")
            refresh(made)
        self.setFixedWidth(self._folded_width() if folded else self._unfolded_width())

    def mark(self, route: str) -> None:
        """Show which of the main screens the user is in."""
        for name, made in self.buttons.items():
            theme.set_role(made, "rail", here=name == route)
            made.setAccessibleDescription(_("Aquí está") if name == route else "")
            set_icon(made, name, "accent" if name == route else "soft_ink", 22)

    def _button(self, name: str) -> QPushButton:
        made = button("", "rail")
        made.setProperty("route", name)
        set_icon(made, name, "soft_ink", 22)
        made.clicked.connect(partial(self.wanted.emit, name))
        self.buttons[name] = made
        return made

    def _folded_width(self) -> int:
        look = theme.look()
        icons = max(made.minimumSizeHint().width() for made in self.buttons.values())
        return max(look.target + 4, icons) + 2 * look.space(8)

    def _unfolded_width(self) -> int:
        look = theme.look()
        metrics = self.fontMetrics()
        widest = max(metrics.horizontalAdvance(text) for text, _keys in self._texts.values())
        return round(widest * 1.25) + look.space(22 + 4 * 8 + 2 * 12)
