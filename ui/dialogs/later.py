"""Send a document later: by which way, and to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from advisor_app.domain.delivery import QUEUED, Channel
from advisor_app.i18n import _
from ui.dialogs.sheet import Sheet
from ui.models.delivery_words import queued_name
from ui.widgets.basic import button, label
from ui.widgets.choice import ChoiceGroup, ChoiceList
from ui.widgets.field import Field

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from advisor_app.services.receivers import Receivers


class LaterSheet(Sheet):
    """Only ways that the firm agreed to can be taken; for others it says why not.

    Signals:
        wanted: the way, and the id of who receives it or None.
        ask_first: the firm is to be asked for its permission.
    """

    wanted = Signal(object, object)
    ask_first = Signal()

    def __init__(self, receivers: Receivers, parent: QWidget) -> None:
        super().__init__(_("Enviar después"), parent, width=640, height=500)
        self._receivers = receivers
        self.column.add(
            label(
                _("Queda en «Por entregar». El programa no envía nada por su cuenta: lo recuerda."),
                "soft",
            )
        )
        self.way = ChoiceGroup([(one.value, queued_name(one)) for one in QUEUED])
        self.way_field = Field(_("Cómo se entregará"), self.way)
        self.person = ChoiceList(
            [(one.id, one.name) for one in receivers.people], empty=_("Sin elegir")
        )
        self.person_field = Field(_("Para quién"), self.person)
        self.obstacle = label("", "attention")
        self.ask_button = button(_("Preguntar ahora"), icon="shield", clicked=self._ask)
        for widget in (self.way_field, self.person_field, self.obstacle):
            self.column.add(widget)
        self.column.body.addWidget(self.ask_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.end()
        self.cancel_button = self.add_button(button(_("Cancelar"), clicked=self.reject))
        self.keep_button = self.add_button(
            button(_("Dejar por entregar"), "primary", clicked=self._keep)
        )
        if len(receivers.people) == 1:
            self.person.set_value(receivers.people[0].id)
        self.way.chosen.connect(self._judge)
        self.person.chosen.connect(self._judge)
        self._judge()
        self.way.setFocus()

    def _judge(self, _chosen: object = None) -> str:
        """Say why the chosen way can't be taken, if so."""
        way = self.way.value()
        why_not = self._receivers.obstacle(Channel(way), self.person.value()) if way else ""
        self.obstacle.setText(why_not)
        self.obstacle.setVisible(bool(why_not))
        self.ask_button.setVisible(bool(why_not) and not self._receivers.was_asked)
        return why_not

    def _ask(self) -> None:
        self.reject()
        self.ask_first.emit()

    def _keep(self) -> None:
        way = self.way.value()
        self.way_field.set_error(None if way else _("Elija cómo se entregará."))
        if way and not self._judge():
            self.accept()
            self.wanted.emit(Channel(way), self.person.value())
