"""What decides the place of an action in the plan: its weights, what it needs, what is shared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from advisor_app.domain import plan_needs
from advisor_app.domain.actions import WEIGHED
from advisor_app.i18n import _
from ui.forms.row import Row
from ui.widgets.basic import button
from ui.widgets.choice import ChoiceList
from ui.widgets.field import Field
from ui.widgets.flow import FlowButtons
from ui.widgets.folded import Folded
from ui.widgets.money import MoneyEdit
from ui.widgets.needs_list import NeedsList

if TYPE_CHECKING:
    from advisor_app.domain.actions import Action, Plan


class PlanWeights(Folded):
    """Folded until somebody looks; the rules propose, and the first row goes back to them.

    Attributes:
        fields: by the name of what each tells of an action.
        rule_button: what comes before follows the rule again.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        self.weights = {name: _scale(name) for name in WEIGHED}
        self.reason = QLineEdit()
        self.eligible = MoneyEdit()
        self.needs = NeedsList()
        self.rule_button = button(_("Volver a la regla"), icon="undo")
        names = {
            "severity": _("Gravedad"), "impact": _("Impacto"), "urgency": _("Urgencia"),
            "effort": _("Esfuerzo"),
        }  # fmt: skip
        self.fields = {name: Field(names[name], self.weights[name]) for name in WEIGHED} | {
            "impact_reason": Field(_("Por qué ese impacto"), self.reason),
            "eligible_cost": Field(
                _("Qué parte del costo se cofinancia"), self.eligible, _("En blanco: todo.")
            ),
            "after": Field(_("Va después de"), self.needs),
        }
        self.fields["after"].place_below_editor(FlowButtons([self.rule_button]))
        super().__init__(_("Más datos"), self._rows, parent)
        self.weights["impact"].chosen.connect(self.settle)
        self.turn()  # its fields are told of an action whether somebody looks or not
        self.turn()

    def show_action(self, action: Action, plan: Plan) -> None:
        """What the rules propose for an action, and what it may be put behind."""
        for name, editor in self.weights.items():
            ruled = getattr(action.ruled, name)
            editor.setItemText(0, _("Regla: {n}").format(n=ruled))
            told = _("A mano; la regla da {n}.").format(n=ruled)
            self.fields[name].set_hint(told if name in action.by_hand else "")
        places = plan_needs.places_of(plan)
        others = plan_needs.choices(plan, action)
        self.needs.show_choices([(one.name, _numbered(one, places.get(one.id))) for one in others])
        self.fields["after"].setVisible(bool(others))
        self.fields["after"].set_hint(_("A mano.") if "after" in action.by_hand else "")
        self.rule_button.setVisible("after" in action.by_hand)

    def settle(self) -> None:
        """Ask why only of an impact that somebody told."""
        self.fields["impact_reason"].setVisible(self.weights["impact"].value() is not None)

    def reveal(self) -> None:
        """Open, where something behind has to be seen."""
        if not self.is_open:
            self.turn()

    def _rows(self) -> list[QWidget]:
        field = self.fields
        return [
            Row([field["severity"], field["impact"]], narrowest=200),
            field["impact_reason"],
            Row([field["urgency"], field["effort"]], narrowest=200),
            field["eligible_cost"],
            field["after"],
        ]


def _scale(name: str) -> ChoiceList:
    words = {
        "severity": (_("recomendación"), _("otra"), _("central"), _("mayor"), _("crítica")),
        "impact": (_("recomendación"), _("otro"), _("medio"), _("alto"), _("crítico")),
        "urgency": (_("más tarde"), _("360 días"), _("180 días"), _("90 días"), _("30 días")),
        "effort": (_("1 día"), _("5 días"), _("15 días"), _("60 días"), _("más días")),
    }[name]
    return ChoiceList(
        [(str(n), f"{n} · {word}") for n, word in enumerate(words, start=1)], empty=_("Regla")
    )


def _numbered(action: Action, place: int | None) -> str:
    title = action.title.rstrip(".")
    return f"{place}. {title}" if place else _("{title} (terminada)").format(title=title)
