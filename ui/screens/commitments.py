"""The three commitments of page 1: what, who and by when."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advisor_app.domain import clock, highlights
from advisor_app.i18n import _, language
from ui.screens.base import Screen
from ui.widgets.basic import Column, button, label
from ui.widgets.foot import Foot
from ui.widgets.promise_row import PromiseRow

if TYPE_CHECKING:
    from advisor_app.domain.errors import AdvisorError
    from advisor_app.domain.maturity import MaturityResult
    from advisor_app.services.assessment_view import Commitment
    from advisor_app.services.session import Session
    from ui.context import Context

COUNT: Final = 3


@dataclass(frozen=True, slots=True)
class Promises:
    """What was agreed, and what could be.

    Attributes:
        proposals: the first actions of the firm's plan, or one for each of the three gaps.
        are_planned: they come from the plan.
    """

    firm_name: str
    agreed: tuple[Commitment, ...]
    proposals: tuple[Commitment, ...]
    are_planned: bool


def load(session: Session, assessment_id: str) -> Promises:
    """Commitments and proposals of a diagnosis."""
    view = session.assessments.result(assessment_id)
    planned = _planned(session, view.assessment.firm_id)
    return Promises(
        view.assessment.firm_name,
        tuple(session.assessments.commitments(assessment_id)),
        planned or _found(view.result),
        are_planned=bool(planned),
    )


def _planned(session: Session, firm_id: str) -> tuple[Commitment, ...]:
    """What the plan would do first; a day that has passed is no promise."""
    from advisor_app.services.assessment_view import Commitment

    today = clock.today()
    return tuple(
        Commitment(one.title, one.responsible, one.due_on if one.due_on >= today else None)
        for one in session.plans.of_firm(firm_id).carried
    )


def _found(result: MaturityResult) -> tuple[Commitment, ...]:
    from advisor_app.services.assessment_view import Commitment

    return tuple(Commitment(gap.item.action.in_(language())) for gap in highlights.gaps(result))


class CommitmentsScreen(Screen):
    """Three rows that keep themselves."""

    route: ClassVar[str] = "commitments"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._assessment_id = ""
        self._loaded: Promises | None = None
        self._kept: tuple[Commitment, ...] = ()
        self.rows = tuple(PromiseRow(number) for number in range(1, COUNT + 1))
        self.propose_button = button(
            _("Proponer según lo encontrado"), icon="list", clicked=self._propose
        )
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._propose)
        self.done_button = button(_("Listo"), "primary", clicked=self._done)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self.column = Column()
        self.column.add(label(_("Compromisos"), "title"))
        self.column.add(
            label(
                _("Tres tareas que la empresa se propone, con nombre y fecha. Salen en su hoja."),
                "soft",
            )
        )
        self.column.body.addWidget(self.propose_button, 0, Qt.AlignmentFlag.AlignLeft)
        for row in self.rows:
            row.changed.connect(self._keep)
            self.column.add(row)
        self.column.end()
        whole.addWidget(self.column, 1)
        whole.addWidget(Foot((), self.done_button))

    def title(self) -> str:
        return self._loaded.firm_name if self._loaded else _("Compromisos")

    def help_text(self) -> str:
        return _(
            "Escriba hasta tres tareas cortas que la empresa pueda cumplir, quién responde y para "
            "cuándo. La fecha se escribe como se dice: 15/12, 3 de marzo, mañana.\n\n"
            "«Proponer», o Ctrl+Enter, llena los renglones vacíos con las primeras acciones del "
            "plan de mejora, o con una para cada una de las tres brechas. Debajo dice que es una "
            "propuesta; cámbiela con las palabras de la empresa, o bórrela.\n\n"
            "Se guarda solo al pasar de un campo a otro."
        )

    def open(self, *, assessment_id: str) -> None:
        self._assessment_id = assessment_id
        self.context.tasks.run(partial(load, self.context.open_session, assessment_id), self._show)

    def first_focus(self) -> QWidget:
        return self.rows[0].what

    def leave(self) -> bool:
        for row in self.rows:
            row.settle()
        self._keep()
        return True

    def _show(self, loaded: Promises) -> None:
        self._loaded, self._kept = loaded, loaded.agreed
        if loaded.are_planned:
            self.propose_button.setText(_("Proponer según el plan"))
        for place, row in enumerate(self.rows):
            if place < len(loaded.agreed):
                one = loaded.agreed[place]
                row.show_promise(one.what, one.who, one.due_on)
            else:
                row.show_promise("", "", None)
        self.title_changed.emit()
        self.first_focus().setFocus()

    def _propose(self) -> None:
        if self._loaded is None:
            return
        for row in self.rows:
            row.settle()
        origin = _("Es una propuesta; cámbiela con las palabras de la empresa, o bórrela.")
        if self._loaded.are_planned:
            origin = _("Es una propuesta del plan; cámbiela con la empresa, o bórrela.")
        written = {row.what.text() for row in self.rows}
        left = (one for one in self._loaded.proposals if PromiseRow.fitted(one.what) not in written)
        empty = [row for row in self.rows if row.is_empty]
        filled = [
            row.suggest(one.what, one.who, one.due_on, origin)
            for row, one in zip(empty, left, strict=False)
        ]
        if not filled:
            self.context.say(_("No hay nada que proponer en un renglón vacío."))
        self._keep()

    def _value(self) -> tuple[Commitment, ...]:
        from advisor_app.services.assessment_view import Commitment

        written = (
            Commitment(row.what.text().strip(), row.who.text().strip(), row.due.value())
            for row in self.rows
        )
        return tuple(one for one in written if one.what)

    def _keep(self) -> None:
        session, value = self.context.session, self._value()
        if self._loaded is None or session is None or value == self._kept:
            return
        self._kept = value
        self.context.tasks.run(
            partial(session.assessments.set_commitments, self._assessment_id, list(value)),
            self._said_kept,
            self._refused,
        )

    def _said_kept(self, _result: None) -> None:
        self.context.say(_("Guardado"))

    def _refused(self, error: AdvisorError) -> None:
        self._kept = ()
        self.context.explain(error, self._keep)

    def _done(self) -> None:
        self.context.go("result", assessment_id=self._assessment_id)
