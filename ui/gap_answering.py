"""The answers of a list: put on disk one after the other, taken back, and changed elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from advisor_app.domain.gap import GapAnswer, State
from advisor_app.i18n import _
from advisor_app.services.errors import Closed
from ui.interview_keeper import AnswerKeeper

if TYPE_CHECKING:
    from advisor_app.domain.errors import AdvisorError
    from advisor_app.services.changes import Changes
    from advisor_app.services.cross import Accepted, Proposal
    from advisor_app.services.gaps import GapView
    from advisor_app.services.session import Session
    from ui.context import Context


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a list starts from."""

    view: GapView
    visit_id: str | None
    proposals: Mapping[str, Proposal]


def load(session: Session, assessment_id: str) -> Loaded:
    """The assessment, the visit that goes on, and what other lists propose."""
    view = session.gaps.get(assessment_id)
    visit = session.visits.open_visit(view.firm_id)
    proposals = session.cross.proposed(assessment_id) if view.is_open else {}
    return Loaded(view, visit.id if visit else view.visit_id, proposals)


@dataclass(frozen=True, slots=True)
class _Step:
    """What a point said before; None when nothing.

    Attributes:
        accepted: the proposals taken over in this step, of this point and others.
    """

    item: str
    before: GapAnswer | None
    accepted: Accepted | None = None

    @property
    def items(self) -> tuple[str, ...]:
        """The points that it answered."""
        return tuple(a.item for a in self.accepted.answers) if self.accepted else (self.item,)


