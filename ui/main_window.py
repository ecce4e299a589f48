"""The window: a rail, a bar that says where one is, and one screen at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from advisor_app.i18n import _
from ui import settings as choices
from ui import theme
from ui.context import Context
from ui.help import HELP
from ui.history import History, Place
from ui.screens import ROOTS, WITHOUT_SESSION, screen_class
from ui.widgets.scrolling import Pages, follow_focus

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QPaintEvent

    from advisor_app.domain.errors import AdvisorError
    from advisor_app.services.changes import Changes
    from advisor_app.services.session import Session
    from ui.screens.base import Screen
    from ui.settings import WindowSettings
    from ui.tasks import Tasks
    from ui.widgets.basic import Banner
    from ui.widgets.rail import Rail
    from ui.widgets.top_bar import TopBar

_KEYS: Final = {
    "search": "Ctrl+K",
    "help": "F1",
    "back": "Esc",
    "today": "Ctrl+1",
    "firms": "Ctrl+2",
    "settings": "Ctrl+,",
    "lock": "Ctrl+L",
}
_TRAIL: Final = 20
Way = tuple[str, Callable[[], None]]


class MainWindow(QWidget):
    """Shows screens by their routes and keeps the way back.

    Before a workspace is open there is nothing but the screen that opens it; rail and bar are
    made when they are first needed, so that the window is up at once.

    Attributes:
        trail: the routes shown of late, the last one last.
        failure: the trace of the last error that nobody foresaw.

    Signals:
        first_painted: the user sees the window for the first time.
        moved: another screen is shown.
    """

    accessible_role = "Window"

    first_painted = Signal()
    moved = Signal()
    _announced = Signal(object)

    def __init__(self, tasks: Tasks, settings: WindowSettings, folder: Path) -> None:
        super().__init__()
        self.setWindowTitle("Advisor")
        self.context = Context(self, tasks, settings, folder)
        self.bar: TopBar | None = None
        self.rail: Rail | None = None
        self.banner: Banner | None = None
        self.trail: deque[str] = deque(maxlen=_TRAIL)
        self.failure = ""
        self._is_painted = False
        self._history = History()
        self._screens: dict[str, Screen] = {}
        self._return_to: Place | None = None
        self._kept: Screen | None = None
        self._unsubscribe: Callable[[], None] | None = None
        self._pages = Pages()
        self._head = QVBoxLayout()
        self._side = QHBoxLayout()
        self._middle = QVBoxLayout()
        self._notice = QVBoxLayout()
        self._lay_out()
        self.first_painted.connect(self._take_keys)
        self._announced.connect(self._hear, Qt.ConnectionType.QueuedConnection)
        tasks.failed.connect(self.explain)
        tasks.busy_changed.connect(self._show_busy)
        cast("QApplication", QApplication.instance()).focusChanged.connect(self._follow_focus)
        self._type = theme.look().type
        settings.changed.connect(self._resettle)

    @property
    def screen_shown(self) -> Screen | None:
        """The screen the user sees."""
        place = self._history.current
        return self._screens.get(place.route) if place else None

    def go(self, route: str, **params: object) -> None:
        """Show the screen of a route, unless the present one keeps the user."""
        if route not in WITHOUT_SESSION and self.context.session is None:
            return
        shown = self.screen_shown
        if shown is not None and not shown.leave():
            return
        self._history.go(Place(route, params))
        self._show()

    def back(self) -> None:
        """Return to the screen before; from a screen without one, to Today."""
        shown = self.screen_shown
        if shown is None or not shown.leave():
            return
        if self._history.back() is None:
            if shown.route in WITHOUT_SESSION | {"today"}:
                self._hide_banner()
                return
            self._history.start(Place("today"))
        self._show()

    def act(self, name: str) -> None:
        """Do what a key or a button of the rail stands for."""
        if name == "back":
            self.back()
        elif name in HELP:
            HELP[name](self)
        elif self.context.session is None:
            return
        elif name == "search":
            self._open_palette()
        elif name == "lock":
            self.lock()
        else:
            self.go(name)

    def say(self, text: str) -> None:
        """A quiet word in the bar."""
        if self.bar is not None:
            self.bar.say(text)

    def explain(self, error: AdvisorError, retry: Callable[[], None] | None = None) -> None:
        """Show above the screen what went wrong and what to do; the screen stays as it is."""
        ways = [(_("Reintentar"), retry)] if retry is not None else []
        self.tell(error.message, error.advice, ways, kind="danger")

    def tell(self, text: str, advice: str, ways: Sequence[Way], *, kind: str = "info") -> None:
        """Show a word above the screen until it is closed or another screen comes."""
        from ui.widgets.basic import Banner, button
        from ui.widgets.top_bar import announce

        self._hide_banner()
        actions = [button(words, clicked=partial(self._take, way)) for words, way in ways]
        actions.append(button(_("Cerrar"), "quiet", clicked=self._hide_banner))
        self.banner = Banner(text, advice, kind=kind, actions=actions)
        self._notice.addWidget(self.banner)
        self._notice.setContentsMargins(*(theme.look().space(12),) * 4)
        announce(self, f"{text} {advice}".strip())

    def show_waiting(self, count: int) -> None:
        """How many changes wait to be sent, in the bar."""
        if self.bar is not None:
            self.bar.show_waiting(count)

    def show_failure(self, trace: str, file: Path | None) -> None:
        """The last resort: an error nobody foresaw."""
        from ui.dialogs.error import ErrorSheet

        self.failure = trace
        if not any(isinstance(one, ErrorSheet) for one in self.children()):
            sheet = ErrorSheet(trace, file, self)
            sheet.wanted.connect(self.act)
            sheet.open()

    def entered(self, session: Session) -> None:
        """A workspace was opened: show Today, or where the user was when it locked."""
        self.context.session = session
        self._unsubscribe = session.subscribe(self._announced.emit)
        self.context.settings.move_to(session.folder / choices.FILE_NAME)
        self._build_frame(session)
        self.context.copies.start(session)
        self.context.exchange.start(session)
        place, self._return_to = self._return_to or Place("today"), None
        if self._kept is not None:
            kept, self._kept = self._kept, None
            self._forget_screens()
            self._screens[kept.route] = kept
            self._history.start(place)
            self._show(fresh=False)
            return
        self._forget_screens()
        self._history.start(Place("today"))
        if place.route != "today":
            self._history.go(place)
        self._show()

    def lock(self) -> None:
        """Close the workspace and ask for the passphrase; the demo has none and stays open."""
        session = self.context.session
        if session is None or session.is_demo:
            return
        self._close_dialogs()
        self._return_to = self._history.current
        shown = self.screen_shown
        self._kept = shown if shown is not None and shown.unsaved() else None
        self._leave_session()
        self.context.tasks.run(session.close, _nothing)
        self._history.start(Place("unlock", {"locked": True}))
        self._forget_screens()
        self._show()

    def close_workspace(self) -> None:
        """Finish what is being written and close the workspace; the window goes."""
        session = self.context.session
        self._leave_session()
        self.context.copies.close()
        self.context.exchange.close()
        self.context.tasks.close()
        if session is not None:
            session.close()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.first_painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        shown = self.screen_shown
        if shown is not None and not shown.leave():
            event.ignore()
            return
        self.close_workspace()
        super().closeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.bar is not None:
            self._show_title()

    def _follow_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        follow_focus(before, now)

    def _take_keys(self) -> None:
        from PySide6.QtGui import QKeySequence, QShortcut

        for name, keys in _KEYS.items():
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(partial(self.act, name))

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        for layout in (whole, self._head, self._side, self._middle, self._notice):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        whole.addLayout(self._head)
        whole.addLayout(self._side, 1)
        self._side.addLayout(self._middle, 1)
        self._middle.addLayout(self._notice)
        self._middle.addWidget(self._pages, 1)

    def _build_frame(self, session: Session) -> None:
        from ui.widgets.rail import Rail
        from ui.widgets.top_bar import TopBar

        self._drop_frame()
        self.bar = TopBar(self.context)
        self.bar.menu.clicked.connect(self._toggle_rail)
        self.bar.back.clicked.connect(self.back)
        self.bar.demo.setVisible(session.is_demo)
        self.bar.light.clicked.connect(partial(self.go, "second_copy"))
        self.bar.office.clicked.connect(partial(self.go, "exchange"))
        self._head.addWidget(self.bar)
        self.rail = Rail(can_lock=not session.is_demo)
        self.rail.wanted.connect(self.act)
        self._side.insertWidget(0, self.rail)

    def _drop_frame(self) -> None:
        for widget in (self.bar, self.rail):
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.bar = self.rail = None

    def _leave_session(self) -> None:
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        self.context.session = None
        self.context.copies.stop()
        self.context.exchange.stop()
        self._drop_frame()

    def _forget_screens(self) -> None:
        """Free every screen but the one that keeps what is not stored yet."""
        for screen in self._screens.values():
            if screen is not self._kept:
                self._pages.removeWidget(screen)
                screen.deleteLater()
        self._screens = {}

    def _show(self, *, fresh: bool = True) -> None:
        place = self._history.current
        if place is None:
            return
        self._hide_banner()
        screen = self._screens.get(place.route)
        if screen is None:
            screen = screen_class(place.route)(self.context)
            screen.title_changed.connect(self._show_title)
            self._screens[place.route] = screen
            self._pages.addWidget(screen)
        self._pages.turn_to(screen)
        self._settle_rail(screen)
        if fresh:
            screen.open(**place.params)
        self._show_title()
        screen.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)
        self.trail.append(place.route)
        self.moved.emit()

    def _settle_rail(self, screen: Screen) -> None:
        if self.rail is None or self.bar is None:
            return
        folded = self.context.settings.get(choices.RAIL_FOLDED)
        crowded = theme.look().is_crowded
        self.rail.fold(folded=folded or screen.folds_rail or crowded)
        self.bar.menu.setVisible(not crowded)
        self.rail.mark(ROOTS.get(screen.route, "firms"))
        self.bar.back.setVisible(self._history.before is not None)

    def _toggle_rail(self) -> None:
        settings = self.context.settings
        settings.set(choices.RAIL_FOLDED, not settings.get(choices.RAIL_FOLDED))
        if self.screen_shown is not None:
            self._settle_rail(self.screen_shown)

    def _show_title(self) -> None:
        shown = self.screen_shown
        title = shown.title() if shown is not None else ""
        self.setWindowTitle(f"{title} · Advisor" if title else "Advisor")
        if self.bar is not None:
            self.bar.title.say(title)

    def _show_busy(self, busy: bool) -> None:
        if self.bar is not None:
            self.bar.show_busy(busy)

    def _hear(self, changes: Changes) -> None:
        shown = self.screen_shown
        if shown is not None and self.context.session is not None:
            shown.on_changes(changes)

    def _hide_banner(self) -> None:
        if self.banner is not None:
            self.banner.hide()
            self.banner.deleteLater()
            self.banner = None
            self._notice.setContentsMargins(0, 0, 0, 0)

    def _take(self, way: Callable[[], None]) -> None:
        self._hide_banner()
        way()

    def _resettle(self, key: str) -> None:
        """Another language or size of type builds every screen anew; colours only dress them."""
        before, self._type = self._type, theme.look().type
        speaks_anew = key == choices.LANGUAGE.key
        if (speaks_anew or self._type != before) and self._history.current:
            if self.context.session is not None:
                self._build_frame(self.context.session)
            self._forget_screens()
            self._show()

    def _open_palette(self) -> None:
        from ui.commands import commands
        from ui.dialogs.command_palette import CommandPalette

        CommandPalette(self.context, commands(self), self).open()

    def _close_dialogs(self) -> None:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog) and widget.isVisible():
                widget.reject()


def _nothing(_result: object) -> None:
    """Nobody waits for this one."""
