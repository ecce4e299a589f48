"""What a window is made of, so that a floor can be built of as many widgets of the same kinds."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QScrollArea, QScrollBar, QWidget

SEPARATOR = "\t"


def description(window: QWidget) -> str:
    """A line for each widget below: Qt's class, role, whether it is seen, its text."""
    return "\n".join(_line(one) for one in window.findChildren(QWidget) if not _made_by_qt(one))


def _line(widget: QWidget) -> str:
    kind = next(c.__name__ for c in type(widget).__mro__ if c.__module__ == "PySide6.QtWidgets")
    role = str(widget.property("role") or "")
    text = str(widget.property("text") or "").replace("\n", " ").replace(SEPARATOR, " ")
    return SEPARATOR.join((kind, role, str(int(widget.isVisible())), text))


def _made_by_qt(widget: QWidget) -> bool:
    """Whether another widget of the list brings it along."""
    parent = widget.parentWidget()
    name = widget.objectName()
    return (
        name.startswith("qt_scrollarea")
        or isinstance(widget, QScrollBar)
        or isinstance(parent, QAbstractItemView | QLineEdit)
        or (isinstance(parent, QScrollArea) and parent.widget() is not widget)
    )
