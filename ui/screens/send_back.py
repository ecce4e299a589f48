"""Returns a closed diagnosis to who made it: a note, and a remark for each question."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from advisor_app.domain.errors import InvalidRecord
from advisor_app.i18n import _, language
from ui.screens.base import Screen
from ui.widgets.basic import Card, Column, button, label
from ui.widgets.choice import ChoiceList
from ui.widgets.field import Field
from ui.widgets.flow import FlowButtons
from ui.widgets.note_edit import NoteEdit

if TYPE_CHECKING:
    from advisor_app.domain.errors import AdvisorError
    from advisor_app.services.assessment_view import AssessmentView
    from ui.context import Context


class SendBackScreen(Screen):
    """A note for the whole, and remarks that are added question by question."""

    route: ClassVar[str] = "send_back"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._assessment_id = ""
        self.remarks: dict[str, str] = {}
        self.name = label("", "soft")
        self.note = NoteEdit()
        self.note_field = Field(_("Nota para el asesor"), self.note)
        self.question = ChoiceList(empty=_("Elija una pregunta"))
        self.question_field = Field(_("Pregunta"), self.question)
        self.remark = QLineEdit()
        self.remark.setMaxLength(500)
        self.remark.returnPressed.connect(self.add)
        self.add_button = button(_("Agregar"), icon="plus", clicked=self.add)
        self.added = Card(_("Observaciones"))
        self._lines: list[QWidget] = []
        self.send_button = button(_("Devolver"), "primary", icon="send", clicked=self.send)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.column = Column()
        whole.addWidget(self.column)
        for widget in (
            label(_("Devolver con observaciones"), "title"), self.name, self.note_field,
            self.question_field, Field(_("Observación"), self.remark),
            FlowButtons([self.add_button]), self.added, FlowButtons([self.send_button]),
        ):  # fmt: skip
            self.column.add(widget)
        self.column.end()

    def title(self) -> str:
        return _("Devolver con observaciones")

    def help_text(self) -> str:
        return _(
            "Escriba qué hay que corregir, en general o pregunta por pregunta. Llega al asesor en "
            "el próximo intercambio; él corrige en una versión nueva y usted ve las diferencias."
        )

    def open(self, *, assessment_id: str) -> None:
        self._assessment_id = assessment_id
        self.remarks = {}
        self.note.setPlainText("")
        self.remark.clear()
        self._show_remarks()
        session = self.context.session
        if session is not None:
            self.context.tasks.run(partial(session.assessments.get, assessment_id), self._show)

    def first_focus(self) -> QWidget:
        return self.note

    def unsaved(self) -> bool:
        return bool(self.remarks or self.note.toPlainText().strip() or self.remark.text().strip())

    def _show(self, view: AssessmentView) -> None:
        lang = language()
        self.name.setText(f"{view.firm_name} · {view.instrument.name.in_(lang)}")
        self.question.clear()
        self.question.addItem(_("Elija una pregunta"), None)
        for item in view.instrument.applicable(view.profile, view.form):
            self.question.addItem(f"{item.code} · {item.question.in_(lang)}", item.code)

    def add(self) -> None:
        """Keep the remark for its question, and go on to the next."""
        code, text = self.question.currentData(), self.remark.text().strip()
        if not code or not text:
            (self.remark if code else self.question).setFocus()
            return
        self.question_field.set_error(None)
        self.note_field.set_error(None)
        self.remarks[code] = text
        self.remark.clear()
        self.question.setCurrentIndex(0)
        self.question.setFocus()
        self._show_remarks()

    def _show_remarks(self) -> None:
        for old in self._lines:
            old.hide()
            old.deleteLater()
        self._lines = []
        for code, text in self.remarks.items():
            line = button(
                _("Quitar: {code} · {text}").format(code=code, text=text[:60]),
                "quiet",
                icon="close",
                clicked=partial(self._remove, code),
            )
            self._lines.append(line)
            self.added.add(line)
        self.added.setVisible(bool(self._lines))

    def _remove(self, code: str) -> None:
        self.remarks.pop(code, None)
        self.question.setFocus()
        self._show_remarks()

    def send(self) -> None:
        """Return it."""
        if self.remark.text().strip():  # typed and not added yet
            self.add()
            if self.remark.text():  # its question was not chosen
                self.question_field.set_error(_("Elija la pregunta de la observación."))
                return
        reviews = self.context.open_session.reviews
        note, remarks = self.note.toPlainText(), dict(self.remarks)
        work = partial(reviews.send_back, self._assessment_id, note, remarks)
        self.context.tasks.run(work, self._sent, self._refused)

    def _sent(self, review_id: str) -> None:
        self.note.setPlainText("")
        self.remarks = {}
        self.context.say(_("Devuelto: llega al asesor en el próximo intercambio"))
        self.context.go("returned", review_id=review_id)

    def _refused(self, error: AdvisorError) -> None:
        if isinstance(error, InvalidRecord) and error.problems:
            self.note_field.set_error(next(iter(error.problems.values())))
            self.note.setFocus()
        else:
            self.context.explain(error)
