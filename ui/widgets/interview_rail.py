"""The left side of the interview: dimensions, who answers, and the ways out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from advisor_app.domain.visit import ROLES
from advisor_app.i18n import _, language, ngettext
from ui import theme
from ui.widgets.basic import button, label
from ui.widgets.choice import ChoiceList
from ui.widgets.dimension_rail import DimensionRail
from ui.widgets.key_button import KeyButton

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.interview_flow import DimensionProgress

_WIDTH: Final = 244  # at any size of text: the question needs the rest


class InterviewRail(QWidget):
    """Everything of the interview that is not the question."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.dimensions = DimensionRail()
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self.dimensions)
        self.role = ChoiceList([(key, name.in_(language())) for key, name in ROLES.items()])
        self.role.setMinimumContentsLength(6)
        self.role.setAccessibleDescription(_("Quién responde"))
        self.protocol = button(_("Protocolo privado"), "link", icon="shield")
        self.protocol.hide()
        self.missing = KeyButton("L", _("Lo que falta"))
        self.result = KeyButton("R", _("Resultado"))
        self.go_to = KeyButton("G", _("Ir a"))
        self._lay_out()

    def _lay_out(self) -> None:
        space = theme.look().space
        column = QVBoxLayout(self)
        column.setContentsMargins(space(8), 0, 0, 0)
        column.setSpacing(space(6))
        column.addWidget(self._scroll, 1)
        column.addWidget(self.protocol)
        who = label(_("Responde (P)"), "caption", wrap=False)
        who.setBuddy(self.role)
        column.addWidget(who)
        column.addWidget(self.role)
        column.addSpacing(space(2))
        ways = QGridLayout()
        ways.setSpacing(space(6))
        ways.addWidget(self.missing, 0, 0, 1, 2)
        ways.addWidget(self.result, 1, 0)
        ways.addWidget(self.go_to, 1, 1)
        column.addLayout(ways)
        self._measure()

    def show_progress(self, progress: Sequence[DimensionProgress], pending: int) -> None:
        """How far everything is."""
        self.dimensions.show_progress(progress, language())
        self._scroll_to_current(progress)
        self.missing.say(
            ngettext("Falta {n}", "Faltan {n}", pending).format(n=pending)
            if pending
            else _("Lo que falta")
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout() is not None:
            self._measure()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.minimumWidth(), 0)

    def _scroll_to_current(self, progress: Sequence[DimensionProgress]) -> None:
        if self._scroll.verticalScrollBar().maximum():
            here = next((at for at, one in enumerate(progress) if one.is_current), 0)
            self._scroll.ensureWidgetVisible(self.dimensions.buttons[here], 0, 0)

    def _measure(self) -> None:
        space = theme.look().space
        ways = self.result.sizeHint().width() + self.go_to.sizeHint().width() + space(6 + 8)
        self.setFixedWidth(max(_WIDTH, ways))
