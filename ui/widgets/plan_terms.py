"""What frames a plan: the contracted hours, and who would certify the firm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from advisor_app.i18n import _
from ui.forms.row import Row
from ui.widgets.field import Field
from ui.widgets.money import NumberEdit

if TYPE_CHECKING:
    from advisor_app.domain.actions import Terms


class PlanTerms(Row):
    """Tells both as one of them is left with something else in it.

    Signals:
        told: the hours, None for no limit, and the certifier.
    """

    told = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.hours = NumberEdit()
        self.certifier = QLineEdit()
        self.hours_field = Field(_("Horas contratadas"), self.hours)
        certifier_field = Field(_("Quién certificaría"), self.certifier)
        super().__init__([self.hours_field, certifier_field], narrowest=150, parent=parent)
        self._terms: Terms | None = None
        self.hours.changed.connect(self._tell)
        self.certifier.editingFinished.connect(self._tell)

    def show_terms(self, terms: Terms, waiting: tuple[int | None, str] | None) -> None:
        """As they are stored, or wait to be; what is being typed stays."""
        before, self._terms = self._terms, terms
        hours, certifier = waiting or (terms.hours, terms.certifier)
        if not self.hours.problem() and not (
            before is not None and self.hours.hasFocus() and self.hours.value() != before.hours
        ):
            self.hours.set_value(hours)
        if not self.certifier.hasFocus() or (
            before is not None and self.certifier.text().strip() == before.certifier
        ):
            self.certifier.setText(certifier)

    def _tell(self) -> None:
        problem = self.hours.problem()
        self.hours_field.set_error(problem)
        if self._terms is None or problem:
            return
        hours, certifier = self.hours.value(), self.certifier.text().strip()
        told = None if hours is None else int(hours)
        if (told, certifier) != (self._terms.hours, self._terms.certifier):
            self.told.emit(told, certifier)
