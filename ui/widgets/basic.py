"""The small bricks of every screen: labels, buttons, cards, banners, empty states, columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.widgets.flow import FlowButtons
from ui.widgets.icons import IconLabel, set_icon

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


def label(text: str = "", role: str = "", *, wrap: bool = True) -> QLabel:
    """A text in one of the roles of the theme; it wraps unless told not to."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    if role in ("badge", "key"):  # as small as their word, in the middle of the line
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return made


def button(
    text: str,
    role: str = "secondary",
    *,
    icon: str = "",
    clicked: Callable[[], object] | None = None,
) -> QPushButton:
    """A button in one of the roles of the theme, with an icon beside its word if wished."""
    made = QPushButton(text)
    made.setProperty("role", role)
    made.setAutoDefault(False)
    if icon:
        tone = {"primary": "on_accent", "danger": "danger", "link": "accent"}.get(role, "ink")
        set_icon(made, icon, tone)
    if clicked is not None:
        made.clicked.connect(clicked)
    return made


def at_top(content: QWidget) -> QWidget:
    """The content as high as it needs, the rest of the page free."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(content)
    column.addStretch(1)
    return page


class Card(QFrame):
    """A quiet box that holds together what belongs together.

    Attributes:
        body: the column inside.
    """

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        space = theme.look().space
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(space(20), space(16), space(20), space(20))
        self.body.setSpacing(space(12))
        self.heading = label(title, "heading")
        self.body.addWidget(self.heading)
        self.heading.setVisible(bool(title))

    def add(self, widget: QWidget) -> None:
        """Put one more below."""
        self.body.addWidget(widget)


class Banner(QFrame):
    """What the user should know now, with what to do about it.

    The kinds are ``info``, ``attention`` and ``danger``.
    """

    _ICONS = {"info": "info", "attention": "attention", "danger": "attention"}  # noqa: RUF012 - never changed

    def __init__(
        self,
        text: str,
        advice: str = "",
        *,
        kind: str = "info",
        actions: Sequence[QPushButton] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        space = theme.look().space
        row = QHBoxLayout(self)
        row.setContentsMargins(space(16), space(12), space(16), space(12))
        row.setSpacing(space(12))
        self.icon = IconLabel(self._ICONS[kind], kind, 22)
        row.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(space(4))
        self.text = label("", "name")
        self.advice = label()
        self.actions_row = FlowButtons(actions)
        row.addLayout(column, 1)  # first, so that what is added has a parent when it is shown
        for widget in (self.text, self.advice, self.actions_row):
            column.addWidget(widget)
        self.show_text(text, advice, kind=kind)
        self.actions_row.setVisible(bool(actions))

    def show_text(self, text: str, advice: str = "", *, kind: str = "info") -> None:
        """Say something else."""
        self.icon.show_icon(self._ICONS[kind], kind, 22)
        theme.set_role(self, "banner" if kind == "info" else f"banner-{kind}")
        self.text.setText(text)
        self.advice.setText(advice)
        self.advice.setVisible(bool(advice))


class EmptyState(QWidget):
    """Nothing here yet: what would be here, and the one button that begins it."""

    def __init__(
        self,
        icon: str,
        text: str,
        action: QPushButton | None = None,
        *,
        detail: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        space = theme.look().space
        column = QVBoxLayout(self)
        column.setContentsMargins(space(24), space(32), space(24), space(32))
        column.setSpacing(space(12))
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(IconLabel(icon, "accent", 56), 0, centre)
        self.text = label(text, "heading")
        self.text.setAlignment(centre)
        column.addWidget(self.text)
        self.detail = label(detail, "soft")
        self.detail.setAlignment(centre)
        column.addWidget(self.detail)
        self.detail.setVisible(bool(detail))
        if action is not None:
            column.addSpacing(space(8))
            column.addWidget(action, 0, centre)


class Column(QScrollArea):
    """A column of content, at most 960 px wide, that scrolls where the window is low.

    Attributes:
        body: the layout that takes the content.
    """

    def __init__(self, parent: QWidget | None = None, *, width: int = 0) -> None:
        super().__init__(parent)
        self._width = width
        self._room = 0
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QWidget()
        outer.setProperty("role", "column")
        row = QHBoxLayout(outer)
        self.content = QWidget()
        self.content.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(self.content, 1)
        row.setAlignment(self.content, Qt.AlignmentFlag(0))
        self.body = QVBoxLayout(self.content)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.setWidget(outer)
        self._row = row
        self._measure()

    def add(self, widget: QWidget) -> None:
        """Put one more below."""
        self.body.addWidget(widget)

    def end(self) -> None:
        """Leave the rest of the height free."""
        self.body.addStretch(1)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._room = event.size().width()  # of the viewport; asking it costs 10 ms at the start
        self._measure()

    def _measure(self) -> None:
        if not hasattr(self, "_row"):
            return
        look = theme.look()
        widest = look.space(self._width) if self._width else look.content_width
        side = max(look.space(24), (self._room - widest) // 2)
        self._row.setContentsMargins(side, look.space(24), side, look.space(24))
        self.body.setSpacing(look.space(16))
