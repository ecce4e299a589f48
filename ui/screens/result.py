"""The result of a diagnosis: where the firm stands, why, and what would change it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from advisor_app import formats
from advisor_app.domain import explain
from advisor_app.domain.charts import ladder_of
from advisor_app.i18n import _, language, ngettext
from ui.exporting import Exporting
from ui.screens.base import Screen
from ui.widgets.basic import Banner, Card, Column, button, label
from ui.widgets.dimension_card import DimensionCard
from ui.widgets.foot import Foot
from ui.widgets.ladder import LadderView
from ui.widgets.line_card import LineCard

if TYPE_CHECKING:
    from collections.abc import Callable

    from advisor_app.domain.errors import AdvisorError
    from advisor_app.domain.routing import ServiceLine
    from advisor_app.services.assessment_view import Commitment, ResultView
    from advisor_app.services.changes import Changes
    from advisor_app.services.session import Session
    from ui.context import Context

_WHOLE: Final = Qt.AlignmentFlag(0)
_SHOWN_HERE: Final = ("answer", "assessment", "quality_cost", "commitment")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result, and what the firm promised."""

    view: ResultView
    commitments: tuple[Commitment, ...]
    may_return: bool


def load(session: Session, assessment_id: str) -> Outcome:
    """Everything the screen shows."""
    assessments = session.assessments
    return Outcome(
        assessments.result(assessment_id),
        tuple(assessments.commitments(assessment_id)),
        session.reviews.may_return(),
    )


