"""What poor quality costs in a month, from five figures that the owner knows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from advisor_app import formats
from advisor_app.domain.quality_cost import QuickCost
from advisor_app.i18n import _, language
from ui.screens.base import Screen
from ui.widgets.basic import Column, button, label
from ui.widgets.cost_question import CostQuestion, questions
from ui.widgets.foot import Foot

if TYPE_CHECKING:
    from advisor_app.domain.errors import AdvisorError
    from advisor_app.services.session import Session
    from ui.context import Context


def load(session: Session, assessment_id: str) -> tuple[str, QuickCost]:
    """The firm's name and the figures given so far."""
    name = session.assessments.get(assessment_id).firm_name
    return name, session.assessments.cost(assessment_id) or QuickCost()


class CostScreen(Screen):
    """Five questions; each figure says where it comes from; the total follows as one types."""

    route: ClassVar[str] = "cost"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._assessment_id = ""
        self._firm_name = ""
        self._kept = QuickCost()
        self.questions: tuple[CostQuestion, ...] = questions()
        self.done_button = button(_("Listo"), "primary", clicked=self._done)
        self.foot = Foot((), self.done_button)
        self.foot.words.setProperty("role", "heading")
        self._lay_out()
        for question in self.questions:
            question.edited.connect(self._show_total)
            question.changed.connect(self._keep)

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self.column = Column()
        self.column.add(label(_("¿Cuánto cuesta la mala calidad?"), "title"))
        self.column.add(
            label(
                _(
                    "Toda empresa bota, repite o devuelve algo; verlo en pesos ayuda a decidir "
                    "por dónde empezar. Sirve un cálculo aproximado. Lo que no se sepa, en blanco."
                ),
                "soft",
            )
        )
        for question in self.questions:
            self.column.add(question)
        self.column.end()
        whole.addWidget(self.column, 1)
        whole.addWidget(self.foot)

    def title(self) -> str:
        return self._firm_name or _("Costo de la mala calidad")

    def help_text(self) -> str:
        return _(
            "Cinco preguntas sobre un mes normal. Escriba las cifras como las diga el dueño: "
            "1.250.000, 80 mil o 1,5 millones.\n\n"
            "Diga de cada una si sale de una factura, de un registro o si es estimada; el informe "
            "dice qué parte es estimada. Una cifra en blanco no cuenta como cero.\n\n"
            "Se guarda sola al pasar de un campo a otro."
        )

    def open(self, *, assessment_id: str) -> None:
        self._assessment_id = assessment_id
        self.context.tasks.run(partial(load, self.context.open_session, assessment_id), self._show)

    def first_focus(self) -> QWidget:
        return self.questions[0].first

    def leave(self) -> bool:
        for question in self.questions:
            question.settle()
        return True

    def value(self) -> QuickCost:
        """The estimate as it is written; a figure that is no figure is left out."""
        figures: dict[str, object] = {}
        sources: dict[str, str] = {}
        for question in self.questions:
            figures |= question.figures()
            sources |= question.sources()
        return QuickCost.from_figures({**figures, "quality": sources})

    def _show(self, loaded: tuple[str, QuickCost]) -> None:
        self._firm_name, self._kept = loaded
        for question in self.questions:
            question.show_cost(self._kept)
        self._show_total()
        self.title_changed.emit()
        self.first_focus().setFocus()

    def _show_total(self) -> None:
        cost, lang = self.value(), language()
        for question in self.questions:
            question.show_amount(cost)
        if cost.total is None:
            self.foot.words.setText(_("Al mes: sin dato"))
            return
        share = _("n. a.")
        if cost.share_of_sales is not None:
            share = formats.percent(cost.share_of_sales, lang)
        self.foot.words.setText(
            _("Al mes: {money} · de las ventas: {share}").format(
                money=formats.pesos(cost.total, lang), share=share
            )
        )

    def _keep(self) -> None:
        self._show_total()
        cost = self.value()
        session = self.context.session
        if cost == self._kept or session is None:
            return
        self.context.tasks.run(
            partial(session.assessments.set_cost, self._assessment_id, cost),
            partial(self._said_kept, cost),
            self._refused,
        )

    def _said_kept(self, cost: QuickCost, _result: None) -> None:
        self._kept = cost
        self.context.say(_("Guardado"))

    def _refused(self, error: AdvisorError) -> None:
        self.context.explain(error, self._keep)

    def _done(self) -> None:
        self.context.go("result", assessment_id=self._assessment_id)
