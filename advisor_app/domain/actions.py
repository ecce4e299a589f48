"""The actions of a firm's plan as they are shown and kept, and what an edit may say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, Literal

from advisor_app.domain import clock
from advisor_app.domain.errors import InvalidRecord
from advisor_app.domain.plan import OPEN, Blocks, Cofinancing, Quadrant, Status
from advisor_app.i18n import _

if TYPE_CHECKING:
    from advisor_app.domain.call import Call

Source = Literal["maturity", "gap", "cost"]
Wait = Literal["", "full", "hours"]
FUNDING: Final = ("programme", "firm", "other")
SHORTEST_REASON: Final = 10
WEIGHED: Final = ("severity", "impact", "urgency", "effort")
EDITED: Final = (
    "title", "expected_result", "responsible", "support", "starts_on", "due_on", "cost",
    "eligible_cost", "funding", "status", "advance", "severity", "impact", "urgency", "effort",
    "impact_reason", "after", "position", "closing_note", "closing_attachment_id", "verified_on",
    "verified_by",
)  # fmt: skip
"""The fields of an action that somebody may change."""


@dataclass(frozen=True, slots=True)
class FindingRef:
    """Something that was found and that an action closes.

    Attributes:
        item: the requirement's code, the question's, or the line of the cost.
        list_name: where it was found, in the language of the plan.
        title: what the list calls it.
        action: what closes it, in the words of the list.
        target: the level to reach, of a question of the diagnosis.
        closed: it was found in order since.
    """

    assessment_id: str
    item: str
    source: Source
    list_name: str = ""
    title: str = ""
    action: str = ""
    target: int | None = None
    closed: bool = False

    @property
    def place(self) -> tuple[str, str]:
        """What makes it the same finding."""
        return self.assessment_id, self.item


@dataclass(frozen=True, slots=True)
class Weights:
    """What the rules give an action on the scales of 1 to 5."""

    severity: int
    impact: int
    urgency: int
    effort: int


@dataclass(frozen=True, slots=True)
class Action:
    """One action, with what was told by hand over what the rules propose.

    Attributes:
        action_key: what kind of action it is; empty for one of the firm's own.
        funding: one of ``FUNDING``, or empty.
        after: what comes before it: keys of actions, and ids of those of the firm's own.
        ruled: the weights that the rules propose.
        by_hand: the names of the weights, and of ``after``, that somebody told instead.
        kept: somebody chose it; the others follow the answers.
        hours: of support that it takes.
        waits: why it is not among those the firm carries now.
    """

    id: str
    firm_id: str
    action_key: str
    title: str
    expected_result: str
    starts_on: date
    due_on: date
    severity: int
    impact: int
    urgency: int
    effort: int
    priority: Decimal
    quadrant: Quadrant
    quick_win: bool
    blocks: Blocks
    hours: int
    ruled: Weights
    by_hand: frozenset[str] = frozenset()
    findings: tuple[FindingRef, ...] = ()
    kept: bool = False
    waits: Wait = ""
    responsible: str = ""
    support: str = ""
    cost: int | None = None
    eligible_cost: int | None = None
    funding: str = ""
    status: Status = Status.PENDING
    advance: int = 0
    impact_reason: str = ""
    after: tuple[str, ...] = ()
    position: int | None = None
    closing_note: str = ""
    closing_attachment_id: str | None = None
    verified_on: date | None = None
    verified_by: str = ""

    @property
    def is_open(self) -> bool:
        """Whether there is still something to do."""
        return self.status in OPEN

    @property
    def name(self) -> str:
        """What ``after`` calls it: by its kind, one of the firm's own by its id."""
        return self.action_key or self.id

    @property
    def lacks_proof(self) -> bool:
        """Whether it is said to be done and nothing shows it."""
        ended = self.status in (Status.DONE, Status.VERIFIED)
        return ended and not self.closing_note and self.closing_attachment_id is None


