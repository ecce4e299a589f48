"""Bringing a filled-in form in: one line an item, by keys alone, each on disk before the next."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from advisor_app import formats
from advisor_app.domain import clock
from advisor_app.domain.paper_form import Round, asked, line_numbers
from advisor_app.domain.paper_line import Line
from advisor_app.i18n import _, language
from ui import theme
from ui import transcription_texts as texts
from ui.interview_keeper import AnswerKeeper
from ui.interview_texts import closed
from ui.screens.base import Screen
from ui.transcription_flow import PaperLine, TranscriptionFlow
from ui.widgets.basic import Banner, button, label
from ui.widgets.foot import Foot
from ui.widgets.paper_list import PaperList
from ui.widgets.top_bar import announce

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from advisor_app.domain.answers import Answer
    from advisor_app.domain.errors import AdvisorError
    from advisor_app.services.assessment_view import AssessmentView
    from advisor_app.services.session import Session
    from advisor_app.services.visits import Visit
    from ui.context import Context
    from ui.transcription_flow import Undo


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a transcription starts from."""

    view: AssessmentView
    visit: Visit
    round: Round
    role: str


def load(session: Session, assessment_id: str, visit_id: str, round_: str) -> Loaded:
    """The diagnosis, the visit that is on the paper, and who answered."""
    view = session.assessments.get(assessment_id)
    people = session.visits.participants(visit_id)
    role = people[0].role if people else "owner"
    return Loaded(view, session.visits.get(visit_id), Round(round_), role)


