"""Pages that take room by what is shown of them, and keep in sight what matters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QStackedWidget, QWidget

from ui import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_AROUND = 8


def follow_focus(_before: QWidget | None, now: QWidget | None) -> None:
    """Scroll whatever lies around the widget that got the focus, until all of it is seen.

    Qt follows Tab inside one scrolling area, not into it, and of a field only the cursor.
    """
    if now is None or QApplication.mouseButtons() != Qt.MouseButton.NoButton:
        return  # what is being clicked must not move away
    around = now.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            found = around.findChild(_Sight, options=Qt.FindChildOption.FindDirectChildrenOnly)
            (found or _Sight(around)).keep(now)
        around = around.parentWidget()


class _Sight(QObject):
    """Keeps in sight what has the focus while things move around it, until somebody scrolls."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._kept: QWidget | None = None
        self._from = 0
        area.verticalScrollBar().rangeChanged.connect(self._follow_soon)
        area.verticalScrollBar().actionTriggered.connect(self._look_elsewhere)

    def keep(self, widget: QWidget) -> None:
        """Bring it into sight and keep it there."""
        self._kept, self._from = widget, self._area.verticalScrollBar().value()
        self._follow()

    def _follow_soon(self) -> None:
        """Once what is inside has found its places."""
        QTimer.singleShot(0, self, self._follow)

    def _look_elsewhere(self) -> None:
        self._kept = None

    def _follow(self) -> None:
        focused, content = QApplication.focusWidget(), self._area.widget()
        if focused is not None and focused is self._kept and content is not None:
            # from where it was: what is not laid out yet may lead far away
            self._area.verticalScrollBar().setValue(self._from)
            _bring_into_sight(focused, content, self._area)


def _bring_into_sight(widget: QWidget, content: QWidget, area: QScrollArea) -> None:
    """With what names it above; of what is taller than the room, the beginning."""
    look = theme.look()
    place = QRect(widget.mapTo(content, QPoint(0, 0)), widget.size())
    middle = place.center().x()
    area.ensureVisible(middle, place.bottom(), 0, look.space(_AROUND))
    area.ensureVisible(middle, place.top(), 0, min(look.target, area.viewport().height() // 4))


class Pages(QStackedWidget):
    """One page at a time; those behind it ask for no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentChanged.connect(self.updateGeometry)

    def turn_to(self, page: QWidget) -> None:
        """Show a page without a focus; Qt would give it to what comes first, and scroll there."""
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            focused.clearFocus()
        self.setCurrentWidget(page)

    def minimumSizeHint(self) -> QSize:
        shown = self.currentWidget()
        return QSize() if shown is None else shown.minimumSizeHint()


class Scroll(QScrollArea):
    """Scrolls where the window is low, and then goes back to what is kept in sight."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept: QWidget | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content.setProperty("role", "column")
        self.setWidget(content)
        self.verticalScrollBar().rangeChanged.connect(self._follow)

    def keep(self, widget: QWidget | None) -> None:
        """Show this part of the content, or its beginning, also when the room changes."""
        self._kept = widget
        self._follow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._follow()

    def _follow(self) -> None:
        if not self.verticalScrollBar().maximum():
            return
        if self._kept is None:
            self.verticalScrollBar().setValue(0)
        else:
            self.ensureWidgetVisible(self._kept, 0, theme.look().space(_AROUND))
