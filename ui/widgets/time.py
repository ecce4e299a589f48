"""A time of day typed as people write it: ``8:30``, ``830``, ``2 pm``."""

from __future__ import annotations

import re
from datetime import time
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QLineEdit, QWidget

from advisor_app.domain.text import fold
from advisor_app.i18n import _

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent

_TIME: Final = re.compile(r"(\d{1,2}?)(?:[:.h ]?(\d\d))?h?([ap])?m?", re.ASCII)
_NOON: Final = 12


def parse_time(text: str) -> time | None:
    """The time somebody wrote.

    Raises:
        ValueError: it is none.
    """
    words = fold(text).replace(".", "").replace(" ", "")
    if not words:
        return None
    found = _TIME.fullmatch(words)
    if found is None:
        raise ValueError(text)
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half is not None:
        if not 1 <= hour <= _NOON:
            raise ValueError(text)
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    return time(hour, minute)


class TimeEdit(QLineEdit):
    """A time, or none; shown as ``14:30`` once the field is left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(_("hora:minutos"))
        self.setMaxLength(12)

    def value(self) -> time | None:
        """The time; None where the field is empty or what it says is no time."""
        try:
            return parse_time(self.text())
        except ValueError:
            return None

    def set_value(self, value: time | None) -> None:
        """Show a time, or nothing."""
        self.setText("" if value is None else f"{value.hour}:{value.minute:02d}")

    def problem(self) -> str:
        """What is wrong with what the field says, in words; nothing where it is right."""
        if self.text().strip() and self.value() is None:
            return _("Escriba la hora así: 8:30, o 14:30.")
        return ""

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.value() is not None:
            self.set_value(self.value())