class TranscribeScreen(Screen):
    """Type, Enter, type; what cannot be is told on its line."""

    route: ClassVar[str] = "transcribe"
    folds_rail: ClassVar[bool] = True

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._loaded: Loaded | None = None
        self._flow: TranscriptionFlow | None = None
        self._began: datetime | None = None
        self._warned = False
        self.keeper = AnswerKeeper(context.tasks, self)
        self.paper = label("", "soft")
        self.count = label("", "heading", wrap=False)
        self.retry = button(_("Reintentar"), "primary", clicked=self.enter)
        self.trouble = Banner("", kind="danger", actions=(self.retry,))
        self.list = PaperList()
        self.undo_button = button(_("Deshacer"), icon="undo", clicked=self.undo)
        self.done_button = button(_("Terminar"), "primary", clicked=self.finish)
        self.foot = Foot((self.undo_button,), self.done_button)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.paper, 1)
        head.addWidget(self.count)
        self._top = QVBoxLayout()
        self._top.addLayout(head)
        self._top.addWidget(self.trouble)
        self.trouble.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._top)
        whole.addWidget(self.list, 1)
        whole.addWidget(self.foot)

    def _connect(self) -> None:
        self.list.pressed.connect(self._press)
        self.list.typed.connect(self._look)
        self.list.left.connect(self._keep_aside)
        self.list.clicked.connect(self.go)
        self.keeper.failed.connect(self._say_trouble)
        for keys, command, again in (
            ("Return", self.enter, False),
            ("Enter", self.enter, False),
            ("Up", partial(self.step, -1), True),
            ("Down", partial(self.step, 1), True),
            ("Ctrl+Z", self.undo, False),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(again)
            shortcut.activated.connect(command)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        look = theme.look()
        side = max(look.space(24), (self.width() - look.content_width) // 2)
        self._top.setContentsMargins(side, look.space(12), side, 0)

    # The screen's life

    def title(self) -> str:
        return self._loaded.view.firm_name if self._loaded else _("Transcribir un formulario")

    def help_text(self) -> str:
        return texts.transcribing()

    def open(self, *, assessment_id: str, visit_id: str, round_: str = Round.FULL) -> None:
        loaded = self._loaded
        if self.keeper.has_failed and loaded is not None and loaded.view.id == assessment_id:
            return  # the line that could not be written is still here
        self.keeper.forget()
        session = self.context.open_session
        self.context.tasks.run(partial(load, session, assessment_id, visit_id, round_), self._start)

    def first_focus(self) -> QWidget:
        return self.list.field or self.done_button

    def leave(self) -> bool:
        if self.keeper.has_failed and not self._warned:
            self._warned = True
            self.list.say(texts.not_kept(), wrong=True)
            return False
        read = self._read()
        if self._has_loose_text and read.problem:
            self.list.say(texts.loose(read.problem), wrong=True)
            return False
        self._keep_aside()
        return True

    def unsaved(self) -> bool:
        return self._has_loose_text

    def _start(self, loaded: Loaded) -> None:
        self._loaded = loaded
        view = loaded.view
        numbers = line_numbers(view.instrument)
        profile = view.profile
        items = asked(view.instrument, loaded.round, profile.sector, profile.conditions)
        lines = [PaperLine(numbers[item.code], item) for item in items]
        self._flow = TranscriptionFlow(lines, view.answers, loaded.role)
        self._began = None
        self._warned = False
        self.list.show_lines(lines)
        for place in range(len(lines)):
            self.list.show_kept(place, self.flow.kept_text(place))
        day = formats.local(loaded.visit.started_at, loaded.visit.started_at_offset).date()
        self.paper.setText(texts.of_paper(view, loaded.round, day, language()))
        self._show_trouble(None if view.is_open else closed(), can_retry=False)
        self._show_line()
        self.title_changed.emit()

    @property
    def loaded(self) -> Loaded:
        """What the transcription started from."""
        if self._loaded is None:
            raise RuntimeError("no form is open")
        return self._loaded

    @property
    def flow(self) -> TranscriptionFlow:
        """Where the transcription stands."""
        if self._flow is None:
            raise RuntimeError("no form is open")
        return self._flow

    # Typing and moving; in the order of asking, each after what is being written

    def enter(self) -> None:
        """Keep the line and go to the next empty one; at the end, finish."""
        self.keeper.do(self._enter)

    def step(self, by: int) -> None:
        """Keep the line and go to a neighbour."""
        self.keeper.do(partial(self._keep_then, partial(self._step, by)))

    def go(self, place: int) -> None:
        """Keep the line and go to another."""
        self.keeper.do(partial(self._keep_then, partial(self._go, place)))

    def finish(self) -> None:
        """Keep the line, and go on to the figures."""
        self.keeper.do(partial(self._keep_then, self._finish))

    def undo(self) -> None:
        """Take back what is typed, or else the last line that was kept."""
        self.keeper.do(self._undo)

    def _press(self, event: QKeyEvent) -> None:
        self.keeper.do(partial(self._type, event))

    def _type(self, event: QKeyEvent) -> None:
        if self.list.field is not None:
            self.list.field.take(event)
            if self._began is None:
                self._began = clock.now()

    def _enter(self) -> None:
        if self._flow is None:
            return
        if self.flow.line is None:
            self._finish()
        else:
            self._keep_then(self._go_on)

    def _go_on(self) -> None:
        self.flow.go_on()
        self._show_line()

    def _step(self, by: int) -> None:
        self.flow.step(by)
        self._show_line()

    def _go(self, place: int) -> None:
        self.flow.go(place)
        self._show_line()

    def _finish(self) -> None:
        self.context.go("cost", assessment_id=self.loaded.view.id)

    def _undo(self) -> None:
        if self._flow is None:
            return
        if self._has_loose_text:
            self._show_line()
            return
        step = self.flow.undo()
        if step is None:
            self.context.say(_("No hay nada que deshacer."))
            return
        prepare = partial(self._keeping, step.place, step.answer)
        self.keeper.write(prepare, partial(self._undone, step))

    def _undone(self, step: Undo) -> None:
        self.flow.undone(step)
        self.list.show_kept(step.place, self.flow.kept_text(step.place))
        self._show_line()
        self.context.say(_("Línea deshecha."))

    # Keeping

    @property
    def _has_loose_text(self) -> bool:
        field = self.list.field
        return field is not None and field.is_loose

    def _read(self) -> Line:
        """What the field says; nothing where it says what is kept."""
        field = self.list.field
        return self.flow.read(field.text()) if field is not None else Line()

    def _is_news(self, read: Line) -> bool:
        return (
            self._has_loose_text
            and self.loaded.view.is_open
            and (bool(read.problem) or read.answer != self.flow.kept_answer)
        )

    def _keep_then(self, then: Callable[[], None]) -> None:
        """Put the line on disk, and only then go on; a line that is wrong keeps its place."""
        if self._flow is None:
            return
        read = self._read()
        if not self._is_news(read):
            then()
        elif read.problem:
            self.list.say(read.problem, wrong=True)
            announce(self, read.problem)
        else:
            place = self.flow.place
            self.keeper.write(
                partial(self._keeping, place, read.answer),
                partial(self._kept, place, read.answer, then),
            )

    def _keep_aside(self) -> None:
        """Put a line that is right on disk when the keyboard goes elsewhere."""
        if self._flow is None or self.context.session is None or self.keeper.has_failed:
            return
        read = self._read()
        if self._is_news(read) and not read.problem:
            place = self.flow.place
            self.keeper.write_aside(
                partial(self._keeping, place, read.answer),
                partial(self._kept, place, read.answer, self._show_count),
            )

    def _keeping(self, place: int, answer: Answer | None) -> Callable[[], None]:
        assessments, loaded = self.context.open_session.assessments, self.loaded
        code = self.flow.lines[place].item.code
        if answer is None:
            return partial(assessments.clear, loaded.view.id, code)
        following = self.flow.following(place)
        return partial(assessments.answer, loaded.view.id, answer, loaded.visit.id, following)

    def _kept(self, place: int, answer: Answer | None, then: Callable[[], None]) -> None:
        self.flow.kept(place, answer)
        self._warned = False
        self._show_trouble(None)
        self.list.show_kept(place, self.flow.kept_text(place))
        then()

    # Showing

    def _show_line(self) -> None:
        flow = self.flow
        text = flow.kept_text(flow.place) if flow.line else ""
        self.list.open_line(flow.place, text)
        self._show_count()
        if flow.line is None:
            self.done_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._look(text)

    def _look(self, typed: str) -> None:
        """Say what the line means while it is typed; what cannot become right is wrong at once."""
        line, read = self.flow.line, self.flow.read(typed)
        if line is None:
            return
        if read.problem:
            self.list.say(read.problem, wrong=not read.may_become)
        else:
            self.list.say(texts.of_line(line.item, read.answer, language()))

    def _show_count(self) -> None:
        began = self._began or clock.now()
        minutes = int((clock.now() - began).total_seconds()) // 60
        self.count.setText(texts.count(self.flow.done, self.flow.total, minutes))
        self.foot.words.setText(texts.of_end(self.flow) if self.flow.line is None else "")

    def _show_trouble(self, error: AdvisorError | None, *, can_retry: bool = True) -> None:
        self.trouble.setVisible(error is not None)
        self.trouble.actions_row.setVisible(can_retry)
        if error is not None:
            self.trouble.show_text(
                error.message, error.advice, kind="danger" if can_retry else "info"
            )

    def _say_trouble(self, error: AdvisorError) -> None:
        self._show_trouble(error)
        if self.isVisible():
            self.retry.setFocus()
        else:
            self.context.explain(error, self.keeper.retry)