class GapAnswering(QObject):
    """Knows no widget: it is told what was found, and tells where the list stands.

    Attributes:
        keeper: puts the answers on disk; commands wait in it for what is being written.

    Signals:
        kept: a point was answered or taken back, and the point to go on to.
        changed: somebody else wrote in the list or closed it.
        proposed: other lists propose something else than before.
        failed: why an answer is not on disk; the keeper can try it again.
    """

    kept = Signal(str, str)
    changed = Signal()
    proposed = Signal()
    failed = Signal(object)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._loaded: Loaded | None = None
        self._undo: list[_Step] = []
        self.keeper = AnswerKeeper(context.tasks, self)
        self.keeper.failed.connect(self._refuse)

    def take(self, loaded: Loaded) -> None:
        """Begin with what is stored."""
        self._loaded = loaded
        self._undo = []

    @property
    def is_loaded(self) -> bool:
        """Whether a list was given."""
        return self._loaded is not None

    @property
    def view(self) -> GapView:
        """The assessment with the answers as they are on disk."""
        if self._loaded is None:
            raise RuntimeError("no assessment is open")
        return self._loaded.view

    @property
    def proposals(self) -> Mapping[str, Proposal]:
        """What other lists propose for the points that were not seen."""
        if not self.is_open or self._loaded is None:
            return {}
        answers, found = self._loaded.view.answers, self._loaded.proposals
        return {code: one for code, one in found.items() if code not in answers}

    @property
    def is_open(self) -> bool:
        """Whether answers can be given."""
        return self._loaded is not None and self._loaded.view.is_open

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._undo)

    def holds(self, assessment_id: str) -> bool:
        """Whether this assessment is the one that is answered."""
        return self._loaded is not None and self._loaded.view.id == assessment_id

    def give(self, code: str, state: State | None, target: str, reason: str = "") -> None:
        """Answer a point, its note kept, and go on to another; None takes the answer back."""
        before = self.view.answers.get(code)
        note = before.note if before else ""
        answer = None if state is None else GapAnswer(code, state, reason, note)
        self._keep(answer, _Step(code, before), target)

    def annotate(self, code: str, note: str) -> None:
        """Another note for a point that was answered."""
        before = self.view.answers.get(code)
        if before is not None and before.note != note:
            self._keep(replace(before, note=note), _Step(code, before), code)

    def accept(self, shown: Mapping[str, State], target: str) -> None:
        """Answer points as other lists propose, and go on to another.

        What is proposed otherwise by now than it was shown waits to be seen again.
        """
        done: list[Accepted] = []
        visit_id = self._loaded.visit_id if self._loaded else None

        def prepare() -> Callable[[], None]:
            cross, assessment_id = self._context.open_session.cross, self.view.id
            return lambda: done.append(cross.accept(assessment_id, shown, visit_id))

        def then() -> None:
            accepted = done[-1]
            if accepted.answers:
                self._undo.append(_Step(accepted.answers[0].item, None, accepted))
            self._show_answers({one.item: one for one in accepted.answers})
            left = [code for code in shown if code not in {one.item for one in accepted.answers}]
            if left:
                self._context.say(_("Lo propuesto cambió en otra parte: véalo otra vez."))
            self.kept.emit(next(iter(shown)), left[0] if left else target)

        self.keeper.write(prepare, then)

    def _take_back(self, step: _Step, accepted: Accepted) -> None:
        def then() -> None:
            self._show_answers(dict.fromkeys(step.items))
            self.kept.emit(step.item, step.item)

        context = self._context
        self.keeper.write(lambda: partial(context.open_session.cross.undo, accepted), then)

    def undo(self) -> str:
        """Take the last answer back, or the proposals last taken over; its first point."""
        step = self._undo.pop()
        if step.accepted is not None:
            self._take_back(step, step.accepted)
            return step.item
        self._write(step.item, step.before, step.item, lambda: None)
        return step.item

    def hear(self, changes: Changes) -> None:
        """Something was written, here or elsewhere: see how the list stands now."""
        if self._loaded is not None and self._loaded.view.firm_id in changes.firm_ids:
            self._read_again()

    def _keep(self, answer: GapAnswer | None, step: _Step, target: str) -> None:
        self._write(step.item, answer, target, partial(self._undo.append, step))

    def _write(
        self, code: str, answer: GapAnswer | None, target: str, then: Callable[[], None]
    ) -> None:
        done = partial(self._kept, code, answer, target, then)
        self.keeper.write(partial(self._writing, code, answer, target), done)

    def _writing(self, code: str, answer: GapAnswer | None, target: str) -> Callable[[], None]:
        gaps, assessment_id = self._context.open_session.gaps, self.view.id
        if answer is None:
            return partial(gaps.clear, assessment_id, code)
        visit_id = self._loaded.visit_id if self._loaded else None
        return partial(gaps.answer, assessment_id, answer, visit_id, target)

    def _kept(
        self, code: str, answer: GapAnswer | None, target: str, then: Callable[[], None]
    ) -> None:
        self._show_answers({code: answer})
        then()
        self.kept.emit(code, target)

    def _refuse(self, error: AdvisorError) -> None:
        if isinstance(error, Closed):  # it never will be written: show how the list stands
            self.keeper.forget()
            self._read_again()
        else:
            self.failed.emit(error)

    def _read_again(self) -> None:
        work = partial(load, self._context.open_session, self.view.id)
        self._context.tasks.run(work, self._learn)

    def _learn(self, loaded: Loaded) -> None:
        view = loaded.view
        if self._loaded is not None and self.holds(view.id):
            before, proposals = self.view, self.proposals
            self._loaded = replace(self._loaded, view=view, proposals=loaded.proposals)
            if (view.answers, view.is_open) != (before.answers, before.is_open):
                self._undo = [step for step in self._undo if _is_as_before(step, before, view)]
                self.changed.emit()
            elif self.proposals != proposals:
                self.proposed.emit()

    def _show_answers(self, given: Mapping[str, GapAnswer | None]) -> None:
        """The list with these answers; None where there is none any more."""
        answers = {**self.view.answers, **given}
        told = {code: one for code, one in answers.items() if one is not None}
        self._show(replace(self.view, answers=told))

    def _show(self, view: GapView) -> None:
        if self._loaded is not None:
            self._loaded = replace(self._loaded, view=view)


def _is_as_before(step: _Step, before: GapView, now: GapView) -> bool:
    """Whether a point still says what its advisor left there, so that it can be taken back."""
    return all(now.answers.get(item) == before.answers.get(item) for item in step.items)
