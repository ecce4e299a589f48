"""What every screen of the window has in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from advisor_app.services.changes import Changes
    from ui.context import Context


class Screen(QWidget):
    """One screen: built once, opened with parameters as often as somebody goes there.

    Attributes:
        route: the name it is reached by.
        folds_rail: whether the rail of the window gives way to it.

    Signals:
        title_changed: ``title`` now says something else.
    """

    title_changed = Signal()

    route: ClassVar[str] = ""
    folds_rail: ClassVar[bool] = False

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.setProperty("role", "screen")

    def title(self) -> str:
        """Where I am, for the bar at the top."""
        return ""

    def help_text(self) -> str:
        """What this screen is for and its keys, for F1; plain paragraphs."""
        return ""

    def open(self, *_args: Any, **params: Any) -> None:  # noqa: ANN401 - each screen names its own
        """Load what the parameters ask for; called each time the screen is shown."""

    def first_focus(self) -> QWidget:
        """Where the keyboard starts."""
        return self

    def leave(self) -> bool:
        """Whether the screen may be left now; False keeps the user here."""
        return True

    def unsaved(self) -> bool:
        """Whether something typed here is not stored yet: it is kept while the window locks."""
        return False

    def on_changes(self, changes: Changes) -> None:
        """Something was written, here or elsewhere: read again what is shown."""
