"""The end of a visit: how it went, its hours, and when the next one is."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from advisor_app import formats
from advisor_app.domain import clock
from advisor_app.domain.errors import AdvisorError, InvalidRecord
from advisor_app.domain.visit import OUTCOMES, WORKED, Outcome, payable_hours
from advisor_app.i18n import _, language
from ui.forms.row import Row
from ui.models.visit_ending import Ending, finish, read_ending, tell
from ui.screens.base import Screen
from ui.widgets.basic import Card, Column, button, label
from ui.widgets.choice import ChoiceGroup
from ui.widgets.date import DateEdit
from ui.widgets.field import Field
from ui.widgets.flow import FlowButtons
from ui.widgets.money import NumberEdit
from ui.widgets.note_edit import NoteEdit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from advisor_app.services.visits import Visit
    from ui.context import Context


class VisitEndScreen(Screen):
    """One key for the outcome; a reason where the visit was not made."""

    route: ClassVar[str] = "visit_end"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._firm_id = ""
        self._firm_name = ""
        self._visit: Visit | None = None
        self._told: dict[str, str] = {}  # the texts as they were shown
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.column = Column(self)
        outer.addWidget(self.column)
        self.heading = label("", "title")
        self.outcome = ChoiceGroup()
        for number, (key, name) in enumerate(OUTCOMES.items(), start=1):
            self.outcome.add_option(key, f"{number}  {name.in_(language())}")
        self.outcome.setAccessibleName(_("Cómo terminó"))
        self.outcome.chosen.connect(self._follow_outcome)
        self.reason = NoteEdit(lines=2)
        self.break_minutes = NumberEdit()
        self.hours = label("", "answer")
        self.activities = NoteEdit(lines=4)
        self.findings = NoteEdit(lines=6)
        self.remarks = NoteEdit(lines=2)
        self.notes = NoteEdit(lines=3)
        self._texts = {
            "activities": self.activities,
            "findings": self.findings,
            "remarks": self.remarks,
            "notes": self.notes,
        }
        self.next_visit = DateEdit()
        self.save_button = button(_("Cerrar la visita"), "primary", clicked=self._save)
        self.back_button = button(_("Todavía no"), clicked=context.back)
        self._lay_out()
        for number, key in enumerate(OUTCOMES, start=1):
            self._on_key(str(number), partial(self._choose, key))
        self._on_key("Ctrl+Return", self.save_button.click)

    def title(self) -> str:
        if not self._firm_name:
            return _("Cerrar la visita")
        if self._visit is None:
            return _("{firm} · no hubo visita").format(firm=self._firm_name)
        return _("{firm} · cerrar la visita").format(firm=self._firm_name)

    def help_text(self) -> str:
        return _(
            "Elija cómo terminó con las teclas 1 a 6. Si no se hizo, escriba en pocas palabras "
            "qué pasó: las horas y el viaje cuentan igual. Ctrl+Enter cierra la visita.\n"
            "Actividades y hallazgos salen en el acta: vienen propuestos de lo que se hizo; "
            "cámbielos a su gusto, uno por renglón. Las notas no salen en ningún papel.\n"
            "Una visita cerrada ya no cambia; lo que falte va en una visita nueva."
        )

    def open(self, *, visit_id: str = "", firm_id: str = "") -> None:
        session = self.context.open_session
        self.context.tasks.run(lambda: read_ending(session, visit_id, firm_id), self._show)

    def first_focus(self) -> QWidget:
        offered = (key for key, made in self.outcome.buttons.items() if not made.isHidden())
        return self.outcome.buttons[self.outcome.value() or next(offered)]

    def leave(self) -> bool:
        visit, session, changed = self._visit, self.context.session, self._changed()
        if visit is not None and visit.is_open and session is not None and changed:
            self._told |= changed
            self.context.tasks.run(partial(tell, session, visit.id, changed), _nothing)
        return True

    def unsaved(self) -> bool:
        typed = self.reason.value() or self.next_visit.line.text()
        return bool(typed) or (self._visit is not None and bool(self._changed()))

    def _changed(self) -> dict[str, str]:
        """The texts that say something else than when they were shown."""
        now = {name: field.value() for name, field in self._texts.items()}
        return {name: text for name, text in now.items() if text != self._told.get(name, "")}

    def _on_key(self, keys: str, act: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def _lay_out(self) -> None:
        self.how = Card(_("Cómo terminó"))
        self.how.add(self.outcome)
        self.reason_field = Field(_("Qué pasó"), self.reason, _("En pocas palabras"))
        self.how.add(self.reason_field)
        self.time_card = Card(_("Tiempo"))
        self.break_field = Field(_("Pausas en minutos"), self.break_minutes)
        self.time_card.add(self.hours)
        self.time_card.add(Row([self.break_field, QWidget()]))
        self.break_minutes.changed.connect(self._show_hours)
        self.record_card = Card(_("Para el acta"))
        for name, field, hint in (
            (_("Actividades"), self.activities, _("Una por renglón")),
            (_("Hallazgos"), self.findings, _("Uno por renglón")),
            (_("Lo que dice la empresa"), self.remarks, _("Sus observaciones, como las dijo")),
        ):
            self.record_card.add(Field(name, field, hint))
        after = Card(_("Para la próxima"))
        self.next_field = Field(
            _("Próxima visita"), self.next_visit, _("Déjela en blanco si no se acordó")
        )
        after.add(Row([self.next_field, QWidget()]))
        after.add(Field(_("Notas"), self.notes, _("Lo que debe recordar al volver")))
        for part in (self.heading, self.how, self.time_card, self.record_card, after):
            self.column.add(part)
        self.column.add(FlowButtons([self.save_button, self.back_button]))
        self.column.end()

    def _show(self, found: Ending) -> None:
        self._firm_id, self._firm_name = found.firm_id, found.firm_name
        self._visit = visit = found.visit
        self.heading.setText(
            _("Cerrar la visita {number}").format(number=visit.number)
            if visit
            else _("No hubo visita")
        )
        self.how.heading.setText(_("Cómo terminó") if visit else _("Por qué no se hizo"))
        self.save_button.setText(_("Cerrar la visita") if visit else _("Registrar"))
        for key, made in self.outcome.buttons.items():
            made.setVisible(visit is not None or Outcome(key) not in WORKED)
        self.outcome.set_value(Outcome.DONE if visit else None)
        self.time_card.setVisible(visit is not None)
        self.record_card.setVisible(visit is not None)
        self.reason.set_value("")
        self.break_minutes.set_value(0)
        self._show_texts(found)
        self.next_visit.set_value(None)
        self._show_problems({})
        self._show_hours()
        self._follow_outcome()
        self.title_changed.emit()
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_texts(self, found: Ending) -> None:
        """What was typed before; where nothing was, what is proposed."""
        visit, proposal = found.visit, found.proposal
        for name, field in self._texts.items():
            typed = getattr(visit, name, "") if visit else ""
            field.set_value(typed or getattr(proposal, name, ""))
            self._told[name] = field.value()

    def _choose(self, outcome: Outcome) -> None:
        if self.outcome.buttons[outcome].isHidden():
            return
        self.outcome.set_value(outcome)
        self.outcome.buttons[outcome].setFocus(Qt.FocusReason.TabFocusReason)
        self._follow_outcome()

    def _follow_outcome(self) -> None:
        chosen = self.outcome.value()
        self.reason_field.setVisible(chosen is not None and chosen != Outcome.DONE)
        self.save_button.setEnabled(chosen is not None)

    def _show_hours(self) -> None:
        if self._visit is None:
            return
        lang, begun = language(), self._visit.started_at
        minutes = int(self.break_minutes.value() or 0)
        hours = payable_hours(begun, max(clock.now(), begun), minutes)
        self.hours.setText(
            _("De {start} a {end}, sin las pausas: {hours} horas.").format(
                start=self._time_of(begun),
                end=self._time_of(clock.now()),
                hours=formats.number(hours, lang, 2),
            )
        )

    def _time_of(self, moment: datetime) -> str:
        return formats.clock_time(formats.local(moment, clock.offset_minutes()), language())

    def _save(self) -> None:
        outcome = self.outcome.value()
        problems = {
            "break_minutes": self.break_minutes.problem(),
            "next_visit_on": self.next_visit.problem(),
        }
        self._show_problems(problems)
        if outcome is None or any(problems.values()):
            return
        session, visit, firm_id = self.context.open_session, self._visit, self._firm_id
        answers = {
            "reason": "" if outcome == Outcome.DONE else self.reason.value(),
            "next_visit_on": self.next_visit.value(),
            "break_minutes": int(self.break_minutes.value() or 0),
        }
        texts = {name: field.value() for name, field in self._texts.items()}
        self.context.tasks.run(
            lambda: finish(session, visit or firm_id, Outcome(outcome), answers, texts),
            self._saved,
            self._refused,
        )

    def _saved(self, visit: Visit) -> None:
        self._visit = visit
        self.context.copies.want()
        self.context.say(_("Visita cerrada"))
        self.context.go("papers", visit_id=visit.id)

    def _refused(self, error: AdvisorError) -> None:
        if isinstance(error, InvalidRecord):
            self._show_problems(error.problems)
            return
        self.context.explain(error)

    def _show_problems(self, problems: Mapping[str, str]) -> None:
        fields = {
            "reason": self.reason_field,
            "break_minutes": self.break_field,
            "next_visit_on": self.next_field,
        }
        wrong = [field for name, field in fields.items() if problems.get(name)]
        for name, field in fields.items():
            field.set_error(problems.get(name) or None)
        if wrong:
            wrong[0].input.setFocus(Qt.FocusReason.OtherFocusReason)


def _nothing(_visit: Visit) -> None:
    """Nobody waits for this one."""
