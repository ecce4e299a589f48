"""F1: what the screen one is on is for, and its keys."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from advisor_app.i18n import _
from ui import theme
from ui.dialogs.sheet import Sheet
from ui.widgets.basic import Card, button, label
from ui.widgets.flow import FlowButtons


def window_keys() -> tuple[tuple[str, str], ...]:
    """The keys that work everywhere."""
    return (
        ("Ctrl+K", _("Buscar una empresa, una pantalla o una acción")),
        ("Esc", _("Volver; lo escrito no se pierde")),
        ("F1", _("Esta ayuda")),
        ("Ctrl+1", _("Hoy")),
        ("Ctrl+2", _("Empresas")),
        ("Ctrl+,", _("Ajustes")),
        ("Ctrl+L", _("Bloquear el espacio de trabajo")),
        ("Tab", _("Pasar al control siguiente")),
    )


class HelpSheet(Sheet):
    """Plain paragraphs about a screen, then the keys, then ways to further help.

    Signals:
        wanted: ``support`` or ``about``.
    """

    wanted = Signal(str)

    def __init__(self, title: str, text: str, parent: QWidget) -> None:
        super().__init__(title, parent, height=720)
        for paragraph in filter(None, (part.strip() for part in text.split("\n\n"))):
            self.column.add(label(paragraph))
        keys = Card(_("Teclas que sirven en todas partes"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.look().space(16))
        grid.setVerticalSpacing(theme.look().space(8))
        grid.setColumnStretch(1, 1)
        for row, (key, what) in enumerate(window_keys()):
            grid.addWidget(label(key, "key", wrap=False), row, 0)
            grid.addWidget(label(what), row, 1)
        keys.body.addLayout(grid)
        self.column.add(keys)
        more = Card(_("Si algo no anda bien"))
        self.support = self._way("support", _("Guardar paquete para soporte"), "save")
        self.about = self._way("about", _("Versión y licencias"), "info")
        more.add(FlowButtons([self.support, self.about]))
        self.column.add(more)
        self.column.end()
        self.add_close(_("Entendido")).setFocus()

    def _way(self, name: str, text: str, icon: str) -> QPushButton:
        return button(text, icon=icon, clicked=partial(self._leave_for, name))

    def _leave_for(self, name: str) -> None:
        self.accept()
        self.wanted.emit(name)
