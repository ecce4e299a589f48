"""Find a question by its number or a word of it, and go there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor_app.i18n import _
from ui.dialogs.find_row import FindRow
from ui.interview_flow import Mark
from ui.models.item_list import ItemRow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.interview_flow import InterviewFlow


class GoToItem(FindRow):
    """The questions of an interview, with what is still to be done."""

    def __init__(self, flow: InterviewFlow, lang: str, parent: QWidget) -> None:
        states = {Mark.PENDING: _("pendiente"), Mark.NOT_SEEN: _("sin ver")}
        rows = [
            ItemRow(item.code, item.question.in_(lang), states.get(flow.mark(item.code), ""))
            for item in flow.items
        ]
        super().__init__(_("Ir a una pregunta"), rows, parent)
        self.found.name(
            _("Número o palabra de la pregunta"),
            _("Preguntas"),
            _("Número o palabra, por ejemplo 3.2 o proveedores"),
        )
