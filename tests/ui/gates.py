"""How a window is judged: names, room, targets and the way of the Tab key."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QRadioButton,
    QWidget,
)

from ui.widgets.top_bar import Elided

_HOLE = re.compile(r"\{\w*\}|^None$|[:,(] ?None\b|%\(|%[sd]\b")
LEAST_TARGET = 44


def has_a_hole(text: str) -> bool:
    """Whether a placeholder was never filled in."""
    return bool(_HOLE.search(text))


def tab_walk(most: int, key: Qt.Key = Qt.Key.Key_Tab) -> Iterator[QWidget]:
    """Every place that the key leads to, from the first after the focus until it comes back."""
    start = _tab(key)
    yield start
    for _step in range(most):
        focused = _tab(key)
        if tab_stop(focused) is tab_stop(start):
            break
        yield focused


def _tab(key: Qt.Key) -> QWidget:
    QTest.keyClick(QApplication.focusWidget(), key)
    QApplication.processEvents()
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def is_in_sight(control: QWidget) -> bool:
    """Whether all of a control is seen, or all of the room for it where it is taller."""
    seen = control.visibleRegion().boundingRect()
    around = control.parentWidget()
    while around is not None and not isinstance(around, QAbstractScrollArea):
        around = around.parentWidget()
    room = around.viewport().height() if around is not None else control.height()
    return seen.width() == control.width() and seen.height() >= min(control.height(), room)


def controls(window: QWidget) -> list[QWidget]:
    """What can take the keyboard and is there to be seen."""
    found = []
    for one in window.findChildren(QWidget):
        inner = one.objectName().startswith("qt_")  # such as a scroll area's own viewport
        there = one.isVisible() and one.isEnabled() and not inner
        takes_keys = one.focusPolicy() != Qt.FocusPolicy.NoFocus and one.focusProxy() is None
        if there and takes_keys:
            found.append(one)
    return found


def name_of(control: QWidget) -> str:
    """What a screen reader calls it."""
    seen = QAccessible.queryAccessibleInterface(control)
    kinds = [QAccessible.Text.Name]
    if isinstance(control, QComboBox):  # tells its chosen text as its name
        kinds = [QAccessible.Text.Description]
    return " ".join(seen.text(kind) for kind in kinds).strip()


def is_tab_stop(control: QWidget) -> bool:
    """Whether Tab should come by."""
    return bool(control.focusPolicy() & Qt.FocusPolicy.TabFocus)


def tab_stop(control: QWidget) -> QObject:
    """Buttons of which one is chosen are one stop together: arrows move inside."""
    if isinstance(control, QAbstractButton) and control.isCheckable():
        group = control.group()
        if control.autoExclusive() or (group and group.exclusive()):
            return group or control.parentWidget() or control
    return control


def is_target(control: QWidget) -> bool:
    """Whether it is a control of its own, not a part of another."""
    is_inner = control.objectName().startswith("qt_") or isinstance(
        control.parentWidget(), QComboBox | QLineEdit
    )
    return not is_inner


def hides_its_text(label: QLabel) -> bool:
    """Whether a screen reader is told something else than what the label says."""
    said = label.whole() if isinstance(label, Elided) else label.text()
    return bool(said and label.accessibleName() and label.accessibleName() != said)


def label_is_clipped(label: QLabel) -> bool:
    """Whether a label is too small for its text."""
    if not label.text() or isinstance(label, Elided):
        return False
    if label.wordWrap():
        widest = max(map(label.fontMetrics().horizontalAdvance, label.text().split()), default=0)
        if widest > label.contentsRect().width() + 1:
            return True
        return label.heightForWidth(label.width()) > label.height() + 1
    hint = label.sizeHint()
    return hint.width() > label.width() + 1 or hint.height() > label.height() + 1


def button_is_clipped(button: QAbstractButton) -> bool:
    """Whether a button is too small for its text."""
    if not button.text():
        return False
    hint = button.sizeHint()
    if isinstance(button, QCheckBox | QRadioButton):
        return hint.width() > button.width() + 1
    return hint.width() > button.width() + 1 or hint.height() > button.height() + 1


def about(one: QObject) -> str:
    """Which widget this is, for the message of a failed gate."""
    text = getattr(one, "text", lambda: "")() if isinstance(one, QLabel | QAbstractButton) else ""
    name = one.accessibleName() if isinstance(one, QWidget) else ""
    return f"{type(one).__name__} {name or text!r}"
