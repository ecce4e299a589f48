"""A filled-in form comes in: which sheet, which visit, who authorized; then its lines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from advisor_app.domain.consent import ConsentMethod, consent_text
from advisor_app.domain.errors import InvalidRecord
from advisor_app.domain.paper_form import ROUNDS
from advisor_app.domain.visit import WORKED
from advisor_app.i18n import _, language
from ui.forms.consent_questions import ConsentQuestions
from ui.forms.past_visit import PastVisitForm
from ui.forms.signer import SignerForm
from ui.screens.base import Screen
from ui.widgets.basic import Card, Column, button, label
from ui.widgets.field import Field
from ui.widgets.flow import FlowButtons

if TYPE_CHECKING:
    from advisor_app.domain.errors import AdvisorError
    from advisor_app.domain.firm import Firm
    from advisor_app.domain.paper_form import Round
    from advisor_app.services.assessment_view import AssessmentView
    from advisor_app.services.consents import ConsentState
    from advisor_app.services.people import Person
    from advisor_app.services.session import Session
    from advisor_app.services.transcription import Begun, FormRead, SignedPaper
    from advisor_app.services.visits import Visit
    from ui.context import Context


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the firm before its sheet comes in."""

    firm: Firm
    consents: ConsentState
    people: list[Person]
    somebody: Person
    visits: list[Visit]
    diagnoses: list[AssessmentView]

    @property
    def likely_visit(self) -> Visit | None:
        """The visit whose sheet is half typed, or was recorded and not typed yet."""
        draft = next((view for view in self.diagnoses if view.is_open), None)
        if draft is not None:
            return next((visit for visit in self.visits if visit.id == draft.visit_id), None)
        last = self.visits[-1] if self.visits else None
        diagnosed = {view.visit_id for view in self.diagnoses}
        is_waiting = last is not None and last.outcome in WORKED and last.id not in diagnosed
        return last if is_waiting else None


def read_known(session: Session, firm_id: str) -> Known:
    """Everything the screen shows, read in the worker."""
    return Known(
        firm=session.firms.get(firm_id),
        consents=session.consents.of_firm(firm_id),
        people=session.people.of_firm(firm_id),
        somebody=session.people.new(firm_id),
        visits=session.visits.of_firm(firm_id),
        diagnoses=session.assessments.of_firm(firm_id),
    )


