"""The open call that page 1 of the report invites to; kept as each field is left."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from advisor_app.domain.call import Call
from advisor_app.domain.errors import AdvisorError, InvalidRecord
from advisor_app.i18n import _
from ui.forms.row import Row
from ui.widgets.basic import Card, label
from ui.widgets.date import DateEdit
from ui.widgets.field import Field

if TYPE_CHECKING:
    from ui.context import Context


class CallCard(Card):
    """Name, address and last day; all blank when no call is open."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Convocatoria abierta"), parent)
        self._context = context
        self._known: Call | None = None
        self.add(label(_("Sale en la página 1 del informe, con su código QR."), "soft"))
        self.name = QLineEdit()
        self.address = QLineEdit()
        self.closes_on = DateEdit()
        self.fields = {
            "name": Field(_("Nombre de la convocatoria"), self.name),
            "address": Field(_("Dirección para inscribirse"), self.address, "https://…"),
            "closes_on": Field(_("Último día"), self.closes_on, _("En blanco si no tiene.")),
        }
        self.add(Row([self.fields["name"], self.fields["closes_on"]], stretch=(2, 1)))
        self.add(self.fields["address"])
        for line in (self.name, self.address):
            line.editingFinished.connect(self._keep)
        self.closes_on.changed.connect(self._keep)

    def read(self) -> None:
        """Show what is known."""
        calls = self._context.open_session.calls
        self._context.tasks.run(calls.last, self._show)

    def _show(self, call: Call | None) -> None:
        self._known = call
        self.name.setText(call.name if call else "")
        self.address.setText(call.address if call else "")
        self.closes_on.set_value(call.closes_on if call else None)

    def _keep(self, *_changed: object) -> None:
        session = self._context.session
        if session is None:
            return
        if problem := self.closes_on.problem():
            self._tell({"closes_on": problem})
            return
        name, address = self.name.text().strip(), self.address.text().strip()
        call = Call(name, address, self.closes_on.value()) if name or address else None
        if call and self._known:  # what it co-finances is told elsewhere
            call = replace(call, rate=self._known.rate, cap=self._known.cap)
        calls = session.calls
        self._context.tasks.run(lambda: calls.save(call), partial(self._kept, call), self._refused)

    def _kept(self, call: Call | None, _done: None) -> None:
        self._known = call
        self._tell({})
        self._context.say(_("Guardado"))

    def _refused(self, error: AdvisorError) -> None:
        if isinstance(error, InvalidRecord):
            self._tell(error.problems)
        else:
            self._context.explain(error, self._keep)

    def _tell(self, problems: dict[str, str]) -> None:
        for name, field in self.fields.items():
            field.set_error(problems.get(name))
