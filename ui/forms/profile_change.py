"""A change of sector or conditions under way in a diagnosis: warned of when it hides answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, Signal

from advisor_app.domain.instrument import Profile
from advisor_app.i18n import _, ngettext
from ui.dialogs.question import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QWidget

    from advisor_app.domain.firm import Firm
    from ui.context import Context

DECIDES_QUESTIONS: Final = frozenset({"sector", "conditions"})


class ProfileChange(QObject):
    """Looks at what a change would hide, asks, then changes record and diagnosis together.

    Signals:
        refused: the user left it as it was.
    """

    refused = Signal()

    def __init__(
        self, context: Context, change: Callable[[Mapping[str, Any]], None], window: QWidget
    ) -> None:
        super().__init__(window)
        self._context = context
        self._change = change
        self._window = window
        self._assessment_id = ""
        self._profile = Profile("")
        self._values: Mapping[str, Any] = {}

    def propose(self, assessment_id: str, firm: Firm, values: Mapping[str, Any]) -> None:
        """Make the change, after asking where answers stop counting."""
        self._assessment_id, self._values = assessment_id, values
        self._profile = Profile(
            values.get("sector", firm.sector), values.get("conditions", firm.conditions)
        )
        profile, assessments = self._profile, self._context.open_session.assessments
        self._context.tasks.run(
            lambda: assessments.preview_profile(assessment_id, profile), self._previewed
        )

    def _previewed(self, hidden: tuple[str, ...]) -> None:
        if not hidden:
            self._apply()
            return
        title = ngettext(
            "Deja de contar {n} respuesta del diagnóstico",
            "Dejan de contar {n} respuestas del diagnóstico",
            len(hidden),
        )
        asked = Question(
            title.format(n=len(hidden)),
            [
                _("Son las preguntas {codes}.").format(codes=", ".join(hidden)),
                _("No se borran: si cambia de nuevo, vuelven a contar."),
            ],
            _("Cambiar"),
            _("Dejar como estaba"),
            self._window,
        )
        asked.accepted.connect(self._apply)
        asked.rejected.connect(self.refused)
        asked.open()

    def _apply(self) -> None:
        self._change(self._values)
        profile, assessment_id = self._profile, self._assessment_id
        assessments = self._context.open_session.assessments
        self._context.tasks.run(
            lambda: assessments.set_profile(assessment_id, profile), self._applied
        )

    def _applied(self, _hidden: tuple[str, ...]) -> None:
        self._context.say(_("Guardado. El diagnóstico se ajustó."))
