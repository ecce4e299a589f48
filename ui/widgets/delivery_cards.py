"""What waits to be handed over, each with its ways out; and a line for what was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advisor_app.domain.delivery import DeliveryState
from advisor_app.i18n import _
from ui import theme
from ui.models import delivery_words as words
from ui.widgets.basic import Card, button, label
from ui.widgets.flow import FlowButtons

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QPushButton

    from advisor_app.services.delivery_rows import DeliveryRow

_TONES = {
    DeliveryState.CONFIRMED: "accent",
    DeliveryState.HANDED: "accent",
    DeliveryState.FAILED: "danger",
}


class WaitingCard(Card):
    """One document that waits.

    Signals:
        hand_over: hand it over now.
        sent: it was sent without this program.
        give_up: it won't be handed over.
    """

    hand_over = Signal()
    sent = Signal()
    give_up = Signal()

    def __init__(self, row: DeliveryRow, parent: QWidget | None = None) -> None:
        super().__init__(row.document.firm_name, parent)
        self.row = row
        document = words.document_words(row.document)
        self.add(label(document, "name"))
        self.add(label(words.waiting_words(row), "soft"))
        self.obstacle = label(row.obstacle, "attention")
        self.obstacle.setVisible(bool(row.obstacle))
        self.outdated = label(
            _("Hay una versión más nueva. Si esta ya no sirve, desista y entregue la nueva."),
            "attention",
        )
        self.outdated.setVisible(row.is_outdated)
        self.hand_over_button = self._button(_("Entregar ahora…"), "send", self.hand_over)
        self.sent_button = self._button(_("Ya se envió…"), "done", self.sent)
        self.give_up_button = self._button(_("Desistir…"), "close", self.give_up)
        self.add(self.obstacle)
        self.add(self.outdated)
        self.add(FlowButtons((self.hand_over_button, self.sent_button, self.give_up_button)))

    def _button(self, text: str, icon: str, told: SignalInstance) -> QPushButton:
        made = button(text, icon=icon, clicked=told.emit)
        about = f"{self.row.document.firm_name}, {words.document_words(self.row.document)}"
        made.setAccessibleDescription(about)
        return made


class EndedLine(QWidget):
    """One delivery that came to an end: what, how, when, and how far."""

    def __init__(self, row: DeliveryRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        space = theme.look().space
        column = QVBoxLayout()
        column.setSpacing(space(2))
        column.addWidget(label(row.document.firm_name, "name"))
        column.addWidget(label(words.document_words(row.document)))
        column.addWidget(label(words.ended_words(row), "soft"))
        self.state = label(words.state_name(row), "badge", wrap=False)
        self.state.setProperty("tone", _TONES.get(row.delivery.state, ""))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(space(16))
        line.addLayout(column, 1)
        line.addWidget(self.state)
