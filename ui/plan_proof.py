"""The proof of an action: its file is kept first, then told of the action, each with a way on."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from advisor_app.i18n import _
from advisor_app.services.errors import ConsentNeeded
from ui import settings as choices
from ui.thumbnails import Thumbnails
from ui.widgets.plan_closing import PlanClosing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from typing import Any

    from PySide6.QtWidgets import QWidget

    from advisor_app.domain.actions import Action
    from advisor_app.domain.errors import AdvisorError
    from advisor_app.services.evidence import Piece
    from ui.context import Context
    from ui.plan_editing import PlanEditing


class PlanProof(QObject):
    """Beside the screen of the plan; holds the piece that its sheet shows large.

    Attributes:
        view: for the side where the action is shown.
    """

    def __init__(self, context: Context, editing: PlanEditing, screen: QWidget) -> None:
        super().__init__(screen)
        self._context = context
        self._editing = editing
        self._screen = screen
        self._action_id = ""
        self._known: dict[str, Piece] = {}
        self.view = PlanClosing(Thumbnails(context.tasks, self._thumbnail, self))
        self.view.given.connect(self.keep)
        self.view.dropped.connect(self.drop)
        self.view.opened.connect(self._open)

    def show_action(
        self, action: Action, waiting: Mapping[str, Any], proofs: Mapping[str, Piece]
    ) -> None:
        """Another action, or the same one told anew."""
        if action.id != self._action_id:
            self.view.say("")
        self._action_id = action.id
        self._known.update(proofs)
        self.view.show_action(action, waiting, self._known)

    def keep(self, source: Path | bytes) -> None:
        """Let a file be the proof of the action that is shown."""
        if self._action_id:
            self._keep_for(self._editing.firm_id, self._action_id, source)

    def drop(self) -> None:
        """Let the action have no file to show; Ctrl+Z brings it back."""
        self.view.add_button.setFocus()
        self._editing.tell(self._action_id, {"closing_attachment_id": None})
        self._context.say(_("Se quitó la prueba. Ctrl+Z la devuelve."))

    # --- what the sheet of a piece asks for --------------------------------------------------

    def remove(self, _piece: Piece) -> None:
        """The same from where it is seen large."""
        self.drop()

    def describe(self, piece: Piece, caption: str) -> None:
        """Say what the proof shows."""
        self._known[piece.id] = replace(piece, caption=caption)
        work = partial(self._context.open_session.evidence.describe, piece.id, caption)
        again = partial(self.describe, piece, caption)
        failed = partial(self._context.explain, retry=again)
        self._context.tasks.run(work, lambda _done: None, failed)

    # --- inside ------------------------------------------------------------------------------

    def _keep_for(self, firm_id: str, action_id: str, source: Path | bytes) -> None:
        evidence = self._context.open_session.evidence
        self.view.say(_("Guardando…"))
        originals = self._context.settings.get(choices.KEEP_ORIGINALS)
        work = partial(evidence.keep, source, firm_id, keep_original=originals)
        refuse = partial(self._refuse, partial(self._keep_for, firm_id, action_id, source))
        self._context.tasks.run_long(work, partial(self._kept, firm_id, action_id), refuse)

    def _thumbnail(self, piece_id: str) -> bytes:
        """Called in another thread, where the workspace may have been locked meanwhile."""
        session = self._context.session
        return session.evidence.thumbnail(piece_id) if session else b""

    def _kept(self, firm_id: str, action_id: str, piece: Piece) -> None:
        self.view.say("")
        self._known[piece.id] = piece
        told = {"closing_attachment_id": piece.id}
        if firm_id == self._editing.firm_id:
            self._editing.tell(action_id, told)
        elif self._context.session is not None:  # the plan of another firm was gone to meanwhile
            work = partial(self._context.session.plans.edit, firm_id, action_id, told)
            again = partial(self._kept, firm_id, action_id, piece)
            failed = partial(self._context.explain, retry=again)
            self._context.tasks.run(work, lambda _done: None, failed)

    def _refuse(self, again: Callable[[], None], error: AdvisorError) -> None:
        from advisor_app.services.pdf_files import NotAPaper
        from advisor_app.services.photos import NotAPhoto

        self.view.say("")
        lasting = isinstance(error, NotAPaper | NotAPhoto | ConsentNeeded)
        self._context.explain(error, None if lasting else again)

    def _open(self, piece: Piece) -> None:
        from ui.dialogs.piece import PieceSheet

        PieceSheet(self._context, self, [piece], 0, self._screen).open()
