"""The left side of the interview: dimensions, who answers, and the ways out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from advisor_app.domain.visit import ROLES
from advisor_app.i18n import _, language, ngettext
from ui import theme
from ui.widgets.basic import label
from ui.widgets.choice import ChoiceList
from ui.widgets.dimension_rail import DimensionRail
from ui.widgets.key_button import KeyButton

if TYPE_CHECKING:
    from ui.interview_flow import DimensionProgress

WIDTH = 212


class InterviewRail(QScrollArea):
    """Everything of the interview that is not the question."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.dimensions = DimensionRail()
        self.role = ChoiceList([(key, name.in_(language())) for key, name in ROLES.items()])
        self.role.setMinimumContentsLength(6)
        self.role.setAccessibleDescription(_("Quién responde"))
        self.missing = KeyButton("L", _("Lo que falta"))
        self.result = KeyButton("R", _("Resultado"))
        self.go_to = KeyButton("G", _("Ir a"))
        ground = QWidget()
        ground.setProperty("role", "column")
        space = theme.look().space
        column = QVBoxLayout(ground)
        column.setContentsMargins(space(8), space(8), space(8), space(8))
        column.setSpacing(space(6))
        column.addWidget(self.dimensions, 1)
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
        self.setWidget(ground)
        self.setFixedWidth(space(WIDTH))

    def show_progress(self, progress: Sequence[DimensionProgress], pending: int) -> None:
        """How far everything is."""
        self.dimensions.show_progress(progress, language())
        self.missing.say(
            ngettext("Falta {n}", "Faltan {n}", pending).format(n=pending)
            if pending
            else _("Lo que falta")
        )
