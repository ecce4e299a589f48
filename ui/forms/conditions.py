"""The yes-or-no questions that decide what the interview asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from advisor_app.domain.instrument import Profile, shipped_instrument
from advisor_app.i18n import _, language, ngettext
from ui.forms.group import Group
from ui.forms.yes_no_list import YesNoList
from ui.widgets.basic import label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from advisor_app.domain.firm import Firm


class ConditionsGroup(Group):
    """One question per condition; what was not asked counts as no."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._conditions: dict[str, bool] = {}
        card = self.card(
            _("Condiciones para la entrevista"),
            _("La entrevista deja por fuera lo que no aplica. S es sí, N es no."),
        )
        self.list = YesNoList()
        for condition in shipped_instrument().conditions:
            self.list.ask(condition.key, condition.question.in_(language()))
        self.list.answered.connect(self._answered)
        self.problem = label("", "error")
        self.left = label("", "soft")
        for part in (self.list, self.problem, self.left):
            card.add(part)

    @classmethod
    def tab_name(cls) -> str:
        return _("Condiciones")

    def show_record(self, record: object) -> None:
        firm = cast("Firm", record)
        self._conditions = dict(firm.conditions)
        for condition in shipped_instrument().conditions:
            self.list.set_value(condition.key, self._conditions.get(condition.key))
        self.follow(record)

    def refresh(self, record: object) -> None:
        self.follow(record)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        self.problem.setText(problems.get("conditions", ""))
        self.problem.setVisible("conditions" in problems)

    def first(self) -> QWidget:
        return self.list.first()

    def follow(self, record: object) -> None:
        firm = cast("Firm", record)
        profile = Profile(firm.sector, self._conditions)
        asked = [condition.key for condition in shipped_instrument().questions(profile)]
        self.list.show_only(asked)
        self.problem.setVisible(bool(self.problem.text()))
        left = len(set(asked) - self._conditions.keys())
        if left:
            text = ngettext("Falta {n} pregunta.", "Faltan {n} preguntas.", left)
            self.left.setText(text.format(n=left))
        else:
            self.left.setText(_("Están todas."))

    def _answered(self, key: str, answer: bool) -> None:
        self._conditions = {**self._conditions, key: answer}
        self.edited.emit({"conditions": dict(self._conditions)})
