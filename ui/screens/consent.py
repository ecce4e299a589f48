"""Asking for the authorization: read it aloud, ask one by one, keep who answered and how."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advisor_app import formats
from advisor_app.domain.consent import consent_text
from advisor_app.domain.errors import AdvisorError, InvalidRecord
from advisor_app.i18n import _, language
from ui import theme
from ui.forms.consent_questions import ConsentQuestions
from ui.forms.signer import SignerForm
from ui.screens.base import Screen
from ui.widgets.basic import Banner, Card, Column, button, label
from ui.widgets.flow import FlowButtons

if TYPE_CHECKING:
    from advisor_app.domain.consent import ConsentWords
    from advisor_app.services.consents import ConsentState
    from advisor_app.services.people import Person
    from ui.context import Context


class ConsentScreen(Screen):
    """Before the first yes nothing is stored that is not public."""

    route: ClassVar[str] = "consent"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._firm_id = ""
        self._firm_name = ""
        self._state: ConsentState | None = None
        words = consent_text(language())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.column = Column(self)
        outer.addWidget(self.column)
        self.standing = Banner("")
        self.questions = ConsentQuestions(words)
        self.signer = SignerForm()
        self.outcome = Banner("", kind="attention")
        self.save_button = button("", "primary", clicked=self._save)
        self.later_button = button(_("Ahora no"), clicked=context.back)
        self.asking = self._asking_part()
        for part in (self.standing, self._reading_part(), self.asking):
            self.column.add(part)
        self.column.end()
        self.questions.answered.connect(self._show_outcome)
        self.questions.list.finished.connect(self._go_on)
        self.questions.list.moved.connect(self._scroll_to)
        key = QShortcut(QKeySequence(_("T")), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.full_button.click)
        go_on = QShortcut(QKeySequence("Ctrl+Return"), self)
        go_on.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        go_on.activated.connect(self._go_main)

    def title(self) -> str:
        if not self._firm_name:
            return _("Autorización de datos")
        return _("Autorización de datos · {firm}").format(firm=self._firm_name)

    def help_text(self) -> str:
        return _(
            "Lea en voz alta el texto corto, que toma un minuto; con T se abre el texto completo.\n"
            "Después pregunte una por una: S es sí, N es no. Ctrl+Enter guarda.\n"
            "Solo la primera es necesaria. Antes de ese sí no se guarda nada más que los datos "
            "públicos de la empresa.\n"
            "Para retirar una autorización, vuelva aquí, marque no y guarde: la respuesta "
            "anterior queda en la historia."
        )

    def open(self, *, firm_id: str = "") -> None:
        self._firm_id = firm_id
        self.reading.show()
        self.asking.hide()
        self.full_text.hide()
        session = self.context.open_session
        self.context.tasks.run(
            lambda: (
                session.firms.get(firm_id).shown_name,
                session.consents.of_firm(firm_id),
                session.people.of_firm(firm_id),
                session.people.new(firm_id),
                session.office.words(language()),
            ),
            self._show,
        )

    def unsaved(self) -> bool:
        return bool(self._changed_answers())

    def first_focus(self) -> QWidget:
        if not self.reading.isVisible():
            return self.questions.list.first()
        # where the text needs more than the window, arrows scroll it before Tab leads on
        return self.column if theme.look().is_crowded else self.ask_button

    def _reading_part(self) -> QWidget:
        self.reading = Card(_("Léale esto, toma un minuto"))
        self.spoken = label("", "question")
        self.full_text = label("", "answer")
        self.full_text.hide()
        self.ask_button = button(_("Ya lo leí: preguntar"), "primary", clicked=self._ask)
        self.full_button = button(_("Texto completo (T)"), clicked=self._toggle_full)
        self.reading.add(self.spoken)
        self.reading.add(FlowButtons([self.ask_button, self.full_button]))
        self.reading.add(self.full_text)
        return self.reading

    def _asking_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        self.again_button = button(_("Volver al texto"), "link", clicked=self._read_again)
        column.setSpacing(self.column.body.spacing())
        column.addWidget(self.questions)
        column.addWidget(self.signer)
        column.addWidget(self.outcome)
        column.addWidget(FlowButtons([self.save_button, self.later_button, self.again_button]))
        return part

    def _show(self, found: tuple[str, ConsentState, list[Person], Person, ConsentWords]) -> None:
        self._firm_name, self._state, people, new, words = found
        self.spoken.setText(words.spoken)
        self.full_text.setText(words.full)
        self.questions.set_words(words)
        self.questions.set_answers(self._state)
        self.signer.offer(people, new)
        self.standing.setVisible(self._state.data is not None)
        if self._state.data is not None:
            self._say_standing(self._state)
            self._ask()
        self._show_outcome()
        self.title_changed.emit()

    def _say_standing(self, state: ConsentState) -> None:
        day = state.given_at.date() if state.given_at else None
        shown = formats.long_date(day, language()) if day else ""
        text = _("La empresa autorizó el uso de sus datos.")
        if not state.data:
            text = _("La empresa no autorizó el uso de sus datos.")
        self.standing.show_text(
            text,
            _(
                "Última respuesta: {day}. Para cambiar o retirar una autorización, marque la nueva "
                "respuesta y guarde; la anterior queda en la historia."
            ).format(day=shown),
        )

    def _toggle_full(self) -> None:
        self.full_text.setVisible(not self.full_text.isVisible())

    def _ask(self) -> None:
        self.reading.hide()
        self.asking.show()
        self.questions.list.first().setFocus(Qt.FocusReason.TabFocusReason)

    def _read_again(self) -> None:
        self.asking.hide()
        self.reading.show()
        self.ask_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _go_main(self) -> None:
        """Press the primary button that is shown."""
        (self.ask_button if self.reading.isVisible() else self.save_button).click()

    def _go_on(self) -> None:
        target = self.save_button if self.questions.data_answer is False else self.signer.name
        target.setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll_to(target)

    def _scroll_to(self, widget: QWidget) -> None:
        self.column.ensureWidgetVisible(widget, 0, 80)

    def _show_outcome(self) -> None:
        answer = self.questions.data_answer
        refused = answer is False
        self.signer.setVisible(not refused)
        self.save_button.setEnabled(answer is not None and bool(self._changed_answers()))
        self.save_button.setText(
            _("Guardar la respuesta") if refused else _("Guardar la autorización")
        )
        self.outcome.setVisible(refused)
        if not refused:
            return
        if self._state is not None and self._state.data:
            self.outcome.show_text(
                _("Va a retirar la autorización de la empresa."),
                _(
                    "Sus datos dejan de usarse y el diagnóstico no puede seguir. Nada se borra "
                    "ahora: la supresión se pide a la oficina del programa."
                ),
                kind="attention",
            )
            return
        self.outcome.show_text(
            _("Sin esta autorización no se hace el diagnóstico."),
            _(
                "No se guarda el nombre de nadie. La empresa queda en la lista solo con sus datos "
                "públicos. Agradezca el tiempo: puede preguntar de nuevo otro día."
            ),
            kind="attention",
        )

    def _changed_answers(self) -> dict[Any, bool]:
        state = self._state
        return {
            kind: answer
            for kind, answer in self.questions.answers().items()
            if state is None or state.of(kind) is not answer
        }

    def _save(self) -> None:
        session, firm_id = self.context.open_session, self._firm_id
        answers = self._changed_answers()
        if not answers:
            self.context.back()
            return
        signer, how = self.signer.person(), str(self.signer.how)

        def give() -> ConsentState:
            visit = session.visits.open_visit(firm_id)
            return session.consents.give(firm_id, signer, answers, how, visit.id if visit else None)

        self.context.tasks.run(give, self._saved, self._refused)

    def _saved(self, state: ConsentState) -> None:
        self._state = state
        self.context.say(_("Autorización guardada") if state.data else _("Respuesta guardada"))
        self.context.go("firm", firm_id=self._firm_id)

    def _refused(self, error: AdvisorError) -> None:
        if isinstance(error, InvalidRecord):
            self.signer.show_problems(error.problems)
            self.signer.name.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.context.explain(error)
