"""What other lists say of a point, and the buttons that take it over."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from advisor_app.domain import clock
from advisor_app.formats import short_date
from advisor_app.i18n import _, language
from ui.models.requirement_list import proposed_name, state_name
from ui.widgets.basic import Card, button, label
from ui.widgets.flow import FlowButtons

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from advisor_app.services.cross import Proposal, Source


class ProposalCard(Card):
    """Hidden where nothing is proposed.

    Signals:
        accepted: this proposal is taken over.
        all_accepted: those of the whole chapter are.
    """

    accepted = Signal()
    all_accepted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.sources = label("", "answer")
        self.accept_button = button(_("Aceptar (A)"), "primary", clicked=self.accepted.emit)
        self.all_button = button("", clicked=self.all_accepted.emit)
        self.add(self.sources)
        self.add(FlowButtons([self.accept_button, self.all_button]))
        self.hide()

    def show_proposal(self, proposal: Proposal | None, in_chapter: int) -> None:
        """Another point; ``in_chapter`` counts the proposals of its chapter."""
        if proposal is not None:
            self.heading.setText(proposed_name(proposal.state))
            self.heading.show()
            told = [_sentence(one) for one in proposal.sources]
            if proposal.state not in {one.state for one in proposal.sources}:
                told.append(_("Este punto pide más que antes: falta ver lo nuevo."))
            self.sources.setText("\n".join(told))
            self.all_button.setText(_("Aceptar las {n} de este capítulo").format(n=in_chapter))
            self.all_button.setVisible(in_chapter > 1)
        self.setVisible(proposal is not None)


def _sentence(source: Source) -> str:
    day = (source.seen_at + timedelta(minutes=clock.offset_minutes())).date()
    told = _("{list}, {code} ({date}): {state}").format(
        list=source.name.in_(language()),
        code=source.code,
        date=short_date(day, language()),
        state=state_name(source.state).lower(),
    )
    return f"{told}. {source.note}" if source.note else f"{told}."
