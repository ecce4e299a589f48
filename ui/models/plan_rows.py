"""The actions of a plan as rows: those carried now, those that wait, those that ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from advisor_app import formats
from advisor_app.domain import plan_needs, plan_words
from advisor_app.i18n import _, language, ngettext
from ui.models.headed_rows import HeadedModel, HeadedRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advisor_app.domain.actions import Action, Plan


@dataclass(frozen=True, slots=True)
class PlanRow(HeadedRow):
    """A heading, or an action at its place.

    Attributes:
        place: 1 for the first; 0 where no order counts.
        aside: who, until when, how much, how far and behind what, in one line.
        behind: the numbers of the open actions that come before it.
        needs: the keys of the rows of the actions that come before it.
    """

    aside: str = ""
    place: int = 0
    action: Action | None = None
    behind: str = ""
    needs: tuple[str, ...] = ()

    @property
    def spoken(self) -> str:
        """The row for a screen reader."""
        if self.action is None:
            return self.text
        place = str(self.place) if self.place else ""
        words = [word for _tag, word in tags_of(self.action)]
        return ". ".join(part for part in (place, self.text, *words, self.aside) if part)


def tags_of(action: Action) -> list[tuple[str, str]]:
    """What stands out of an action: a key for its sign, and its word."""
    lang, tags = language(), list[tuple[str, str]]()
    if action.blocks:
        tags.append((action.blocks, blocking_word(action)))
    if action.quick_win:
        tags.append(("quick_win", plan_words.quadrant_name("quick_win", lang)))
    if action.waits:
        tags.append(("waits", plan_words.wait_name(action.waits, lang)))
    return tags


def blocking_word(action: Action) -> str:
    """What it stands in the way of, as a sentence."""
    return _("Bloquea por ley") if action.blocks == "law" else _("Bloquea la norma")


def rows_of(plan: Plan) -> tuple[PlanRow, ...]:
    """The rows in the order of the plan."""
    place = 0
    rows: list[PlanRow] = []
    for title, actions, counts in (
        (_("Ahora"), plan.carried, True),
        (_("En espera"), plan.waiting, True),
        (_("Terminadas"), plan.ended, False),
    ):
        if actions:
            rows.append(PlanRow(f"{title} · {len(actions)}"))
        for one in actions:
            place += counts
            behind = behind_of(plan, one)
            aside = " · ".join(filter(None, (aside_of(one), behind)))
            needs = tuple(other.id for other in plan_needs.needed(plan, one))
            number = place if counts else 0
            rows.append(PlanRow(one.title, one.id, aside, number, one, behind, needs))
    return tuple(rows)


def behind_of(plan: Plan, action: Action) -> str:
    """The open actions that come before another one, by number."""
    numbers = plan_needs.waits_for(plan, action) if action.is_open else []
    return _("después de {numbers}").format(numbers=", ".join(numbers)) if numbers else ""


def summary_of(plan: Plan) -> str:
    """How much the plan is: actions, money and hours."""
    lang, money = language(), plan.cofinancing
    count = len(plan.carried)
    now = ngettext("{n} acción ahora", "{n} acciones ahora", count).format(n=count)
    waiting = _("{n} en espera").format(n=len(plan.waiting))
    costs = _("sin costos todavía")
    if money.cost:
        costs = _("costo {cost} · cofinanciación estimada {support}, la empresa {firm}").format(
            cost=formats.pesos(int(money.cost), lang),
            support=formats.pesos(int(money.support), lang),
            firm=formats.pesos(int(money.firm), lang),
        )
        if plan.call is not None:
            costs += " · " + _("según {call}").format(call=plan.call.name)
    hours = _("{n} horas de apoyo").format(n=plan.hours_used)
    if plan.terms.hours is not None:
        hours = _("{n} de {all} horas de apoyo").format(n=plan.hours_used, all=plan.terms.hours)
    return " · ".join((now, waiting, hours, costs))


def aside_of(action: Action) -> str:
    """Who, until when, how much and how far."""
    lang = language()
    parts = [
        action.responsible or _("Sin responsable"),
        _("hasta {day}").format(day=formats.short_date(action.due_on, lang)),
        formats.pesos(action.cost, lang) if action.cost is not None else _("sin costo dicho"),
        plan_words.status_name(action.status, lang),
    ]
    if action.advance and action.is_open:
        parts.append(f"{action.advance} %")
    return " · ".join(parts)


class PlanModel(HeadedModel[PlanRow]):
    """The actions of a plan under what becomes of them."""

    @property
    def actions(self) -> Sequence[Action]:
        """The actions in the order of the rows."""
        return [row.action for row in self._rows if row.action is not None]

    def near(self, row: int) -> str:
        """The action at a row, or the nearest one: where one was removed, the next takes over."""
        found = [(abs(n - row), one.key) for n, one in enumerate(self._rows) if one.key]
        return min(found)[1] if found else ""