class PaperVisitScreen(Screen):
    """The head of a form; what is on it is recorded before its first line is typed."""

    route: ClassVar[str] = "paper_visit"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._firm_id = ""
        self._known: Known | None = None
        self._form: FormRead | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.column = Column(self)
        outer.addWidget(self.column)
        self.code = QLineEdit()
        self.code.setMaxLength(40)
        self.code.textEdited.connect(self._forget_form)
        self.code.editingFinished.connect(self._read_code)
        self.code_field = Field(
            _("Código al pie de la hoja"), self.code, _("Por ejemplo: IMC 1.1-C-3F9A")
        )
        self.visit = PastVisitForm()
        self.questions = ConsentQuestions(consent_text(language()))
        self.questions.heading.setText(_("La autorización, como está marcada en la hoja"))
        self.questions.answered.connect(self._follow_answers)
        self.signer = SignerForm()
        self.signer.method.set_value(ConsentMethod.SIGNATURE)
        self.start_button = button(_("Empezar a transcribir"), "primary", clicked=self._start)
        self._lay_out()
        go_on = QShortcut(QKeySequence("Ctrl+Return"), self)
        go_on.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        go_on.activated.connect(self.start_button.click)

    def _lay_out(self) -> None:
        sheet = Card(_("La hoja"))
        sheet.add(self.code_field)
        self.column.add(label(_("Transcribir un formulario en papel"), "title"))
        for part in (sheet, self.questions, self.signer, self.visit):
            self.column.add(part)
        self.column.add(FlowButtons([self.start_button]))
        self.column.end()

    def title(self) -> str:
        if self._known is None:
            return _("Transcribir un formulario")
        return _("{firm} · formulario en papel").format(firm=self._known.firm.shown_name)

    def help_text(self) -> str:
        return _(
            "El código está al pie de cada hoja: dice qué preguntas y qué autorización trae.\n"
            "Copie lo que está al comienzo de la hoja: la autorización, si todavía falta, y la "
            "visita con su fecha y sus horas. Después siguen las líneas.\n"
            "Si la hoja quedó a medias, elija su visita en la lista y siga donde quedó. "
            "Ctrl+Enter empieza."
        )

    def open(self, *, firm_id: str = "") -> None:
        self._firm_id = firm_id
        session = self.context.open_session
        self.context.tasks.run(partial(read_known, session, firm_id), self._show)

    def first_focus(self) -> QWidget:
        return self.code

    def unsaved(self) -> bool:
        return self.visit.is_begun or (
            not self.questions.isHidden() and self.questions.data_answer is not None
        )

    # --- showing -----------------------------------------------------------------------------

    def _show(self, known: Known) -> None:
        self._known = known
        self._form = None
        self.visit.offer(known.visits, known.likely_visit, known.people)
        self.questions.set_answers(known.consents)
        self.signer.offer(known.people, known.somebody)
        self.start_button.setEnabled(True)
        self._show_authorization()
        self._read_code()
        self.title_changed.emit()

    def _show_authorization(self) -> None:
        """Ask for the answers on the sheet where the firm has not authorized yet."""
        form, known = self._form, self._known
        asked = form is not None and form.words is not None and not (known and known.consents.data)
        if asked and form is not None and form.words is not None:
            self.questions.set_words(form.words)
        self.questions.setVisible(asked)
        self._follow_answers()

    def _follow_answers(self) -> None:
        asks, answer = not self.questions.isHidden(), self.questions.data_answer
        self.signer.setVisible(asks and answer is True)
        self.visit.allow_names(allowed=not asks or answer is True)

    def _forget_form(self, _typed: str) -> None:
        self._form = None

    def _read_code(self) -> None:
        typed, session = self.code.text().strip(), self.context.session
        if not typed or session is None or self._known is None or self._form is not None:
            return
        work = partial(session.transcription.read_form, self._firm_id, typed)
        self.context.tasks.run(work, self._code_read, self._code_refused)

    def _code_read(self, form: FormRead) -> None:
        self._form = form
        self.code_field.set_error(None)
        name = ROUNDS[form.code.round].in_(language())
        if form.words is not None:
            name = _("{round} · autorización {version}").format(
                round=name, version=form.words.version
            )
        self.code_field.set_hint(f"{form.code.edition} · {name}")
        self._show_authorization()

    def _code_refused(self, error: AdvisorError) -> None:
        self._form = None
        self._show_authorization()
        self._refused(error)

    # --- beginning ---------------------------------------------------------------------------

    def _start(self) -> None:
        if self._form is None:
            self.code.setFocus()
            self.code_field.set_error(
                None if self.code.text().strip() else _("Cópielo de la hoja.")
            )
            self._read_code()
            return
        problems = self.visit.problems()
        self.visit.show_problems(problems)
        unanswered = not self.questions.isHidden() and self.questions.data_answer is None
        if unanswered:
            self.questions.list.first().setFocus()
            self.context.say(_("Marque sí o no a la primera autorización."))
        if problems or unanswered:
            return
        self.start_button.setEnabled(False)
        transcription = self.context.open_session.transcription
        work = partial(
            transcription.begin, self._firm_id, self._form, self.visit.value(), self._signed()
        )
        self.context.tasks.run(work, partial(self._begun, self._form.code.round), self._refused)

    def _signed(self) -> SignedPaper | None:
        from advisor_app.services.transcription import SignedPaper

        if self.questions.isHidden():
            return None
        return SignedPaper(self.signer.person(), self.questions.answers(), self.signer.how)

    def _begun(self, round_: Round, begun: Begun) -> None:
        self.visit.settle(begun.visit_id)
        self.questions.hide()  # what was on the sheet is recorded
        if begun.visit_id is None:
            self.context.say(_("Respuesta guardada"))
            self.context.go("firm", firm_id=self._firm_id)
        elif begun.assessment_id is None:
            self._ask_profile()
        else:
            self.context.go(
                "transcribe",
                assessment_id=begun.assessment_id,
                visit_id=begun.visit_id,
                round_=round_.value,
            )

    def _ask_profile(self) -> None:
        """Sector and conditions decide the lines; they stand on the sheet too."""
        has_sector = self._known is not None and bool(self._known.firm.sector)
        group = "conditions" if has_sector else "identity"
        self.context.say(_("Falta decir qué preguntas aplican a la empresa."))
        self.context.go("firm_form", firm_id=self._firm_id, group=group, then="paper_visit")

    def _refused(self, error: AdvisorError) -> None:
        self.start_button.setEnabled(True)
        if not isinstance(error, InvalidRecord):
            self.context.explain(error)
            return
        self.code_field.set_error(error.problems.get("code"))
        self.signer.show_problems(error.problems)
        if "code" in error.problems:
            self.code.setFocus()
        elif "name" in error.problems:
            self.signer.name.setFocus()
        else:
            self.visit.show_problems(error.problems)
