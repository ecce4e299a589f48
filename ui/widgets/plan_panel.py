"""One action of a plan beside its row: what it closes, who does it, until when, at what cost."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from advisor_app import formats
from advisor_app.domain import plan_words
from advisor_app.domain.actions import FUNDING, WEIGHED
from advisor_app.domain.plan import Status
from advisor_app.i18n import _, language
from ui import theme
from ui.forms.row import Row
from ui.models.plan_rows import tags_of
from ui.widgets.basic import button, label
from ui.widgets.choice import ChoiceList
from ui.widgets.date import DateEdit
from ui.widgets.field import Field
from ui.widgets.flow import FlowButtons
from ui.widgets.money import MoneyEdit, NumberEdit
from ui.widgets.needs_list import NeedsList
from ui.widgets.note_edit import NoteEdit
from ui.widgets.plan_weights import PlanWeights

if TYPE_CHECKING:
    from collections.abc import Mapping

    from advisor_app.domain.actions import Action, Plan
    from ui.widgets.plan_closing import PlanClosing


class PlanPanel(QScrollArea):
    """Shows an action and hears what is told of it, each field as it is left.

    Signals:
        told: the field and what it says now.
        overtaken: the name of a field that was stored elsewhere while it is written here.
    """

    told = Signal(str, object)
    overtaken = Signal(str)

    def __init__(self, closing: PlanClosing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._action: Action | None = None
        self._unread: dict[tuple[str, str], str] = {}
        self._said: dict[tuple[str, str], object] = {}
        self.inner = QWidget()
        self.inner.setProperty("role", "column")
        self.body = QVBoxLayout(self.inner)
        space = theme.look().space
        self.body.setContentsMargins(space(16), space(12), space(16), space(16))
        self.body.setSpacing(space(10))
        self.kind = label("", "soft")
        self.title_edit = NoteEdit(lines=2)
        self.result = NoteEdit(lines=2)
        self.responsible = QLineEdit()
        self.support = QLineEdit()
        self.starts_on = DateEdit()
        self.due_on = DateEdit()
        self.cost = MoneyEdit()
        self.advance = NumberEdit()
        self.status = ChoiceList(
            [(one.value, plan_words.status_name(one, language())) for one in Status]
        )
        self.funding = ChoiceList(
            [(one, plan_words.funding_name(one, language())) for one in FUNDING],
            empty=_("Por acordar"),
        )
        self.more = PlanWeights()
        self.closing = closing
        self.fields = {
            "title": Field(_("Qué se va a hacer"), self.title_edit),
            "status": Field(_("Estado"), self.status),
            "advance": Field(_("Avance (%)"), self.advance),
            "responsible": Field(_("Responsable"), self.responsible),
            "support": Field(_("Quién acompaña"), self.support),
            "starts_on": Field(_("Comienza"), self.starts_on),
            "due_on": Field(_("Fecha límite"), self.due_on),
            "cost": Field(_("Costo"), self.cost),
            "funding": Field(_("Quién paga"), self.funding),
            "expected_result": Field(_("Resultado esperado"), self.result),
            **self.more.fields,
            **self.closing.fields,
        }
        self.closes = label()
        self.up_button = button(_("Subir"))
        self.down_button = button(_("Bajar"))
        self.formats_button = button(_("Formatos"), icon="list")
        self.remove_button = button(_("Quitar del plan"), "quiet", icon="delete")
        self._lay_out()
        self._listen()
        self.setWidget(self.inner)

    def _lay_out(self) -> None:
        field = self.fields
        self.closes_head = label(_("Qué cierra"), "name")
        buttons = [self.up_button, self.down_button, self.formats_button, self.remove_button]
        for one in (
            self.kind,
            field["title"],
            FlowButtons(buttons),
            Row([field["status"], field["advance"]], narrowest=150),
            Row([field["responsible"], field["support"]], narrowest=150),
            Row([field["starts_on"], field["due_on"]], narrowest=150),
            Row([field["cost"], field["funding"]], narrowest=150),
            self.more,
            self.closes_head,
            self.closes,
            field["expected_result"],
            self.closing,
        ):
            self.body.addWidget(one)
        self.body.addStretch(1)

    def _listen(self) -> None:
        for name, field in self.fields.items():
            hear = partial(self._hear, name)
            editor = field.editor
            if isinstance(editor, NoteEdit):
                editor.committed.connect(hear)
            elif isinstance(editor, DateEdit | NumberEdit | NeedsList):
                editor.changed.connect(hear)
            elif isinstance(editor, ChoiceList):
                editor.chosen.connect(hear)
            elif isinstance(editor, QLineEdit):
                editor.editingFinished.connect(hear)
        self.more.rule_button.clicked.connect(self._follow_rule)

    # --- showing -----------------------------------------------------------------------------

    def show_action(
        self, action: Action, plan: Plan, waiting: Mapping[str, Any], *, has_formats: bool
    ) -> None:
        """Another action, or the same one told anew, with what of it is not stored yet."""
        self.more.show_action(action, plan)
        before, self._action = self._action, action
        same = before is not None and before.id == action.id
        words = [word for _key, word in tags_of(action)]
        self.kind.setText(
            " · ".join(
                [
                    *words,
                    _("prioridad {n}").format(n=formats.number(action.priority, language(), 2)),
                ]
            )
        )
        for name, field in self.fields.items():
            value = waiting.get(name, _shown(action, name))
            if before is not None and same and field.input.hasFocus():
                self._meet(action.id, name, value, _shown(before, name))
            else:
                self._show(name, value)
            if not same:
                field.set_error(None)
            if unread := self._unread.get((action.id, name)):
                _write(field.editor, unread)
                self._say_problem(name, _problem(field.editor))
        self.more.settle()
        self.closes.setText("\n".join(_closing(action)))
        for one in (self.closes_head, self.closes):
            one.setVisible(bool(action.findings))
        self.formats_button.setVisible(has_formats)
        for one in (self.up_button, self.down_button):
            one.setEnabled(action.is_open)

    def _meet(self, action_id: str, name: str, value: object, before: object) -> None:
        """What is stored now, in the field that has the keyboard: what is written in it stays."""
        editor, here = self.fields[name].editor, self._value(name)
        if here == value:
            return
        if here == before and not _problem(editor):
            self._show(name, value)
        elif value not in (before, self._said.get((action_id, name), before)):
            self.overtaken.emit(self.fields[name].label.text())

    def forget(self, plan: Plan) -> None:
        """Nothing is left of what was written for actions that are in the plan no more."""
        self._unread = {place: text for place, text in self._unread.items() if plan.has(place[0])}

    def show_problems(self, action_id: str, problems: Mapping[str, str]) -> None:
        """Say at each field what is wrong with it."""
        if self._action is None or self._action.id != action_id:
            return
        for name in self.fields:
            if (action_id, name) not in self._unread:
                self._say_problem(name, problems.get(name))

    def _say_problem(self, name: str, problem: str | None) -> None:
        """Say it where it is seen."""
        self.fields[name].set_error(problem)
        if problem and name in self.more.fields:
            self.more.reveal()

    @property
    def has_unread(self) -> bool:
        """Whether a field says something that can't be understood."""
        return bool(self._unread)

    def _show(self, name: str, value: Any) -> None:  # noqa: ANN401 - each field has its own kind
        editor = self.fields[name].editor
        if isinstance(editor, ChoiceList):
            editor.set_value(None if value is None else str(value))
        elif isinstance(editor, NoteEdit | DateEdit | NumberEdit | NeedsList):
            editor.set_value(value)
        elif isinstance(editor, QLineEdit):
            editor.setText(value or "")

    # --- hearing -----------------------------------------------------------------------------

    def _hear(self, name: str, *_signal: object) -> None:
        action = self._action
        if action is None:
            return
        field = self.fields[name]
        place = (action.id, name)
        if problem := _problem(field.editor):
            self._unread[place] = _written(field.editor)
            field.set_error(problem)
            return
        was_unread = self._unread.pop(place, None) is not None
        value = self._value(name)
        if value != _shown(action, name) or field.error:
            self._said[place] = value
            self.told.emit(name, value)
        if was_unread:
            field.set_error(None)

    def _follow_rule(self) -> None:
        if self._action is not None:
            self.more.needs.setFocus()
            self.told.emit("after", None)

    def _value(self, name: str) -> Any:  # noqa: ANN401 - each field has its own kind
        editor = self.fields[name].editor
        if isinstance(editor, NumberEdit):
            number = editor.value()
            return None if number is None else int(number)
        if isinstance(editor, DateEdit):
            return editor.value()
        if isinstance(editor, ChoiceList):
            return _chosen(name, editor.value())
        if isinstance(editor, NeedsList):
            return editor.value()
        if isinstance(editor, NoteEdit):
            text = editor.value()
            return " ".join(text.split()) if name == "title" else text
        return editor.text().strip() if isinstance(editor, QLineEdit) else None


def _shown(action: Action, name: str) -> Any:  # noqa: ANN401 - each field has its own kind
    if name == "after":
        return tuple(sorted(action.after))
    if name in WEIGHED and name not in action.by_hand:
        return None
    return getattr(action, name) or None if name == "funding" else getattr(action, name)


def _chosen(name: str, key: str | None) -> Status | int | str | None:
    if name == "status":
        return Status(key or "pending")
    return int(key) if key and name in WEIGHED else key


def _problem(editor: QWidget) -> str:
    return editor.problem() if isinstance(editor, DateEdit | NumberEdit) else ""


def _written(editor: QWidget) -> str:
    if isinstance(editor, DateEdit):
        return editor.line.text()
    return editor.text() if isinstance(editor, QLineEdit) else ""


def _write(editor: QWidget, text: str) -> None:
    line = editor.line if isinstance(editor, DateEdit) else editor
    if isinstance(line, QLineEdit) and line.text() != text:
        line.setText(text)


def _closing(action: Action) -> list[str]:
    done = _("ya está en orden")
    return [
        f"– {one.item} {one.title} ({one.list_name})" + (f", {done}" if one.closed else "")
        for one in action.findings
    ]
