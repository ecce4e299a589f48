"""What a gap assessment comes to: readiness, the scheme's rule, what blocks, and what is asked."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from advisor_app import formats
from advisor_app.domain import explain_gap
from advisor_app.domain.document import GAP_REPORT
from advisor_app.i18n import _, language
from ui.dialogs.question import Question
from ui.exporting import Exporting
from ui.group_way import GroupWay, division_card
from ui.screens.base import Screen
from ui.screens.gap import short_name, title_of
from ui.widgets.basic import Banner, Card, Column, button, label
from ui.widgets.choice import ChoiceGroup
from ui.widgets.edition_banner import EditionBanner
from ui.widgets.field import Field
from ui.widgets.flow import FlowButtons
from ui.widgets.foot import Foot
from ui.widgets.icons import IconLabel
from ui.widgets.money import NumberEdit
from ui.widgets.row_button import RowButton

if TYPE_CHECKING:
    from collections.abc import Sequence

    from advisor_app.domain.schemes import Check
    from advisor_app.services.gaps import GapView
    from ui.context import Context

_MONTHS = ("months_of_records", "performance_months")
_ACTIONS = ("dated_actions", "closed_actions")
_SHOWN = 12


class GapResultScreen(Screen):
    """Every condition of the rule stands by itself, with the points it fails by."""

    route: ClassVar[str] = "gap_result"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._view: GapView | None = None
        self._content: QWidget | None = None
        self.asked: dict[str, Field] = {}
        self.column = Column()
        self.group = GroupWay(context, self, lambda act: act())
        self.group_row = FlowButtons(self.group.buttons)
        self.edition = EditionBanner(context)
        self.column.add(self.group_row)
        self.column.add(self.edition)
        self.column.end()
        self.list_button = button(_("Volver a la lista"), clicked=self._list)
        self.report_button = button(_("Informe"), icon="note", clicked=self._report)
        self.export_button = button(_("Exportar a Excel"), icon="save", clicked=self._export)
        self.exporting = Exporting(context, self)
        self.close_button = button(_("Cerrar la evaluación"), "primary", clicked=self._close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.column, 1)
        shortcut = QShortcut(QKeySequence("I"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._report)
        whole.addWidget(
            Foot((self.list_button, self.report_button, self.export_button), self.close_button)
        )

    def title(self) -> str:
        if self._view is None:
            return _("Resultado de la brecha")
        return title_of(self._view)

    def help_text(self) -> str:
        return _(
            "La preparación es el porcentaje de lo que aplica y cumple, con más peso para lo "
            "crítico. El veredicto sigue la regla propia del esquema, condición por condición.\n\n"
            "Lo que se pregunta aparte de la lista se contesta aquí. Un punto abre su lugar en "
            "la lista. Al cerrar, el resultado entra al diagnóstico de la empresa. "
            "I abre el informe."
        )

    def open(self, *, assessment_id: str) -> None:
        gaps = self.context.open_session.gaps
        self.context.tasks.run(partial(gaps.get, assessment_id), self._show_first)

    def first_focus(self) -> QWidget:
        return self.list_button if self.close_button.isHidden() else self.close_button

    def _show_first(self, view: GapView) -> None:
        self._show(view)
        self.first_focus().setFocus()

    def _show(self, view: GapView) -> None:
        self._view = view
        focused = QApplication.focusWidget()
        asking = [
            name for name, field in self.asked.items() if focused and field.isAncestorOf(focused)
        ]
        if self._content is not None:
            self._content.hide()
            self._content.deleteLater()
        self.asked = {}
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.column.body.spacing())
        for part in self._parts(view):
            column.addWidget(part)
        self.column.body.insertWidget(2, self._content)
        self._content.show()
        self.close_button.setVisible(view.is_open)
        self.group.show_for(view)
        self.edition.show_for(view)
        self.group_row.setVisible(not self.group.group_button.isHidden())
        for name in asking:
            self.asked[name].editor.setFocus()  # who tells one thing more goes on from there
        self.title_changed.emit()

    def _parts(self, view: GapView) -> list[QWidget]:
        lang, result = language(), view.result
        parts: list[QWidget] = [label(view.standard.name.in_(lang), "title")]
        if result.preliminary:
            parts.append(
                Banner(
                    _("Resultado preliminar: falta ver parte de la lista."),
                    _("Con el {least} visto se puede publicar.").format(
                        least=formats.percent(view.parameters.coverage_minimum, lang, 0)
                    ),
                    kind="attention",
                )
            )
        head = Card()
        head.add(label(explain_gap.readiness_sentence(result, lang), "answer"))
        head.add(label(explain_gap.blocking_sentence(result, lang), "answer"))
        for line in explain_gap.figure_lines(view.verdict, lang):
            head.add(label(line, "answer"))
        head.add(FlowButtons([button(_("Plan de mejora"), icon="done", clicked=self._plan)]))
        head.add(label(explain_gap.disclaimer(lang), "soft"))
        parts += [head, self._rule(view)]
        if view.standard.prerequisites:
            parts.append(self._beside(view))
        if result.blocking:
            parts.append(self._points(_("Lo que bloquea"), view, result.blocking))
        left = [code for code in result.open if code not in result.blocking]
        if left:
            parts.append(self._points(_("Lo que falta además"), view, left[:_SHOWN]))
        if result.na_not_admitted:
            parts.append(
                self._points(_("«No aplica» que la lista no admite"), view, result.na_not_admitted)
            )
        if division := division_card(self.context, view):
            parts.append(division)
        parts.append(self._edition(view))
        return parts

    def _rule(self, view: GapView) -> Card:
        card = Card(_("La regla del esquema"))
        card.add(label(explain_gap.verdict_sentence(view.verdict, language()), "name"))
        for check in view.verdict.checks:
            card.add(_CheckRow(check))
        return card

    def _beside(self, view: GapView) -> Card:
        card = Card(_("Lo que se pregunta aparte de la lista"))
        for name in view.standard.prerequisites:
            if name not in _ACTIONS:
                card.add(self._ask(name, view))
        return card

    def _ask(self, name: str, view: GapView) -> QWidget:
        words = {
            "months_of_records": _("Meses con registros"),
            "performance_months": _("Meses con datos de desempeño"),
            "internal_audit": _("¿Hizo auditoría interna?"),
            "management_review": _("¿Hizo revisión por la dirección?"),
            "proficiency_tests": _("¿Participó en ensayos de aptitud por técnica?"),
            "iso_9001_ready": _("¿La lista de ISO 9001 está lista?"),
            "members_inspected": _("¿Inspeccionó a todos los miembros?"),
            "own_sample": _("¿Hizo la muestra propia que pide la lista?"),
            "finished_project": _("¿Mostró un proyecto terminado?"),
        }
        told = getattr(view.prerequisites, name)
        if name in _MONTHS:
            number = NumberEdit()
            number.set_value(told)
            number.changed.connect(partial(self._tell_months, name, number))
            editor: QWidget = number
        else:
            choice = ChoiceGroup((("yes", _("Sí")), ("no", _("No"))), words[name])
            choice.set_value(None if told is None else "yes" if told else "no")
            choice.chosen.connect(partial(self._tell, name))
            editor = choice
        editor.setEnabled(view.is_open)
        rule = view.standard.rule
        hint = rule.in_(language()) if name == "own_sample" and rule else ""
        self.asked[name] = Field(words[name], editor, hint)
        return self.asked[name]

    def _points(self, title: str, view: GapView, codes: Sequence[str]) -> Card:
        card, lang = Card(title), language()
        for code in codes:
            one = view.standard.requirement(code)
            answer = view.answers.get(code)
            state = explain_gap.STATES[answer.state] if answer else explain_gap.UNSEEN
            row = RowButton(f"{code}  {one.title.in_(lang)}", one.action.in_(lang), state.in_(lang))
            row.clicked.connect(partial(self._go, code))
            card.add(row)
        return card

    def _edition(self, view: GapView) -> Card:
        card, lang, standard = Card(_("La norma")), language(), view.standard
        parts = [standard.edition, standard.transition, standard.note, standard.source]
        for text in parts:
            if text is not None:
                card.add(label(text.in_(lang)))
        if standard.confirm:
            card.add(label(_("Esta lista está por confirmar con la fuente oficial."), "soft"))
        return card

    # --- acting ------------------------------------------------------------------------------

    def _tell(self, name: str, choice: object) -> None:
        self._keep(name, choice == "yes")

    def _tell_months(self, name: str, number: NumberEdit) -> None:
        value = number.value()
        self._keep(name, None if value is None else int(value))

    def _keep(self, name: str, value: object) -> None:
        view = self._view
        if view is None or not view.is_open or getattr(view.prerequisites, name) == value:
            return
        known = replace(view.prerequisites, **{name: value})  # type: ignore[arg-type]  # its own field
        gaps = self.context.open_session.gaps

        def work() -> GapView:
            gaps.set_prerequisites(view.id, known)
            return gaps.get(view.id)

        self.context.tasks.run(work, self._show)

    def _go(self, code: str) -> None:
        if self._view is not None:
            self.context.go("gap", assessment_id=self._view.id, item=code)

    def _list(self) -> None:
        if self._view is not None:
            self.context.go("gap", assessment_id=self._view.id)

    def _plan(self) -> None:
        if self._view is not None:
            self.context.go("plan", firm_id=self._view.firm_id)

    def _report(self) -> None:
        if self._view is not None:
            self.context.go("report", kind=GAP_REPORT, subject_id=self._view.id)

    def _export(self) -> None:
        if self._view is not None:
            name = f"{self._view.firm_name} {short_name(self._view)}"
            self.exporting.ask("gap", self._view.id, name)

    def _close(self) -> None:
        question = Question(
            _("¿Cerrar la evaluación?"),
            [_("Después ya no cambia. Lo que falte va en una evaluación nueva.")],
            _("Cerrar la evaluación"),
            _("Todavía no"),
            self,
        )
        question.accepted.connect(self._do_close)
        question.open()

    def _do_close(self) -> None:
        view, gaps = self._view, self.context.open_session.gaps
        if view is not None:
            self.context.tasks.run(partial(gaps.close, view.id), self._show_first)


class _CheckRow(QWidget):
    """One condition: a sign, its sentence, and the points it fails by."""

    def __init__(self, check: Check) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        sign, tone, word = {
            True: ("done", "accent", _("Se cumple")),
            False: ("attention", "danger", _("No se cumple")),
            None: ("help", "soft_ink", _("Falta saberlo")),
        }[check.holds]
        text = explain_gap.check_sentence(check, language())
        if check.codes and check.holds is not True:
            named = ", ".join(check.codes[:8])
            text = f"{text} {named}{'…' if len(check.codes) > 8 else '.'}"
        row.addWidget(IconLabel(sign, tone, 20))
        row.addWidget(label(f"{word}. {text}"), 1)
