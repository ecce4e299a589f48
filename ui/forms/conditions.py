"""The yes-or-no questions that decide what the interview asks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from advisor_app.domain.instrument import Profile, shipped_instrument
from advisor_app.i18n import _, language, ngettext
from ui.forms.bindings import NO, YES, yes_no
from ui.forms.group import Group
from ui.widgets.basic import label
from ui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from advisor_app.domain.firm import Firm
    from ui.widgets.choice import ChoiceGroup


class ConditionsGroup(Group):
    """One question per condition; what was not asked counts as no."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._conditions: dict[str, bool] = {}
        self._sector = ""
        self.fields: dict[str, Field] = {}
        self.choices: dict[str, ChoiceGroup] = {}
        card = self.card(
            _("Condiciones para la entrevista"),
            _("Con estas respuestas la entrevista deja por fuera lo que no aplica."),
        )
        for condition in shipped_instrument().conditions:
            question = condition.question.in_(language())
            choice = yes_no(question)
            choice.chosen.connect(partial(self._answered, condition.key))
            self.choices[condition.key] = choice
            self.fields[condition.key] = Field(question, choice)
            card.add(self.fields[condition.key])
        self.left = label("", "soft")
        card.add(self.left)

    @property
    def name(self) -> str:
        return _("Condiciones")

    def show_record(self, record: object) -> None:
        firm = cast("Firm", record)
        self._conditions = dict(firm.conditions)
        for key, choice in self.choices.items():
            choice.set_value({True: YES, False: NO}.get(self._conditions.get(key, None)))  # type: ignore[arg-type]  # None stays None
        self.follow(record)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        first = next(iter(self.fields.values()))
        first.set_error(problems.get("conditions"))

    def refresh(self, record: object) -> None:
        self.follow(record)

    def first(self) -> QWidget:
        for key, choice in self.choices.items():
            if choice.value() is None and not self.fields[key].isHidden():
                return self.fields[key].input
        return next(iter(self.fields.values())).input

    def follow(self, record: object) -> None:
        firm = cast("Firm", record)
        self._sector = firm.sector
        profile = Profile(firm.sector, self._conditions)
        asked = {condition.key for condition in shipped_instrument().questions(profile)}
        for key, field in self.fields.items():
            field.setVisible(key in asked)
        open_ones = len(asked - self._conditions.keys())
        self.left.setText(
            ngettext("Falta {n} pregunta.", "Faltan {n} preguntas.", open_ones).format(n=open_ones)
            if open_ones
            else _("Están todas.")
        )

    def _answered(self, key: str, value: object) -> None:
        self._conditions = {**self._conditions, key: value == YES}
        self.edited.emit({"conditions": dict(self._conditions)})
