"""Change the service line by hand: another line, and the reason that stays in the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal

from advisor_app.domain import explain
from advisor_app.domain.routing import ServiceLine
from advisor_app.i18n import _, language, ngettext
from ui.dialogs.sheet import Sheet
from ui.widgets.basic import button, label
from ui.widgets.choice import ChoiceGroup
from ui.widgets.field import Field
from ui.widgets.note_edit import NoteEdit

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from advisor_app.services.assessment_view import Override

LINES: Final = (
    ServiceLine.TRAINING,
    ServiceLine.TECHNICAL_ASSISTANCE,
    ServiceLine.CERTIFICATION,
)
REASON_LENGTH: Final = 20


class ChangeLine(Sheet):
    """Asks for line and reason; the computed line is kept beside. Use ``open()``.

    Signals:
        changed: the line and the reason.
        withdrawn: the computed line holds again.
    """

    changed = Signal(object, str)
    withdrawn = Signal()

    def __init__(self, computed: ServiceLine, override: Override | None, parent: QWidget) -> None:
        super().__init__(_("Cambiar la línea"), parent, width=640, height=480)
        lang = language()
        said = _("La línea calculada es {line} y queda anotada junto a la suya.")
        self.column.add(label(said.format(line=explain.line_name(computed, lang)), "soft"))
        self.line = ChoiceGroup([(one.value, explain.line_name(one, lang)) for one in LINES])
        self.line_field = Field(_("Línea"), self.line)
        self.reason = NoteEdit()
        self.reason_field = Field(
            _("Razón"), self.reason, _("Al menos 20 letras. Sale en el informe con su nombre.")
        )
        self.column.add(self.line_field)
        self.column.add(self.reason_field)
        self.column.end()
        if override is not None:
            self.line.set_value(override.line.value)
            self.reason.set_value(override.reason)
            self.add_button(button(_("Volver a la calculada"), clicked=self._withdraw))
        self.cancel_button = self.add_button(button(_("Cancelar"), clicked=self.reject))
        self.save_button = self.add_button(
            button(_("Guardar el cambio"), "primary", clicked=self._save)
        )

    def _save(self) -> None:
        chosen, reason = self.line.value(), self.reason.value()
        short = REASON_LENGTH - len(reason)
        self.line_field.set_error(None if chosen else _("Elija una línea."))
        missing = ngettext("Falta {n} letra.", "Faltan {n} letras.", short).format(n=short)
        self.reason_field.set_error(missing if short > 0 else None)
        if chosen and short <= 0:
            self.accept()
            self.changed.emit(ServiceLine(chosen), reason)

    def _withdraw(self) -> None:
        self.accept()
        self.withdrawn.emit()
