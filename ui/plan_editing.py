"""Changes to a plan: done in order away from the window, each with its way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from advisor_app.domain.errors import InvalidRecord

if TYPE_CHECKING:
    from collections.abc import Mapping

    from advisor_app.domain.actions import Plan
    from advisor_app.domain.errors import AdvisorError
    from advisor_app.services.plans import Before, Plans
    from advisor_app.services.session import Session
    from ui.context import Context

Act = Callable[["Plans"], "Before"]


@dataclass(frozen=True, slots=True)
class LoadedPlan:
    """A plan, whose it is, and the keys of its actions that have formats to begin with."""

    plan: Plan
    firm_name: str
    with_formats: frozenset[str]


def load(session: Session, firm_id: str) -> LoadedPlan:
    """Read what the screen shows."""
    plan = session.plans.of_firm(firm_id)
    keys = {one.action_key for one in (*plan.actions, *plan.waiting) if one.action_key}
    found = frozenset(key for key in keys if session.formats.has(key))
    return LoadedPlan(plan, session.firms.get(firm_id).shown_name, found)


class PlanEditing(QObject):
    """Everything runs in the one data thread, so that no edit meets a plan of before.

    Attributes:
        told: what could not be stored yet, by action and field.

    Signals:
        refused: action id and what is wrong, by field; empty where all is right.
        undone: something was taken back, or there was nothing to take back (False).
    """

    refused = Signal(str, object)
    undone = Signal(bool)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.firm_id = ""
        self._ways_back: list[Before] = []
        self.told: dict[str, dict[str, Any]] = {}

    def begin(self, firm_id: str) -> None:
        """Another firm's plan; of the same one, the ways back stay."""
        if firm_id != self.firm_id:
            self.firm_id, self._ways_back = firm_id, []

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._ways_back)

    def do(self, act: Act, then: Callable[[], None] | None = None) -> None:
        """Change the plan and keep the way back."""
        plans, back = self._context.open_session.plans, self._ways_back

        def work() -> None:
            back.append(act(plans))

        self._context.tasks.run(work, lambda _done: then() if then else None)

    def add(self, title: str, then: Callable[[str], None]) -> None:
        """Write an action of the firm's own, and tell its id."""
        plans, firm_id, back = self._context.open_session.plans, self.firm_id, self._ways_back

        def work() -> str:
            action_id, before = plans.add(firm_id, title)
            back.append(before)
            return action_id

        self._context.tasks.run(work, then)

    def undo(self) -> None:
        """Take the last change back."""
        plans, back = self._context.open_session.plans, self._ways_back

        def work() -> bool:
            if not back:
                return False
            plans.undo(back[-1])
            back.pop()
            return True

        self._context.tasks.run(work, self.undone.emit)

    def tell(self, action_id: str, values: Mapping[str, Any]) -> None:
        """Store fields of an action, with what of it was refused before."""
        self.told.setdefault(action_id, {}).update(values)
        plans, firm_id, back = self._context.open_session.plans, self.firm_id, self._ways_back
        everything = dict(self.told[action_id])

        def work() -> tuple[set[str], dict[str, str]]:
            try:
                back.append(plans.edit(firm_id, action_id, everything))
            except InvalidRecord as error:
                if everything.keys() == values.keys() or error.problems.keys() & values.keys():
                    return set(), error.problems
                problems = error.problems
            else:
                return set(everything), {}
            back.append(plans.edit(firm_id, action_id, values))  # what was wrong before waits on
            return set(values), problems

        again = partial(self.tell, action_id, values)
        self._context.tasks.run(
            work, partial(self._stored, action_id, everything), partial(self._failed, again)
        )

    def shift(self, action_id: str, start: int, due: int) -> None:
        """Move the beginning and the end of an action by days; it lasts at least its own day."""
        firm_id = self.firm_id

        def act(plans: Plans) -> Before:
            action = plans.of_firm(firm_id).action(action_id)
            starts_on = action.starts_on + timedelta(days=start)
            due_on = max(action.due_on + timedelta(days=due), starts_on)
            return plans.edit(firm_id, action_id, {"starts_on": starts_on, "due_on": due_on})

        self.do(act)

    def step(self, action_id: str, step: int) -> None:
        """Move an open action up or down the order."""
        plans, firm_id, back = self._context.open_session.plans, self.firm_id, self._ways_back

        def work() -> None:
            plan = plans.of_firm(firm_id)
            order = [one.id for one in (*plan.carried, *plan.waiting)]
            if action_id in order:
                place = order.index(action_id) + step
                if 0 <= place < len(order):
                    back.append(plans.move(firm_id, action_id, place))

        self._context.tasks.run(work, lambda _done: None)

    def _stored(
        self, action_id: str, sent: dict[str, Any], outcome: tuple[set[str], dict[str, str]]
    ) -> None:
        stored, problems = outcome
        waiting = self.told.get(action_id, {})
        for name in stored:
            if name in waiting and waiting[name] == sent[name]:
                del waiting[name]
        if not waiting:
            self.told.pop(action_id, None)
        self.refused.emit(action_id, problems)

    def _failed(self, again: Callable[[], None], error: AdvisorError) -> None:
        self._context.explain(error, again)
