"""While a workspace is looked at, and when it can't be used: why, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from advisor_app.i18n import _
from ui.screens.door import Door
from ui.widgets.basic import button, label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from advisor_app.domain.errors import AdvisorError
    from ui.context import Context


class OpeningScreen(Door):
    """Says that something is being opened; a refusal is explained, with another try."""

    route = "opening"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._again: Callable[[], None] | None = None
        self.set_heading(_("Un momento"))
        self.words = label(_("Abriendo el espacio de trabajo…"))
        self.retry = button(_("Reintentar"), "primary", clicked=self._retry)
        self.card.add(self.words)
        self.support = button(
            _("Guardar paquete para soporte"), icon="save", clicked=self._want_support
        )
        self.card.add(self.retry)
        self.card.add(self.support)

    def title(self) -> str:
        return _("Abrir")

    def help_text(self) -> str:
        return _(
            "El espacio de trabajo guarda las empresas y sus informes en este equipo. Si no se "
            "puede abrir, aquí se dice por qué; nada se cambia mientras tanto."
        )

    def open(
        self,
        *,
        error: AdvisorError | None = None,
        retry: Callable[[], None] | None = None,
        words: str = "",
    ) -> None:
        self._again = retry
        self.retry.setVisible(error is not None and retry is not None)
        self.support.setVisible(error is not None)
        self.words.setText(words or _("Abriendo el espacio de trabajo…"))
        self.words.setVisible(error is None)
        self.hide_trouble()
        self.set_heading(_("Un momento"))
        if error is not None:
            self.set_heading(_("No se puede abrir"))
            self.show_trouble(error)

    def first_focus(self) -> QWidget:
        return self.retry if self.retry.isVisibleTo(self) else self.language

    def _retry(self) -> None:
        if self._again is not None:
            self._again()

    def _want_support(self) -> None:
        self.context.act("support")
