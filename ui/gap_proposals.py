"""The proposals of other lists beside the points of this one; a key takes one over."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from advisor_app.i18n import _, language
from ui.dialogs.question import Question
from ui.widgets.proposal_card import ProposalCard

if TYPE_CHECKING:
    from advisor_app.domain.gap import State
    from ui.context import Context
    from ui.gap_answering import GapAnswering
    from ui.screens.base import Screen


class GapProposals(QObject):
    """Nothing of it is an answer before it is accepted.

    Attributes:
        card: for the panel of the point that is shown.
    """

    def __init__(
        self,
        context: Context,
        screen: Screen,
        answering: GapAnswering,
        next_after: Callable[[str], str],
    ) -> None:
        """``next_after`` tells which point follows another."""
        super().__init__(screen)
        self._context = context
        self._screen = screen
        self._answering = answering
        self._next_after = next_after
        self._code = ""
        self.card = ProposalCard()
        self.card.accepted.connect(self.accept)
        self.card.all_accepted.connect(self._ask_chapter)
        shortcut = QShortcut(QKeySequence(_("A")), screen)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(self.accept)

    @property
    def states(self) -> dict[str, State]:
        """What is proposed for each point that was not seen."""
        return {code: one.state for code, one in self._answering.proposals.items()}

    def show_for(self, code: str) -> None:
        """Show what is proposed for this point."""
        self._code = code
        self.card.show_proposal(self._answering.proposals.get(code), len(self._chapter_of(code)))

    def accept(self) -> None:
        """Take over what is proposed for the point that is shown, and go on."""
        self._screen.first_focus().setFocus()  # the button goes with the proposal
        self._answering.keeper.do(self._accept)

    def _accept(self) -> None:
        code = self._code
        if code in self._answering.proposals:
            self._answering.accept({code: self.states[code]}, self._next_after(code))
        elif self._answering.is_open:
            self._context.say(_("Este punto no tiene propuesta."))

    def _ask_chapter(self) -> None:
        codes, standard = self._chapter_of(self._code), self._answering.view.standard
        key = standard.requirement(self._code).section
        title = next(one.title.in_(language()) for one in standard.sections if one.key == key)
        question = Question(
            _("¿Aceptar las {n} propuestas de este capítulo?").format(n=len(codes)),
            [
                title,
                _("Cada respuesta dirá de qué lista viene. Se deshacen juntas con Ctrl+Z."),
            ],
            _("Aceptar"),
            _("Verlas una por una"),
            self._screen,
        )
        shown = {code: self.states[code] for code in codes}
        question.accepted.connect(partial(self._accept_all, shown))
        question.open()

    def _accept_all(self, shown: dict[str, State]) -> None:
        self._screen.first_focus().setFocus()
        self._answering.keeper.do(partial(self._answering.accept, shown, list(shown)[-1]))

    def _chapter_of(self, code: str) -> list[str]:
        """The points of a chapter that something is proposed for, in the order of the list."""
        proposals, standard = self._answering.proposals, self._answering.view.standard
        key = standard.requirement(code).section
        return [
            one.code
            for one in standard.requirements
            if one.section == key and one.code in proposals
        ]
