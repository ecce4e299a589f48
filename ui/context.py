"""What every screen is given: the session, the tasks, the settings and the way around."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from advisor_app.domain.errors import AdvisorError
    from advisor_app.services.session import Session
    from ui.copy_keeper import CopyKeeper
    from ui.exchange_keeper import ExchangeKeeper
    from ui.settings import WindowSettings
    from ui.tasks import Tasks


class Navigator(Protocol):
    """The window around a screen; a test may stand in for it."""

    def go(self, route: str, **params: object) -> None:
        """Show the screen of a route."""
        ...

    def back(self) -> None:
        """Return to the screen before."""
        ...

    def say(self, text: str) -> None:
        """A quiet word in the status line."""
        ...

    def explain(self, error: AdvisorError, retry: Callable[[], None] | None = None) -> None:
        """Show what went wrong and what to do."""
        ...

    def show_waiting(self, count: int) -> None:
        """How many changes wait to be sent."""
        ...

    def entered(self, session: Session) -> None:
        """A workspace was opened: show its first screen."""
        ...

    def lock(self) -> None:
        """Close the workspace and ask for the passphrase."""
        ...

    def act(self, name: str) -> None:
        """Do what a key or a button of the rail stands for."""
        ...


class Context:
    """Everything a screen may use; handed from the window to each screen.

    Attributes:
        session: the open workspace; None while it is locked.
        folder: where the workspace lies.
        printer_name: the printer that was used last; forgotten when the program ends.
    """

    def __init__(
        self, navigator: Navigator, tasks: Tasks, settings: WindowSettings, folder: Path
    ) -> None:
        self._navigator = navigator
        self.tasks = tasks
        self.settings = settings
        self.folder = folder
        self.session: Session | None = None
        self.printer_name = ""

    @cached_property
    def copies(self) -> CopyKeeper:
        """Keeps the second copy; made when a workspace opens, because the door needs none."""
        from ui.copy_keeper import CopyKeeper

        return CopyKeeper(self.tasks)

    @cached_property
    def exchange(self) -> ExchangeKeeper:
        """Keeps the exchange with the office; made when a workspace opens."""
        from ui.exchange_keeper import ExchangeKeeper

        return ExchangeKeeper(self.tasks)

    @property
    def open_session(self) -> Session:
        """The open workspace, for screens that are only shown when there is one."""
        if self.session is None:
            raise RuntimeError("no workspace is open")
        return self.session

    def go(self, route: str, **params: object) -> None:
        """Show the screen of a route."""
        self._navigator.go(route, **params)

    def back(self) -> None:
        """Return to the screen before."""
        self._navigator.back()

    def say(self, text: str) -> None:
        """A quiet word in the status line."""
        self._navigator.say(text)

    def explain(self, error: AdvisorError, retry: Callable[[], None] | None = None) -> None:
        """Show what went wrong and what to do; ``retry`` becomes a button."""
        self._navigator.explain(error, retry)

    def show_waiting(self, count: int) -> None:
        """How many changes wait to be sent to the office."""
        self._navigator.show_waiting(count)

    def entered(self, session: Session) -> None:
        """A workspace was opened: show its first screen."""
        self._navigator.entered(session)

    def lock(self) -> None:
        """Close the workspace and ask for the passphrase."""
        self._navigator.lock()

    def act(self, name: str) -> None:
        """Do what a key or a button of the rail stands for, such as ``help`` or ``support``."""
        self._navigator.act(name)
