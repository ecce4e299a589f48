"""The interview: one question after the other, each answer on disk before the next."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advisor_app.i18n import _, language
from ui import interview_texts as texts
from ui.interview_answering import Answering
from ui.interview_evidence import InterviewEvidence
from ui.interview_flow import InterviewFlow
from ui.interview_keeper import AnswerKeeper
from ui.interview_keys import bind
from ui.screens.base import Screen
from ui.widgets.interview_view import InterviewView

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from advisor_app.domain.answers import Answer
    from advisor_app.domain.errors import AdvisorError
    from advisor_app.services.assessment_view import AssessmentView
    from advisor_app.services.changes import Changes
    from advisor_app.services.session import Session
    from ui.context import Context
    from ui.interview_flow import Undo

SETTLE_MS: Final = 350  # a choice that stands this long is written even before Enter


@dataclass(frozen=True, slots=True)
class Loaded:
    """What an interview starts from."""

    view: AssessmentView
    visit_id: str | None
    role: str
    remarks: Mapping[str, str]


def load(session: Session, assessment_id: str) -> Loaded:
    """The diagnosis, the visit that goes on, and who answers."""
    view = session.assessments.get(assessment_id)
    visit = session.visits.open_visit(view.firm_id)
    people = session.visits.participants(visit.id) if visit else []
    said = [answer.role for answer in view.answers.values() if answer.role]
    roles = [*reversed(said), *(person.role for person in people), "owner"]
    remarks = session.reviews.remarks_on(assessment_id)
    return Loaded(view, visit.id if visit else view.visit_id, roles[0], remarks)


class InterviewScreen(Screen):
    """Ask, hear, keep, go on; made for one hand."""

    accessible_role = "Pane"

    route = "interview"
    folds_rail = True

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Entrevista"))
        self._loaded: Loaded | None = None
        self._flow: InterviewFlow | None = None
        self._warned = False
        self.keeper = AnswerKeeper(context.tasks, self)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self.view = InterviewView()
        self.answering = Answering(self.view, self.keeper, self)
        self.evidence = InterviewEvidence(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        bind(self)
        self._connect()

    def _connect(self) -> None:
        view = self.view
        self.answering.said.connect(self._settle.start)
        self._settle.timeout.connect(self._keep_aside)
        self.keeper.failed.connect(self._say_trouble)
        view.retry.clicked.connect(self._retry)
        view.rail.dimensions.picked.connect(self._pick_dimension)
        view.rail.role.chosen.connect(self.answering.hear)
        view.rail.missing.clicked.connect(self.show_missing)
        view.rail.result.clicked.connect(self.show_result)
        view.rail.go_to.clicked.connect(self.choose_item)
        view.rows.chosen.connect(self.answering.choose)
        view.rows.ticked.connect(self.answering.set_tick)
        view.bar.evidence.graded.connect(self.answering.grade)
        view.bar.photo.clicked.connect(self.evidence.open)
        view.bar.note.clicked.connect(self.answering.ask_note)
        view.bar.not_applicable.clicked.connect(self.answering.ask_reason)
        view.bar.not_seen.clicked.connect(self.answering.not_seen)
        view.bar.next.clicked.connect(self.go_on)
        view.bar.written.connect(self.answering.take_sentence)
        view.bar.dropped.connect(self.answering.drop_sentence)
        view.rail.protocol.clicked.connect(self._show_protocol)
        view.pause.result_wanted.connect(self.show_result)
        view.pause.go_on_wanted.connect(self.go_on)

    # The screen's life

    def title(self) -> str:
        return self._loaded.view.firm_name if self._loaded else _("Entrevista")

    def help_text(self) -> str:
        return texts.interviewing()

    def open(self, assessment_id: str = "", item: str | None = None, **_params: object) -> None:
        session = self.context.open_session
        if self.keeper.has_failed and self.loaded.view.id == assessment_id:
            return  # the answer that could not be written is still here
        self.keeper.forget()
        self.context.tasks.run(partial(load, session, assessment_id), partial(self._start, item))

    def on_changes(self, changes: Changes) -> None:
        self.evidence.keeper.hear(changes)

    def leave(self) -> bool:
        if self.view.bar.has_loose_sentence:
            self.view.hint.say(texts.loose_sentence(), urgent=True)
            return False
        if self._flow is not None and self._flow.has_loose_note:
            self.view.hint.say(texts.loose_note(), urgent=True)
            return False
        if self.keeper.has_failed and not self._warned:
            self._warned = True
            self.view.hint.say(texts.not_kept(), urgent=True)
            return False
        self._keep_aside(again=True)
        return True

    def unsaved(self) -> bool:
        flow = self._flow
        writing = self.view.bar.is_writing
        return flow is not None and (writing or flow.has_loose_note or flow.unsaved is not None)

    def _start(self, item: str | None, loaded: Loaded) -> None:
        before, self._loaded = self._loaded, loaded
        view = loaded.view
        self.view.remarks = loaded.remarks
        self.view.reserve(view.instrument.applicable(view.profile, "full"))
        self.view.show_trouble(None if view.is_open else texts.closed())
        at = item or view.current_item
        if before is None or before.view.id != view.id or not self._stands_as(view):
            items = view.instrument.applicable(view.profile, view.form)
            self._flow = InterviewFlow(view.instrument, items, view.answers, at, loaded.role)
            self.answering.take(self._flow, is_open=view.is_open)
        elif at is not None:
            self.flow.go(at)  # what was answered before the detour can still be undone
        self.view.show_item(self.flow)
        self.evidence.show_for(view)
        self.title_changed.emit()
        self.setFocus()

    def _stands_as(self, view: AssessmentView) -> bool:
        flow = self._flow
        asked = view.instrument.applicable(view.profile, view.form)
        return flow is not None and flow.items == asked and flow.holds(view.answers)

    @property
    def asked(self) -> InterviewFlow | None:
        """Where the interview stands, while it asks something."""
        return self._flow if self.view.is_asking else None

    @property
    def flow(self) -> InterviewFlow:
        """Where the interview stands."""
        if self._flow is None:
            raise RuntimeError("no interview is open")
        return self._flow

    @property
    def loaded(self) -> Loaded:
        """What the interview started from."""
        if self._loaded is None:
            raise RuntimeError("no interview is open")
        return self._loaded

    # Moving

    def go_on(self) -> None:
        """Enter: confirm the sentence, or keep the answer and go to the next question."""
        if self.view.bar.is_writing and self.view.is_asking:
            self.view.bar.confirm()
        else:
            self.keeper.do(self._go_on)

    def go_back(self) -> None:
        """The question before."""
        self.keeper.do(partial(self._step, 0))

    def leave_for_later(self) -> None:
        """The question after, whether this one is answered or not."""
        self.keeper.do(partial(self._step, 1))

    def undo(self) -> None:
        """Take the last answer back, and return to its question."""
        self.keeper.do(self._undo)

    def _go_on(self) -> None:
        if self._flow is None:
            return
        if not self.view.is_asking:
            self._go_on_after_pause()
            return
        lack = self.flow.lack
        if lack is not None:
            self.view.hint.say(texts.of_lack(lack), urgent=True)
            return
        target = self.flow.following
        if target is None:
            self._keep_then(self.flow.item.code, self._rest)
        else:
            self._keep_then(target, partial(self._arrive, target))

    def _step(self, direction: int) -> None:
        if self._flow is None:
            return
        target = self.flow.neighbours[direction]
        if not self.view.is_asking:
            target = self.flow.item.code if direction == 0 else None
        if target is not None:
            self._jump(target)

    def _jump(self, code: str) -> None:
        if self.view.bar.has_loose_sentence:
            self.view.hint.say(texts.loose_sentence(), urgent=True)
        elif self.flow.has_loose_note:
            self.view.hint.say(texts.loose_note(), urgent=True)
        else:
            self._keep_then(code, partial(self._arrive, code))

    def _pick_dimension(self, dimension: str) -> None:
        self.setFocus()
        self.keeper.do(lambda: self._jump(self.flow.entry_of(dimension)))

    def _arrive(self, code: str) -> None:
        self.flow.go(code)
        self.view.show_item(self.flow)

    def _rest(self) -> None:
        self.flow.rest()
        self.view.show_pause(self.flow, self._remaining)

    @property
    def _remaining(self) -> int:
        view = self.loaded.view
        return len(view.instrument.applicable(view.profile, "full")) - self.flow.total

    def _go_on_after_pause(self) -> None:
        if not self._remaining:
            self.show_missing()
            return
        session, assessment_id = self.context.open_session, self.loaded.view.id

        def extend() -> Loaded:
            session.assessments.extend_to_full(assessment_id)
            return load(session, assessment_id)

        self.context.tasks.run(extend, partial(self._start, self._first_of_the_rest()))

    def _first_of_the_rest(self) -> str:
        view = self.loaded.view
        everything = view.instrument.applicable(view.profile, "full")
        return next(item.code for item in everything if item.code not in self.flow.answers)

    def _undo(self) -> None:
        if self._flow is None:
            return
        step = self.flow.undo()
        if step is None:
            self.view.hint.say(_("No hay nada que deshacer."))
            return
        self._settle.stop()
        self.keeper.write(partial(self._taking_back, step), partial(self._undone, step))

    def _undone(self, step: Undo) -> None:
        self.flow.undone(step)
        self.view.show_item(self.flow)
        self.context.say(_("Respuesta deshecha."))

    # Keeping

    def _keep_then(self, target: str, then: Callable[[], None]) -> None:
        """Put answer and place on disk in one step, and only then go on."""
        self._settle.stop()
        if not self.loaded.view.is_open:
            then()
            return
        answer = self.flow.unsaved
        if answer is None:
            self.keeper.write(partial(self._placing, target), then)
            return
        self.keeper.write(partial(self._keeping, answer, target), partial(self._kept, answer, then))

    def _keep_aside(self, *, again: bool = False) -> None:
        """Put what stands on disk while the advisor goes on looking at the question."""
        self._settle.stop()
        answer = self._flow.unsaved if self._flow is not None else None
        locked = self.context.session is None
        if answer is not None and not locked and (again or not self.keeper.has_failed):
            prepare = partial(self._keeping, answer, answer.item)
            self.keeper.write_aside(prepare, partial(self._kept, answer, self._show_done))

    def _kept(self, answer: Answer, then: Callable[[], None]) -> None:
        self.flow.kept(answer)
        self._warned = False
        self.view.show_trouble(None)
        then()

    def _show_done(self) -> None:
        self.view.show_progress(self.flow)

    def _keeping(self, answer: Answer, target: str) -> Callable[[], None]:
        assessments, loaded = self.context.open_session.assessments, self.loaded
        return partial(assessments.answer, loaded.view.id, answer, loaded.visit_id, target)

    def _placing(self, target: str) -> Callable[[], None]:
        assessments = self.context.open_session.assessments
        return partial(assessments.set_current, self.loaded.view.id, target)

    def _taking_back(self, step: Undo) -> Callable[[], None]:
        if step.answer is not None:
            return self._keeping(step.answer, step.item)
        return partial(self.context.open_session.assessments.clear, self.loaded.view.id, step.item)

    def _say_trouble(self, error: AdvisorError) -> None:
        self.view.show_trouble(error, can_retry=True)
        if self.isVisible():
            self.view.retry.setFocus()
        else:
            self.context.explain(error, self.keeper.retry)

    def _retry(self) -> None:
        self.view.show_trouble(None)
        self.setFocus()
        self.keeper.retry()

    # Ways out and dialogs

    def show_missing(self) -> None:
        """Everything that is missing, in one list."""
        self._ask_anywhere("missing")

    def show_result(self) -> None:
        """The result, which the interview itself never shows."""
        self._ask_anywhere("result")

    def choose_item(self) -> None:
        """Find a question and go to it."""
        self.keeper.do(self._choose_item)

    def choose_role(self) -> None:
        """Say who answers."""
        self.view.rail.role.setFocus()
        self.view.rail.role.showPopup()

    def _choose_item(self) -> None:
        from ui.dialogs.go_to_item import GoToItem

        dialog = GoToItem(self.flow, language(), self)
        dialog.picked.connect(self._jump)
        dialog.open()

    def _show_protocol(self) -> None:
        from ui.dialogs.private_protocol import PrivateProtocol

        alert = self.flow.item.confidential_alert
        if alert is not None:
            PrivateProtocol(alert.in_(language()), self).open()

    def _ask_anywhere(self, route: str) -> None:
        if self._loaded is not None:
            assessment_id = self._loaded.view.id
            self.keeper.do(lambda: self.context.go(route, assessment_id=assessment_id))
