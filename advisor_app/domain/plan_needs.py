"""What of a plan comes before what: told by hand or by the rule, never in a circle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor_app.domain.errors import InvalidRecord
from advisor_app.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from advisor_app.domain.actions import Action, Plan


def places_of(plan: Plan) -> Mapping[str, int]:
    """The number of each open action, by its id."""
    return {one.id: n for n, one in enumerate((*plan.carried, *plan.waiting), start=1)}


def needed(plan: Plan, action: Action) -> tuple[Action, ...]:
    """The actions of the plan that come before another one."""
    return tuple(one for one in _every(plan) if one.name in action.after and one.id != action.id)


def choices(plan: Plan, action: Action) -> tuple[Action, ...]:
    """The actions that another one may be put behind, with those that it already is."""
    others = (one for one in _every(plan) if one.name != action.name)
    return tuple(one for one in others if one.is_open or one.name in action.after)


def waits_for(plan: Plan, action: Action) -> list[str]:
    """The numbers of the open actions that come before another one."""
    places = places_of(plan)
    return [str(places[one.id]) for one in needed(plan, action) if one.id in places]


def refuse_circle(plan: Plan, action: Action, after: Iterable[str]) -> None:
    """Refuse that an action comes behind one that waits for it.

    Raises:
        InvalidRecord: naming the one that would close the circle; nothing was stored.
    """
    for first in after:
        if action.name in _behind(plan, first):
            title = next((one.title for one in _open(plan) if one.name == first), first)
            told = _("«{title}» ya espera a esta acción: no pueden esperarse una a otra.")
            problem = told.format(title=title.rstrip("."))
            advice = _("Lo demás quedó guardado; quite antes la espera de la otra.")
            raise InvalidRecord(problem, {"after": problem}, advice=advice)


def _behind(plan: Plan, first: str) -> set[str]:
    """Everything that must be done before an action can begin, itself included."""
    found, rest = set[str](), [first]
    while rest:
        name = rest.pop()
        if name not in found:
            found.add(name)
            rest += [other for one in _open(plan) if one.name == name for other in one.after]
    return found


def _open(plan: Plan) -> tuple[Action, ...]:
    return (*plan.carried, *plan.waiting)


def _every(plan: Plan) -> tuple[Action, ...]:
    return (*_open(plan), *plan.ended)
