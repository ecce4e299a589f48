"""Changes to a plan: done in order away from the window, each with its way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Signal

from advisor_app.domain.errors import InvalidRecord
from advisor_app.services.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Mapping

    from advisor_app.domain.actions import Plan
    from advisor_app.domain.errors import AdvisorError
    from advisor_app.services.evidence import Piece
    from advisor_app.services.plans import Before, Plans
    from advisor_app.services.session import Session
    from ui.context import Context

T = TypeVar("T")
Act = Callable[["Plans"], "Before"]


@dataclass(frozen=True, slots=True)
class LoadedPlan:
    """A plan, whose it is, the keys of its actions that have formats to begin with, its proofs."""

    plan: Plan
    firm_name: str
    with_formats: frozenset[str]
    proofs: Mapping[str, Piece]


def load(session: Session, firm_id: str) -> LoadedPlan:
    """Read what the screen shows."""
    plan = session.plans.of_firm(firm_id)
    actions = (*plan.actions, *plan.waiting)
    keys = {one.action_key for one in actions if one.action_key}
    found = frozenset(key for key in keys if session.formats.has(key))
    name = session.firms.get(firm_id).shown_name
    return LoadedPlan(plan, name, found, session.plans.proofs(plan))


class PlanEditing(QObject):
    """Everything runs in the one data thread, so that no edit meets a plan of before.

    Attributes:
        told: what could not be stored yet, by action and field.
        terms_told: hours and certifier that could not be stored yet.
        gone: the actions that this window itself took out of the plan.

    Signals:
        refused: action id and what is wrong, by field; empty where all is right.
        undone: whether all of the last change was taken back; None when there was none.
    """

    refused = Signal(str, object)
    undone = Signal(object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.firm_id = ""
        self._ways_back: list[Before] = []
        self.told: dict[str, dict[str, Any]] = {}
        self.terms_told: tuple[int | None, str] | None = None
        self.gone: set[str] = set()
        self._unwritten: dict[str, set[str]] = {}
        self._refused: list[Callable[[], None]] = []

    def begin(self, firm_id: str) -> None:
        """Another firm's plan; of the same one, the ways back and what waits stay."""
        if firm_id != self.firm_id:
            self.firm_id, self._ways_back = firm_id, []
            self.told, self.terms_told, self._unwritten, self._refused = {}, None, {}, []

    @property
    def has_waiting(self) -> bool:
        """Whether something could not be stored yet."""
        return bool(self.told) or self.terms_told is not None

    def see(self, plan: Plan) -> None:
        """Nothing waits for an action that is in the plan no more."""
        self.told = {each: told for each, told in self.told.items() if plan.has(each)}

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._ways_back)

    def do(self, act: Act, then: Callable[[], None] | None = None) -> None:
        """Change the plan and keep the way back."""
        plans, back = self._context.open_session.plans, self._ways_back

        def work() -> None:
            back.append(act(plans))

        self._run(work, lambda _done: then() if then else None, partial(self.do, act, then))

    def add(self, title: str, then: Callable[[str], None]) -> None:
        """Write an action of the firm's own, and tell its id."""
        plans, firm_id, back = self._context.open_session.plans, self.firm_id, self._ways_back

        def work() -> str:
            action_id, before = plans.add(firm_id, title)
            back.append(before)
            return action_id

        self._run(work, then, partial(self.add, title, then))

    def remove(self, action_id: str, then: Callable[[], None]) -> None:
        """Take an action out of the plan."""
        firm_id = self.firm_id
        self.gone.add(action_id)
        self.do(lambda plans: plans.remove(firm_id, action_id), then)

    def undo(self) -> None:
        """Take the last change back."""
        plans, back = self._context.open_session.plans, self._ways_back

        def work() -> bool | None:
            if not back:
                return None
            self.gone.update(str(row["id"]) for row in back[-1].rows)
            whole = plans.undo(back[-1])
            back.pop()
            return whole

        self._run(work, self.undone.emit, self.undo)

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

        self._context.tasks.run(
            work,
            partial(self._stored, action_id, everything),
            partial(self._failed, action_id, set(values)),
        )

    def tell_terms(self, hours: int | None, certifier: str) -> None:
        """Store the contracted hours and who would certify."""
        plans, firm_id, back = self._context.open_session.plans, self.firm_id, self._ways_back
        told = self.terms_told = (hours, certifier)

        def work() -> None:
            back.append(plans.set_terms(firm_id, hours, certifier))

        def then(_done: object) -> None:
            if self.terms_told == told:
                self.terms_told = None

        failed = partial(self._context.explain, retry=self.retry)
        self._context.tasks.run(work, then, failed)

    def retry(self) -> None:
        """Try again what the disk did not take, as it was told last."""
        refused, self._refused = self._refused, []
        for again in refused:
            again()
        unwritten, self._unwritten = self._unwritten, {}
        for action_id, names in unwritten.items():
            told = self.told.get(action_id, {})
            if values := {name: told[name] for name in names if name in told}:
                self.tell(action_id, values)
        if self.terms_told is not None:
            self.tell_terms(*self.terms_told)

    def shift(self, action_id: str, start: int, due: int) -> None:
        """Move the beginning and the end of an action by days; it lasts at least its own day."""
        firm_id = self.firm_id

        def act(plans: Plans) -> Before:
            plan = plans.of_firm(firm_id)
            if not plan.has(action_id):
                raise NotFound.record()
            action = plan.action(action_id)
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

        self._run(work, lambda _done: None, partial(self.step, action_id, step))

    def _run(
        self, work: Callable[[], T], then: Callable[[T], None], again: Callable[[], None]
    ) -> None:
        """Do it; what the disk did not take is kept to be done again, in its order."""

        def done(outcome: T) -> None:
            self._refused.clear()
            then(outcome)

        def failed(error: AdvisorError) -> None:
            if isinstance(error, InvalidRecord | NotFound):  # it never will be done
                self._context.explain(error)
            else:
                self._refused.append(again)
                self._context.explain(error, self.retry)

        self._context.tasks.run(work, done, failed)

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

    def _failed(self, action_id: str, names: set[str], error: AdvisorError) -> None:
        if isinstance(error, NotFound):  # it never will be stored
            self.told.pop(action_id, None)
            self._context.explain(error)
        else:
            self._unwritten.setdefault(action_id, set()).update(names)
            self._context.explain(error, self.retry)
