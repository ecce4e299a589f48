"""The beginning of a visit: where, why and with whom; then the interview."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from advisor_app import formats
from advisor_app.domain.visit import MODALITIES, OUTCOMES, Modality
from advisor_app.i18n import _, language, ngettext
from ui.forms.people_rows import PeopleRows
from ui.forms.row import Row
from ui.screens.base import Screen
from ui.widgets.basic import Banner, Card, Column, button, label
from ui.widgets.choice import ChoiceGroup
from ui.widgets.field import Field
from ui.widgets.flow import FlowButtons

if TYPE_CHECKING:
    from advisor_app.domain.errors import AdvisorError
    from advisor_app.domain.firm import Firm
    from advisor_app.services.assessment_view import AssessmentView
    from advisor_app.services.people import Person
    from advisor_app.services.session import Session
    from advisor_app.services.visits import Visit
    from ui.context import Context


@dataclass(frozen=True, slots=True)
class Beginning:
    """What is known about the firm before the visit."""

    firm: Firm
    consented: bool
    people: list[Person]
    visits: list[Visit]
    draft: AssessmentView | None

    @property
    def last(self) -> Visit | None:
        """The visit before."""
        return self.visits[-1] if self.visits else None

    @property
    def is_ready_to_ask(self) -> bool:
        """Whether sector and conditions, which decide the questions, are known."""
        return bool(self.firm.sector) and (bool(self.firm.conditions) or self.draft is not None)


def read_beginning(session: Session, firm_id: str) -> Beginning:
    """Everything the screen shows, read in the worker."""
    drafts = [view for view in session.assessments.of_firm(firm_id) if view.is_open]
    return Beginning(
        firm=session.firms.get(firm_id),
        consented=bool(session.consents.of_firm(firm_id).data),
        people=session.people.of_firm(firm_id),
        visits=session.visits.of_firm(firm_id),
        draft=drafts[0] if drafts else None,
    )


class VisitStartScreen(Screen):
    """Four short answers, most of them filled in, and the visit begins."""

    route: ClassVar[str] = "visit_start"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._firm_id = ""
        self._found: Beginning | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.column = Column(self)
        outer.addWidget(self.column)
        self.heading = label("", "title")
        self.notice = Banner("", kind="attention")
        self.consent_button = button(_("Pedir la autorización"), clicked=self._ask_consent)
        self.resume_button = button(_("Seguir en la visita abierta"), clicked=self._resume)
        self.pending = Card(_("La visita anterior"))
        self.pending_text = label("", "answer")
        self.pending.add(self.pending_text)
        self.visit_place = QLineEdit()
        self.modality = ChoiceGroup([(key, n.in_(language())) for key, n in MODALITIES.items()])
        self.purpose = QLineEdit()
        self.people = PeopleRows()
        self.start_button = button(_("Empezar la visita"), "primary", clicked=self._start)
        self.nobody_button = button(_("No hubo visita"), "quiet", clicked=self._nobody)
        self._lay_out()
        go_on = QShortcut(QKeySequence("Ctrl+Return"), self)
        go_on.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        go_on.activated.connect(self.start_button.click)

    def title(self) -> str:
        if self._found is None:
            return _("Empezar la visita")
        return _("{firm} · visita {number}").format(
            firm=self._found.firm.shown_name, number=len(self._found.visits) + 1
        )

    def help_text(self) -> str:
        return _(
            "Anote dónde está, si la visita es presencial o virtual, a qué va y quiénes están. "
            "Al empezar queda guardada la hora.\n"
            "Enter en el nombre de una persona abre otra fila. Ctrl+Enter empieza la visita.\n"
            "Si no hubo visita, use «No hubo visita» y diga por qué."
        )

    def open(self, *, firm_id: str = "") -> None:
        self._firm_id = firm_id
        session = self.context.open_session
        self.context.tasks.run(lambda: read_beginning(session, firm_id), self._show)

    def first_focus(self) -> QWidget:
        return self.visit_place

    def _lay_out(self) -> None:
        self.notice.actions_row.add(self.consent_button)
        self.notice.actions_row.add(self.resume_button)
        self.notice.actions_row.show()
        where = Card(_("Dónde y para qué"))
        where.add(
            Row(
                [
                    Field(_("Lugar"), self.visit_place, _("Por ejemplo: la finca, el taller")),
                    Field(_("Modalidad"), self.modality),
                ],
                stretch=(3, 2),
            )
        )
        where.add(Field(_("Propósito"), self.purpose))
        table = Card(_("Quiénes están"))
        table.add(self.people)
        for part in (self.heading, self.notice, self.pending, where, table):
            self.column.add(part)
        self.column.add(FlowButtons([self.start_button, self.nobody_button]))
        self.column.end()

    def _show(self, found: Beginning) -> None:
        self._found = found
        last, firm = found.last, found.firm
        opened = last is not None and last.is_open
        self.heading.setText(_("Visita {number}").format(number=len(found.visits) + 1))
        self._show_notice(found)
        self._show_pending(found)
        self.visit_place.setText(last.place if last else firm.vereda or firm.address)
        self.modality.set_value(last.modality if last else Modality.IN_PERSON)
        self.purpose.setText(
            last.purpose if last and last.purpose else _("Diagnóstico de madurez en calidad")
        )
        self.people.offer(found.people, names_allowed=found.consented)
        self.start_button.setEnabled(not opened and found.consented)
        self.title_changed.emit()

    def _show_notice(self, found: Beginning) -> None:
        opened = found.last is not None and found.last.is_open
        self.notice.setVisible(opened or not found.consented)
        self.consent_button.setVisible(not found.consented)
        self.resume_button.setVisible(opened and found.consented)
        if not found.consented:
            self.notice.show_text(
                _("Falta la autorización de datos."),
                _("Pídala antes de empezar: hasta ese sí no se guardan nombres ni respuestas."),
                kind="attention",
            )
        elif opened and found.last is not None:
            self.notice.show_text(
                _("La visita {number} sigue abierta.").format(number=found.last.number),
                _("Siga en ella o ciérrela antes de empezar otra."),
                kind="attention",
            )

    def _show_pending(self, found: Beginning) -> None:
        lines = pending_lines(found)
        self.pending.setVisible(bool(lines))
        self.pending_text.setText("\n".join(lines))

    def _ask_consent(self) -> None:
        self.context.go("consent", firm_id=self._firm_id)

    def _resume(self) -> None:
        self.context.go("firm", firm_id=self._firm_id)

    def _nobody(self) -> None:
        self.context.go("visit_end", firm_id=self._firm_id)

    def _start(self) -> None:
        from advisor_app.services.visits import Participant

        session, firm_id, found = self.context.open_session, self._firm_id, self._found
        if found is None:
            return
        place, purpose = self.visit_place.text().strip(), self.purpose.text().strip()
        modality = self.modality.value() or Modality.IN_PERSON
        people = tuple(Participant(*one) for one in self.people.participants())
        ready = found.is_ready_to_ask
        self.start_button.setEnabled(False)

        def start() -> AssessmentView | None:
            # the one begun before, where only what comes after was refused
            visit = session.visits.open_visit(firm_id) or session.visits.start(
                firm_id, place=place, modality=modality, purpose=purpose, participants=people
            )
            return session.assessments.open_or_start(firm_id, visit.id) if ready else None

        self.context.tasks.run(start, self._started, self._failed)

    def _started(self, assessment: AssessmentView | None) -> None:
        self.context.say(_("Visita empezada"))
        if assessment is None:
            self.context.go(
                "firm_form", firm_id=self._firm_id, group="conditions", then="interview"
            )
        else:
            self.context.go("interview", assessment_id=assessment.id)

    def _failed(self, error: AdvisorError) -> None:
        self.start_button.setEnabled(True)
        self.context.explain(error)


def pending_lines(found: Beginning) -> list[str]:
    """What the visit before left open, in sentences."""
    last = found.last
    if last is None:
        return []
    lang = language()
    day = formats.long_date(formats.local(last.started_at, last.started_at_offset).date(), lang)
    outcome = OUTCOMES[last.outcome].in_(lang) if last.outcome else _("sin cerrar")
    lines = [
        _("Visita {number}, {day}: {outcome}.").format(number=last.number, day=day, outcome=outcome)
    ]
    if last.outcome_reason:
        lines.append(last.outcome_reason)
    if last.notes:
        lines.append(last.notes)
    if found.draft is not None:
        draft = found.draft
        asked = draft.instrument.applicable(draft.profile, draft.form)
        left = sum(1 for item in asked if item.code not in draft.answers)
        lines.append(
            ngettext(
                "Al diagnóstico le falta {n} respuesta; sigue donde quedó.",
                "Al diagnóstico le faltan {n} respuestas; sigue donde quedó.",
                left,
            ).format(n=left)
        )
    return lines
