"""A line that unfolds what is behind it, built only when somebody looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from advisor_app.i18n import _
from ui import theme
from ui.widgets.basic import label
from ui.widgets.icons import IconLabel

if TYPE_CHECKING:
    from ui.models.figures import Figure


class Unfold(QWidget):
    """A figure by its name and value; pressed, it shows the figures it was made from."""

    def __init__(self, figure: Figure, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figure = figure
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.head = UnfoldHead(figure.name, figure.value)
        self.head.clicked.connect(self._turn)
        self._column.addWidget(self.head)
        self.body: QWidget | None = None

    @property
    def is_open(self) -> bool:
        """Whether what is behind is shown."""
        return self.body is not None and not self.body.isHidden()

    def unfold(self) -> None:
        """Show what is behind."""
        if self.body is None:
            self.body = self._build()
            self._column.addWidget(self.body)
        self.body.show()
        self.head.show_open(open_=True)

    def _turn(self) -> None:
        if self.is_open and self.body is not None:
            self.body.hide()
            self.head.show_open(open_=False)
        else:
            self.unfold()
            QTimer.singleShot(0, self, self._scroll_into_sight)

    def _scroll_into_sight(self) -> None:
        """Bring the first line of what was unfolded into view, once it has its place."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        inside = self.body.layout() if self.body is not None else None
        first = inside.itemAt(0) if inside is not None else None
        line = first.widget() if first is not None else None
        if above is not None and line is not None:
            above.ensureWidgetVisible(line, 0, theme.look().space(24))

    def _build(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(theme.look().space(24), 0, 0, theme.look().space(8))
        column.setSpacing(theme.look().space(2))
        for part in self._figure.parts:
            column.addWidget(Unfold(part) if part.parts else figure_line(part))
        return body


def figure_line(figure: Figure) -> QWidget:
    """A figure with nothing behind it: name at the left, value at the right."""
    line = QWidget()
    row = QHBoxLayout(line)
    space = theme.look().space
    row.setContentsMargins(space(8), space(4), space(12), space(4))
    row.setSpacing(space(16))
    row.addWidget(label(figure.name), 3)
    if not figure.value:
        return line
    value = label(figure.value, "name")
    value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    row.addWidget(value, 1 if len(figure.value) < 24 else 2)
    return line


class UnfoldHead(QPushButton):
    """The line to press, as high as its words need."""

    def __init__(self, name: str, value: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "quiet")
        self.setAutoDefault(False)
        self._words = ", ".join(filter(None, (name, value)))
        space = theme.look().space
        row = QHBoxLayout(self)
        row.setContentsMargins(space(4), space(6), space(12), space(6))
        row.setSpacing(space(8))
        self._icon = IconLabel("right", "accent", 18)
        self._name: QLabel = label(name, "" if value else "name")
        self._value: QLabel = label(value, "name", wrap=False)
        row.addWidget(self._icon)
        row.addWidget(self._name, 1)
        row.addWidget(self._value)
        for child in (self._icon, self._name, self._value):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_open(open_=False)

    def show_open(self, *, open_: bool) -> None:
        """Turn the arrow, and tell the screen readers."""
        self._icon.show_icon("down" if open_ else "right", "accent", 18)
        state = _("desplegado") if open_ else _("plegado")
        self.setAccessibleName(f"{self._words} ({state})")

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        inside = self.layout()
        return max(theme.look().target, inside.heightForWidth(width) if inside else 0)

    def sizeHint(self) -> QSize:
        inside = self.layout()
        hint = inside.sizeHint() if inside else super().sizeHint()
        return hint.expandedTo(QSize(0, theme.look().target))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.look().target, theme.look().target)
