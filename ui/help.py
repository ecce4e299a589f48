"""What the window answers when somebody asks for help, with or without an open workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from advisor_app.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.main_window import MainWindow


def _screen(window: MainWindow) -> None:
    from ui.dialogs.help import HelpSheet

    shown = window.screen_shown
    if shown is not None:
        sheet = HelpSheet(shown.title() or "Advisor", shown.help_text(), window)
        sheet.wanted.connect(window.act)
        sheet.open()


def _keys(window: MainWindow) -> None:
    from ui.dialogs.help import HelpSheet

    sheet = HelpSheet(_("Teclas"), "", window)
    sheet.wanted.connect(window.act)
    sheet.open()


def _support(window: MainWindow) -> None:
    from ui.dialogs.support import SupportSheet

    SupportSheet(window.context, window.trail, window.failure, window).open()


def _about(window: MainWindow) -> None:
    from ui.dialogs.about import AboutSheet

    AboutSheet(window).open()


HELP: Final[dict[str, Callable[[MainWindow], None]]] = {
    "help": _screen,
    "keys": _keys,
    "support": _support,
    "about": _about,
}
