"""A screen that ends by handing over a recovery code, which must not be lost on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor_app.domain.errors import AdvisorError
from advisor_app.i18n import _
from ui.screens.door import Door
from ui.widgets.recovery import RecoveryCode

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from advisor_app.services.session import Session
    from ui.context import Context


class CodeKeeper(Door):
    """Shows the code instead of its form, and holds the session until the code is confirmed.

    Attributes:
        form: what is shown before there is a code.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.form: tuple[QWidget, ...] = ()
        self.code = RecoveryCode()
        self._session: Session | None = None
        self._warned = False

    def add_code(self) -> None:
        """Put the code's place below the form; call it last."""
        self.card.add(self.code)
        self.code.hide()
        self.code.confirmed.connect(self._enter)

    def keep_code(self, made: tuple[Session, str]) -> None:
        """The workspace is open: show its code before anything else."""
        self._session, code = made
        for widget in (*self.form, self.language):
            widget.hide()
        self.set_heading(_("Su código de recuperación"))
        self.hide_trouble()
        self.code.show()
        self.code.show_code(code)

    def leave(self) -> bool:
        if self._session is None:
            return True
        if not self._warned:
            self._warned = True
            self.show_trouble(
                AdvisorError(
                    _("El código de recuperación no se volverá a mostrar."),
                    advice=_("Anótelo antes de salir. Para salir sin él, ciérrelo otra vez."),
                )
            )
            return False
        self._session.close()
        self._session = None
        return True

    def _enter(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            self.context.entered(session)
