"""What the screens in front of a closed workspace share: a narrow column and the name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from advisor_app.i18n import _
from ui import settings as choices
from ui import theme
from ui.screens.base import Screen
from ui.widgets.basic import Banner, Card, Column, button, label
from ui.widgets.icons import IconLabel

if TYPE_CHECKING:
    from advisor_app.domain.errors import AdvisorError
    from ui.context import Context

WIDTH = 520


class Door(Screen):
    """A screen before the workspace: one card in the middle, the language at its foot.

    Attributes:
        card: takes the content.
        trouble: says what was refused, and why; None while nothing is.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        space = theme.look().space
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.column = Column(width=WIDTH)
        whole.addWidget(self.column)
        self.column.body.addStretch(1)
        self.column.body.addLayout(self._name())
        self.trouble: Banner | None = None
        self.card = Card()
        self.card.heading.setProperty("role", "title")
        self.card.body.setContentsMargins(space(32), space(24), space(32), space(28))
        self.card.body.setSpacing(space(16))
        self.column.add(self.card)
        self.foot = QHBoxLayout()
        self.column.body.addLayout(self.foot)
        self.column.body.addStretch(2)
        self.language = self._language_button()
        self.ask = button(_("Ayuda"), "quiet", icon="help", clicked=self._ask)
        self.foot.addWidget(self.ask)
        self.foot.addStretch(1)
        self.foot.addWidget(self.language)

    def set_heading(self, text: str) -> None:
        """The title of the card."""
        self.card.heading.setText(text)
        self.card.heading.show()

    def show_trouble(self, error: AdvisorError) -> None:
        """Say what was refused and what to do."""
        self.hide_trouble()
        self.trouble = Banner(error.message, error.advice, kind="attention")
        self.column.body.insertWidget(2, self.trouble)

    def hide_trouble(self) -> None:
        """Nothing is refused any more."""
        if self.trouble is not None:
            self.trouble.hide()
            self.trouble.deleteLater()
            self.trouble = None

    def _ask(self) -> None:
        self.context.act("help")

    def _name(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.look().space(8))
        row.addStretch(1)
        row.addWidget(IconLabel("sprout", "accent", 36))
        row.addWidget(label("Advisor", "title", wrap=False))
        row.addStretch(1)
        row.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        return row

    def _language_button(self) -> QPushButton:
        other = "English" if self.context.settings.language == "es" else "Español"
        made = button(other, "quiet", icon="language", clicked=self._switch_language)
        made.setAccessibleDescription(_("Cambiar el idioma de la ventana"))
        return made

    def _switch_language(self) -> None:
        settings = self.context.settings
        settings.set(choices.LANGUAGE, "en" if settings.language == "es" else "es")
