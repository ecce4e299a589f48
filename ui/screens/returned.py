"""Diagnoses that came back with remarks: what to correct, and what differs afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from advisor_app.i18n import _
from ui.forms.row import Row
from ui.models import review_words as words
from ui.screens.base import Screen
from ui.widgets.basic import Card, Column, EmptyState, button, label
from ui.widgets.field import Field
from ui.widgets.flow import FlowButtons
from ui.widgets.row_button import RowButton

if TYPE_CHECKING:
    from advisor_app.services.changes import Changes
    from advisor_app.services.reviews import Compared, Review
    from advisor_app.services.session import Session
    from ui.context import Context


@dataclass(frozen=True, slots=True)
class Shown:
    """All that wait, and the one that is looked at."""

    reviews: list[Review]
    current: Review | None
    differences: list[Compared]
    coordinates: bool


def load(session: Session, review_id: str) -> Shown:
    """Everything the screen shows."""
    reviews = session.reviews.open()
    current = next((one for one in reviews if one.id == review_id), None)
    if current is None and reviews:
        current = reviews[0]
    told = session.reviews.differences(current.id) if current else []
    return Shown(reviews, current, told, session.reviews.may_return())


class ReturnedScreen(Screen):
    """One returned diagnosis with its remarks, and the others to turn to."""

    route: ClassVar[str] = "returned"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._review_id = ""
        self._content: QWidget | None = None
        self.main_button: QPushButton | None = None
        self.replies: dict[str, QLineEdit] = {}
        self.empty = EmptyState(
            "done",
            _("No hay nada devuelto"),
            detail=_(
                "Cuando quien coordina devuelve un diagnóstico con observaciones, llega aquí en "
                "el próximo intercambio."
            ),
        )
        self.empty.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.column = Column()
        whole.addWidget(self.column)
        self.column.add(label(_("Diagnósticos devueltos"), "title"))
        self.column.add(self.empty)
        self.column.end()

    def title(self) -> str:
        return _("Diagnósticos devueltos")

    def help_text(self) -> str:
        return _(
            "Un diagnóstico cerrado no cambia. «Corregir» abre otro con las mismas respuestas: "
            "cambie lo que pide cada observación y ciérrelo. El devuelto queda como estaba.\n\n"
            "A cada observación se le puede responder aquí. Quien coordina ve, pregunta por "
            "pregunta, lo de antes, lo de ahora y su respuesta; y lo acepta o lo devuelve de nuevo."
        )

    def open(self, *, review_id: str = "") -> None:
        self._review_id = review_id
        self._read()

    def first_focus(self) -> QWidget:
        return self.main_button or self

    def on_changes(self, changes: Changes) -> None:
        if changes.touches("review"):
            self._keep_replies()
            self._read()

    def leave(self) -> bool:
        self._keep_replies()
        return True

    # --- showing -----------------------------------------------------------------------------

    def _read(self) -> None:
        session = self.context.session
        if session is not None:
            self.context.tasks.run(partial(load, session, self._review_id), self._show)

    def _show(self, shown: Shown) -> None:
        replying = next((code for code, line in self.replies.items() if line.hasFocus()), "")
        if self._content is not None:
            self._content.hide()
            self._content.deleteLater()
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.column.body.spacing())
        self.main_button = None
        self.replies = {}
        self.empty.setVisible(shown.current is None)
        if shown.current is not None:
            self._review_id = shown.current.id
            column.addWidget(self._head(shown.current, coordinates=shown.coordinates))
            for one in shown.differences:
                column.addWidget(self._question(shown.current, one))
            others = [one for one in shown.reviews if one.id != shown.current.id]
            if others:
                column.addWidget(self._others(others))
        self.column.body.insertWidget(2, self._content)
        self._content.show()
        first = self.replies.get(replying) or self.main_button
        if first is not None:
            first.setFocus()

    def _head(self, review: Review, *, coordinates: bool) -> Card:
        card = Card(review.firm_name)
        card.add(label(words.state(review), "badge", wrap=False))
        card.add(label(words.about(review), "soft"))
        if review.note:
            card.add(label(review.note, "answer"))
        go = self.context.go
        if review.state == "returned":
            text = _("Seguir corrigiendo") if review.corrected_id else _("Corregir")
            self.main_button = button(text, "primary", icon="edit", clicked=self.correct)
            buttons = [self.main_button]
        elif coordinates:
            self.main_button = button(_("Aceptar"), "primary", icon="done", clicked=self.accept)
            again = partial(go, "send_back", assessment_id=review.corrected_id)
            buttons = [self.main_button, button(_("Devolver de nuevo"), clicked=again)]
        else:
            seen = partial(go, "result", assessment_id=review.corrected_id)
            self.main_button = button(_("Ver el corregido"), clicked=seen)
            buttons = [self.main_button]
        before = partial(go, "result", assessment_id=review.assessment_id)
        buttons.append(button(_("Ver el devuelto"), "quiet", clicked=before))
        card.add(FlowButtons(buttons))
        return card

    def _question(self, review: Review, one: Compared) -> Card:
        card = Card(f"{one.code} · {one.question}" if one.question else one.code)
        if one.remark:
            card.add(label(_("Observación: {text}").format(text=one.remark), "attention"))
        sides = [_side(_("Antes"), one.before)]
        if one.after:
            sides.append(_side(_("Ahora"), one.after))
        card.add(Row(sides, narrowest=300))
        if one.remark_id and review.state == "returned":
            reply = QLineEdit(one.reply)
            reply.setMaxLength(500)
            reply.editingFinished.connect(self._keep_replies)
            self.replies[one.code] = reply
            asked = _("Su respuesta a {code}, si quiere").format(code=one.code)
            card.add(Field(asked, reply))
        elif one.reply:
            card.add(label(_("Respuesta del asesor: {text}").format(text=one.reply)))
        return card

    def _others(self, reviews: list[Review]) -> Card:
        card = Card(_("Otros"))
        for one in reviews:
            row = RowButton(one.firm_name, words.about(one), words.state(one), icon="ladder")
            row.clicked.connect(partial(self.open, review_id=one.id))
            card.add(row)
        return card

    # --- acting ------------------------------------------------------------------------------

    def correct(self) -> None:
        """Go on with the correction, or begin it."""
        self._keep_replies()
        work = partial(self.context.open_session.reviews.correct, self._review_id)
        self.context.tasks.run(work, self._answer)

    def _answer(self, assessment_id: str) -> None:
        self.context.go("interview", assessment_id=assessment_id)

    def accept(self) -> None:
        """The correction is good."""
        work = partial(self.context.open_session.reviews.accept, self._review_id)
        self.context.tasks.run(work, self._accepted)

    def _accepted(self, _nothing: None) -> None:
        self.context.say(_("Aceptado"))
        self._read()

    def _keep_replies(self) -> None:
        """Keep what was typed as it is left."""
        session = self.context.session
        for code, line in self.replies.items():
            if session is not None and line.isModified():
                line.setModified(False)
                work = partial(session.reviews.reply, self._review_id, code, line.text())
                self.context.tasks.run(work, self._kept)

    def _kept(self, _nothing: None) -> None:
        self.context.say(_("Guardado"))


def _side(name: str, value: str) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(label(name, "caption"))
    column.addWidget(label(value))
    return made
