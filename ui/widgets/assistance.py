"""Fields that another program fills in, such as a screen reader or dictation: without a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit


def is_filled_in(line: QLineEdit) -> bool:
    """Whether a text that has just changed was written without keys, by us or another program."""
    return not line.hasFocus() and not line.isModified()
