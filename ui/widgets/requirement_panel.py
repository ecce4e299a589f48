"""One point of a list beside its row: what is looked at, what can be shown, and the answer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from advisor_app.domain import explain_gap
from advisor_app.domain.gap import State
from advisor_app.i18n import _, language
from ui import theme
from ui.widgets.basic import button, label
from ui.widgets.field import Field
from ui.widgets.flow import FlowButtons
from ui.widgets.key_button import KeyButton
from ui.widgets.note_edit import NoteEdit

if TYPE_CHECKING:
    from advisor_app.domain.gap import GapAnswer
    from advisor_app.domain.standard import Requirement

STATE_KEYS = {
    State.COMPLIES: "C",
    State.PARTIAL: "P",
    State.FAILS: "N",
    State.NOT_APPLICABLE: "X",
}
UNSEEN_KEY = "S"


class RequirementPanel(QScrollArea):
    """Shows a point and hears what was found.

    Signals:
        stated: a state was chosen; None takes the answer back.
        reasoned: why it does not apply.
        noted: the note was changed and left.
    """

    stated = Signal(object)
    reasoned = Signal(str)
    noted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setProperty("role", "column")
        self.body = QVBoxLayout(inner)
        space = theme.look().space
        self.body.setContentsMargins(space(16), space(12), space(16), space(16))
        self.body.setSpacing(space(10))
        self.kind = label("", "soft")
        self.heading = label("", "heading")
        self.states = {
            state: KeyButton(key, explain_gap.STATES[state].in_(language()))
            for state, key in STATE_KEYS.items()
        }
        self.unseen = KeyButton(UNSEEN_KEY, explain_gap.UNSEEN.in_(language()))
        for state, made in self.states.items():
            made.setCheckable(True)
            made.clicked.connect(partial(self.stated.emit, state))
        self.unseen.clicked.connect(partial(self.stated.emit, None))
        self.reason = QLineEdit()
        self.reason_done = button(_("Listo"), clicked=self._tell_reason)
        self.reason.returnPressed.connect(self._tell_reason)
        self.reason_field = Field(_("¿Por qué no aplica?"), self.reason)
        self.reason_field.place_below_editor(FlowButtons([self.reason_done]))
        self.note = NoteEdit(lines=2)
        self.note.committed.connect(self._tell_note)
        self.looks_at = label("", "answer")
        self.shows = label()
        self.action = label()
        self._lay_out()
        self.setWidget(inner)

    def _lay_out(self) -> None:
        self.body.addWidget(self.kind)
        self.body.addWidget(self.heading)
        self.body.addWidget(FlowButtons([*self.states.values(), self.unseen]))
        self.body.addWidget(self.reason_field)
        self.body.addWidget(Field(_("Nota"), self.note))
        for name, text in (
            (_("Qué se mira"), self.looks_at),
            (_("Qué puede mostrar la empresa"), self.shows),
            (_("Qué se hace si falta"), self.action),
        ):
            self.body.addWidget(label(name, "name"))
            self.body.addWidget(text)
        self.body.addStretch(1)

    def place_evidence(self, widget: QWidget) -> None:
        """Put what backs the answer below what is looked at, which is read first."""
        self.body.insertWidget(self.body.indexOf(self.looks_at) + 1, widget)

    def place_proposal(self, widget: QWidget) -> None:
        """Put what other lists propose below the states."""
        self.body.insertWidget(self.body.indexOf(self.reason_field), widget)

    def show_requirement(
        self, one: Requirement, answer: GapAnswer | None, *, is_open: bool
    ) -> None:
        """Another point, or the same one with another answer."""
        lang = language()
        kind = explain_gap.SEVERITY_NAMES[one.severity].in_(lang)
        place = explain_gap.PLACE_NAMES[one.place].in_(lang)
        parts = [f"{one.code} · {kind}", place]
        if one.confirm:
            parts.append(_("por confirmar"))
        self.kind.setText(" · ".join(parts))
        self.heading.setText(one.title.in_(lang))
        self.looks_at.setText(one.looks_at.in_(lang))
        self.shows.setText("\n".join(f"– {text.in_(lang)}" for text in one.evidence))
        effort = explain_gap.EFFORT_NAMES[one.effort].in_(lang)
        self.action.setText(_("{action} ({effort}).").format(
            action=one.action.in_(lang).removesuffix("."), effort=effort))  # fmt: skip
        self.show_answer(answer, is_open=is_open, na_allowed=one.na_allowed)

    def show_answer(self, answer: GapAnswer | None, *, is_open: bool, na_allowed: bool) -> None:
        """What was found, as the keys show it."""
        for state, made in self.states.items():
            made.setChecked(answer is not None and answer.state is state)
            made.setEnabled(is_open and (na_allowed or state is not State.NOT_APPLICABLE))
        self.unseen.setEnabled(is_open and answer is not None)
        self.note.setEnabled(is_open and answer is not None)
        if not self.note.hasFocus():
            self.note.set_value(answer.note if answer else "")
        if not self.reason.hasFocus():
            self.reason.setText(answer.na_reason if answer else "")
            self.reason_field.set_error(None)
            self.reason_field.setVisible(
                answer is not None and answer.state is State.NOT_APPLICABLE
            )

    def ask_reason(self) -> None:
        """Ask why the point does not apply."""
        self.reason_field.setVisible(True)
        self.ensureWidgetVisible(self.reason_field)
        self.reason.setFocus()

    def _tell_reason(self) -> None:
        self.reasoned.emit(self.reason.text().strip())

    def _tell_note(self) -> None:
        self.noted.emit(self.note.value())
