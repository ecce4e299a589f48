"""The improvement plan: what comes first, what is quick, what waits, who pays (docs/rules.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Literal

from advisor_app.domain.figures import half_up

if TYPE_CHECKING:
    from advisor_app.domain.plan_parameters import PlanParameters
    from advisor_app.domain.standard import Effort

Quadrant = Literal["quick_win", "project", "fill_in", "later"]
Blocks = Literal["law", "standard", ""]
_HIGHEST: Final = 5
_RANK: Final[Mapping[str, int]] = {"law": 0, "standard": 1, "": 2}


class Status(StrEnum):
    """How far an action is."""

    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    VERIFIED = "verified"
    CANCELLED = "cancelled"


OPEN: Final = frozenset({Status.PENDING, Status.IN_PROGRESS})


@dataclass(frozen=True, slots=True)
class Weighed:
    """What decides the place of an action in the plan.

    Attributes:
        code: breaks ties.
        severity, impact, urgency: 1 to 5, 5 the gravest.
        effort: 1 (up to a day) to 5 (more than 60 person-days).
        blocks: the law or safety, the target standard, or nothing.
        cost: in pesos; None while it is unknown.
        days: from its beginning to its end, where somebody told when it ends.
        after: codes of the actions that come before.
    """

    code: str
    severity: int
    impact: int
    urgency: int
    effort: int
    blocks: Blocks = ""
    cost: int | None = None
    days: int | None = None
    after: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Cofinancing:
    """Who would pay: an estimate that hangs on the terms of the call in force."""

    cost: Decimal
    eligible: Decimal
    support: Decimal
    firm: Decimal
    capped: bool


def priority(one: Weighed, parameters: PlanParameters) -> Decimal:
    """1.00 to 5.00, two decimals, half up."""
    weights = parameters.weights
    ease = _HIGHEST + 1 - one.effort
    return half_up(
        weights["severity"] * one.severity
        + weights["impact"] * one.impact
        + weights["urgency"] * one.urgency
        + weights["ease"] * ease,
        2,
    )


def urgency_of(due: date | None, today: date, parameters: PlanParameters) -> int:
    """How soon a deadline or an order comes; without one there is no hurry."""
    if due is None:
        return 1
    days = (due - today).days
    return next((level for most, level in parameters.urgency_days if days <= most), 1)


def effort_of(effort: Effort, parameters: PlanParameters) -> int:
    """S, M or L on the scale of 1 to 5."""
    return parameters.efforts[effort]


def is_quick_win(one: Weighed, today: date, parameters: PlanParameters) -> bool:
    """Little effort, felt at once, cheaper than a month's minimum wage, and done within a month."""
    wage = parameters.minimum_wage_of(today.year)
    return (
        one.effort <= parameters.quick_win_effort
        and one.impact >= parameters.quick_win_impact
        and (one.cost or 0) <= wage
        and (one.days or 0) <= parameters.quick_win_days
    )


def quadrant(one: Weighed, parameters: PlanParameters) -> Quadrant:
    """Impact beside effort."""
    light = one.effort <= parameters.quick_win_effort
    if one.impact >= parameters.quick_win_impact:
        return "quick_win" if light else "project"
    return "fill_in" if light else "later"


def in_order(actions: Sequence[Weighed], parameters: PlanParameters) -> list[Weighed]:
    """What blocks by law first, then what blocks the standard, then by priority and cost.

    An action stands behind those it needs; a circle of needs is broken at its most urgent one.
    """
    waiting = sorted(
        actions,
        key=lambda one: (
            _RANK[one.blocks],
            -priority(one, parameters),
            one.cost if one.cost is not None else 0,
            one.code,
        ),
    )
    known = {one.code for one in actions}
    placed: dict[str, Weighed] = {}
    while waiting:
        following = next(
            (one for one in waiting if all(c in placed or c not in known for c in one.after)),
            waiting[0],
        )
        waiting.remove(following)
        placed[following.code] = following
    return list(placed.values())


def due_on(
    one: Weighed, effort: Effort, start: date, today: date, parameters: PlanParameters
) -> date:
    """The day by which it should be done, unless somebody says another."""
    days = parameters.due_days
    if one.blocks:
        return start + timedelta(days=days["blocking"])
    if is_quick_win(one, today, parameters):
        return start + timedelta(days=days["quick_win"])
    return start + timedelta(days=days[effort])


def carried(
    actions: Iterable[tuple[str, int]], hours: int | None, parameters: PlanParameters
) -> tuple[list[str], list[str]]:
    """The actions that a firm can carry now and those that wait, in their order.

    ``actions`` are code and hours of support; ``hours`` what is contracted, None for no limit.
    """
    now: list[str] = []
    later: list[str] = []
    used = 0
    for code, needed in actions:
        fits = hours is None or used + needed <= hours
        if len(now) < parameters.most_open and fits:
            now.append(code)
            used += needed
        else:
            later.append(code)
    return now, later


def cofinancing(eligible: Decimal, other: Decimal, rate: Decimal, cap: Decimal) -> Cofinancing:
    """A share of what is eligible, up to a cap; the rest is the firm's."""
    support = half_up(min(eligible * rate, cap), 0)
    cost = eligible + other
    return Cofinancing(cost, eligible, support, cost - support, eligible * rate > cap)