class ResultScreen(Screen):
    """The ladder, the line in a sentence, and every figure unfolds to its answers."""

    route: ClassVar[str] = "result"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._assessment_id = ""
        self._outcome: Outcome | None = None
        self.preliminary = Banner(
            _("Resultado preliminar"),
            _("Falta ver parte de las preguntas; por eso todavía no hay línea."),
            kind="attention",
        )
        self.alerts = Banner("", kind="danger")
        self.ladder = LadderView()
        self.sentence = label("", "answer")
        self.sureness = label("", "soft")
        self.line = LineCard()
        self.dimensions = DimensionCard()
        self.cost = label()
        self.promises = label()
        self.cost_button = button("", icon="money", clicked=partial(self._go, "cost"))
        self.promises_button = button("", icon="edit", clicked=partial(self._go, "commitments"))
        self.back_button = button(_("Entrevista"), clicked=partial(self._go, "interview"))
        self.missing_button = button(_("Lo que falta"), clicked=partial(self._go, "missing"))
        self.plan_button = button(_("Plan de mejora"), icon="done", clicked=self._plan)
        self.export_button = button(_("Exportar a Excel"), icon="save", clicked=self._export)
        self.exporting = Exporting(context, self)
        self.return_button = button(
            _("Devolver con observaciones"), icon="undo", clicked=partial(self._go, "send_back")
        )
        self.closing = Card(_("Cerrar el diagnóstico"))
        self.closing_words = label("", "soft")
        self.close_button = button(
            _("Cerrar el diagnóstico"), icon="lock", clicked=self.ask_to_close
        )
        self.report_button = button(
            _("Ver la hoja del dueño"), "primary", clicked=partial(self._go, "report")
        )
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self.column = Column()
        steps, cost, promises = Card(), Card(_("Costo de la mala calidad")), Card(_("Compromisos"))
        for card, widgets in (
            (steps, (self.ladder, self.sentence, self.sureness)),
            (cost, (self.cost, self.cost_button)),
            (promises, (self.promises, self.promises_button, self.plan_button)),
            (self.closing, (self.closing_words, self.close_button, self.return_button)),
        ):
            for widget in widgets:
                left = Qt.AlignmentFlag.AlignLeft if isinstance(widget, QPushButton) else _WHOLE
                card.body.addWidget(widget, 0, left)
        for widget in (
            self.preliminary, self.alerts, steps, self.line, self.dimensions, cost, promises,
            self.closing,
        ):  # fmt: skip
            self.column.add(widget)
        for banner in (self.preliminary, self.alerts):
            banner.hide()
        self.column.end()
        self.column.hide()
        whole.addWidget(self.column, 1)
        ways = (self.back_button, self.missing_button, self.export_button)
        whole.addWidget(Foot(ways, self.report_button))

    def _connect(self) -> None:
        self.line.change_wanted.connect(self._change_line)
        self.line.commitment_told.connect(self._tell_commitment)

    def title(self) -> str:
        return self._outcome.view.assessment.firm_name if self._outcome else _("Resultado")

    def help_text(self) -> str:
        return _(
            "La escalera dice en qué escalón está la empresa y qué le falta para el siguiente.\n\n"
            "«¿Por qué?» muestra la regla, los topes y las respuestas detrás de cada cifra. "
            "«¿Qué la cambiaría?» nombra las respuestas que llevan a la línea siguiente.\n\n"
            "Si conoce una razón para otra línea, cámbiela: la calculada queda anotada al lado."
        )

    def open(self, *, assessment_id: str) -> None:
        self._assessment_id = assessment_id
        self._read()

    def first_focus(self) -> QWidget:
        return self.report_button

    def on_changes(self, changes: Changes) -> None:
        shown = self._outcome.view.assessment.firm_id if self._outcome else None
        if shown in changes.firm_ids and any(map(changes.touches, _SHOWN_HERE)):
            self._read()

    def _read(self) -> None:
        session = self.context.session
        if session is not None:
            self.context.tasks.run(partial(load, session, self._assessment_id), self._show)

    def _show(self, outcome: Outcome) -> None:
        self._outcome = outcome
        view, result, lang = outcome.view, outcome.view.result, language()
        alerts = explain.alert_sentences(result, lang)
        self.preliminary.setVisible(result.preliminary)
        self.alerts.setVisible(bool(alerts))
        self.alerts.show_text(_("Alerta legal o de riesgo"), "\n".join(alerts), kind="danger")
        self.ladder.show_ladder(ladder_of(result, lang), certain=not result.preliminary)
        self.sentence.setText(explain.ladder_sentence(result, lang))
        complete = _("Completo al {share}.").format(
            share=formats.percent(result.completeness, lang, 0)
        )
        self.sureness.setText(f"{explain.confidence_sentence(result, lang)} {complete}")
        self.line.show_result(view)
        self.dimensions.show_result(result)
        self._show_cost(view)
        self._show_promises(outcome.commitments)
        self._show_closing(view)
        closed = not view.assessment.is_open
        self.return_button.setVisible(closed and outcome.may_return)
        self.column.show()
        self.title_changed.emit()

    def _show_cost(self, view: ResultView) -> None:
        lang = language()
        known = view.cost is not None and view.cost.total is not None
        unknown = _("Con cinco cifras del dueño se estima lo que se pierde en un mes.")
        said = explain.cost_sentence(view.cost, lang) if view.cost and known else unknown
        self.cost.setText(said)
        self.cost_button.setText(_("Revisar las cifras") if known else _("Estimar el costo"))

    def _show_promises(self, promises: tuple[Commitment, ...]) -> None:
        lang = language()
        lines = [
            " · ".join(
                filter(
                    None,
                    (
                        one.what,
                        one.who,
                        formats.long_date(one.due_on, lang) if one.due_on else "",
                    ),
                )
            )
            for one in promises
        ]
        none = _("Tres tareas con nombre y fecha; salen en la primera página.")
        self.promises.setText("\n".join(lines) or none)
        self.promises_button.setText(_("Cambiarlos") if lines else _("Acordar los compromisos"))

    def _show_closing(self, view: ResultView) -> None:
        open_still = view.assessment.is_open
        for one in (
            self.close_button, self.cost_button, self.promises_button,
            self.back_button, self.missing_button,
        ):  # fmt: skip
            one.setVisible(open_still)
        self.line.allow_changes(allowed=open_still)
        pending = sum(entry.unverified for entry in view.result.items)
        words = _("Un diagnóstico cerrado ya no cambia; el siguiente empieza de nuevo.")
        if not open_still:
            words = _("Está cerrado: queda como está.")
        elif pending:
            left = ngettext("Falta {n} respuesta.", "Faltan {n} respuestas.", pending)
            words = f"{left.format(n=pending)} {words}"
        self.closing_words.setText(words)

    def ask_to_close(self) -> None:
        """Close the diagnosis, once the advisor has said so twice."""
        from ui.dialogs.question import Question

        asked = Question(
            _("¿Cerrar el diagnóstico?"),
            [
                _("Sus respuestas y su resultado ya no cambiarán."),
                _("El informe se puede imprimir y guardar cuando quiera."),
            ],
            _("Cerrar"),
            _("Todavía no"),
            self,
        )
        asked.accepted.connect(self._close)
        asked.open()

    def _close(self) -> None:
        assessments = self.context.open_session.assessments
        self.context.tasks.run(
            partial(assessments.close, self._assessment_id), self._closed, self._refused
        )

    def _closed(self, _result: ResultView) -> None:
        self.context.say(_("Diagnóstico cerrado"))
        self._read()

    def _change_line(self) -> None:
        from ui.dialogs.change_line import ChangeLine

        if self._outcome is None:
            return
        view = self._outcome.view
        dialog = ChangeLine(view.routing.line, view.override, self)
        dialog.changed.connect(self._override)
        dialog.withdrawn.connect(self._withdraw)
        dialog.open()

    def _override(self, line: ServiceLine, reason: str) -> None:
        assessments = self.context.open_session.assessments
        self._write(partial(assessments.override_line, self._assessment_id, line, reason))

    def _withdraw(self) -> None:
        self._write(
            partial(self.context.open_session.assessments.clear_override, self._assessment_id)
        )

    def _tell_commitment(self, exists: bool) -> None:
        assessments = self.context.open_session.assessments
        self._write(partial(assessments.set_commitment, self._assessment_id, exists))

    def _write(self, work: Callable[[], None]) -> None:
        """Keep a choice; what is shown is read again whether it was taken or refused."""
        self.context.tasks.run(work, self._written, self._refused)

    def _written(self, _result: None) -> None:
        self.context.say(_("Guardado"))
        self._read()

    def _refused(self, error: AdvisorError) -> None:
        self.context.explain(error)
        self._read()

    def _plan(self) -> None:
        if self._outcome is not None:
            self.context.go("plan", firm_id=self._outcome.view.assessment.firm_id)

    def _export(self) -> None:
        if self._outcome is not None:
            made = self._outcome.view.assessment
            name = _("{firm} diagnóstico").format(firm=made.firm_name)
            self.exporting.ask("diagnosis", made.id, name)

    def _go(self, route: str) -> None:
        self.context.go(route, assessment_id=self._assessment_id)