@dataclass(frozen=True, slots=True)
class Terms:
    """What frames a firm's plan.

    Attributes:
        hours: of support that are contracted; None for no limit.
        certifier: the body that would certify the firm.
        parameters: digest of the rules that the plan was begun with.
    """

    hours: int | None = None
    certifier: str = ""
    parameters: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """A firm's plan.

    Attributes:
        actions: in order: those carried now, then those that ended (done, verified, cancelled).
        waiting: open ones that do not fit now, in order, each with its reason.
        cofinancing: an estimate over what is not waiting nor cancelled.
        call: the call whose terms the estimate follows; None for those of the program.
        warnings: sentences in the language of the plan.
    """

    firm_id: str
    actions: tuple[Action, ...]
    waiting: tuple[Action, ...]
    cofinancing: Cofinancing
    terms: Terms
    hours_used: int
    call: Call | None = None
    warnings: tuple[str, ...] = ()
    _by_id: dict[str, Action] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {one.id: one for one in (*self.actions, *self.waiting)})

    @property
    def carried(self) -> tuple[Action, ...]:
        """The open actions that the firm carries now."""
        return tuple(one for one in self.actions if one.is_open)

    @property
    def ended(self) -> tuple[Action, ...]:
        """What was done, verified or cancelled."""
        return tuple(one for one in self.actions if not one.is_open)

    def action(self, action_id: str) -> Action:
        """The action with this id.

        Raises:
            KeyError: there is none.
        """
        return self._by_id[action_id]

    def has(self, action_id: str) -> bool:
        """Whether the action is part of the plan."""
        return action_id in self._by_id


def validate_edit(action: Action, values: Mapping[str, Any]) -> None:
    """Refuse values that break the rules of an action; None follows the rules again.

    Raises:
        InvalidRecord: naming each field; nothing was stored.
    """
    own_title = {"title"} if not action.action_key else set[str]()
    told = {name: v for name, v in values.items() if v is not None or name in own_title}
    now: dict[str, Any] = {name: getattr(action, name) for name in EDITED} | told
    problems = {
        **_worded(now), **_dated(now), **_priced(now), **_weighed(action, now, values),
        **_verified(now),
    }  # fmt: skip
    concerned = {name: told for name, told in problems.items() if _touched(name, values)}
    if concerned:
        raise InvalidRecord(
            next(iter(concerned.values())),
            concerned,
            advice=_("Lo demás quedó guardado; corrija este dato o déjelo como estaba."),
        )


def _touched(name: str, values: Mapping[str, Any]) -> bool:
    groups = (
        {"starts_on", "due_on"}, {"cost", "eligible_cost"}, {"impact", "impact_reason"},
        {"verified_on", "status"},
    )  # fmt: skip
    return name in values or any(name in group and group & values.keys() for group in groups)


def _worded(now: Mapping[str, Any]) -> dict[str, str]:
    if not (now["title"] or "").strip():
        return {"title": _("Escriba qué se va a hacer.")}
    return {}


def _dated(now: Mapping[str, Any]) -> dict[str, str]:
    if now["due_on"] < now["starts_on"]:
        return {"due_on": _("La fecha límite es anterior al comienzo.")}
    return {}


def _verified(now: Mapping[str, Any]) -> dict[str, str]:
    if now["verified_on"] is not None and now["verified_on"] > clock.today():
        return {"verified_on": _("Ese día todavía no ha llegado.")}
    return {}


def _priced(now: Mapping[str, Any]) -> dict[str, str]:
    cost, eligible = now["cost"], now["eligible_cost"]
    if cost is not None and cost < 0:
        return {"cost": _("El costo no puede ser negativo.")}
    if eligible is not None and not 0 <= eligible <= (cost or 0):
        return {"eligible_cost": _("Lo que se cofinancia no puede pasar del costo.")}
    return {}


def _weighed(action: Action, now: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, str]:
    problems = {
        name: _("Va de 1 a 5.")
        for name in WEIGHED
        if now[name] is not None and not 1 <= now[name] <= 5
    }
    if not 0 <= (now["advance"] or 0) <= 100:
        problems["advance"] = _("El avance va de 0 a 100.")
    reason = values.get("impact_reason", action.impact_reason) or ""
    if (
        action.action_key
        and _changes_impact(action, values)
        and len(reason.strip()) < SHORTEST_REASON
    ):
        problems["impact_reason"] = _("Diga por qué cambia el impacto, con al menos 10 letras.")
    return problems


def _changes_impact(action: Action, values: Mapping[str, Any]) -> bool:
    """Whether an edit leaves another impact than that of the rules."""
    by_hand = action.impact if "impact" in action.by_hand else None
    return values.get("impact", by_hand) not in (None, action.ruled.impact)
