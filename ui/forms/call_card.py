"""The open call that page 1 of the report invites to; kept as each field is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from advisor_app.domain.call import Call
from advisor_app.domain.errors import AdvisorError, InvalidRecord
from advisor_app.i18n import _
from ui.forms.row import Row
from ui.widgets.basic import Card, label
from ui.widgets.date import DateEdit
from ui.widgets.field import Field
from ui.widgets.money import MoneyEdit, NumberEdit

if TYPE_CHECKING:
    from ui.context import Context


class CallCard(Card):
    """Name, address and last day; all blank when no call is open."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Convocatoria abierta"), parent)
        self._context = context
        self.add(label(_("Sale en la página 1 del informe, con su código QR."), "soft"))
        self.name = QLineEdit()
        self.address = QLineEdit()
        self.closes_on = DateEdit()
        self.rate = NumberEdit(places=1)
        self.cap = MoneyEdit()
        self.fields = {
            "name": Field(_("Nombre de la convocatoria"), self.name),
            "address": Field(_("Dirección para inscribirse"), self.address, "https://…"),
            "closes_on": Field(_("Último día"), self.closes_on, _("En blanco si no tiene.")),
            "rate": Field(
                _("Qué parte cofinancia (%)"), self.rate, _("En blanco: como en la de 2023.")
            ),
            "cap": Field(_("Tope por empresa"), self.cap, _("En blanco: como en la de 2023.")),
        }
        self.add(Row([self.fields["name"], self.fields["closes_on"]], stretch=(2, 1)))
        self.add(self.fields["address"])
        self.add(Row([self.fields["rate"], self.fields["cap"]]))
        for line in (self.name, self.address):
            line.editingFinished.connect(self._keep)
        for editor in (self.closes_on, self.rate, self.cap):
            editor.changed.connect(self._keep)

    def read(self) -> None:
        """Show what is known."""
        calls = self._context.open_session.calls
        self._context.tasks.run(calls.last, self._show)

    def _show(self, call: Call | None) -> None:
        self.name.setText(call.name if call else "")
        self.address.setText(call.address if call else "")
        self.closes_on.set_value(call.closes_on if call else None)
        self.rate.set_value(call.rate * 100 if call and call.rate is not None else None)
        self.cap.set_value(call.cap if call else None)

    def _keep(self, *_changed: object) -> None:
        session = self._context.session
        if session is None:
            return
        editors = {"closes_on": self.closes_on, "rate": self.rate, "cap": self.cap}
        if problems := {key: told for key, one in editors.items() if (told := one.problem())}:
            self._tell(problems)
            return
        call = self._written()
        calls = session.calls
        self._context.tasks.run(lambda: calls.save(call), self._kept, self._refused)

    def _written(self) -> Call | None:
        """What the fields say; no call where they are all blank."""
        rate, cap = self.rate.value(), self.cap.value()
        call = Call(
            self.name.text().strip(),
            self.address.text().strip(),
            self.closes_on.value(),
            None if rate is None else rate / 100,
            None if cap is None else int(cap),
        )
        return None if call == Call("", "") else call

    def _kept(self, _done: None) -> None:
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
