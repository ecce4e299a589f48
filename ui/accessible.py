"""What screen readers are told about widgets where Qt's own account falls short.

A widget says by ``accessible_role`` what it is, in the names of ``QAccessible.Role``.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QAccessible

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QAccessibleInterface

# Qt's own account of these reads past the end of their children, and the program ends, when a
# reader asks for a scroll bar that was there a moment ago
_SCROLL_AREAS: Final = ("QScrollArea", "QAbstractScrollArea")


@cache
def install() -> None:
    """Present widgets this way from now on."""
    QAccessible.installFactory(_present)


def _present(class_name: str, thing: QObject) -> QAccessibleInterface | None:
    from PySide6.QtWidgets import (
        QAccessibleWidget,
        QCheckBox,
        QPushButton,
        QRadioButton,
        QWidget,
    )

    if isinstance(thing, QPushButton | QRadioButton | QCheckBox):
        from ui.accessible_button import AccessibleButton

        return AccessibleButton(thing)
    role = getattr(thing, "accessible_role", "Client" if class_name in _SCROLL_AREAS else None)
    if role is None or not isinstance(thing, QWidget):
        return None
    return QAccessibleWidget(thing, QAccessible.Role[role])
