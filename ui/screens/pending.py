"""What waits to be handed over, and the proof of what was."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from advisor_app.domain.errors import InvalidRecord
from advisor_app.i18n import _
from ui.dialogs import hand_over as ways
from ui.handing import Handing
from ui.models import delivery_words as words
from ui.report_paper import reprint
from ui.screens.base import Screen
from ui.widgets.basic import Banner, Card, Column, EmptyState, button, label
from ui.widgets.delivery_cards import EndedLine, WaitingCard

if TYPE_CHECKING:
    from datetime import date

    from advisor_app.domain.delivery import Channel, Delivery
    from advisor_app.domain.errors import AdvisorError
    from advisor_app.services.changes import Changes
    from advisor_app.services.delivery_rows import DeliveryRow
    from advisor_app.services.session import Session
    from ui.context import Context
    from ui.dialogs.waiting_ends import SentSheet

_WAYS = (ways.TELEPHONE, ways.STICK, ways.PRINT, ways.FILE, ways.PICTURE)


@dataclass(frozen=True, slots=True)
class Lists:
    """What waits, and what came to an end lately."""

    waiting: tuple[DeliveryRow, ...]
    ended: tuple[DeliveryRow, ...]


def load(session: Session) -> Lists:
    """Both lists as they are now."""
    return Lists(tuple(session.deliveries.waiting()), tuple(session.deliveries.recent()))


class PendingScreen(Screen):
    """A card for each document that waits, with what can be done about it."""

    route: ClassVar[str] = "pending"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._handing = Handing(context, self)
        self._undoes: Delivery | None = None
        self.cards: list[WaitingCard] = []
        self._lines: list[EndedLine] = []
        self.undo_button = button(_("Deshacer"), icon="undo", clicked=self.undo)
        self.undone = Banner("", actions=[self.undo_button])
        self.undone.hide()
        self.empty = EmptyState(
            "done",
            _("No hay nada por entregar"),
            detail=_(
                "Lo que deje para «Enviar después» espera aquí hasta que haya red o llegue la "
                "próxima visita."
            ),
        )
        self.ended = Card(_("Entregado últimamente"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.column = Column()
        whole.addWidget(self.column)
        self.column.add(label(_("Por entregar"), "title"))
        for widget in (self.undone, self.empty, self.ended):
            self.column.add(widget)
        self.column.end()
        for widget in (self.empty, self.ended):
            widget.hide()

    def title(self) -> str:
        return _("Por entregar")

    def help_text(self) -> str:
        return _(
            "Aquí espera lo que quedó para «Enviar después». El programa no envía nada por su "
            "cuenta.\n\n"
            "«Entregar ahora» lo pasa al teléfono o a una memoria. Para enviarlo por correo o "
            "WhatsApp, guarde el PDF, envíelo usted, y toque «Ya se envió» para anotar cómo y qué "
            "día. «Desistir» pide el motivo. Lo último se puede deshacer.\n\n"
            "Abajo está lo entregado últimamente, con su hora y si quien lo recibió lo confirmó."
        )

    def open(self) -> None:
        self._undoes = None
        self.undone.hide()
        self._read()

    def first_focus(self) -> QWidget:
        return self.cards[0].hand_over_button if self.cards else self

    def on_changes(self, changes: Changes) -> None:
        if any(changes.touches(table) for table in ("delivery", "consent", "person", "document")):
            self._read()

    def _read(self) -> None:
        if self.context.session is not None:
            self.context.tasks.run(partial(load, self.context.session), self._show)

    def _show(self, lists: Lists) -> None:
        for old in (*self.cards, *self._lines):
            old.hide()
            old.deleteLater()
        self.cards = [self._card(row) for row in lists.waiting]
        place = self.column.body.indexOf(self.empty)
        for number, card in enumerate(self.cards):
            self.column.body.insertWidget(place + number, card)
            card.show()
        self._lines = [EndedLine(row) for row in lists.ended]
        for line in self._lines:
            self.ended.add(line)
        self.empty.setVisible(not self.cards)
        self.ended.setVisible(bool(self._lines))
        if not self.window().focusWidget():  # it was on a card that is gone
            self.first_focus().setFocus()

    def _card(self, row: DeliveryRow) -> WaitingCard:
        card = WaitingCard(row)
        card.hand_over.connect(partial(self._hand_over, row))
        card.sent.connect(partial(self._ask_sent, row))
        card.give_up.connect(partial(self._ask_why, row))
        return card

    # What can be done about one

    def _hand_over(self, row: DeliveryRow) -> None:
        self._handing.ask(_WAYS, partial(self._take, row))

    def _take(self, row: DeliveryRow, way: str) -> None:
        errand = row.delivery.errand
        if way == ways.TELEPHONE:
            self.context.go("telephone", errand=errand)
            return
        work = partial(reprint, self.context.open_session, errand)
        self.context.tasks.run_long(work, partial(self._handing.go, way))

    def _ask_sent(self, row: DeliveryRow) -> None:
        from ui.dialogs.waiting_ends import SentSheet

        sheet = SentSheet(words.document_words(row.document), row.delivery.channel, self)
        sheet.told.connect(partial(self._mark_sent, row.delivery, sheet))
        sheet.open()

    def _mark_sent(self, waiting: Delivery, sheet: SentSheet, channel: Channel, day: date) -> None:
        def refused(error: AdvisorError) -> None:
            problems = error.problems if isinstance(error, InvalidRecord) else {}
            sheet.show_problem(problems.get("day", error.message))

        def sent(_delivery: Delivery) -> None:
            sheet.accept()
            self._offer_undo(waiting, _("Anotado como enviado."))

        work = partial(self.context.open_session.deliveries.mark_sent, waiting.id, channel, day)
        self.context.tasks.run(work, sent, refused)

    def _ask_why(self, row: DeliveryRow) -> None:
        from ui.dialogs.waiting_ends import GiveUpSheet

        sheet = GiveUpSheet(words.document_words(row.document), self)
        sheet.told.connect(partial(self._give_up, row.delivery))
        sheet.open()

    def _give_up(self, waiting: Delivery, reason: str) -> None:
        work = partial(self.context.open_session.deliveries.give_up, waiting.id, reason)
        self.context.tasks.run(work, partial(self._given_up, waiting))

    def _given_up(self, waiting: Delivery, _delivery: Delivery) -> None:
        self._offer_undo(waiting, _("Ya no está por entregar."))

    def _offer_undo(self, waiting: Delivery, text: str) -> None:
        self._undoes = waiting
        self.undone.show_text(text)
        self.undone.show()
        self.undo_button.setFocus()

    def undo(self) -> None:
        """Take the last end back: the document waits as before."""
        waiting, self._undoes = self._undoes, None
        self.undone.hide()
        if waiting is not None:
            put_back = partial(self.context.open_session.deliveries.put_back, waiting)
            self.context.tasks.run(put_back, self._put_back)

    def _put_back(self, _delivery: Delivery) -> None:
        self.context.say(_("Vuelve a estar por entregar"))
