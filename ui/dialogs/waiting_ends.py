"""How a document stops waiting without this program: it was sent, or it won't be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal

from advisor_app.domain import clock
from advisor_app.domain.delivery import QUEUED, Channel
from advisor_app.i18n import _
from ui.dialogs.sheet import Sheet
from ui.models.delivery_words import channel_name
from ui.widgets.basic import button, label
from ui.widgets.choice import ChoiceGroup
from ui.widgets.date import DateEdit
from ui.widgets.field import Field
from ui.widgets.note_edit import NoteEdit

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


_SHORTEST: Final = 4


class SentSheet(Sheet):
    """How and on which day it was sent; use ``open()``.

    Signals:
        told: the way and the day.
    """

    told = Signal(object, object)

    def __init__(self, document: str, planned: Channel, parent: QWidget) -> None:
        super().__init__(_("Ya se envió"), parent, width=600, height=440)
        self.column.add(label(document, "soft"))
        self.way = ChoiceGroup([(one.value, channel_name(one)) for one in QUEUED])
        self.way.set_value(planned.value)
        self.day = DateEdit()
        self.day.set_value(clock.today())
        self.day_field = Field(_("Qué día"), self.day)
        self.column.add(Field(_("Cómo se envió"), self.way))
        self.column.add(self.day_field)
        self.column.end()
        self.cancel_button = self.add_button(button(_("Cancelar"), clicked=self.reject))
        self.keep_button = self.add_button(
            button(_("Anotar el envío"), "primary", clicked=self._keep)
        )
        self.way.buttons[planned.value].setFocus()

    def show_problem(self, problem: str) -> None:
        """The day can't be right."""
        self.day_field.set_error(problem)

    def _keep(self) -> None:
        day = self.day.value()
        problem = self.day.problem() or ("" if day else _("Escriba el día del envío."))
        self.day_field.set_error(problem or None)
        if day is not None and not problem:
            self.told.emit(Channel(self.way.value() or ""), day)


class GiveUpSheet(Sheet):
    """Why a document is not handed over any more; use ``open()``.

    Signals:
        told: the reason.
    """

    told = Signal(str)

    def __init__(self, document: str, parent: QWidget) -> None:
        super().__init__(_("Desistir de la entrega"), parent, width=600, height=400)
        self.column.add(label(document, "soft"))
        self.reason = NoteEdit(lines=2)
        self.reason_field = Field(_("Por qué"), self.reason, _("En pocas palabras"))
        self.column.add(self.reason_field)
        self.column.end()
        self.cancel_button = self.add_button(button(_("Cancelar"), clicked=self.reject))
        self.keep_button = self.add_button(button(_("Desistir"), "primary", clicked=self._keep))
        self.reason.setFocus()

    def _keep(self) -> None:
        reason = self.reason.value()
        short = len(reason) < _SHORTEST
        self.reason_field.set_error(_("Escriba en pocas palabras por qué.") if short else None)
        if not short:
            self.accept()
            self.told.emit(reason)
